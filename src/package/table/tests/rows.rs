//! The table as it is written: complete, consistent, and what the secrets are.

use std::collections::HashSet;

use super::super::{Audience, Edition, Kind, Table, table};

const SOURCES: [&str; 2] = [include_str!("../settings.tsv"), include_str!("../newer.tsv")];

#[test]
fn every_line_is_read() {
    let lines: usize = SOURCES.iter().map(|source| source.lines().count()).sum();
    assert_eq!(table().iter().count(), lines);
    assert!(lines > 2600);
}

#[test]
fn every_tag_is_one_we_read() {
    let with_value = [
        "key",
        "default",
        "min",
        "max",
        "min-length",
        "max-length",
        "pattern",
        "values",
        "extensions",
        "csp",
        "level",
        "after",
        "avoid",
        "avoid-value",
        "for",
        "editions",
        "source",
    ];
    let alone = ["required", "required-in-a-branch", "reboot", "secret", "inverted"];
    for line in SOURCES.iter().flat_map(|source| source.lines()) {
        for tag in line.split('\t').skip(3) {
            let known = match tag.split_once('=') {
                Some((name, value)) => with_value.contains(&name) && !value.is_empty(),
                None => alone.contains(&tag),
            };
            assert!(known, "{tag} in {line}");
        }
    }
}

#[test]
fn no_path_is_listed_twice_in_any_case() {
    let mut seen = HashSet::new();
    for setting in table().iter() {
        assert!(seen.insert(setting.path.to_lowercase()), "{}", setting.path);
    }
}

#[test]
fn no_group_guid_is_shared() {
    let mut seen = HashSet::new();
    for setting in table().iter() {
        assert_eq!(setting.settings_group().len(), 36, "{}", setting.path);
        assert!(seen.insert(setting.settings_group()), "{}", setting.path);
    }
}

#[test]
fn every_setting_stands_in_a_container_and_only_containers_are_empty_of_value() {
    for setting in table().iter() {
        if setting.depth() > 0 {
            let around = table().get(setting.parent()).unwrap();
            assert!(around.kind.is_container(), "{}", setting.path);
        }
        let children = table().children(setting.path).count();
        match setting.kind {
            Kind::KeyedList | Kind::List => assert_eq!(children, 1, "{}", setting.path),
            Kind::Group => assert!(children > 0, "{}", setting.path),
            _ => assert_eq!(children, 0, "{}", setting.path),
        }
        assert_eq!(setting.key().is_some(), setting.kind == Kind::KeyedList, "{}", setting.path);
    }
}

#[test]
fn what_is_said_of_a_setting_can_be_used() {
    for setting in table().iter() {
        for path in setting.after() {
            assert!(table().get(path).is_some(), "{} after {path}", setting.path);
        }
        assert!((1..=3).contains(&setting.level()), "{}", setting.path);
        assert!(setting.editions().next().is_some(), "{}", setting.path);
        let labels: Vec<_> = setting.values().map(|(_, label)| label.to_lowercase()).collect();
        let different: HashSet<_> = labels.iter().collect();
        assert_eq!(labels.len(), different.len(), "{}", setting.path);
        if let (Some(min), Some(max)) = (setting.min(), setting.max()) {
            assert!(min <= max, "{}", setting.path);
        }
        if let Some(value) = setting.avoided_value() {
            assert!(setting.values().any(|(raw, _)| raw == value), "{}", setting.path);
        }
    }
}

#[test]
fn loading_twice_gives_the_same() {
    let [first, second] = [Table::load(&SOURCES), Table::load(&SOURCES)];
    assert!(first.iter().eq(second.iter()));
    assert!(first.iter().eq(table().iter()));
}

#[test]
fn a_row_says_what_the_store_says() {
    let server = table().get("ConnectivityProfiles/VPN/MTU/TunnelMTU").unwrap();
    assert_eq!((server.min(), server.max(), server.default()), (Some(1), Some(1500), Some("1400")));
    let image = table().get("Personalization/DeployDesktopImage").unwrap();
    assert_eq!(image.kind, Kind::File);
    assert_eq!(image.extensions().collect::<Vec<_>>(), ["jpeg", "jpg", "png"]);
    let token = table().get("Accounts/Azure/BPRT").unwrap();
    assert_eq!((token.level(), token.reboots()), (2, true));
    assert!(token.after().any(|path| path == "ConnectivityProfiles/WLAN"));
    let drive = table().get("UnifiedWriteFilter/Volumes").unwrap();
    assert_eq!((drive.min_length(), drive.max_length()), (Some(2), Some(2)));
    assert!(drive.pattern().is_some());
}

#[test]
fn the_domain_join_waits_for_nothing() {
    for setting in table().below("Accounts/ComputerAccount") {
        assert_eq!((setting.level(), setting.after().count()), (1, 0), "{}", setting.path);
    }
}

