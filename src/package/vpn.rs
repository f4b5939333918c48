//! The VPN profiles that a package sets up.

use std::collections::HashMap;

use super::Package;
use super::setting::Setting;

/// Where the settings of a profile stand.
const SETTINGS: &str = "ConnectivityProfiles/VPN/VPNSetting/VPNConfig/VPNSettings";

/// One VPN profile, as far as the package sets it.
#[derive(Debug)]
pub struct VpnProfile<'p> {
    settings: Vec<&'p Setting>,
}

impl<'p> VpnProfile<'p> {
    /// Its name.
    pub fn name(&self) -> &'p str {
        let path = self.settings.first().map(|setting| &setting.path);
        path.and_then(|path| path.keys().last()).unwrap_or_default()
    }

    /// The setting of that name, set or empty.
    pub fn get(&self, leaf: &str) -> Option<&'p Setting> {
        self.settings.iter().find(|setting| setting.path.leaf() == leaf).copied()
    }

    /// The setting of that name, if its value is `value`, as stored or as labelled.
    pub fn get_if(&self, leaf: &str, value: &str) -> Option<&'p Setting> {
        self.get(leaf).filter(|setting| setting.is(value))
    }

    /// Whether a setting of that name is there, also an empty one.
    pub fn has(&self, leaf: &str) -> bool {
        self.get(leaf).is_some()
    }

    /// The setting that is switched on.
    pub fn switched_on(&self, leaf: &str) -> Option<&'p Setting> {
        self.get(leaf).filter(|setting| setting.is_true())
    }
}

impl Package {
    /// The VPN profiles, in the order in which they stand there; those of variants left out.
    pub fn vpn_profiles(&self) -> Vec<VpnProfile<'_>> {
        let mut found: Vec<VpnProfile<'_>> = vec![];
        let mut places: HashMap<String, usize> = HashMap::new();
        for setting in self.settings_below(SETTINGS) {
            let at = *places.entry(setting.path.parent().identity()).or_insert(found.len());
            match found.get_mut(at) {
                Some(profile) => profile.settings.push(setting),
                None => found.push(VpnProfile { settings: vec![setting] }),
            }
        }
        found
    }
}
