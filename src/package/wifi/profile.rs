//! A WLAN profile: the XML that a device is given for a network.

use std::ops::Range;

use super::eap::OneX;
use super::faults::{ProfileFault, ProfileFaultKind, examine};
use super::{Key, KeyKind, Said, Security, Ssid};
use crate::package::{Place, Written};
use crate::text::xml::{self, Document, Element};

/// What one side says of a network.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    pub(super) ssid: Option<Said<Ssid>>,
    pub(super) security: Option<Said<Security>>,
    pub(super) key: Option<Key>,
    pub(super) is_automatic: Option<Said<bool>>,
    pub(super) is_hidden: Option<Said<bool>>,
    pub(super) one_x: Option<OneX>,
    pub(super) faults: Vec<ProfileFault>,
}

/// A value that holds a profile: from places of the profile to places of the package.
#[derive(Debug, Clone, Copy)]
pub(super) struct Blob<'b> {
    written: &'b Written,
    /// The value as a whole.
    whole: &'b Place,
    /// What stands before the XML: a byte order mark.
    skipped: usize,
}

impl<'b> Blob<'b> {
    pub(super) fn new(written: &'b Written, whole: &'b Place) -> Self {
        let text = written.text();
        let skipped = text.len() - text.trim_start_matches('\u{feff}').len();
        Self { written, whole, skipped }
    }

    fn text(&self) -> &'b str {
        self.written.text().get(self.skipped..).unwrap_or_default()
    }

    /// The place of a range of the profile.
    pub(super) fn place(&self, range: &Range<u32>) -> Place {
        let at = self.skipped + range.start as usize..self.skipped + range.end as usize;
        let mut place = self.whole.clone();
        place.span = Some(self.written.part(&at));
        place.evidence = self.text().get(range.start as usize..range.end as usize).map_or_else(
            String::new,
            // Enough to tell places apart; a profile can be megabytes.
            |text| text.chars().take(200).collect(),
        );
        place
    }

    /// The place of an element: of what stands in it, or else of its tag.
    pub(super) fn place_of(&self, element: &Element) -> Place {
        match element.text.text().is_empty() {
            true => self.place(&element.tag),
            false => self.place(&element.text.range()),
        }
    }

    pub(super) fn said<T>(&self, element: &Element, is: T) -> Said<T> {
        Said { is, place: self.place_of(element) }
    }
}

/// Reads a profile, as far as it goes. Takes the elements that it has from `elements`; none when
/// there are more than that.
pub(super) fn read(blob: Blob<'_>, elements: &mut usize) -> Option<Facts> {
    let mut facts = Facts::default();
    let document = match xml::parse_at_most(blob.text(), *elements) {
        Ok(document) => document,
        Err(error) if error.why.is_limit() => return None,
        Err(error) => {
            let kind = ProfileFaultKind::NotXml(error.to_string());
            facts.faults.push(ProfileFault { kind, place: blob.place(&error.range) });
            return Some(facts);
        }
    };
    *elements = elements.saturating_sub(document.size());
    let Some(root) = document.root() else { return Some(facts) };
    facts.faults = examine(&document, root, blob);
    let find = |path: &[&str]| document.find(root, path);
    facts.ssid = ssid(&document, root, blob);
    facts.is_hidden = find(&["SSIDConfig", "nonBroadcast"])
        .and_then(|element| Some(blob.said(element, boolean(element)?)));
    facts.is_automatic = find(&["connectionMode"]).and_then(|element| {
        let automatic = match word(element) {
            "auto" => true,
            "manual" => false,
            _ => return None,
        };
        Some(blob.said(element, automatic))
    });
    let security = ["MSM", "security"];
    if let Some(security) = find(&security) {
        facts.security = protection(&document, security, blob);
        facts.key = key(&document, security, blob);
        let one_x = document.child(security, "OneX");
        facts.one_x = one_x.map(|one_x| OneX::read(&document, one_x, blob));
    }
    Some(facts)
}

/// The name that is looked for: that in hexadecimal, where there is one, whatever the other says.
fn ssid(document: &Document, root: &Element, blob: Blob<'_>) -> Option<Said<Ssid>> {
    let ssid = document.find(root, &["SSIDConfig", "SSID"])?;
    let hex = document.child(ssid, "hex").and_then(|hex| Some((hex, bytes(word(hex))?)));
    if let Some((element, bytes)) = hex {
        return Some(blob.said(element, Ssid { bytes }));
    }
    let name = document.child(ssid, "name")?;
    Some(blob.said(name, Ssid { bytes: name.text.text().as_bytes().to_vec() }))
}

fn protection(document: &Document, security: &Element, blob: Blob<'_>) -> Option<Said<Security>> {
    let of = |name| document.find(security, &["authEncryption", name]);
    let authentication = of("authentication")?;
    let encryption = of("encryption");
    let uses_one_x = of("useOneX").and_then(boolean).unwrap_or_default();
    let is = Security::of_profile(word(authentication), encryption.map_or("", word), uses_one_x)?;
    // What makes it weak is what is pointed at.
    let telling = match is {
        Security::Wep
        | Security::Personal { is_tkip: true, .. }
        | Security::Enterprise { is_tkip: true } => encryption.unwrap_or(authentication),
        _ => authentication,
    };
    Some(blob.said(telling, is))
}

fn key(document: &Document, security: &Element, blob: Blob<'_>) -> Option<Key> {
    let shared = document.child(security, "sharedKey")?;
    let material = document.child(shared, "keyMaterial")?;
    let text = material.text.text();
    let kind = document.child(shared, "keyType").and_then(|kind| match word(kind) {
        "passPhrase" => Some(KeyKind::PassPhrase),
        "networkKey" => Some(KeyKind::NetworkKey),
        _ => None,
    });
    let is_protected = document.child(shared, "protected").and_then(boolean).unwrap_or_default();
    let mut place = blob.place_of(material);
    place.evidence.clear();
    (!text.is_empty()).then(|| Key { text: text.to_owned(), kind, is_protected, place })
}

/// The word that an element holds.
pub(super) fn word(element: &Element) -> &str {
    element.text.text().trim()
}

/// What `xs:boolean` takes.
pub(super) fn boolean(element: &Element) -> Option<bool> {
    match word(element) {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

/// The bytes that hexadecimal digits stand for.
pub(super) fn bytes(hex: &str) -> Option<Vec<u8>> {
    let digits = hex.as_bytes();
    if digits.is_empty() || digits.len() % 2 == 1 {
        return None;
    }
    let value = |digit: &u8| char::from(*digit).to_digit(16);
    digits
        .chunks(2)
        .map(|pair| {
            let byte = value(pair.first()?)? * 16 + value(pair.last()?)?;
            u8::try_from(byte).ok()
        })
        .collect()
}
