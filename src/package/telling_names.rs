//! Names that tell that what goes by them is a secret.

use strsim::osa_distance;

use super::table;

/// Names that hold a secret wherever they stand, also where the settings table knows no such path:
/// in a misspelt place, in a profile, in a file that another builder made.
const TELLING_NAMES: &[&str] = &[
    "password",
    "passwd",
    "pwd",
    "secret",
    "bprt",
    "securitykey",
    "keymaterial",
    "sharedkey",
    "passphrase",
    "productkey",
    "workspacekey",
    "pfxcertblob",
    "token",
    "credential",
];

/// Names that hold a secret only when they are all of the name.
const TELLING_WORDS: &[&str] =
    &["psk", "pin", "pass", "pw", "wepkey", "networkkey", "apikey", "accesskey", "privatekey"];

/// Whether what goes by this name is a secret, also where it is misspelt.
pub(super) fn is_telling_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    // It names an assembly, and is public as its key is.
    if name == "publickeytoken" {
        return false;
    }
    TELLING_WORDS.contains(&name.as_str())
        || TELLING_NAMES.iter().any(|telling| name.contains(telling))
        || (!is_format_name(&name) && is_misspelt(&name) && !table::table().has_name(&name))
}

fn is_format_name(name: &str) -> bool {
    FORMAT_NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether a name ends or begins as a telling one does, but for a slip or two.
fn is_misspelt(name: &str) -> bool {
    // The distance takes time by the product of the lengths, and a name may be anything.
    if name.len() > 64 || !name.is_ascii() {
        return false;
    }
    let letters = letters(name);
    TELLING_NAMES.iter().any(|telling| {
        let slips = if telling.len() >= 8 { 2 } else { 1 };
        // A slip takes away one letter at most, so most names need no measuring.
        let is_far = |part: u32| (self::letters(telling) & !part).count_ones() as usize > slips;
        if is_far(letters) {
            return false;
        }
        let lengths = telling.len() - slips..=telling.len() + slips;
        lengths.filter(|&length| length <= name.len()).any(|length| {
            let ends = [name.get(name.len() - length..), name.get(..length)];
            let mut near = ends.into_iter().flatten().filter(|part| !is_far(self::letters(part)));
            near.any(|part| osa_distance(part, telling) <= slips)
        })
    })
}

/// Which letters from a to z stand in a lower-case text.
fn letters(text: &str) -> u32 {
    let letters = text.bytes().filter(u8::is_ascii_lowercase);
    letters.fold(0, |letters, letter| letters | 1 << (letter - b'a'))
}

/// The names of the format itself (measured on real packages).
pub(super) const FORMAT_NAMES: &[&str] = &[
    "WindowsCustomizations",
    "PackageConfig",
    "ID",
    "Name",
    "Version",
    "OwnerType",
    "Rank",
    "Notes",
    "Description",
    "Settings",
    "Customizations",
    "Common",
    "Targets",
    "Target",
    "TargetState",
    "Condition",
    "Variant",
    "TargetRefs",
    "TargetRef",
    "ConfigurationSourceList",
    "ConfigurationSource",
    "ConfigurationSet",
    "EventList",
    "Event",
    "characteristic",
    "parm",
    "Elements",
    "Element",
    "WIM",
    "IMAGE",
    "Metadata",
];
