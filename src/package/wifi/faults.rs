//! Why Windows refuses a profile, or takes it otherwise than it looks.

use super::Ssid;
use super::profile::{Blob, boolean, bytes, word};
use crate::package::Place;
use crate::text::xml::{Document, Element};

/// The namespace of a profile's own elements.
const NAMESPACE: &str = "http://www.microsoft.com/networking/WLAN/profile/v1";

/// A fault of a profile is reported so often at most.
const MAX_FAULTS: usize = 16;

/// One fault of a profile.
#[derive(Debug, Clone)]
pub struct ProfileFault {
    /// What it is.
    pub kind: ProfileFaultKind,
    /// Where it is.
    pub place: Place,
}

/// What is wrong with a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProfileFaultKind {
    /// It is not well-formed, for this reason.
    NotXml(String),
    /// Its root is this element instead of `WLANProfile` of the right namespace.
    NotAProfile(String),
    /// The first element stands behind the second, and belongs before it.
    OutOfOrder(String, &'static str),
    /// The first element is missing in the second.
    Missing(&'static str, &'static str),
    /// The first element is spelt as the second but for upper and lower case.
    Misspelt(String, &'static str),
    /// The name in hexadecimal is not the one in letters; the former counts.
    HexIsOtherName,
    /// The name in hexadecimal is none.
    NotHex,
    /// The profile has another name than the network.
    ProfileHasOtherName,
    /// It says that it uses 802.1X, and nothing configures that.
    OneXMissing,
    /// This way of authenticating is 802.1X, and that is switched off.
    OneXOff(String),
}

/// An element, its children in the order that the schema wants, and those that must be there.
type Sequence = (&'static str, &'static [&'static str], &'static [&'static str]);

/// The parts of a profile that Windows' schema puts in a sequence.
const SEQUENCES: &[Sequence] = &[
    (
        "WLANProfile",
        &["name", "SSIDConfig", "connectionType", "connectionMode", "autoSwitch", "MSM"],
        &["name", "SSIDConfig", "connectionType", "MSM"],
    ),
    ("SSIDConfig", &["SSID", "nonBroadcast"], &["SSID"]),
    ("SSID", &["hex", "name"], &[]),
    ("MSM", &["connectivity", "security"], &["security"]),
    (
        "security",
        &[
            "authEncryption",
            "sharedKey",
            "keyIndex",
            "PMKCacheMode",
            "PMKCacheTTL",
            "PMKCacheSize",
            "preAuthMode",
            "preAuthThrottle",
        ],
        &["authEncryption"],
    ),
    (
        "authEncryption",
        &["authentication", "encryption", "useOneX"],
        &["authentication", "encryption"],
    ),
    (
        "sharedKey",
        &["keyType", "protected", "keyMaterial"],
        &["keyType", "protected", "keyMaterial"],
    ),
];

/// Everything that is wrong with a profile.
pub(super) fn examine(document: &Document, root: &Element, blob: Blob<'_>) -> Vec<ProfileFault> {
    let mut faults = vec![];
    if root.name != "WLANProfile" || &*root.namespace != NAMESPACE {
        let kind = ProfileFaultKind::NotAProfile(root.name.clone());
        return vec![ProfileFault { kind, place: blob.place(&root.name_range) }];
    }
    for element in document.elements().filter(|element| &*element.namespace == NAMESPACE) {
        let sequence = SEQUENCES.iter().find(|(name, ..)| *name == element.name);
        if let Some(sequence) = sequence {
            in_sequence(document, element, sequence, blob, &mut faults);
        }
        if faults.len() >= MAX_FAULTS {
            return faults;
        }
    }
    names(document, root, blob, &mut faults);
    one_x(document, root, blob, &mut faults);
    faults
}

fn in_sequence(
    document: &Document,
    element: &Element,
    (parent, order, required): &Sequence,
    blob: Blob<'_>,
    faults: &mut Vec<ProfileFault>,
) {
    let mut add = |kind, range| {
        if faults.len() < MAX_FAULTS {
            faults.push(ProfileFault { kind, place: blob.place(range) });
        }
    };
    let mut reached = 0;
    let mut seen = vec![];
    for child in document.children(element).filter(|child| &*child.namespace == NAMESPACE) {
        let name = child.name.as_str();
        match order.iter().position(|known| *known == name) {
            Some(at) => {
                if let (true, Some(last)) = (at < reached, order.get(reached)) {
                    let kind = ProfileFaultKind::OutOfOrder(name.to_owned(), last);
                    add(kind, &child.name_range);
                }
                reached = reached.max(at);
                if !seen.contains(&at) {
                    seen.push(at);
                }
            }
            None => {
                let at = order.iter().position(|known| known.eq_ignore_ascii_case(name));
                if let Some((at, right)) = at.and_then(|at| Some((at, order.get(at)?))) {
                    seen.push(at);
                    let kind = ProfileFaultKind::Misspelt(name.to_owned(), right);
                    add(kind, &child.name_range);
                }
            }
        }
    }
    for missing in *required {
        let is_there = seen.iter().any(|at| order.get(*at) == Some(missing));
        if !is_there {
            add(ProfileFaultKind::Missing(missing, parent), &element.tag);
        }
    }
    if *parent == "SSID" && seen.is_empty() {
        add(ProfileFaultKind::Missing("name", parent), &element.tag);
    }
}

fn names(document: &Document, root: &Element, blob: Blob<'_>, faults: &mut Vec<ProfileFault>) {
    let Some(ssid) = document.find(root, &["SSIDConfig", "SSID"]) else { return };
    let name = document.child(ssid, "name");
    let mut add = |kind, element| faults.push(ProfileFault { kind, place: blob.place_of(element) });
    if let Some(hex) = document.child(ssid, "hex") {
        match bytes(word(hex)) {
            None => add(ProfileFaultKind::NotHex, hex),
            Some(bytes) => {
                // In which code page a name was written is not said; only ASCII is the same in all.
                let text = Ssid { bytes }.text();
                let differs = |name: &&Element| text.is_ascii() && name.text.text() != text;
                if let Some(name) = name.filter(differs) {
                    add(ProfileFaultKind::HexIsOtherName, name);
                }
            }
        }
    }
    let profile = document.child(root, "name");
    if let (Some(profile), Some(name)) = (profile, name)
        && profile.text.text() != name.text.text()
    {
        add(ProfileFaultKind::ProfileHasOtherName, profile);
    }
}

fn one_x(document: &Document, root: &Element, blob: Blob<'_>, faults: &mut Vec<ProfileFault>) {
    let Some(security) = document.find(root, &["MSM", "security"]) else { return };
    let of = |name| document.find(security, &["authEncryption", name]);
    let switch = of("useOneX");
    let mut add = |kind, element| faults.push(ProfileFault { kind, place: blob.place_of(element) });
    match switch.map(boolean) {
        Some(Some(true)) => {
            if let (None, Some(switch)) = (document.child(security, "OneX"), switch) {
                add(ProfileFaultKind::OneXMissing, switch);
            }
        }
        None | Some(Some(false)) => {
            let enterprise = ["WPA", "WPA2", "WPA3", "WPA3ENT", "WPA3ENT192"];
            if let Some(element) = of("authentication").filter(|it| enterprise.contains(&word(it)))
            {
                let kind = ProfileFaultKind::OneXOff(word(element).to_owned());
                add(kind, switch.unwrap_or(element));
            }
        }
        Some(None) => {}
    }
}
