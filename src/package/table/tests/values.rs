//! One value in two spellings.

use super::super::{Setting, table};

fn setting(path: &str) -> &'static Setting {
    table().get(path).unwrap()
}

#[test]
fn a_label_stands_for_a_value_and_a_value_for_itself() {
    let group = setting("Accounts/Users/User/UserGroup");
    assert_eq!(group.raw_of_label("Administrators"), Some("2"));
    assert_eq!(group.raw_of_label("standard users"), Some("1"));
    assert_eq!(group.raw_of_label("2"), Some("2"));
    assert_eq!(group.raw_of_label("Administrator"), None);
    assert_eq!(group.label_of_raw("2"), Some("Administrators"));
    assert_eq!(group.label_of_raw("02"), Some("Administrators"));
    assert_eq!(group.label_of_raw("3"), None);
}

#[test]
fn two_sides_are_compared_as_far_as_they_can_be() {
    let cases = [
        // Text: as it is, but for the line ends that XML takes away.
        ("Accounts/ComputerAccount/DomainName", "contoso.com", "contoso.com", Some(true)),
        ("Accounts/ComputerAccount/DomainName", "contoso.com", "Contoso.com", Some(false)),
        ("AssignedAccess/AssignedAccessSettings", "{\n}", "{\r\n}", Some(true)),
        // Yes and no.
        ("OOBE/Desktop/HideOobe", "True", "true", Some(true)),
        ("OOBE/Desktop/HideOobe", "True", "1", Some(true)),
        ("OOBE/Desktop/HideOobe", "True", "false", Some(false)),
        ("OOBE/Desktop/HideOobe", "Yes", "true", None),
        // Labels.
        ("Accounts/Users/User/UserGroup", "Administrators", "2", Some(true)),
        ("Accounts/Users/User/UserGroup", "Administrators", "1", Some(false)),
        ("Accounts/Users/User/UserGroup", "Administrators", "7", Some(false)),
        ("Accounts/Users/User/UserGroup", "2", "2", Some(true)),
        ("Accounts/Users/User/UserGroup", "1", "2", Some(false)),
        ("Accounts/Users/User/UserGroup", "Administrator", "2", None),
        ("SMISettings/AutoLogon/Enable", "ENABLE", "1", Some(true)),
        ("SMISettings/AutoLogon/Enable", "ENABLE", "ENABLE", Some(true)),
        ("Policies/System/AllowTelemetry", "Required diagnostic data", "1", None),
        // Labels that say the opposite may have been put right since.
        ("Policies/Defender/AllowArchiveScanning", "Yes", "1", None),
        ("Policies/Defender/AllowArchiveScanning", "0", "1", Some(false)),
        // Numbers.
        ("ConnectivityProfiles/VPN/MTU/TunnelMTU", "1400", "1400", Some(true)),
        ("ConnectivityProfiles/VPN/MTU/TunnelMTU", "01400", "1400", Some(true)),
        ("ConnectivityProfiles/VPN/MTU/TunnelMTU", "0x578", "1400", Some(true)),
        ("ConnectivityProfiles/VPN/MTU/TunnelMTU", "1400", "1500", Some(false)),
        ("ConnectivityProfiles/VPN/MTU/TunnelMTU", "Default", "1400", None),
        // Newer than the labels.
        ("Policies/WindowsAI/TurnOffWindowsCopilot", "Yes", "1", None),
        // A path here, the content there.
        ("Personalization/DeployDesktopImage", "C:\\a.png", "C:\\a.png", None),
        ("Accounts/Users", "", "", None),
    ];
    for (path, author, runtime, equal) in cases {
        let found = setting(path).equal_values(author, runtime);
        assert_eq!(found, equal, "{path}: {author} and {runtime}");
    }
}

#[test]
fn every_label_equals_its_value_and_no_other() {
    let choices = table().iter().filter(|setting| !setting.has_inverted_labels());
    for setting in choices {
        for (raw, label) in setting.values() {
            assert_eq!(setting.equal_values(label, raw), Some(true), "{}: {label}", setting.path);
            for (other, _) in setting.values().filter(|(other, _)| *other != raw) {
                let found = setting.equal_values(label, other);
                assert_eq!(found, Some(false), "{}: {label} and {other}", setting.path);
            }
        }
    }
}
