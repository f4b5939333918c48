//! The wireless networks that a package brings, whatever carries them.
//!
//! A network comes as settings (`WLANConfig`) or as a profile that was imported from a file
//! (`Profiles/Profile`). The device is given a WLAN profile, as XML in a value, in either case. The
//! author's side of an imported profile is a path on the builder's machine, so its content is known
//! from the device's side alone.

mod carriers;
mod eap;
mod faults;
mod key;
mod profile;
mod security;
#[cfg(test)]
mod tests;

pub(super) use carriers::{LEFT_OUT, read};
pub use eap::{AuthMode, Eap, OneX, ServerValidation};
pub use faults::{ProfileFault, ProfileFaultKind};
pub use key::{Key, KeyFault, KeyKind};
pub use security::{Generation, Security};

use super::{Package, Place};

/// A fact, and where it is said: on the author's side while the device is given the same.
#[derive(Debug, Clone)]
pub struct Said<T> {
    /// What it is.
    pub is: T,
    /// Where it is said.
    pub place: Place,
}

/// The name of a network: bytes, which are mostly text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Ssid {
    /// The bytes that the network must send.
    pub bytes: Vec<u8>,
}

impl Ssid {
    /// The name as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

/// A wireless network that a package brings.
///
/// What is `None` is not said, or is said in a way that is not known (yet).
#[derive(Debug, Clone)]
pub struct WirelessNetwork {
    /// The network as a whole.
    pub place: Place,
    /// Whether its profile was imported from a file, instead of being made of settings.
    pub is_imported: bool,
    /// Whether what it says could be read. The file that a project imports lies elsewhere.
    pub is_read: bool,
    /// Its name.
    pub ssid: Option<Said<Ssid>>,
    /// How it is protected.
    pub security: Option<Said<Security>>,
    /// Its key.
    pub key: Option<Key>,
    /// Whether a device connects by itself.
    pub is_automatic: Option<Said<bool>>,
    /// Whether it does not send its name.
    pub is_hidden: Option<Said<bool>>,
    /// How a device proves who it is, with 802.1X.
    pub one_x: Option<OneX>,
    /// Why Windows refuses the profile, or takes it otherwise than it looks.
    pub faults: Vec<ProfileFault>,
}

impl WirelessNetwork {
    /// Its name for a message: `the network contoso-setup`.
    pub fn called(&self) -> String {
        match &self.ssid {
            Some(ssid) if !ssid.is.bytes.is_empty() => format!("the network {}", ssid.is.text()),
            _ => "a network".to_owned(),
        }
    }

    /// Whether a device connects by itself; that is the default.
    pub fn connects_by_itself(&self) -> bool {
        self.is_automatic.as_ref().is_none_or(|automatic| automatic.is)
    }

    /// Whether only a user who has signed in can connect.
    pub fn waits_for_user(&self) -> bool {
        let mode = self.one_x.as_ref().and_then(|one_x| one_x.mode.as_ref());
        mode.is_some_and(|mode| mode.is == AuthMode::User)
    }
}

impl Package {
    /// Every wireless network that the package brings, each once: what the device is given, where
    /// it is given something. Those of variants are left out.
    pub fn wireless_networks(&self) -> &[WirelessNetwork] {
        &self.wireless
    }

    /// Whether a device may come by a network before anybody signs in and without anybody's help:
    /// a wireless network connects by itself, there is a mobile one, some of it is not known.
    pub fn may_connect_unattended(&self) -> bool {
        let connects = |network: &WirelessNetwork| {
            !network.is_read || (network.connects_by_itself() && !network.waits_for_user())
        };
        self.wireless.iter().any(connects) || self.mobile().is_some() || self.wireless_in_variant()
    }

    /// The proxies that it sets for wireless networks, each with the name of the setting.
    pub fn wireless_proxies(&self) -> Vec<(Place, &str)> {
        const NAMES: &[&str] = &["ProxyServerPort", "Proxy", "ProxyPacUrl", "ProxyWPAD"];
        let is_one = |name: &str| NAMES.iter().any(|known| known.eq_ignore_ascii_case(name));
        let settings = self.settings_below(carriers::CONFIG);
        let settings = settings
            .filter(|setting| is_one(setting.path.leaf()) && setting.is_set())
            .map(|setting| (Place::from(setting), setting.path.leaf()));
        let unmapped = self.unmapped.iter().filter(|parm| {
            let group = parm.characteristics.first();
            is_one(&parm.name)
                && group.is_some_and(|group| group.eq_ignore_ascii_case("WiFi"))
                && !parm.written.text().trim().is_empty()
        });
        let unmapped = unmapped.map(|parm| (Place::from(&parm.written), parm.name.as_str()));
        settings.chain(unmapped).collect()
    }
}
