//! Parameters that PowerShell asks for when they are left out.

use crate::package::RunCall;
use crate::script::ScopeKind;

/// A command, the parameters that it must have in the order of their positions, and those that it
/// must have by name. Names between bars stand for each other.
type Row = (&'static str, &'static [&'static str], &'static [&'static str]);

const ITEM: &str = "Path|LiteralPath";

const ROWS: &[Row] = &[
    ("add-computer", &["DomainName|WorkgroupName"], &[]),
    ("add-content", &[ITEM, "Value"], &[]),
    ("add-localgroupmember", &["Group|SID|Name", "Member"], &[]),
    ("compress-archive", &[ITEM, "DestinationPath"], &[]),
    ("convertto-securestring", &["String"], &[]),
    ("copy-item", &[ITEM], &[]),
    ("expand-archive", &[ITEM], &[]),
    ("install-module", &["Name|InputObject"], &[]),
    ("install-script", &["Name|InputObject"], &[]),
    ("invoke-restmethod", &["Uri"], &[]),
    ("invoke-webrequest", &["Uri"], &[]),
    ("move-item", &[ITEM], &[]),
    ("new-item", &["Path|Name"], &[]),
    ("new-itemproperty", &[ITEM, "Name"], &[]),
    ("new-localgroup", &["Name"], &[]),
    ("new-localuser", &["Name"], &["Password|NoPassword"]),
    ("new-netfirewallrule", &[], &["DisplayName"]),
    ("new-psdrive", &["Name", "PSProvider", "Root"], &[]),
    ("new-service", &["Name", "BinaryPathName"], &[]),
    ("remove-item", &[ITEM], &[]),
    ("remove-itemproperty", &[ITEM, "Name"], &[]),
    ("remove-localgroupmember", &["Group|SID|Name", "Member"], &[]),
    ("rename-computer", &["NewName"], &[]),
    ("rename-item", &[ITEM, "NewName"], &[]),
    ("set-content", &[ITEM, "Value"], &[]),
    ("set-executionpolicy", &["ExecutionPolicy"], &[]),
    ("set-itemproperty", &[ITEM, "Name|InputObject", "Value|InputObject"], &[]),
    ("start-bitstransfer", &["Source"], &[]),
    ("start-process", &["FilePath"], &[]),
    ("stop-process", &["Id|Name|InputObject"], &[]),
    ("write-debug", &["Message"], &[]),
    ("write-verbose", &["Message"], &[]),
    ("write-warning", &["Message"], &[]),
];

/// The first parameter that a command of PowerShell must have and does not.
pub(super) fn missing(call: &RunCall<'_>) -> Option<&'static str> {
    let (_, positions, named) = ROWS.iter().find(|(name, ..)| call.is(name))?;
    // The pipeline, and what is splatted, may bring any of them.
    if call.piped_from.is_some() || call.has_unknown_parameters() || is_function(call) {
        return None;
    }
    let is_given = |group: &str| {
        call.arguments.iter().filter_map(|argument| argument.name.as_deref()).any(|given| {
            group.split('|').any(|name| {
                let name = name.to_ascii_lowercase();
                name.starts_with(given) || given.starts_with(&name)
            })
        })
    };
    let unnamed = call.positional().count();
    let lacks = named.iter().find(|group| !is_given(group));
    let found = lacks.or_else(|| positions.iter().filter(|group| !is_given(group)).nth(unnamed))?;
    found.split('|').next()
}

/// Whether the script has a function of that name.
fn is_function(call: &RunCall<'_>) -> bool {
    call.unit().tree.scopes.iter().any(|scope| {
        let is_named =
            scope.name.as_ref().is_some_and(|name| name.eq_ignore_ascii_case(&call.name));
        scope.kind == ScopeKind::Function && is_named
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::missing;
    use crate::container::open_bytes;
    use crate::package::{Limits, packages};

    fn asked(text: &str) -> Option<&'static str> {
        let input = open_bytes("a.ps1", text.as_bytes().to_vec());
        let packages = packages(&input, &Limits::default());
        let call = packages.first().unwrap().calls().find(|call| call.name.contains('-'));
        missing(&call.unwrap())
    }

    #[test]
    fn what_must_be_there_is_asked_for() {
        assert_eq!(asked("New-LocalUser reader"), Some("Password"));
        assert_eq!(asked("Set-ItemProperty HKLM:\\x y"), Some("Value"));
        assert_eq!(asked("Set-ItemProperty -Value 1 HKLM:\\x"), Some("Name"));
        assert_eq!(asked("Add-LocalGroupMember -Member reader"), Some("Group"));
    }

    #[test]
    fn what_is_given_in_any_way_is_not() {
        for text in [
            "New-LocalUser reader -Pass $secret",
            "New-LocalUser reader -NoPassword",
            "New-LocalUser @user",
            "Set-ItemProperty HKLM:\\x y -Type DWord -Value 1",
            "'x' | Set-Content a.txt",
            "function New-LocalUser { } New-LocalUser",
            "Remove-Item -LiteralPath C:\\Depot",
        ] {
            assert_eq!(asked(text), None, "{text}");
        }
    }
}
