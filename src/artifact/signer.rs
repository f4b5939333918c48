//! Who signed a catalogue, as far as the catalogue says it: the certificate, its dates, the time
//! stamp. Nothing is verified: neither the signature, nor the chain, nor the stamp.

use chrono::{DateTime, Utc};

use super::catalogue::SIGNED_DATA;
use super::der::{
    Der, EXPLICIT_0, EXPLICIT_1, GENERALIZED_TIME, INTEGER, Item, OBJECT_ID, OCTET_STRING,
    SEQUENCE, SET, time,
};

/// One who signed a catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// Their name: the common name of the certificate, else its organisation.
    pub name: Option<String>,
    /// From when on their certificate is valid.
    pub not_before: DateTime<Utc>,
    /// Until when it is.
    pub not_after: DateTime<Utc>,
    /// Whether the hash that is signed is MD5 or SHA-1, which can be forged.
    pub has_weak_hash: bool,
    /// The time stamp, if there is one.
    pub stamp: Option<Stamp>,
}

/// A time stamp: somebody else's word that the signature existed at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// The time, where it could be read.
    pub time: Option<DateTime<Utc>>,
}

/// A certificate that the catalogue carries.
#[derive(Debug)]
pub(super) struct Certificate<'a> {
    issuer: &'a [u8],
    serial: &'a [u8],
    name: Option<String>,
    not_before: DateTime<Utc>,
    not_after: DateTime<Utc>,
}

/// Certificates of a catalogue, and attributes of a signer, at most: sound ones have a handful.
const MAX_ITEMS: usize = 64;

/// 2.5.4.3 and 2.5.4.10: the common name, the organisation.
const COMMON_NAME: &[u8] = &[0x55, 4, 3];
const ORGANISATION: &[u8] = &[0x55, 4, 10];
/// 1.2.840.113549.2.5 and 1.3.14.3.2.26: MD5, SHA-1.
const WEAK: [&[u8]; 2] = [&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 5], &[0x2b, 0x0e, 3, 2, 0x1a]];
/// 1.2.840.113549.1.9.6, counterSignature.
const COUNTER_SIGNATURE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 6];
/// 1.2.840.113549.1.9.5, signingTime.
const SIGNING_TIME: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 5];
/// 1.3.6.1.4.1.311.3.3.1, a time stamp of RFC 3161.
const RFC3161: &[u8] = &[0x2b, 6, 1, 4, 1, 0x82, 0x37, 3, 3, 1];

impl<'a> Certificate<'a> {
    /// Those of the field `certificates`; what cannot be read is left out.
    pub(super) fn all(field: &Item<'a>) -> Vec<Self> {
        children(field).filter_map(|item| Self::read(&item)).collect()
    }

    /// RFC 5280, 4.1.
    fn read(item: &Item<'a>) -> Option<Self> {
        let mut signed = inside(item, SEQUENCE)?.enter(SEQUENCE).ok()?;
        let mut field = signed.next().ok()?;
        if field.tag == EXPLICIT_0 {
            field = signed.next().ok()?; // behind the version
        }
        let serial = (field.tag == INTEGER).then_some(field.body)?;
        signed.next().ok()?; // the algorithm
        let issuer = signed.next().ok()?.whole;
        let mut validity = signed.enter(SEQUENCE).ok()?;
        let (not_before, not_after) =
            (time(&validity.next().ok()?)?, time(&validity.next().ok()?)?);
        let name = name(&signed.next().ok()?);
        Some(Self { issuer, serial, name, not_before, not_after })
    }
}

impl Signer {
    /// The first of the signer infos (RFC 5652, 5.3) that names one of the certificates.
    pub(super) fn read(infos: &Item<'_>, certificates: &[Certificate<'_>]) -> Option<Self> {
        children(infos).find_map(|info| {
            let mut info = inside(&info, SEQUENCE)?;
            info.next().ok()?; // the version
            let mut who = info.enter(SEQUENCE).ok()?;
            let (issuer, serial) = (who.next().ok()?.whole, who.next().ok()?.body);
            let is_their = |certificate: &&Certificate<'_>| {
                certificate.serial == serial && certificate.issuer == issuer
            };
            let certificate = certificates.iter().find(is_their)?;
            let digest = info.enter(SEQUENCE).ok()?.next().ok()?;
            let mut stamp = None;
            // The signed attributes are [0], the others [1].
            while let Ok(Some(field)) = info.maybe_next() {
                if field.tag == EXPLICIT_1 {
                    stamp = children(&field).find_map(|attribute| stamp_of(&attribute));
                }
            }
            Some(Self {
                name: certificate.name.clone(),
                not_before: certificate.not_before,
                not_after: certificate.not_after,
                has_weak_hash: WEAK.contains(&digest.body),
                stamp,
            })
        })
    }

    /// Whether the signature held at `now`: the certificate is valid, or a stamp says that it was.
    pub fn holds_at(&self, now: DateTime<Utc>) -> bool {
        let valid = |time: DateTime<Utc>| (self.not_before..=self.not_after).contains(&time);
        valid(now) || self.stamp.is_some_and(|stamp| stamp.time.is_none_or(valid))
    }
}

