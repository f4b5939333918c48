//! The hosts that settings name.

use super::find::{Found, find};
use super::{By, Named, NamedHost, Role};
use crate::package::run::Stage;
use crate::package::setting::Setting;
use crate::package::table::Kind;

/// Settings that hold a host by nature, with or without a scheme and port.
const HOSTS: &[(&str, Role)] = &[
    ("Accounts/Azure/Authority", Role::Enrolment),
    ("Accounts/ComputerAccount/DomainName", Role::Domain),
    ("AutomaticTime/NTPServer", Role::Time),
    ("AutomaticTime/NTPServers", Role::Time),
    ("Connections/Proxies/Proxy/Server", Role::Proxy),
    ("ConnectivityProfiles/Email/Accounts/Account/IncomingMailServerName", Role::Mail),
    ("ConnectivityProfiles/Email/Accounts/Account/OutgoingServerName", Role::Mail),
    ("ConnectivityProfiles/Exchange/Accounts/ActiveSyncAccount/ServerName", Role::Mail),
    (
        "ConnectivityProfiles/VPN/VPNSetting/VPNConfig/VPNSettings/PluginProfileServerUrlList",
        Role::Vpn,
    ),
    (
        "ConnectivityProfiles/VPN/VPNSetting/VPNConfig/VPNSettings/ProxyAutoConfigUrl",
        Role::VpnProxy,
    ),
    ("ConnectivityProfiles/VPN/VPNSetting/VPNConfig/VPNSettings/ProxyServer", Role::VpnProxy),
    ("ConnectivityProfiles/VPN/VPNSetting/VPNConfig/VPNSettings/Server", Role::Vpn),
    ("ConnectivityProfiles/WLAN/WLANSetting/WLANConfig/ProxyServerPort", Role::Proxy),
    ("DeviceManagement/Accounts/Account/Address", Role::Enrolment),
    ("DMClient/UpdateManagementServiceAddress", Role::Enrolment),
    ("NetworkProxy/ProxyServer/ProxyAddress", Role::Proxy),
    ("NetworkProxy/SetupScriptUrl", Role::ProxyScript),
    ("Policies/Update/UpdateServiceUrl", Role::Updates),
    ("Policies/Update/UpdateServiceUrlAlternate", Role::Updates),
];

/// Settings that name hosts which the device does not contact on their account: exceptions, lists
/// of what is allowed, blocked or scanned, and texts that people read.
const NOT_CONTACTED: &[&str] = &[
    "KioskBrowser/Blocked",
    "NetworkProxy/ProxyServer/Exceptions",
    "Policies/Defender/",
    "Policies/KioskBrowser/Blocked",
    "Policies/LocalPoliciesSecurityOptions/",
    "Policies/Privacy/",
];

/// Groups that the parts of a package about scripts and files read.
const NOT_READ_HERE: &[&str] = &["ProvisioningCommands/", "ADMXIngestion/"];

pub(super) fn of_setting(at: usize, setting: &Setting) -> Vec<NamedHost> {
    let path = setting.path.table();
    let starts = |prefixes: &[&str]| prefixes.iter().any(|prefix| path.starts_with(prefix));
    let holds_text = setting.known.is_none_or(|known| known.kind == Kind::String);
    if !holds_text || setting.is_secret() || starts(NOT_CONTACTED) || starts(NOT_READ_HERE) {
        return vec![];
    }
    let by_nature = HOSTS.iter().find(|(known, _)| *known == path).map(|(_, role)| *role);
    let role = match path.starts_with("Workplace/") {
        true => Role::Enrolment,
        false => by_nature.unwrap_or(Role::Other),
    };
    let endpoint = |found: Found| {
        Named { by: By::Setting(at), role, when: Stage::Now }.host(setting.value(), found)
    };
    find(setting.value(), by_nature.is_some()).into_iter().map(endpoint).collect()
}
