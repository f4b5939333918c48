//! What is suggested for a path that is not in the table, and above all what is not.

use super::super::{Edition, Reason, Setting, table};

#[test]
fn slips_are_understood() {
    let cases = [
        ("oobe/desktop/hideoobe", Reason::Case, 0, "OOBE/Desktop/HideOobe"),
        ("Accounts/Users/User/password", Reason::Case, 3, "Accounts/Users/User/Password"),
        ("Accounts/Users/User/Passwrod", Reason::Spelling, 3, "Accounts/Users/User/Password"),
        ("Accounts/User/User/Password", Reason::Spelling, 1, "Accounts/Users/User/Password"),
        ("Acounts/Users/User/Password", Reason::Spelling, 0, "Accounts/Users/User/Password"),
        ("OOBE/Desktop/HideOobee", Reason::Spelling, 2, "OOBE/Desktop/HideOobe"),
        (
            "Certificates/CACertificates/CACertificate/CertificatePath",
            Reason::Spelling,
            2,
            "Certificates/CACertificates/CACerificate/CertificatePath",
        ),
        (
            "ConnectivityProfiles/WLAN/WLANSettings/WLANConfig/WLANXmlSettings/SecurityKey",
            Reason::Spelling,
            2,
            "ConnectivityProfiles/WLAN/WLANSetting/WLANConfig/WLANXmlSettings/SecurityKey",
        ),
        (
            "Accounts/ComputerAccount/ComputerNmae",
            Reason::Spelling,
            2,
            "Accounts/ComputerAccount/ComputerName",
        ),
        ("KioskBrowsers/DefaultUrl", Reason::Spelling, 0, "KioskBrowser/DefaultUrl"),
        ("OOBE/HideOobe", Reason::Parent, 1, "OOBE/Desktop/HideOobe"),
        ("HideOobe", Reason::Parent, 0, "OOBE/Desktop/HideOobe"),
        ("Accounts/Users/Password", Reason::Parent, 2, "Accounts/Users/User/Password"),
        ("Workplace/Enrollments/Secret", Reason::Parent, 2, "Workplace/Enrollments/UPN/Secret"),
        ("SharedPC/AccountModel", Reason::Parent, 1, "SharedPC/AccountManagement/AccountModel"),
        ("ComputerAccount/DomainName", Reason::Parent, 0, "Accounts/ComputerAccount/DomainName"),
        (
            "ConnectivityProfiles/WLAN/WLANSetting/WLANConfig/SecurityKey",
            Reason::Parent,
            4,
            "ConnectivityProfiles/WLAN/WLANSetting/WLANConfig/WLANXmlSettings/SecurityKey",
        ),
        (
            "ProvisioningCommands/PrimaryContext/CommandConfig/CommandLine",
            Reason::Parent,
            2,
            "ProvisioningCommands/PrimaryContext/Command/CommandConfig/CommandLine",
        ),
        (
            "Accounts/ComputerAccount/Domain/DomainName",
            Reason::Parent,
            2,
            "Accounts/ComputerAccount/DomainName",
        ),
        (
            "Policies/ApplicationManagement/RequireProvisioningPackageSignature",
            Reason::Parent,
            1,
            "Policies/Security/RequireProvisioningPackageSignature",
        ),
    ];
    for (path, reason, segment, meant) in cases {
        let found = table().nearest(path).unwrap_or_else(|| panic!("nothing for {path}"));
        assert_eq!((found.reason, found.segment, found.path), (reason, segment, meant), "{path}");
    }
}

