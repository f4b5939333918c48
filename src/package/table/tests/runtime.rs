//! From the device's names back to the settings.

use super::super::{Mapped, Runtime, table};

/// What was seen in provxml files: scope, characteristics, parm, setting. The setting is what
/// the file itself says in `SettingsPath`, or for older files what RunTime.xml calls it.
const MEASURED: &str = include_str!("measured.tsv");

fn found(user_scope: bool, around: &[&str], parm: &str) -> Vec<Mapped> {
    match table().by_characteristic(user_scope, around, parm) {
        Runtime::Settings(found) => found,
        Runtime::ReloadMark | Runtime::Unknown => Vec::new(),
    }
}

fn paths(user_scope: bool, around: &[&str], parm: &str) -> Vec<String> {
    found(user_scope, around, parm).into_iter().map(|mapped| mapped.path.into_owned()).collect()
}

#[test]
fn everything_seen_maps_back() {
    for line in MEASURED.lines() {
        let [scope, around, parm, path] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        let around: Vec<&str> = around.split('/').collect();
        let runtime = table().by_characteristic(scope == "user", &around, parm);
        match (path, runtime) {
            ("-", runtime) => assert_eq!(runtime, Runtime::ReloadMark, "{line}"),
            (path, Runtime::Settings(found)) => {
                assert_eq!(found.first().unwrap().path, path, "{line}")
            }
            (_, runtime) => panic!("{line}: {runtime:?}"),
        }
    }
}

#[test]
fn keys_are_handed_over_with_their_place() {
    let keys = |around: &[&str], parm: &str| found(false, around, parm).remove(0).keys;
    assert_eq!(keys(&["Accounts", "Users", "admin"], "Password"), [(2, "admin".to_owned())]);
    let user = ["Provisioning", "Enrollments", "mdm@contoso.com"];
    assert_eq!(keys(&user, "Secret"), [(2, "mdm@contoso.com".to_owned())]);
    let command = ["ProvisioningCommands", "PrimaryContext", "$(__PackageID)", "3"];
    assert_eq!(keys(&command, "CommandLine"), [(3, "3".to_owned())]);
    let shell = ["MCSF", "SMISettings", "ShellLauncher", "UserSpecificSettings"];
    let shell = [&shell[..], &["LocalUserSpecificSettings", "kiosk"]].concat();
    assert_eq!(keys(&shell, "UserCustomShell"), [(4, "kiosk".to_owned())]);
    // An SSID may hold a slash.
    let wifi = ["WiFi", "Profile", "up/down"];
    assert_eq!(keys(&wifi, "WlanXml"), [(3, "up/down".to_owned())]);
    assert_eq!(keys(&["AADJ"], "BPRT"), []);
}

#[test]
fn a_certificate_is_found_by_its_store_and_its_hash_is_no_key() {
    let root = ["RootCATrustedCertificates", "Root", "00112233445566778899AABBCCDDEEFF00112233"];
    let found = found(false, &root, "EncodedCertificate");
    assert_eq!(found.len(), 1);
    let found = found.first().unwrap();
    assert_eq!(found.path, "Certificates/RootCertificates/RootCertificate/CertificatePath");
    assert_eq!(found.keys, []);
    let pfx = ["ClientCertificateInstall", "PFXCertInstall", "wifi"];
    assert_eq!(
        paths(false, &pfx, "PFXCertPassword"),
        ["Certificates/ClientCertificates/ClientCertificate/CertificatePassword"]
    );
}

#[test]
fn a_node_of_several_settings_gives_them_all_those_of_pcs_first() {
    assert_eq!(
        paths(false, &["Accounts", "Domain"], "ComputerName"),
        ["Accounts/ComputerAccount/ComputerName", "InitialSetup/DeviceName"]
    );
    assert_eq!(
        paths(false, &["Policy", "Config", "KioskBrowser"], "DefaultUrl"),
        ["Policies/KioskBrowser/DefaultUrl", "KioskBrowser/DefaultUrl"]
    );
    let wifi = paths(false, &["WiFi", "Profile", "corp"], "WlanXml");
    assert_eq!(wifi.len(), 2);
    assert!(wifi.contains(&"ConnectivityProfiles/WLAN/Profiles/Profile".to_owned()));
}

