//! The key that everybody on a network shares. Its text is secret.

use crate::package::Place;

/// Keys that every list of passwords begins with: in lower case, 8 characters or more.
const COMMON: &str = "\
    00000000 0123456789 0987654321 11111111 12341234 12345678 123456789 1234567890 \
    12345678910 123123123 1q2w3e4r 1q2w3e4r5t 87654321 88888888 98765432 987654321 99999999 \
    administrator admin123 admin1234 adminadmin asdfasdf asdfghjkl baseball changeme \
    changeme1 changeme123 computer default1 dragon123 football guest123 guestguest hello123 \
    iloveyou internet letmein1 letmein123 p@ssw0rd p@ssword p@ssw0rd1 p@ssw0rd123 pa$$w0rd \
    passw0rd passw0rd1 password password! password1 password12 password123 password1234 \
    princess qwer1234 qwertyui qwerty12 qwerty123 qwertyuiop secret123 starwars summer2025 \
    summer2026 sunshine superman test1234 testtest welcome1 welcome12 welcome123 welcome2026 \
    wireless wifi1234 wifipassword zaq12wsx";

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
        let text = self.text.trim();
        let is_between = |open: &str, close: &str| {
            text.len() > open.len() + close.len() && text.starts_with(open) && text.ends_with(close)
        };
        let pairs = [("{{", "}}"), ("${", "}"), ("$(", ")"), ("<", ">"), ("%", "%"), ("__", "__")];
        let is_masked = !text.is_empty() && text.chars().all(|ch| matches!(ch, '*' | '•' | 'X'));
        is_masked
            || pairs.iter().any(|(open, close)| is_between(open, close))
            || (is_between("[", "]") && text.to_uppercase() == text)
    }

    /// Whether it is among the first that anybody tries.
    pub fn is_common(&self) -> bool {
        let text = self.text.to_lowercase();
        COMMON.split_whitespace().any(|common| common == text)
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
        assert!(key("Passw0rd").is_common() && key("12345678").is_common());
        assert!(!key("lanterns").is_common() && !key("").is_common());
        assert!(key("Fabrikam-2026").is_made_from("fabrikam"));
        assert!(key("fabrikam").is_made_from("Fabrikam Setup"));
        assert!(!key("xyz-lanterns").is_made_from("xyz"));
        assert!(!key("lanterns").is_made_from("fabrikam"));
    }

    #[test]
    fn what_is_filled_in_later_is_no_key() {
        for text in ["{{key}}", "${WIFI_KEY}", "<key>", "%WIFI_KEY%", "******", "[WIFI KEY]"] {
            assert!(key(text).is_placeholder(), "{text}");
        }
        for text in ["", "a{{b}}", "lanterns over the bay", "[lanterns]", "%"] {
            assert!(!key(text).is_placeholder(), "{text}");
        }
    }
}
