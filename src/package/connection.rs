//! Whether a package brings the network that it needs.

use super::Package;
use super::setting::Setting;

/// Groups of settings that connect a device, wherever it is set up.
const CONNECTING: &[&str] =
    &["ConnectivityProfiles/WLAN", "Connections/EnterpriseAPN", "Connections/Cellular", "Cellular"];

impl Package {
    /// A setting that gives the device a network without a cable: Wi-Fi or a mobile network.
    pub fn wireless(&self) -> Option<&Setting> {
        CONNECTING.iter().find_map(|group| self.settings_below(group).next())
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
        let mut of_variant = self.settings.iter().filter(|setting| setting.path.variant.is_some());
        of_variant.any(|setting| {
            let rest = |group| setting.path.table().strip_prefix(group);
            CONNECTING.iter().any(|group| rest(*group).is_some_and(|rest| rest.starts_with('/')))
        })
    }

    /// Whether a command, or a script that the package carries, seems to join a wireless network.
    pub fn joins_network_by_script(&self) -> bool {
        let commands = self.commands();
        let lines = commands.iter().map(|command| command.line.value());
        let scripts = self.scripts().map(|source| source.text());
        lines.chain(scripts).any(crate::script::joins_network)
    }
}
