//! Whether a package brings the network that it needs.

use super::Package;
use super::setting::Setting;

/// The settings of wireless networks, and what the device is given for them.
const WIFI: &str = "ConnectivityProfiles/WLAN";

/// Groups of settings that connect a device to a mobile network.
const MOBILE: &[&str] = &["Connections/EnterpriseAPN", "Connections/Cellular", "Cellular"];

impl Package {
    /// A setting that gives the device a network without a cable: Wi-Fi or a mobile network.
    pub fn wireless(&self) -> Option<&Setting> {
        self.settings_below(WIFI).next().or_else(|| self.mobile())
    }

    /// A setting that gives the device a mobile network.
    pub fn mobile(&self) -> Option<&Setting> {
        MOBILE.iter().find_map(|group| self.settings_below(group).next())
    }

    /// The first setting that needs a network while the package is applied: the bulk token, the
    /// domain, an enrolment.
    pub fn needs_network(&self) -> Option<&Setting> {
        let token = self.bulk_token().map(|bulk| bulk.token);
        let domain = || self.domain_join().map(|join| join.domain);
        let enrolment = || self.settings_below("Workplace/Enrollments").next();
        token.or_else(domain).or_else(enrolment)
    }

    /// Whether a variant gives some devices such a network.
    pub fn wireless_in_variant(&self) -> bool {
        let is_given = |group: &str| self.settings_of_variants(group).next().is_some();
        is_given(WIFI) || MOBILE.iter().any(|group| is_given(group))
    }
}