#[test]
fn the_scope_tells_an_app_of_the_user_from_one_of_the_device() {
    let app = ["EnterpriseModernAppManagement", "AppInstallation", "Contoso.App_1a2b3c4d5e6f7"];
    assert_eq!(
        paths(true, &app, "HostedInstall"),
        ["UniversalAppInstall/UserContextApp/Application/ApplicationFile"]
    );
    assert_eq!(
        paths(false, &app, "HostedInstall"),
        ["UniversalAppInstall/DeviceContextApp/Application/ApplicationFile"]
    );
}

#[test]
fn a_policy_of_either_scope_is_found_in_both() {
    let experience = ["Policy", "Config", "Experience"];
    for user_scope in [true, false] {
        let spotlight = paths(user_scope, &experience, "AllowWindowsSpotlight");
        assert_eq!(spotlight, ["Policies/Experience/AllowWindowsSpotlight"]);
        let features = paths(user_scope, &experience, "AllowWindowsConsumerFeatures");
        assert_eq!(features, ["Policies/Experience/AllowWindowsConsumerFeatures"]);
    }
}

#[test]
fn what_the_table_does_not_know_is_named_by_rule_or_not_at_all() {
    let policy = ["Policy", "Config", "NewsAndInterests"];
    let newer = paths(false, &policy, "AllowNewsAndInterests");
    assert_eq!(newer, ["Policies/NewsAndInterests/AllowNewsAndInterests"]);
    assert_eq!(paths(false, &["MCSF", "Some", "Thing"], "New"), ["Some/Thing/New"]);
    for around in [&["Vendor"][..], &["Policy"], &["Provisioning", "Assets"], &["MCSF"], &[]] {
        // Nothing to hold on to; what matters is that it says so and does not fail.
        let _ = table().by_characteristic(false, around, "Thing");
        let _ = table().by_characteristic(true, around, "");
    }
    assert_eq!(table().by_characteristic(false, &["Vendor"], "Thing"), Runtime::Unknown);
    assert_eq!(table().by_characteristic(false, &[], ""), Runtime::Unknown);
}

#[test]
fn every_node_of_the_store_leads_back_to_its_setting() {
    for setting in table().iter() {
        let Some(csp) = setting.csp() else { continue };
        let user_scope = csp.contains("!scope=User") || csp.contains("!scope=user");
        let names: Vec<&str> = csp.split('/').map(|name| name.split('!').next().unwrap()).collect();
        let (parm, around) = names.split_last().unwrap();
        let found = paths(user_scope, around, parm);
        assert!(found.iter().any(|path| path == setting.path), "{csp}: {found:?}");
    }
}

#[test]
fn an_asset_is_found_by_the_path_in_the_index() {
    let found = |path| table().by_instance_path(path);
    let command = found("/ProvisioningCommands/PrimaryContext/Command/0/CommandFile").unwrap();
    assert_eq!(
        command.path,
        "ProvisioningCommands/PrimaryContext/Command/CommandConfig/CommandFile"
    );
    assert_eq!(command.keys, [(3, "0".to_owned())]);
    let part =
        found("/ProvisioningCommands/PrimaryContext/Command/2/DependencyPackages/1").unwrap();
    assert_eq!(
        part.path,
        "ProvisioningCommands/PrimaryContext/Command/CommandConfig/DependencyPackages/Dependency"
    );
    assert_eq!(part.keys, [(3, "2".to_owned()), (5, "1".to_owned())]);
    assert_eq!(found("/ProvisioningCommands/PrimaryContext/Command/0/NoSuchThing"), None);
    assert_eq!(found("/OOBE/0"), None);
    assert_eq!(found(""), None);
}
