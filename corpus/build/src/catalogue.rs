//! The catalogue that WCD writes beside a package: unsigned PKCS#7 around a list of two hashes of
//! the whole file, in DER.

use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use crate::Error;
use crate::signer::Signer;
use crate::time::Time;

pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;
pub(crate) const OBJECT: u8 = 0x06;
pub(crate) const OCTETS: u8 = 0x04;
pub(crate) const NULL: [u8; 2] = [0x05, 0];
/// Context-specific, constructed: what the standards call `[0]` and `[2]`.
pub(crate) const CONTEXT_0: u8 = 0xa0;
const CONTEXT_2: u8 = 0xa2;

const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2];
pub(crate) const SHA_256: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1];
/// 1.3.6.1.4.1.311: Microsoft.
const MICROSOFT: [u8; 7] = [0x2b, 6, 1, 4, 1, 0x82, 0x37];

/// The 306 bytes of the catalogue of a package that was built then.
#[must_use]
pub fn catalogue(package: &[u8], built: Time) -> Vec<u8> {
    let list = trust_list(package, built);
    signed_data(list, [der(SET, &[]), Vec::new(), der(SET, &[])])
}

/// The same catalogue, signed.
pub(crate) fn signed_catalogue(
    package: &[u8],
    built: Time,
    signer: &Signer,
) -> Result<Vec<u8>, Error> {
    let list = trust_list(package, built);
    let algorithm = der(SEQUENCE, &[der(OBJECT, &[SHA_256.into()]), NULL.into()]);
    let infos = der(SET, &[signer.info(&list)?]);
    Ok(signed_data(list, [der(SET, &[algorithm]), signer.certificates(), infos]))
}

/// The list of the two hashes.
fn trust_list(package: &[u8], built: Time) -> Vec<u8> {
    let sha256 = Sha256::digest(package);
    let sha1 = Sha1::digest(package);

    let kind = der(SEQUENCE, &[microsoft(&[12, 2, 3]), der(SET, &[vec![0x82, 0]])]);
    let algorithm = der(SEQUENCE, &[der(OBJECT, &[SHA_256.into()]), NULL.into()]);
    let digest = der(SEQUENCE, &[algorithm, der(OCTETS, &[sha256.to_vec()])]);
    let data = der(SEQUENCE, &[microsoft(&[2, 1, 25]), der(CONTEXT_2, &[vec![0x80, 0]])]);
    let content = der(SET, &[der(SEQUENCE, &[data, digest])]);
    let indirect = der(SEQUENCE, &[microsoft(&[2, 1, 4]), content]);
    let members = [member(&sha256, &[kind.clone(), indirect]), member(&sha1, &[kind])];

    // The id of the list is random in real catalogues.
    let id = sha1.iter().rev().take(16).copied().collect();
    der(
        SEQUENCE,
        &[
            der(SEQUENCE, &[microsoft(&[12, 1, 1])]),
            der(OCTETS, &[id]),
            der(0x17, &[built.utc_time().into_bytes()]),
            der(SEQUENCE, &[microsoft(&[12, 1, 3]), NULL.into()]),
            der(SEQUENCE, &members),
        ],
    )
}

/// Around a list: the digest algorithms, the certificates, the signer infos.
fn signed_data(list: Vec<u8>, [algorithms, certificates, infos]: [Vec<u8>; 3]) -> Vec<u8> {
    let content = der(SEQUENCE, &[microsoft(&[10, 1]), der(CONTEXT_0, &[list])]);
    let signed = der(SEQUENCE, &[vec![0x02, 1, 1], algorithms, content, certificates, infos]);
    der(SEQUENCE, &[der(OBJECT, &[SIGNED_DATA.into()]), der(CONTEXT_0, &[signed])])
}

fn member(hash: &[u8], attributes: &[Vec<u8>]) -> Vec<u8> {
    der(SEQUENCE, &[der(OCTETS, &[hash.to_vec()]), der(SET, attributes)])
}

/// An object identifier of Microsoft's.
pub(crate) fn microsoft(parts: &[u8]) -> Vec<u8> {
    der(OBJECT, &[MICROSOFT.to_vec(), parts.to_vec()])
}

/// Tag, length, content.
pub(crate) fn der(tag: u8, parts: &[Vec<u8>]) -> Vec<u8> {
    let content = parts.concat();
    let length = content.len();
    let mut out = vec![tag];
    match length {
        0..0x80 => out.push(length as u8),
        0x80..0x100 => out.extend([0x81, length as u8]),
        _ => out.extend([0x82, (length >> 8) as u8, length as u8]),
    }
    out.extend(content);
    out
}
