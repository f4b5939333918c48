//! Signs a catalogue as `Set-AuthenticodeSignature` does: a CMS signer info with signed attributes,
//! RSA with PKCS #1 padding over SHA-256. For packages of the corpus only: it is slow, and it leaks
//! its key to whoever measures it.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::Error;
use crate::catalogue::{CONTEXT_0, NULL, OBJECT, OCTETS, SEQUENCE, SET, SHA_256, der, microsoft};

/// Bits of the keys.
const BITS: usize = 2048;

/// What signs: a certificate in DER and its key.
#[derive(Debug)]
pub(crate) struct Signer {
    certificate: Vec<u8>,
    modulus: Number,
    exponent: Number,
}

/// A number of [`BITS`] bits, the lowest 32 first.
type Number = Vec<u32>;

impl Signer {
    /// Reads `certificate.txt` (DER in base64) and `key.txt` (modulus and private exponent in
    /// hexadecimal, an empty line between them) of a folder.
    pub(crate) fn read(folder: &Path) -> Result<Self, Error> {
        let text = |name: &str| {
            let path = folder.join(name);
            std::fs::read_to_string(&path)
                .map_err(|source| Error::File { path: path.display().to_string(), source })
        };
        let wrong = || Error::Recipe(format!("{}: no key or certificate", folder.display()));
        let base64: String = text("certificate.txt")?.split_whitespace().collect();
        let certificate = STANDARD.decode(base64).map_err(|_| wrong())?;
        let key = text("key.txt")?.replace("\r\n", "\n");
        let lines: Vec<&str> = key.lines().filter(|line| !line.starts_with('#')).collect();
        let key = lines.join("\n");
        let (modulus, exponent) = key.split_once("\n\n").ok_or_else(wrong)?;
        let number = |hex: &str| number_of_hex(hex).ok_or_else(wrong);
        Ok(Self { certificate, modulus: number(modulus)?, exponent: number(exponent)? })
    }

    /// The field `certificates`.
    pub(crate) fn certificates(&self) -> Vec<u8> {
        der(CONTEXT_0, std::slice::from_ref(&self.certificate))
    }

