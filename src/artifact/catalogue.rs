//! The catalogue (`.cat`) that WCD writes beside a package.
//!
//! It is a PKCS#7 SignedData whose content is a certificate trust list. Its members are the hashes
//! of the files that it speaks for: of a package, the SHA-256 and the SHA-1 of the whole file
//! (measured on 19 real pairs). Unsigned it has no signer infos.

use chrono::{DateTime, Utc};

use super::der::{Der, EXPLICIT_0, Item, OBJECT_ID, OCTET_STRING, SEQUENCE, SET, UTC_TIME, time};
use super::signer::{Certificate, Signer};

/// What a catalogue says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    /// The hashes that it lists: 20 bytes are SHA-1, 32 bytes SHA-256.
    pub members: Vec<Vec<u8>>,
    /// When it was made.
    pub made: Option<DateTime<Utc>>,
    /// Whether anybody signed it. Nothing is said about whether the signature is good.
    pub signed: bool,
    /// The first who signed it; none as well when what is there cannot be read.
    pub signer: Option<Signer>,
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
pub(super) const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
/// 1.3.6.1.4.1.311.10.1, szOID_CTL.
const TRUST_LIST: &[u8] = &[0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x0a, 0x01];

impl Catalogue {
    /// Whether it speaks for one file, as WCD's does: one hash of each kind at most. The catalogue of
    /// a driver lists many, and may have nothing to do with the package beside it.
    pub fn is_of_one_file(&self) -> bool {
        let of = |length: usize| self.members.iter().filter(|hash| hash.len() == length).count();
        of(32) <= 1 && of(20) <= 1
    }

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
                made = time(&item);
            }
            // The members are the last sequence of sequences that start with an octet string.
            if item.tag == SEQUENCE {
                let found = hashes(&item);
                if !found.is_empty() {
                    members = found;
                }
            }
        }
        let (mut certificates, mut signer) = (vec![], None);
        let mut signed = false;
        while let Some(item) = signed_data.maybe_next()? {
            // Certificates and revocation lists are [0] and [1]; the signer infos are the set.
            match item.tag {
                EXPLICIT_0 => certificates = Certificate::all(&item),
                SET if !item.body.is_empty() => {
                    signed = true;
                    signer = Signer::read(&item, &certificates);
                }
                _ => {}
            }
        }
        Ok(Self { members, made, signed, signer })
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
