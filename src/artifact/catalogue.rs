//! The catalogue (`.cat`) that WCD writes beside a package.
//!
//! It is a PKCS#7 SignedData whose content is a certificate trust list. Its members are the hashes
//! of the files that it speaks for: of a package, the SHA-256 and the SHA-1 of the whole file
//! (measured on 19 real pairs). Unsigned it has no signer infos.

use chrono::{DateTime, NaiveDateTime, Utc};

/// What a catalogue says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    /// The hashes that it lists: 20 bytes are SHA-1, 32 bytes SHA-256.
    pub members: Vec<Vec<u8>>,
    /// When it was made.
    pub made: Option<DateTime<Utc>>,
    /// Whether anybody signed it. Nothing is said about whether the signature is good.
    pub signed: bool,
}

/// Why a catalogue could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueError {
    /// The bytes are no DER, or stop short.
    #[error("it is no DER structure (byte {0})")]
    NotDer(usize),
    /// DER, but no catalogue.
    #[error("it is no certificate trust list")]
    NotACatalogue,
}

/// 1.2.840.113549.1.7.2, signedData.
const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
/// 1.3.6.1.4.1.311.10.1, szOID_CTL.
const TRUST_LIST: &[u8] = &[0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x0a, 0x01];

const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const OBJECT_ID: u8 = 0x06;
const OCTET_STRING: u8 = 0x04;
const UTC_TIME: u8 = 0x17;
const EXPLICIT_0: u8 = 0xa0;

impl Catalogue {
    /// Reads a catalogue.
    ///
    /// # Errors
    /// The bytes are no DER with definite lengths, or hold something else.
    pub fn parse(bytes: &[u8]) -> Result<Self, CatalogueError> {
        let mut outer = Der::of(bytes, 0).enter(SEQUENCE)?;
        outer.expect(OBJECT_ID, SIGNED_DATA)?;
        let mut signed_data = outer.enter(EXPLICIT_0)?.enter(SEQUENCE)?;
        signed_data.next()?; // the version
        signed_data.next()?; // the digest algorithms
        let mut content = signed_data.enter(SEQUENCE)?;
        content.expect(OBJECT_ID, TRUST_LIST)?;
        let mut list = content.enter(EXPLICIT_0)?.enter(SEQUENCE)?;
        let (mut members, mut made) = (vec![], None);
        while let Some(item) = list.maybe_next()? {
            if item.tag == UTC_TIME {
                made = utc_time(item.body);
            }
            // The members are the last sequence of sequences that start with an octet string.
            if item.tag == SEQUENCE {
                let found = hashes(&item);
                if !found.is_empty() {
                    members = found;
                }
            }
        }
        let mut signed = false;
        while let Some(item) = signed_data.maybe_next()? {
            // Certificates and revocation lists are [0] and [1]; the signer infos are the set.
            signed |= item.tag == SET && !item.body.is_empty();
        }
        Ok(Self { members, made, signed })
    }
}

fn hashes(list: &Item<'_>) -> Vec<Vec<u8>> {
    let mut members = Der::of(list.body, list.at);
    let mut found = vec![];
    while let Ok(Some(member)) = members.maybe_next() {
        if member.tag != SEQUENCE {
            return found;
        }
        let first = Der::of(member.body, member.at).maybe_next();
        if let Ok(Some(hash)) = first
            && hash.tag == OCTET_STRING
            && matches!(hash.body.len(), 20 | 32)
        {
            found.push(hash.body.to_vec());
        }
    }
    found
}

/// `YYMMDDhhmmssZ`; years from 50 are of the last century (RFC 5280, 4.1.2.5.1).
fn utc_time(body: &[u8]) -> Option<DateTime<Utc>> {
    let text = std::str::from_utf8(body).ok()?.strip_suffix('Z')?;
    let year: u32 = text.get(..2)?.parse().ok()?;
    let century = if year >= 50 { "19" } else { "20" };
    let time = NaiveDateTime::parse_from_str(&format!("{century}{text}"), "%Y%m%d%H%M%S").ok()?;
    Some(time.and_utc())
}

/// What is left of a constructed value.
struct Der<'a> {
    rest: &'a [u8],
    at: usize,
}

struct Item<'a> {
    tag: u8,
    body: &'a [u8],
    at: usize,
}

impl<'a> Der<'a> {
    fn of(bytes: &'a [u8], at: usize) -> Self {
        Self { rest: bytes, at }
    }

    fn broken<T>(&self) -> Result<T, CatalogueError> {
        Err(CatalogueError::NotDer(self.at))
    }

    fn maybe_next(&mut self) -> Result<Option<Item<'a>>, CatalogueError> {
        if self.rest.is_empty() { Ok(None) } else { self.next().map(Some) }
    }

    fn next(&mut self) -> Result<Item<'a>, CatalogueError> {
        let [tag, first, after @ ..] = self.rest else { return self.broken() };
        let (length, after) = match usize::from(*first) {
            short @ 0..=0x7f => (short, after),
            // One to four bytes of length; 0x80 would be BER's indefinite form.
            long @ 0x81..=0x84 => {
                let Some((digits, after)) = after.split_at_checked(long - 0x80) else {
                    return self.broken();
                };
                (digits.iter().fold(0, |all, &digit| all << 8 | usize::from(digit)), after)
            }
            _ => return self.broken(),
        };
        let Some((body, rest)) = after.split_at_checked(length) else { return self.broken() };
        let head = self.rest.len() - after.len();
        let item = Item { tag: *tag, body, at: self.at + head };
        self.at += head + length;
        self.rest = rest;
        Ok(item)
    }

    fn enter(&mut self, tag: u8) -> Result<Der<'a>, CatalogueError> {
        let item = self.next()?;
        if item.tag != tag {
            return Err(CatalogueError::NotACatalogue);
        }
        Ok(Der::of(item.body, item.at))
    }

    fn expect(&mut self, tag: u8, body: &[u8]) -> Result<(), CatalogueError> {
        let item = self.next()?;
        let same = item.tag == tag && item.body == body;
        if same { Ok(()) } else { Err(CatalogueError::NotACatalogue) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn any_bytes_are_a_catalogue_or_an_error(bytes: Vec<u8>) {
            let _ = Catalogue::parse(&bytes);
        }
    }

    #[test]
    fn text_is_no_catalogue() {
        assert_eq!(Catalogue::parse(b"0\x03hello"), Err(CatalogueError::NotDer(2)));
        assert_eq!(Catalogue::parse(b""), Err(CatalogueError::NotDer(0)));
        assert_eq!(Catalogue::parse(&[0x30, 0x80]), Err(CatalogueError::NotDer(0)));
    }
}
