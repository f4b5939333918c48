//! How a network is protected.

/// How a network is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// Not at all.
    Open,
    /// Encrypted without a key: OWE.
    EnhancedOpen,
    /// WEP, with a key that everybody has.
    Wep,
    /// A key that everybody has.
    Personal {
        /// Which WPA.
        generation: Generation,
        /// Whether it encrypts with TKIP.
        is_tkip: bool,
    },
    /// 802.1X: each device or user with its own credential.
    Enterprise {
        /// Whether it encrypts with TKIP.
        is_tkip: bool,
    },
}

/// Which WPA a network with a shared key uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Generation {
    /// WPA.
    Wpa,
    /// WPA2.
    Wpa2,
    /// WPA3.
    Wpa3,
}

impl Security {
    /// What WCD's `SecurityType` means; none for a label that is not known.
    pub(super) fn of_label(label: &str) -> Option<Self> {
        let is = |known: &str| label.trim().eq_ignore_ascii_case(known);
        Some(match () {
            () if is("Open") => Self::Open,
            () if is("WEP") => Self::Wep,
            () if is("WPA2-Personal") => {
                Self::Personal { generation: Generation::Wpa2, is_tkip: false }
            }
            () if is("WPA3-Personal") => {
                Self::Personal { generation: Generation::Wpa3, is_tkip: false }
            }
            () => return None,
        })
    }

    /// What the elements of a profile mean; none for a word that is not known.
    pub(super) fn of_profile(
        authentication: &str,
        encryption: &str,
        uses_one_x: bool,
    ) -> Option<Self> {
        let is_tkip = encryption == "TKIP";
        let personal = |generation| Self::Personal { generation, is_tkip };
        Some(match authentication {
            "open" | "shared" if encryption == "WEP" => Self::Wep,
            "open" if encryption == "none" && uses_one_x => Self::Enterprise { is_tkip },
            "open" if encryption == "none" => Self::Open,
            "OWE" => Self::EnhancedOpen,
            "WPAPSK" => personal(Generation::Wpa),
            "WPA2PSK" => personal(Generation::Wpa2),
            "WPA3SAE" => personal(Generation::Wpa3),
            "WPA" | "WPA2" | "WPA3" | "WPA3ENT" | "WPA3ENT192" => Self::Enterprise { is_tkip },
            _ => return None,
        })
    }

    /// Whether it needs a key that everybody has.
    pub fn needs_key(self) -> bool {
        matches!(self, Self::Wep | Self::Personal { .. })
    }

    /// Its name, as people know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::EnhancedOpen => "Enhanced Open",
            Self::Wep => "WEP",
            Self::Personal { generation: Generation::Wpa, .. } => "WPA-Personal",
            Self::Personal { generation: Generation::Wpa2, .. } => "WPA2-Personal",
            Self::Personal { generation: Generation::Wpa3, .. } => "WPA3-Personal",
            Self::Enterprise { .. } => "802.1X",
        }
    }
}
