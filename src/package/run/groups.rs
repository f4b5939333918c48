//! The members that a run adds to local groups.

use super::RunCall;
use crate::package::Package;
use crate::script::Value;
use crate::script::reading::{Style, UNKNOWN};

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
            let named = call.parameter("sid").or_else(|| call.parameter("name"));
            let named = named.or_else(|| call.bound(&["group", "member"], "group")).cloned();
            // `Get-LocalGroup -SID … | Add-LocalGroupMember -Member x`.
            let (group, is_piped) = match named {
                Some(group) => (group, false),
                None => (group_of(&call.source()?)?, true),
            };
            let has_name = is_piped || call.parameter("sid").is_some();
            let members = match has_name {
                true => call.parameter_or("member", 0),
                false => call.bound(&["group", "member"], "member"),
            };
            let members = members.map(|members| members.each().iter().filter_map(known).collect());
            let group = given_group(&call, &group).unwrap_or(group);
            (group, members.unwrap_or_default())
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
            let group = adsi_group(&call)?;
            (group, call.positional().filter_map(|value| member(value.text())).collect())
        }
        // $group.psbase.Invoke('Add', 'WinNT://…')
        (Style::Method, "invoke") if call.positional().next().is_some_and(|it| it.is("add")) => {
            let group = adsi_group(&call)?;
            let added = call.positional().skip(1).flat_map(Value::each);
            (group, added.filter_map(|value| member(value.text())).collect())
        }
        _ => return None,
    };
    Some(NewMembers { call, group, members })
}

/// The group that `Get-LocalGroup` is asked for.
fn group_of(call: &RunCall<'_>) -> Option<Value> {
    let is_it = call.is("get-localgroup");
    call.parameter("sid").or_else(|| call.parameter_or("name", 0)).filter(|_| is_it).cloned()
}

/// The group whose name was asked for: `(Get-LocalGroup -SID S-1-5-32-544).Name`.
fn given_group(call: &RunCall<'_>, group: &Value) -> Option<Value> {
    if group.is_known() {
        return None;
    }
    let behind = call.calls_behind(group);
    if let Some(group) = behind.iter().find_map(group_of) {
        return Some(group);
    }
    // `(New-Object SecurityIdentifier('S-1-5-32-544')).Translate([NTAccount]).Value`.
    let is_translated = behind.iter().any(|call| call.is("translate"));
    let given = behind.iter().flat_map(|call| call.arguments.iter());
    let mut given = given.flat_map(|argument| argument.value.each());
    given.find(|value| is_translated && value.text().starts_with("S-1-5-")).cloned()
}

/// The group whose method is called: of `[ADSI]"WinNT://…"`, `GetObject("WinNT://…")`, and of a
/// `DirectoryEntry` that is made.
fn adsi_group(call: &RunCall<'_>) -> Option<Value> {
    let object = call.object()?;
    of_address(object).or_else(|| {
        let givers = call.givers(object);
        let [giver] = givers.as_slice() else { return None };
        let mut given = giver.arguments.iter().flat_map(|argument| argument.value.each());
        match giver.name.as_str() {
            "getobject" | "new-object" => given.find_map(of_address),
            _ => None,
        }
    })
}

/// The group in an address of ADSI.
fn of_address(address: &Value) -> Option<Value> {
    const KIND: &str = ",group";
    let text = address.text();
    let start = text.rfind('/')? + 1;
    let end = text.len().checked_sub(KIND.len()).filter(|end| *end > start)?;
    if !text.get(end..)?.eq_ignore_ascii_case(KIND) {
        return None;
    }
    let mut group = address.clone();
    group.text = address.text.part(start..end);
    Some(group)
}

/// Who an address of ADSI is: `WinNT://CORP/kim,user`. Of a domain that is not known only the name.
fn member(address: &str) -> Option<String> {
    let path = address.split_once("://").map_or(address, |(_, path)| path);
    let path = path.rsplit_once(',').map_or(path, |(path, _)| path);
    let path = path.trim_start_matches("./");
    let known = match path.contains(UNKNOWN) {
        true => path.rsplit('/').next().filter(|name| !name.contains(UNKNOWN))?,
        false => path,
    };
    (!known.is_empty()).then(|| known.replace('/', "\\"))
}