#[test]
fn the_key_stands_on_the_item_of_the_list() {
    let keys = [
        ("Accounts/Users/User", Some("UserName")),
        ("Workplace/Enrollments/UPN", Some("UPN")),
        ("ConnectivityProfiles/WLAN/WLANSetting/WLANConfig", Some("SSID")),
        ("UniversalAppInstall/UserContextApp/Application", Some("PackageFamilyName")),
        ("StartupBackgroundTasks/ToAdd/Add", Some("PackageName")),
        ("ADMXIngestion/ConfigOperations/ADMXInstall/AppName", None),
        ("ADMXIngestion/ConfigOperations/ADMXInstall/AppName/SettingType", Some("AppName")),
        ("ProvisioningCommands/PrimaryContext/Command/CommandConfig", Some("Name")),
        ("ProvisioningCommands/PrimaryContext/Command", None),
        ("Accounts/Users/User/Password", None),
    ];
    for (path, key) in keys {
        assert_eq!(table().get(path).unwrap().key_attribute(), key, "{path}");
    }
}

#[test]
fn secrets_are_marked() {
    let secrets: Vec<_> = table().iter().filter(|s| s.is_secret()).map(|s| s.path).collect();
    assert_eq!(
        secrets,
        [
            "Accounts/Azure/BPRT",
            "Accounts/ComputerAccount/Password",
            "Accounts/Users/User/Password",
            "Certificates/ClientCertificates/ClientCertificate/CertificatePassword",
            "Certificates/ClientCertificates/ClientCertificate/CertificatePath",
            "Connections/Cellular/Connection/Password",
            "Connections/EnterpriseAPN/EnterpriseConnection/Password",
            "Connections/Proxies/Proxy/Password",
            "ConnectivityProfiles/Email/Accounts/Account/Password",
            "ConnectivityProfiles/Email/Accounts/Account/SMTPPassword",
            "ConnectivityProfiles/Exchange/Accounts/ActiveSyncAccount/Password",
            "ConnectivityProfiles/WLAN/Profiles/Profile",
            "ConnectivityProfiles/WLAN/WLANSetting/WLANConfig/WLANXmlSettings/SecurityKey",
            "DeveloperSetup/WindowsDevicePortalSettings/AuthenticationPassword",
            "DeviceManagement/Accounts/Account/Authentication/Credentials/CredentialsForLevel/Secret",
            "EditionUpgrade/ChangeProductKey",
            "EditionUpgrade/UpgradeEditionWithProductKey",
            "SMISettings/AutoLogon/Password",
            "WindowsTeamSettings/DeviceAccount/Password",
            "WindowsTeamSettings/OMSAgent/WorkspaceKey",
            "Workplace/Enrollments/UPN/Secret",
        ]
    );
    let blob = "ConnectivityProfiles/WLAN/WLANSetting/WLANConfig/WLANXmlSettings";
    assert!(table().get(blob).unwrap().holds_secret());
    assert!(!table().get("OOBE").unwrap().holds_secret());
}

#[test]
fn a_value_named_like_a_password_is_a_secret() {
    // What only speaks about passwords.
    let about = ["Policies/", "WindowsHelloForBusiness/", "CellCore/"];
    for setting in table().iter().filter(|setting| setting.kind == Kind::String) {
        let name = setting.name().to_lowercase();
        let is_about = about.iter().any(|about| setting.path.starts_with(about));
        if (name.ends_with("password") || name.ends_with("secret")) && !is_about {
            assert!(setting.is_secret(), "{}", setting.path);
        }
    }
}

#[test]
fn what_is_required_depends_on_no_choice() {
    let of = |path| table().get(path).unwrap();
    assert!(of("Accounts/Users/User/Password").is_required());
    let key = of("ConnectivityProfiles/WLAN/WLANSetting/WLANConfig/WLANXmlSettings/SecurityKey");
    assert!(!key.is_required() && key.is_required_in_a_branch());
    let server = of("ConnectivityProfiles/VPN/VPNSetting/VPNConfig/VPNSettings/Server");
    assert!(!server.is_required() && server.is_required_in_a_branch());
}

#[test]
fn marks_are_where_they_belong() {
    let of = |path| table().get(path).unwrap();
    assert!(of("DesktopBackgroundAndColors").avoid().is_some());
    assert!(of("Personalization").avoid().is_none());
    assert!(of("Policies/Defender/AllowArchiveScanning").has_inverted_labels());
    assert_eq!(table().iter().filter(|setting| setting.has_inverted_labels()).count(), 3);
    let app = of("UniversalAppInstall/DeviceContextApp/Application/DeploymentOptions");
    let avoided = app.values().find(|(raw, _)| Some(*raw) == app.avoided_value());
    assert_eq!(avoided, Some(("2", "Development mode")));
    assert_eq!(of("KioskBrowser/DefaultUrl").audience(), Some(Audience::IotCore));
    assert_eq!(of("Policies/KioskBrowser/DefaultUrl").audience(), None);
    assert_eq!(of("WindowsTeamSettings/DeviceAccount").audience(), Some(Audience::SurfaceHub));
    assert!(of("DevDetail/DNSComputerName").is_for(Edition::Desktop));
    assert!(of("Policies/Start/ConfigureStartPins").source().is_some());
}
