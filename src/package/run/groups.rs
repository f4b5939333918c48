//! The members that a run adds to local groups.

use super::RunCall;
use crate::package::Package;
use crate::script::Value;
use crate::script::reading::Style;

/// A command that adds members to a local group.
#[derive(Debug, Clone)]
pub struct NewMembers<'p> {
    /// The command.
    pub call: RunCall<'p>,
    /// The group, by name or by SID.
    pub group: Value,
    /// Who is added. What cannot be known is not in it.
    pub members: Vec<String>,
}

/// The administrators in the languages of Windows, in lower case.
const ADMINISTRATORS: &[&str] = &[
    "administrators",
    "administratoren",
    "administrateurs",
    "administradores",
    "amministratori",
    "administratörer",
    "administratorer",
    "administratorzy",
    "administratori",
    "beheerders",
    "rendszergazdák",
    "järjestelmänvalvojat",
    "správci",
    "yöneticiler",
    "администраторы",
    "s-1-5-32-544",
];

impl NewMembers<'_> {
    /// Whether the group is that of the administrators.
    pub fn are_administrators(&self) -> bool {
        self.group.known().is_some_and(|group| {
            let group = group.trim_start_matches('*').to_lowercase();
            let group = group.strip_prefix(r"builtin\").unwrap_or(&group);
            ADMINISTRATORS.contains(&group)
        })
    }
}

impl Package {
    /// The commands that add members to local groups, in the order of the run.
    pub fn new_members(&self) -> impl Iterator<Item = NewMembers<'_>> {
        self.calls().filter_map(of_call)
    }
}

fn of_call(call: RunCall<'_>) -> Option<NewMembers<'_>> {
    let known = |value: &Value| value.known().map(str::to_owned);
    let (group, members) = match (call.style, call.name.as_str()) {
        (Style::Cmdlet, "add-localgroupmember") => {
            let group = call.parameter("sid").or_else(|| call.parameter_or("group", 0))?;
            let members = call.parameter("member").or_else(|| call.positional().last());
            let members = members.map(|members| members.each().iter().filter_map(known).collect());
            (group.clone(), members.unwrap_or_default())
        }
        (Style::Program, "net" | "net1")
            if call.starts_with(&["localgroup"]) && call.has_switch(&["add", "ad"]) =>
        {
            let group = call.arguments.get(1)?.value.clone();
            let members = call.arguments.iter().skip(2).map(|argument| &argument.value);
            let members: Vec<String> =
                members.filter(|value| !value.text().starts_with('/')).filter_map(known).collect();
            // Without a member the group itself is made.
            if call.arguments.len() < 4 {
                return None;
            }
            (group, members)
        }
        // [ADSI]"WinNT://…/Administrators,group"
        (Style::Method, "add") => {
            let group = call.object()?;
            let name = group.known()?.rsplit('/').next()?;
            let name = name.strip_suffix(",group").or(name.strip_suffix(",Group"))?.to_owned();
            let mut found = group.clone();
            let length = group.text().len();
            let suffix = ",group".len();
            found.text = group.text.part(length - suffix - name.len()..length - suffix);
            let members = call.positional().filter_map(known).collect();
            (found, members)
        }
        _ => return None,
    };
    Some(NewMembers { call, group, members })
}
