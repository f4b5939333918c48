//! What commands let everybody do with files.

use crate::package::RunCall;
use crate::script::Value;
use crate::script::reading::Style;

/// A command that lets everybody change files, or that denies them to SYSTEM.
#[derive(Debug)]
pub(super) struct Grant<'p> {
    pub(super) call: RunCall<'p>,
    /// The file or folder, if it is known.
    pub(super) path: Option<String>,
    /// Who, for a message.
    pub(super) who: &'static str,
    /// Whether it is denied instead, to SYSTEM.
    pub(super) is_denied: bool,
}

/// Groups that everybody is in, in lower case: names in some languages of Windows, and SIDs.
const EVERYBODY: &[(&str, &str)] = &[
    ("everyone", "Everyone"),
    ("jeder", "Everyone"),
    ("tout le monde", "Everyone"),
    ("todos", "Everyone"),
    ("s-1-1-0", "Everyone"),
    ("users", "Users"),
    ("benutzer", "Users"),
    ("utilisateurs", "Users"),
    ("s-1-5-32-545", "Users"),
    ("authenticated users", "Authenticated Users"),
    ("authentifizierte benutzer", "Authenticated Users"),
    ("s-1-5-11", "Authenticated Users"),
    ("interactive", "everybody who signs in"),
    ("s-1-5-4", "everybody who signs in"),
];

/// The group that a text names, if everybody is in it.
fn everybody(name: &str) -> Option<&'static str> {
    let name = plain(name);
    EVERYBODY.iter().find(|(found, _)| *found == name).map(|(_, shown)| *shown)
}

/// A name without the authority before it, in lower case.
fn plain(name: &str) -> String {
    let name = name.trim_matches(['"', '\'', ' ']).trim_start_matches('*').to_lowercase();
    match name.rsplit_once('\\') {
        Some(("builtin" | "nt authority" | "nt-autorität", name)) => name.to_owned(),
        _ => name,
    }
}

fn is_system(name: &str) -> bool {
    matches!(plain(name).as_str(), "system" | "s-1-5-18")
}

/// What a call lets everybody do, if it is such a call.
pub(super) fn grants(call: RunCall<'_>) -> Option<Grant<'_>> {
    let is_rule =
        |value: &Value| value.text().to_ascii_lowercase().ends_with("filesystemaccessrule");
    match (call.style, call.name.as_str()) {
        (Style::Program, "icacls") => by_icacls(call),
        (Style::Program, "cacls" | "xcacls") => by_cacls(call),
        (Style::Cmdlet, "new-object") => {
            let is_it = call.parameter_or("TypeName", 0).is_some_and(is_rule);
            is_it.then(|| by_rule(call)).flatten()
        }
        (Style::StaticMethod, "new") => {
            let is_it = call.object().is_some_and(is_rule);
            is_it.then(|| by_rule(call)).flatten()
        }
        _ => None,
    }
}

/// `icacls path /grant name:(OI)(CI)F`.
fn by_icacls(call: RunCall<'_>) -> Option<Grant<'_>> {
    let path = path(&call.call().arguments.first()?.value);
    let mut kind = String::new();
    for text in call.texts().skip(1) {
        if text.starts_with('/') {
            kind = text.to_ascii_lowercase();
            continue;
        }
        let Some((name, rights)) = text.split_once(':') else { continue };
        let is_grant = matches!(kind.as_str(), "/grant" | "/grant:r");
        if let Some(who) = everybody(name).filter(|_| is_grant && can_write(rights)) {
            return Some(Grant { call, path, who, is_denied: false });
        }
        if kind == "/deny" && is_system(name) {
            return Some(Grant { call, path, who: "SYSTEM", is_denied: true });
        }
    }
    None
}

/// Whether rights of `icacls` let somebody change what is there: `(OI)(CI)F`, `(M)`, `(RX,W)`.
fn can_write(rights: &str) -> bool {
    let words = rights.split(['(', ')', ',', ' ']).filter(|word| !word.is_empty());
    words.into_iter().any(|word| {
        matches!(
            word.to_ascii_uppercase().as_str(),
            "F" | "M" | "W" | "GA" | "GW" | "WD" | "AD" | "WDAC" | "WO"
        )
    })
}

/// `cacls path /e /g name:F`.
fn by_cacls(call: RunCall<'_>) -> Option<Grant<'_>> {
    let path = path(&call.call().arguments.first()?.value);
    let mut is_grant = false;
    for text in call.texts().skip(1) {
        match text.starts_with('/') {
            true => is_grant = text.eq_ignore_ascii_case("/g") || text.eq_ignore_ascii_case("/p"),
            false if is_grant => {
                let Some((name, rights)) = text.split_once(':') else { continue };
                let is_write = matches!(rights.to_ascii_lowercase().as_str(), "f" | "c" | "w");
                if let Some(who) = everybody(name).filter(|_| is_write) {
                    return Some(Grant { call, path, who, is_denied: false });
                }
            }
            false => {}
        }
    }
    None
}

/// How far behind a rule the command may stand that sets it.
const NEAR: usize = 12;

/// A rule that is made, and then set by `Set-Acl` or by a method.
fn by_rule(call: RunCall<'_>) -> Option<Grant<'_>> {
    let given: Vec<&Value> =
        call.call().arguments.iter().flat_map(|given| given.value.each()).collect();
    let who = given.iter().find_map(|value| everybody(value.known()?))?;
    let is_word = |words: &[&str]| {
        given.iter().filter_map(|value| value.known()).any(|text| {
            text.split([',', ' '])
                .any(|part| words.iter().any(|word| word.eq_ignore_ascii_case(part)))
        })
    };
    let rights = ["FullControl", "Modify", "Write", "WriteData", "CreateFiles", "TakeOwnership"];
    if !is_word(&rights) || is_word(&["Deny"]) {
        return None;
    }
    let setter = call.behind().take(NEAR).find(|call| {
        call.is("set-acl") || call.style == Style::Method && call.is("setaccesscontrol")
    })?;
    let at = setter.parameter("Path").or_else(|| setter.parameter("LiteralPath"));
    let path = at.or_else(|| setter.positional().next()).and_then(path);
    Some(Grant { call, path, who, is_denied: false })
}

/// A path whose beginning is known.
fn path(value: &Value) -> Option<String> {
    value.known().map(|text| text.trim_end_matches(['\\', '*']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rights_that_change_files() {
        for yes in ["F", "(OI)(CI)F", "(OI)(CI)(M)", "(RX,W)", "(wd,ad)", "(OI)(CI)(IO)(GA)"] {
            assert!(can_write(yes), "{yes}");
        }
        for no in ["R", "(OI)(CI)RX", "(RX)", "(OI)(CI)(GR,GE)", "(D)", ""] {
            assert!(!can_write(no), "{no}");
        }
    }

    #[test]
    fn groups_that_everybody_is_in() {
        for yes in ["Everyone", "*S-1-1-0", r"BUILTIN\Users", r"NT AUTHORITY\Authenticated Users"] {
            assert!(everybody(yes).is_some(), "{yes}");
        }
        for no in
            ["Administrators", r"TAILSPIN\Users of the viewer", r"TAILSPIN\Users", "Operators"]
        {
            assert!(everybody(no).is_none(), "{no}");
        }
    }
}