    /// The signer info over a certificate trust list in DER.
    pub(crate) fn info(&self, list: &[u8]) -> Result<Vec<u8>, Error> {
        let wrong = || Error::Recipe("the certificate is no DER".into());
        // Certificate, TBSCertificate, behind the version: serial number, algorithm, issuer.
        let body = |bytes: &[u8]| split(bytes).map(|(_, body, _)| body.to_vec()).ok_or_else(wrong);
        let signed = body(&body(&self.certificate)?)?;
        let fields: Vec<Vec<u8>> = all(&signed);
        let (serial, issuer) = match fields.as_slice() {
            [_version, serial, _algorithm, issuer, ..] => (serial.clone(), issuer.clone()),
            _ => return Err(wrong()),
        };
        // The digest is of the content without its tag and length (RFC 2315, 9.3).
        let digest = Sha256::digest(body(list)?).to_vec();
        let pkcs9 = |last| vec![0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, last];
        let attribute =
            |kind, value| der(SEQUENCE, &[der(OBJECT, &[pkcs9(kind)]), der(SET, &[value])]);
        let attributes = [attribute(3, microsoft(&[10, 1])), attribute(4, der(OCTETS, &[digest]))];
        // Signed as a SET, written as [0].
        let signature = self.sign(&der(SET, &attributes))?;
        let rsa = vec![0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1];
        Ok(der(
            SEQUENCE,
            &[
                vec![0x02, 1, 1],
                der(SEQUENCE, &[issuer, serial]),
                der(SEQUENCE, &[der(OBJECT, &[SHA_256.into()]), NULL.into()]),
                der(CONTEXT_0, &attributes),
                der(SEQUENCE, &[der(OBJECT, &[rsa]), NULL.into()]),
                der(OCTETS, &[signature]),
            ],
        ))
    }

    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, 8.2.1).
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        let digest = der(OCTETS, &[Sha256::digest(message).to_vec()]);
        let algorithm = der(SEQUENCE, &[der(OBJECT, &[SHA_256.into()]), NULL.into()]);
        let info = der(SEQUENCE, &[algorithm, digest]);
        let mut padded = vec![0, 1];
        padded.resize(BITS / 8 - info.len() - 1, 0xff);
        padded.push(0);
        padded.extend(info);
        let hex: String = padded.iter().map(|byte| format!("{byte:02x}")).collect();
        let base = number_of_hex(&hex).ok_or_else(|| Error::Recipe("no signature".into()))?;
        // Montgomery's form of a number is it times 2^2048.
        let mut one: Number = vec![1];
        one.resize(BITS / 32, 0);
        let shifted = |number: Number, bits| (0..bits).fold(number, |n, _| self.add(&n, &n));
        let base = shifted(base, BITS);
        let mut power = shifted(one.clone(), BITS);
        for bit in (0..BITS).rev() {
            power = self.multiply(&power, &power);
            if self.exponent.get(bit / 32).is_some_and(|digit| digit >> (bit % 32) & 1 == 1) {
                power = self.multiply(&power, &base);
            }
        }
        let power = self.multiply(&power, &one);
        Ok(power.iter().rev().flat_map(|digit| digit.to_be_bytes()).collect())
    }

    /// `a * b / 2^2048` modulo the modulus: Montgomery's product.
    fn multiply(&self, a: &Number, b: &Number) -> Number {
        let lowest = self.modulus.first().copied().unwrap_or(1);
        // The inverse of the lowest digit, by Newton: each step doubles the bits that are right.
        let inverse = (0..5).fold(lowest, |inverse: u32, _| {
            inverse.wrapping_mul(2u32.wrapping_sub(lowest.wrapping_mul(inverse)))
        });
        // Two digits more than a number has: what is added up is below 2^33 times the modulus.
        let mut sum = vec![0u32; BITS / 32 + 2];
        for digit in a {
            add_product(&mut sum, b, *digit);
            let lowest = sum.first().copied().unwrap_or_default();
            let factor = lowest.wrapping_mul(inverse.wrapping_neg());
            add_product(&mut sum, &self.modulus, factor);
            // The lowest digit is 0 now.
            sum.rotate_left(1);
        }
        sum.pop();
        let high = sum.pop().unwrap_or_default();
        self.reduced(&sum, high)
    }

    /// `a + b` modulo the modulus; both are below it.
    fn add(&self, a: &Number, b: &Number) -> Number {
        let mut carry = 0;
        let sum: Number = a
            .iter()
            .zip(b)
            .map(|(a, b)| {
                let all = u64::from(*a) + u64::from(*b) + carry;
                carry = all >> 32;
                all as u32
            })
            .collect();
        self.reduced(&sum, carry as u32)
    }

    /// A number below twice the modulus, of which `carry` is the digit above, modulo it.
    fn reduced(&self, sum: &Number, carry: u32) -> Number {
        if carry == 0 && sum.iter().rev().lt(self.modulus.iter().rev()) {
            return sum.clone();
        }
        let mut borrow = 0;
        sum.iter()
            .zip(&self.modulus)
            .map(|(a, b)| {
                let all = i64::from(*a) - i64::from(*b) - borrow;
                borrow = i64::from(all < 0);
                all as u32
            })
            .collect()
    }
}

/// Adds `number * factor`; `sum` has digits enough.
fn add_product(sum: &mut [u32], number: &Number, factor: u32) {
    let mut carry = 0;
    let digits = number.iter().copied().chain(std::iter::repeat(0));
    for (place, digit) in sum.iter_mut().zip(digits) {
        let all = u64::from(*place) + u64::from(digit) * u64::from(factor) + carry;
        *place = all as u32;
        carry = all >> 32;
    }
}

fn number_of_hex(hex: &str) -> Option<Number> {
    let hex: String = hex.split_whitespace().collect();
    let mut digits: Number = (0..hex.len() / 8)
        .map(|at| u32::from_str_radix(hex.get(at * 8..at * 8 + 8)?, 16).ok())
        .collect::<Option<_>>()?;
    digits.reverse();
    (digits.len() == BITS / 32).then_some(digits)
}

/// The first value: all of it, what is in it, and what follows.
fn split(bytes: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let first = usize::from(*bytes.get(1)?);
    let more = first.saturating_sub(0x80);
    let digits = bytes.get(2..2 + more)?;
    let length = match more {
        0 => first,
        _ => digits.iter().fold(0, |all, digit| all << 8 | usize::from(*digit)),
    };
    let end = 2 + more + length;
    Some((bytes.get(..end)?, bytes.get(2 + more..end)?, bytes.get(end..)?))
}

fn all(mut bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    while let Some((whole, _, rest)) = split(bytes) {
        found.push(whole.to_vec());
        bytes = rest;
    }
    found
}
