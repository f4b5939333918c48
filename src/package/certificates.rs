//! Root certificates that the package installs.

use std::collections::HashMap;

use base64::{Engine, engine::general_purpose::STANDARD};
use sha1::{Digest, Sha1};
use sha2::Sha256;

use super::Package;
use super::setting::Setting;
use super::unread::Covers;
use crate::text::Span;

/// A certificate that devices trust as a root from then on.
#[derive(Debug, Clone)]
pub struct RootCertificate<'p> {
    /// The setting that is applied, else the author's.
    pub setting: &'p Setting,
    /// What the author calls it, where it is known which one it is.
    pub name: Option<&'p str>,
    /// The author's copy of another setting that is the same certificate.
    pub author: Option<&'p Setting>,
    /// The SHA-1 by which the device keeps it, as the package names it.
    pub named: Option<&'p str>,
    /// The thumbprints of what it is, in hexadecimal: SHA-1, then SHA-256.
    pub thumbprints: Option<(String, String)>,
}

const PATH: &str = "Certificates/RootCertificates/RootCertificate/CertificatePath";

impl Package {
    /// The root certificates that the device gets; where there is no device's side to read, those
    /// that the author lists.
    pub fn root_certificates(&self) -> Vec<RootCertificate<'_>> {
        let all = || self.settings.iter().filter(|setting| setting.path.table() == PATH);
        let is_applied = |setting: &&Setting| setting.runtime.is_some();
        let applied: Vec<&Setting> = all().filter(is_applied).collect();
        let listed: Vec<&Setting> = all().filter(|setting| setting.author.is_some()).collect();
        if applied.is_empty() {
            if self.has_runtime && !self.is_unread(Covers::Runtime) {
                return vec![];
            }
            return listed.into_iter().map(of_author).collect();
        }
        // Several cannot be told apart: the author's side has names, the device's has hashes.
        let author = match (listed.as_slice(), applied.len()) {
            ([only], 1) => Some(*only),
            _ => None,
        };
        let hashes = self.root_hashes();
        applied
            .into_iter()
            .map(|setting| {
                let content = setting.runtime.as_ref();
                let span = content.map(|content| &content.span);
                RootCertificate {
                    setting,
                    name: author.and_then(|author| author.path.key()),
                    author,
                    named: span.and_then(|span| hashes.get(span)).copied(),
                    thumbprints: content.and_then(|content| thumbprints(content.text())),
                }
            })
            .collect()
    }

    /// The hashes in the nodes of the device's root store, by the place of the certificate.
    fn root_hashes(&self) -> HashMap<&Span, &str> {
        let parms = self.runtime.parms.iter().filter_map(|parm| {
            let names: Vec<&str> = parm.characteristics.iter().map(String::as_str).collect();
            match names.as_slice() {
                [root, store, hash]
                    if root.eq_ignore_ascii_case("RootCATrustedCertificates")
                        && store.eq_ignore_ascii_case("Root") =>
                {
                    Some((&parm.written.span, *hash))
                }
                _ => None,
            }
        });
        parms.collect()
    }
}

fn of_author(setting: &Setting) -> RootCertificate<'_> {
    RootCertificate {
        setting,
        name: setting.path.key(),
        author: None,
        named: None,
        thumbprints: None,
    }
}

/// The thumbprints of a certificate in base64, perhaps in lines or with what PEM puts around it.
fn thumbprints(base64: &str) -> Option<(String, String)> {
    let lines = base64.lines().filter(|line| !line.trim_start().starts_with("-----"));
    let plain: String = lines.flat_map(str::split_whitespace).collect();
    let bytes = STANDARD.decode(plain).ok().filter(|bytes| !bytes.is_empty())?;
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02X}")).collect::<String>();
    Some((hex(&Sha1::digest(&bytes)), hex(&Sha256::digest(&bytes))))
}

#[cfg(test)]
mod tests {
    use super::thumbprints;

    #[test]
    fn a_thumbprint_is_that_of_the_bytes_however_they_are_written() {
        let plain = thumbprints("YWJj").unwrap_or_default();
        assert_eq!(plain.0, "A9993E364706816ABA3E25717850C26C9CD0D89D");
        assert!(plain.1.starts_with("BA7816BF"));
        let pem = "-----BEGIN CERTIFICATE-----\nYW\nJj\n-----END CERTIFICATE-----\n";
        assert_eq!(thumbprints(pem).unwrap_or_default(), plain);
        assert_eq!(thumbprints("no base64!"), None);
    }
}