/// Each of these is, or could be, a setting younger than the table, or could mean two.
#[test]
fn what_may_be_right_passes_without_a_word() {
    let paths = [
        // Known.
        "OOBE/Desktop/HideOobe",
        "Policies/Start/ConfigureStartPins",
        // Of the policies that are not in the table, those with the closest names.
        "Policies/Start/ShowOrHideMostUsedApps",
        "Policies/Start/HideRecommendedSection",
        "Policies/Start/HideRecommendedPersonalizedSites",
        "Policies/Start/DisableContextMenus",
        "Policies/Start/HideCategoryView",
        "Policies/Start/SimplifyQuickSettings",
        "Policies/Start/ConfigureStartPinsV2",
        "Policies/WindowsAI/DisableAIDataAnalysis",
        "Policies/WindowsAI/AllowRecallEnablement",
        "Policies/WindowsLogon/DisableLockScreenAppNotification",
        "Policies/WindowsLogon/EnumerateLocalUsersOnDomainJoinedComputers",
        "Policies/WindowsLogon/ConfigAutomaticRestartSignOn",
        "Policies/Update/ConfigureDeadlineForFeatureUpdates",
        "Policies/Update/ConfigureDeadlineForQualityUpdates",
        "Policies/Update/ConfigureDeadlineGracePeriodForFeatureUpdates",
        "Policies/Update/TargetReleaseVersion",
        "Policies/Update/ProductVersion",
        "Policies/Update/AllowOptionalContent",
        "Policies/Update/AllowTemporaryEnterpriseFeatureControl",
        "Policies/Update/DisableWUfBSafeguards",
        "Policies/Update/SetPolicyDrivenUpdateSourceForFeatureUpdates",
        "Policies/Power/EnergySaverBatteryThresholdOnBattery",
        "Policies/Power/SelectLidCloseActionPluggedIn",
        "Policies/Power/UnattendedSleepTimeoutOnBattery",
        "Policies/System/AllowDesktopAnalyticsProcessing",
        "Policies/System/AllowCommercialDataPipeline",
        "Policies/System/LimitDiagnosticLogCollection",
        "Policies/System/DisableOneSettingsDownloads",
        "Policies/Experience/ConfigureChatIcon",
        "Policies/Experience/AllowSpotlightCollection",
        "Policies/Experience/DisableCloudOptimizedContent",
        "Policies/Privacy/LetAppsAccessHumanPresence",
        "Policies/Privacy/LetAppsAccessBackgroundSpatialPerception",
        "Policies/DeviceLock/MaximumPasswordAge",
        "Policies/DeviceLock/PreventEnablingLockScreenCamera",
        "Policies/DeliveryOptimization/DOCacheHostSource",
        "Policies/DeliveryOptimization/DOMaxForegroundDownloadBandwidth",
        "Policies/DeliveryOptimization/DOVpnKeywords",
        "Policies/TextInput/AllowTextInputSuggestionUpdate",
        "Policies/Settings/PageVisibilityLists2",
        "Policies/NewsAndInterests/AllowNewsAndInterests",
        "Policies/LocalSecurityAuthority/ConfigureLsaProtectedProcess",
        // A name of its own, one word or one digit away from another.
        "Policies/DeviceLock/MaxDevicePasswordLength",
        "Policies/Update/AllowUpdatesService2",
        "Accounts/Users/User/Groups",
        "Accounts/Users/User/PasswordAge",
        "OOBE/Desktop/HideOobe2",
        "SharedPC/EnableSharedPCModeWithOneDriveSync",
        "NewGroup",
        "NewGroup/Enable",
        "Camera",
        "Start/StartLayouts2",
        // It could mean the command of the device's context or of the primary one.
        "ProvisioningCommands/CommandLine",
        // Nothing at all.
        "",
        "/",
        "//",
        "a",
        "Password",
    ];
    for path in paths {
        assert_eq!(table().nearest(path), None, "{path}");
    }
}

/// How it would have been, had the store been written before each of its settings was added.
#[test]
fn no_setting_of_pcs_would_have_been_taken_for_a_slip_of_another() {
    let mut mistaken = Vec::new();
    for setting in table().iter() {
        let is_known = |other: &Setting| !is_at_or_below(other, setting);
        if table().nearest_among(setting.path, is_known).is_some() {
            mistaken.push(setting);
        }
    }
    assert!(
        mistaken
            .iter()
            .all(|setting| !setting.is_for(Edition::Desktop) || setting.audience().is_some())
    );
    // Two misspellings that the store itself contains beside the right name.
    assert!(mistaken.len() <= 2, "{mistaken:?}");
}

/// As above, for every setting in a group that was added whole.
#[test]
fn no_group_would_have_been_taken_for_a_slip_of_another() {
    for group in table().iter().filter(|group| group.kind.is_container() && group.depth() <= 1) {
        let is_known = |other: &Setting| !is_at_or_below(other, group);
        for setting in table().below(group.path).step_by(7) {
            assert_eq!(table().nearest_among(setting.path, is_known), None, "{}", setting.path);
        }
    }
}

fn is_at_or_below(setting: &Setting, group: &Setting) -> bool {
    let rest = setting.path.strip_prefix(group.path);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[test]
fn a_long_path_costs_no_more_than_its_length() {
    let long = "a".repeat(1 << 20);
    assert_eq!(table().nearest(&long), None);
    assert_eq!(table().nearest(&format!("OOBE/Desktop/{long}")), None);
    assert_eq!(table().nearest(&"a/".repeat(1 << 18)), None);
}
