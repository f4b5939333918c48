//! Secrets in the files that a package carries, by what those files are: keys, answer files of
//! Windows Setup, wireless profiles.

mod keys;
mod profile;
mod unattend;

pub(super) use keys::bodies;

use std::ops::Range;

use super::assets::Asset;
use super::text_assets::is_text_file;
use crate::artifact::FileType;
use crate::text::{
    Source, SourceId, Span,
    xml::{self, Document},
};

/// A secret that a file of the package holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedSecret {
    /// The path of the file in the package.
    pub file: String,
    /// What names it in a text: never the secret itself unless that is masked.
    pub span: Option<Span>,
    /// What it is.
    pub kind: CarriedKind,
}

/// What a [`CarriedSecret`] is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CarriedKind {
    /// A private key as text: of PEM, of OpenSSH, of PuTTY, a static key of OpenVPN.
    PrivateKey {
        /// Whether a password is needed to use it.
        is_encrypted: bool,
    },
    /// The private key of a WireGuard interface.
    WireGuardKey,
    /// A password in a file for Remote Desktop, encrypted for one user of one computer.
    RemoteDesktopPassword,
    /// A PKCS#12 file: certificates, and mostly their keys, behind a password.
    Pfx,
    /// A database of passwords.
    PasswordDatabase,
    /// A password in an answer file of Windows Setup.
    UnattendPassword {
        /// Whose it is, in words.
        of: &'static str,
        /// Whether it is written as it is; otherwise in base64, which hides nothing.
        is_plain: bool,
    },
    /// The key of a wireless network, in a profile.
    WirelessKey {
        /// What the profile is called.
        profile: Option<String>,
    },
}

/// The elements that the texts begin with that are looked through.
const ROOTS: &[&str] = &["unattend", "WLANProfile"];

/// Secrets of one text that are told apart; a sound file has a few.
const MAX_IN_TEXT: usize = 100;

/// A part of a text that is secret, and what it says.
#[derive(Debug)]
pub(super) struct Hidden {
    pub(super) source: SourceId,
    pub(super) range: Range<u32>,
    pub(super) says: String,
}

/// What the texts and files of a package hold.
#[derive(Debug, Default)]
pub(super) struct Carried {
    pub(super) found: Vec<CarriedSecret>,
    pub(super) hidden: Vec<Hidden>,
}

impl Carried {
    /// Looks through the assets and their texts; `documents` are those of the texts that are XML.
    pub(super) fn read(
        assets: &[Asset],
        sources: &[Source],
        documents: &[(SourceId, Document)],
    ) -> Self {
        let mut carried = Self::default();
        for asset in assets {
            let setting = asset.setting_path.as_deref().unwrap_or_default();
            let kind = match asset.magic {
                // The certificate that a setting installs has lints of its own.
                Some(FileType::Pfx) if !setting.starts_with("Certificates/") => CarriedKind::Pfx,
                Some(FileType::KeePass) => CarriedKind::PasswordDatabase,
                _ => continue,
            };
            carried.found.push(CarriedSecret { file: asset.path.clone(), span: None, kind });
        }
        for (id, source) in (0..).map(SourceId).zip(sources) {
            if is_text_file(source.name()) {
                keys::read(id, source, &mut carried);
            } else if !source.name().to_ascii_lowercase().ends_with(".xml") {
                keys::in_script(id, source, &mut carried);
            }
        }
        for (id, document) in documents {
            let Some(source) = sources.get(id.0 as usize) else { continue };
            carried.document(*id, source, document);
        }
        carried
    }

    /// Looks through an XML text that no file of the package is: a script writes it.
    pub(super) fn in_text(text: &str) -> Self {
        let mut carried = Self::default();
        // Most of what is written is something else.
        if ROOTS.iter().any(|root| text.contains(root)) {
            let source = Source::new("", text.as_bytes());
            if let Ok(document) = xml::parse(source.text()) {
                carried.document(SourceId(0), &source, &document);
            }
        }
        carried
    }

    fn document(&mut self, id: SourceId, source: &Source, document: &Document) {
        let Some(root) = document.root() else { return };
        match root.name.as_str() {
            "unattend" => unattend::read(id, source, document, self),
            "WLANProfile" => profile::read(id, source, document, root, self),
            _ => {}
        }
    }

    fn push(&mut self, id: SourceId, source: &Source, at: Range<u32>, kind: CarriedKind) {
        let span = Some(Span::new(id, at));
        self.found.push(CarriedSecret { file: source.name().to_owned(), span, kind });
    }

    fn hide(&mut self, source: SourceId, range: Range<u32>, says: &str) {
        self.hidden.push(Hidden { source, range, says: says.to_owned() });
    }
}

impl super::Package {
    /// The secrets in the files that the package carries, scripts left out.
    pub fn carried_secrets(&self) -> &[CarriedSecret] {
        &self.carried
    }
}

#[cfg(test)]
mod tests;
