//! Product keys: what makes a text one, and which of them are no secret.

use std::ops::Range;

use super::Package;
use super::placeholder::{is_sample_of_product_key, is_variable};
use super::setting::Setting;

/// A product key that the package gives the device, or what stands in its place.
#[derive(Debug, Clone, Copy)]
pub struct ProductKey<'p> {
    /// The setting.
    pub setting: &'p Setting,
}

/// What is wrong with the form of a product key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyFault {
    /// In words, to stand behind "the product key is malformed:".
    pub reason: String,
    /// The bytes of the value that it is about.
    pub part: Range<usize>,
}

/// The characters of a key: no vowels and nothing that looks like another, and one `N` at most.
const ALPHABET: &str = "BCDFGHJKMPQRTVWXY2346789N";

const GROUPS: usize = 5;

/// Keys that Microsoft publishes for everybody: of clients that activate with a KMS host or Active
/// Directory, and the ones that Setup uses by itself to choose an edition. Neither activates
/// anything alone.
const PUBLIC: &[&str] = &[
    // KMS clients: Pro, Pro for Workstations, Pro Education, Education, Enterprise, each with its N
    // edition, and Enterprise LTSC since 2019.
    "W269N-WFGWX-YVC9B-4J6C9-T83GX",
    "MH37W-N47XK-V7XM9-C7227-GCQG9",
    "NRG8B-VKK3Q-CXVCJ-9G2XF-6Q84J",
    "9FNHH-K3HBT-3W4TD-6383H-6XYWF",
    "6TP4R-GNPTD-KYYHQ-7B7DP-J447Y",
    "YVWGF-BXNMC-HTQYQ-CPQ99-66QFC",
    "NW6C2-QMPVW-D7KKK-3GKT6-VCFB2",
    "2WH4N-8QGBV-H22JP-CT43Q-MDWWJ",
    "NPPR9-FWDCX-D2C8J-H872K-2YT43",
    "DPH2V-TTNVB-4X9Q3-TJR4H-KHJW4",
    "M7XTQ-FN8P6-TTKYV-9D4CC-J462D",
    // Setup: Pro, Home, Enterprise, Education, Pro for Workstations.
    "VK7JG-NPHTM-C97JM-9MPGT-3V66T",
    "YTMG3-N6DKC-DKB77-7M9GH-8HVX7",
    "XGVPP-NMH47-7TTHJ-W3FW7-8HV2C",
    "YNMGQ-8RYV3-4PGQ3-C8XTP-7CFBY",
    "DXG7C-N36C4-C4HTG-X4T3X-2YV77",
];

/// The settings that take a key.
const PLACES: &[&str] =
    &["EditionUpgrade/ChangeProductKey", "EditionUpgrade/UpgradeEditionWithProductKey"];

impl Package {
    /// The product keys that settings hold, those for some devices only among them.
    pub fn product_keys(&self) -> impl Iterator<Item = ProductKey<'_>> {
        let is_key = |setting: &&Setting| PLACES.contains(&setting.path.table());
        let keys = self.settings.iter().filter(is_key).filter(|setting| setting.is_set());
        keys.map(|setting| ProductKey { setting })
    }
}

impl ProductKey<'_> {
    fn text(&self) -> &str {
        self.setting.value().trim()
    }

    /// Whether it stands for a key that is put in when the package is built: `%KEY%`, `{{key}}`.
    pub fn is_variable(&self) -> bool {
        is_variable(self.text())
    }

    /// Whether it is text from an example: one character or one group again and again, the alphabet,
    /// or words that ask for a key.
    pub fn is_sample(&self) -> bool {
        !self.is_variable() && is_sample_of_product_key(self.text())
    }

    /// Whether it is one that Microsoft publishes.
    pub fn is_public(&self) -> bool {
        is_public(self.text())
    }

    /// What is wrong with its form: the first fault, in the value as it stands.
    pub fn fault(&self) -> Option<KeyFault> {
        let value = self.setting.value();
        let before = value.len() - value.trim_start().len();
        let mut fault = fault(self.text())?;
        fault.part = fault.part.start + before..fault.part.end + before;
        Some(fault)
    }
}

fn is_public(text: &str) -> bool {
    PUBLIC.iter().any(|key| key.eq_ignore_ascii_case(text))
}

fn fault(text: &str) -> Option<KeyFault> {
    let groups: Vec<&str> = text.split('-').take(GROUPS + 1).collect();
    let whole = 0..text.len();
    if groups.len() != GROUPS {
        let found = text.split('-').count();
        let reason = match found {
            1 => {
                "it has no dashes, and a key has 5 groups of 5 characters with dashes between them"
                    .to_owned()
            }
            _ => format!("it has {found} groups, and a key has {GROUPS}"),
        };
        return Some(KeyFault { reason, part: whole });
    }
    let mut at = 0;
    let mut n_seen = false;
    for (number, group) in groups.iter().enumerate() {
        let number = number + 1;
        let part = at..at + group.len();
        at = part.end + 1;
        let length = group.chars().count();
        let fault = |reason: String| Some(KeyFault { reason, part: part.clone() });
        if length != 5 {
            let characters = if length == 1 { "character" } else { "characters" };
            return fault(format!("group {number} has {length} {characters} instead of 5"));
        }
        for ch in group.chars().map(|ch| ch.to_ascii_uppercase()) {
            if !ALPHABET.contains(ch) {
                return fault(format!("group {number} holds a character that no key has"));
            }
            if ch == 'N' && std::mem::replace(&mut n_seen, true) {
                return fault(format!(
                    "group {number} holds a second N, and a key has one at most"
                ));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_public_key_is_one() {
        for key in PUBLIC {
            assert_eq!(fault(key), None, "{key}");
            assert!(is_public(&key.to_lowercase()) && !is_sample_of_product_key(key));
        }
        assert!(!is_public("BCDFG-HJKMP-QRTVW-XY234-6789B"));
    }

    #[test]
    fn a_fault_says_which_group() {
        let part = |text| fault(text).map(|fault| fault.part);
        assert_eq!(part("BCDFG-HJKMP-QRTVW-XY234-6789B"), None);
        assert_eq!(part("bcdfn-hjkmp-qrtvw-xy234-6789b"), None);
        assert_eq!(part("BCDFG-HJKM-QRTVW-XY234-6789B"), Some(6..10));
        assert_eq!(part("BCDFG-HJKMP-QRTVO-XY234-6789B"), Some(12..17));
        assert_eq!(part("BCDFN-HJKMP-QRTVN-XY234-6789B"), Some(12..17));
        assert_eq!(part("BCDFGHJKMPQRTVWXY2346789B"), Some(0..25));
        assert_eq!(part("BCDFG-HJKMP-QRTVW-XY234"), Some(0..23));
        assert_eq!(part("ÄCDFG-HJKMP-QRTVW-XY234-6789B"), Some(0..6));
    }
}
