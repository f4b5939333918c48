//! The profiles of the firewall of Windows: which rules hold in which kind of network.

use crate::package::RunCall;
use crate::script::registry_key::{Hive, RegistryKey};

/// Some of the profiles.
#[derive(Clone, Default)]
pub(super) struct Profiles {
    /// Those of the network that the device is in, whichever that is.
    is_current: bool,
    names: Vec<&'static str>,
}

const DOMAIN: &str = "domain";
const PRIVATE: &str = "private";
const PUBLIC: &str = "public";

/// The keys below which each profile has one.
const KEYS: [&str; 2] = [
    r"SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy",
    r"SOFTWARE\Policies\Microsoft\WindowsFirewall",
];

impl Profiles {
    /// All three.
    pub(super) fn all() -> Self {
        Self { is_current: true, names: vec![DOMAIN, PRIVATE, PUBLIC] }
    }

    /// Their names, and `current` for that of the network that the device is in; of the firewall as
    /// a whole `service`.
    pub(super) fn names(&self) -> Vec<&'static str> {
        match (self.is_current, self.names.as_slice()) {
            (false, []) => vec!["service"],
            (true, names) => [&["current"], names].concat(),
            (false, names) => names.to_vec(),
        }
    }

    /// What has to be on again after these were off.
    pub(super) fn needed(&self) -> Vec<&'static str> {
        match self.names.is_empty() {
            true => self.names(),
            false => self.names.clone(),
        }
    }

    /// For a message: `the public profile`.
    pub(super) fn shown(&self) -> String {
        match self.names.as_slice() {
            [] => "the profile of the network that the device is in".to_owned(),
            [one] => format!("the {one} profile"),
            [one, other] => format!("the {one} and {other} profiles"),
            _ => "all profiles".to_owned(),
        }
    }

    /// Whether networks of strangers are among them.
    pub(super) fn has_public(&self) -> bool {
        self.names.contains(&PUBLIC)
    }

    /// Of a list as `netsh` and cmdlets write it: `Domain,Private`, `any`.
    pub(super) fn of_list(list: &str) -> Option<Self> {
        let mut names = vec![];
        for name in list.split([',', ' ']).filter(|name| !name.is_empty()) {
            match name.to_ascii_lowercase().as_str() {
                "domain" => names.push(DOMAIN),
                "private" => names.push(PRIVATE),
                "public" => names.push(PUBLIC),
                "any" | "all" | "*" => return Some(Self::all()),
                _ => return None,
            }
        }
        let is_all = [DOMAIN, PRIVATE, PUBLIC].iter().all(|name| names.contains(name));
        if is_all {
            return Some(Self::all());
        }
        Some(Self { is_current: false, names })
    }

    /// Those of `netsh advfirewall set`.
    pub(super) fn of_netsh(word: &str) -> Option<Self> {
        match word {
            "allprofiles" => Some(Self::all()),
            "currentprofile" => Some(Self { is_current: true, names: vec![] }),
            _ => Self::of_list(word.strip_suffix("profile")?),
        }
    }

    /// Those that `Set-NetFirewallProfile` sets: without a name all.
    pub(super) fn of_cmdlet(call: &RunCall<'_>) -> Option<Self> {
        let names = call.parameter("name").or_else(|| call.positional().next());
        if let Some(names) = names {
            return Self::of_list(names.known()?);
        }
        let has_source = call.piped_from.is_some() || call.has_parameter("inputobject");
        match call.source() {
            Some(source) if source.is("get-netfirewallprofile") => Self::of_cmdlet(&source),
            _ if has_source || call.has_unknown_parameters() => None,
            _ => Some(Self::all()),
        }
    }

    /// That whose key it is.
    pub(super) fn of_key(key: &RegistryKey) -> Option<Self> {
        let profiles = [
            ("DomainProfile", DOMAIN),
            ("StandardProfile", PRIVATE),
            ("PrivateProfile", PRIVATE),
            ("PublicProfile", PUBLIC),
        ];
        let is_key = |name: &str| {
            KEYS.iter().any(|root| key.is(&Hive::LocalMachine, &format!("{root}\\{name}")))
        };
        let (_, profile) = profiles.iter().find(|(name, _)| is_key(name))?;
        Some(Self { is_current: false, names: vec![profile] })
    }
}