/// The time stamp that an attribute is, of either kind.
fn stamp_of(attribute: &Item<'_>) -> Option<Stamp> {
    let (kind, value) = attribute_of(attribute)?;
    match kind {
        COUNTER_SIGNATURE => {
            // A signer info, whose signed attributes say when.
            let mut info = inside(&value, SEQUENCE)?;
            let mut signed = None;
            while let Ok(Some(field)) = info.maybe_next() {
                if field.tag == EXPLICIT_0 {
                    let times = |attribute: Item<'_>| match attribute_of(&attribute) {
                        Some((SIGNING_TIME, value)) => time(&value),
                        _ => None,
                    };
                    signed = children(&field).find_map(times);
                }
            }
            Some(Stamp { time: signed })
        }
        RFC3161 => Some(Stamp { time: token_time(&value) }),
        _ => None,
    }
}

/// The time in a token of RFC 3161: SignedData around a TSTInfo (2.4.2).
fn token_time(token: &Item<'_>) -> Option<DateTime<Utc>> {
    let mut outer = inside(token, SEQUENCE)?;
    outer.expect(OBJECT_ID, SIGNED_DATA).ok()?;
    let mut signed_data = outer.enter(EXPLICIT_0).ok()?.enter(SEQUENCE).ok()?;
    signed_data.next().ok()?; // the version
    signed_data.next().ok()?; // the digest algorithms
    let mut content = signed_data.enter(SEQUENCE).ok()?;
    content.next().ok()?; // its kind
    let octets = content.enter(EXPLICIT_0).ok()?.next().ok()?;
    let octets = (octets.tag == OCTET_STRING).then_some(octets)?;
    let info = Der::of(octets.body, octets.at).enter(SEQUENCE).ok()?;
    items(info).find(|item| item.tag == GENERALIZED_TIME).and_then(|item| time(&item))
}

/// The kind of an attribute, and the first of its values.
fn attribute_of<'a>(item: &Item<'a>) -> Option<(&'a [u8], Item<'a>)> {
    let mut attribute = inside(item, SEQUENCE)?;
    let kind = attribute.next().ok()?;
    let value = attribute.enter(SET).ok()?.next().ok()?;
    (kind.tag == OBJECT_ID).then_some((kind.body, value))
}

/// The common name in a distinguished name, else the organisation.
fn name(subject: &Item<'_>) -> Option<String> {
    let part = |wanted: &[u8]| {
        children(subject).find_map(|set| {
            let mut pair = inside(&set, SET)?.enter(SEQUENCE).ok()?;
            pair.expect(OBJECT_ID, wanted).ok()?;
            text(&pair.next().ok()?)
        })
    };
    part(COMMON_NAME).or_else(|| part(ORGANISATION))
}

/// The text of any string type; BMPString (0x1e) is UTF-16BE.
fn text(item: &Item<'_>) -> Option<String> {
    const BMP_STRING: u8 = 0x1e;
    let text = match item.tag {
        BMP_STRING => {
            let units = item.body.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair));
            String::from_utf16_lossy(&units.collect::<Vec<_>>())
        }
        _ => String::from_utf8_lossy(item.body).into_owned(),
    };
    let text: String = text.trim().chars().take(100).collect();
    (!text.is_empty()).then_some(text)
}

/// What is in a constructed value of that tag.
fn inside<'a>(item: &Item<'a>, tag: u8) -> Option<Der<'a>> {
    (item.tag == tag).then(|| Der::of(item.body, item.at))
}

/// The values in a constructed one, up to the first that cannot be read.
fn children<'a>(item: &Item<'a>) -> impl Iterator<Item = Item<'a>> + use<'a> {
    items(Der::of(item.body, item.at))
}

fn items(mut der: Der<'_>) -> impl Iterator<Item = Item<'_>> {
    std::iter::from_fn(move || der.maybe_next().ok().flatten()).take(MAX_ITEMS)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use crate::artifact::Catalogue;

    fn signer() -> Signer {
        Signer {
            name: None,
            not_before: "2024-01-01T00:00:00Z".parse().unwrap(),
            not_after: "2025-01-01T00:00:00Z".parse().unwrap(),
            has_weak_hash: false,
            stamp: None,
        }
    }

    #[test]
    fn a_stamp_from_while_the_certificate_was_valid_keeps_the_signature_alive() {
        let (now, then) = ("2026-01-01T00:00:00Z", "2024-06-01T00:00:00Z");
        let stamped = |time: &str| Signer {
            stamp: Some(Stamp { time: Some(time.parse().unwrap()) }),
            ..signer()
        };
        assert!(signer().holds_at(then.parse().unwrap()));
        assert!(!signer().holds_at(now.parse().unwrap()));
        assert!(stamped(then).holds_at(now.parse().unwrap()));
        assert!(!stamped(now).holds_at(now.parse().unwrap()));
    }

    #[test]
    fn a_signed_catalogue_names_its_signer() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/pkg-signed-expired.cat");
        let catalogue = Catalogue::parse(&std::fs::read(path).unwrap()).unwrap();
        assert!(catalogue.signed && catalogue.is_of_one_file());
        let signer = catalogue.signer.unwrap();
        assert_eq!(signer.name.as_deref(), Some("Alpine Ski House Deployment (invented)"));
        assert_eq!(signer.not_after.to_rfc3339(), "2026-03-31T23:59:59+00:00");
        assert!(!signer.has_weak_hash && signer.stamp.is_none());
    }
}
