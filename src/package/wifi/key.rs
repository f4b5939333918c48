//! The key that everybody on a network shares. Its text is secret.

use crate::package::{Place, password, placeholder};

/// The key of a network.
#[derive(Debug, Clone)]
pub struct Key {
    /// The key itself. Secret: for comparing, never for showing.
    pub text: String,
    /// What a profile says it is; settings do not say.
    pub kind: Option<KeyKind>,
    /// Whether it is encrypted for the computer that exported the profile.
    pub is_protected: bool,
    /// Where it stands.
    pub place: Place,
}

/// What a profile says its key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// Words that the key is computed from.
    PassPhrase,
    /// The key itself, for WEP or in hexadecimal.
    NetworkKey,
}

/// Why a key cannot be one. Says nothing of its characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyFault {
    /// It has so many characters.
    Length(usize),
    /// The character at this position, from 1, is none of ASCII.
    Character(usize),
}

impl Key {
    /// Whether it stands for a key that something fills in later: `***`, `{{key}}`, `%WIFI_KEY%`.
    pub fn is_placeholder(&self) -> bool {
        placeholder::is_placeholder(&self.text)
    }

    /// Whether it is among the first that anybody tries.
    pub fn is_common(&self) -> bool {
        password::is_common(&self.text) || password::is_season_and_year(&self.text)
    }

    /// Whether it holds the name of its network, or the name holds it, whatever stands between the
    /// letters.
    pub fn is_made_from(&self, ssid: &str) -> bool {
        let plain = |text: &str| -> String {
            text.to_lowercase().chars().filter(|ch| ch.is_alphanumeric()).collect()
        };
        let (key, ssid) = (plain(&self.text), plain(ssid));
        // A name of three letters stands in any key by chance.
        let is_long = |text: &str| text.chars().count() >= 5;
        is_long(&ssid) && (key.contains(&ssid) || (is_long(&key) && ssid.contains(&key)))
    }

    /// Why it cannot be a key of WPA, WPA2 or WPA3: 8 to 63 characters of ASCII, or 64
    /// hexadecimal digits.
    pub fn fault_for_wpa(&self) -> Option<KeyFault> {
        let length = self.text.chars().count();
        let is_hex = self.text.chars().all(|ch| ch.is_ascii_hexdigit());
        if length == 64 && is_hex {
            return None;
        }
        if self.kind == Some(KeyKind::NetworkKey) {
            return Some(KeyFault::Length(length));
        }
        self.fault_of_characters()
            .or_else(|| (!(8..=63).contains(&length)).then_some(KeyFault::Length(length)))
    }

    /// Why it cannot be a key of WEP: 5 or 13 characters of ASCII, or 10 or 26 hexadecimal digits.
    pub fn fault_for_wep(&self) -> Option<KeyFault> {
        let length = self.text.chars().count();
        let is_hex = self.text.chars().all(|ch| ch.is_ascii_hexdigit());
        match length {
            5 | 13 => self.fault_of_characters(),
            10 | 26 if is_hex => None,
            _ => Some(KeyFault::Length(length)),
        }
    }

    fn fault_of_characters(&self) -> Option<KeyFault> {
        let at = self.text.chars().position(|ch| !matches!(ch, ' '..='~'))?;
        Some(KeyFault::Character(at + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Key {
        Key { text: text.into(), kind: None, is_protected: false, place: Place::package() }
    }

    #[test]
    fn a_key_of_wpa_has_8_to_63_characters_or_64_digits() {
        for sound in ["12345678", &"x".repeat(63), &"0aF1".repeat(16)] {
            assert_eq!(key(sound).fault_for_wpa(), None, "{sound}");
        }
        assert_eq!(key("1234567").fault_for_wpa(), Some(KeyFault::Length(7)));
        assert_eq!(key(&"x".repeat(64)).fault_for_wpa(), Some(KeyFault::Length(64)));
        assert_eq!(key("schlüssel-im-schloss").fault_for_wpa(), Some(KeyFault::Character(5)));
        let raw = Key { kind: Some(KeyKind::NetworkKey), ..key("twelve-chars") };
        assert_eq!(raw.fault_for_wpa(), Some(KeyFault::Length(12)));
    }

    #[test]
    fn a_key_of_wep_has_5_or_13_characters_or_10_or_26_digits() {
        for sound in ["abcde", "thirteen-char", "0123456789", &"0F".repeat(13)] {
            assert_eq!(key(sound).fault_for_wep(), None, "{sound}");
        }
        assert_eq!(key("abcdefghij").fault_for_wep(), Some(KeyFault::Length(10)));
        assert_eq!(key("äbcde").fault_for_wep(), Some(KeyFault::Character(1)));
    }

    #[test]
    fn a_key_is_guessed_from_lists_and_from_the_name_of_the_network() {
        for common in ["Passw0rd", "12345678", "Welcome2026", "pa$$w0rd1", "Summer2025"] {
            assert!(key(common).is_common(), "{common}");
        }
        assert!(!key("lanterns").is_common() && !key("").is_common());
        assert!(key("Fabrikam-2026").is_made_from("fabrikam"));
        assert!(key("fabrikam").is_made_from("Fabrikam Setup"));
        assert!(!key("xyz-lanterns").is_made_from("xyz"));
        assert!(!key("lanterns").is_made_from("fabrikam"));
    }
}
