//! Whether a package makes devices for many people or for one.

use super::Package;
use super::setting::Setting;
use crate::script;

/// Switches that make a device one for many people.
const SWITCHES: &[&str] = &["SharedPC/EnableSharedPCMode", "UnifiedWriteFilter/FilterEnabled"];

/// Groups of settings of which each makes a device one for many people or for a purpose.
const GROUPS: &[&str] =
    &["AssignedAccess", "KioskBrowser", "TakeATest", "SMISettings", "WindowsTeamSettings"];

/// Groups of settings that are for the person who works with a device.
const PERSONAL: &[(&str, &str)] = &[
    ("UniversalAppInstall/UserContextApp", "apps are installed for each user"),
    ("WindowsHelloForBusiness", "Windows Hello for Business is set up"),
];

impl Package {
    /// A setting that makes the device a kiosk, a shared PC, a meeting room or a laboratory.
    pub fn shared_trait(&self) -> Option<&Setting> {
        let mut switches = SWITCHES.iter().filter_map(|path| self.setting(path));
        let switched_on = switches.find(|switch| switch.is_true());
        switched_on.or_else(|| {
            GROUPS.iter().find_map(|group| self.settings_below(group).find(|found| found.is_set()))
        })
    }

    /// What tells that a device is made for one person, in words; each once.
    pub fn personal_signs(&self) -> Vec<&'static str> {
        let groups = PERSONAL
            .iter()
            .filter(|(group, _)| self.settings_below(group).next().is_some())
            .map(|(_, sign)| *sign);
        let texts = self.texts_that_run();
        let mut signs: Vec<&str> = groups.chain(texts.flat_map(script::personal_signs)).collect();
        signs.sort_unstable();
        signs.dedup();
        signs
    }
}
