//! 802.1X: how a device proves who it is, and how it makes sure whom it talks to.

use super::Said;
use super::profile::{Blob, boolean, word};
use crate::package::Place;
use crate::text::xml::{Document, Element};

/// The part of a profile about 802.1X.
#[derive(Debug, Clone)]
pub struct OneX {
    /// As a whole.
    pub place: Place,
    /// Whose credential is used; computer or user where it is not said.
    pub mode: Option<Said<AuthMode>>,
    /// The method, where it is configured.
    pub eap: Option<Eap>,
}

/// Whose credential is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthMode {
    /// The computer's until a user signs in, then the user's.
    MachineOrUser,
    /// The computer's.
    Machine,
    /// The user's, so none before somebody signs in.
    User,
    /// None.
    Guest,
}

/// The method of a network with 802.1X.
#[derive(Debug, Clone)]
pub struct Eap {
    /// Its number: 13 is EAP-TLS, 21 EAP-TTLS, 25 PEAP.
    pub method: Said<u32>,
    /// How the server is made sure of; none for a method that is not known, or whose configuration
    /// is a blob.
    pub validation: Option<ServerValidation>,
}

/// How a device makes sure that it talks to the right server.
#[derive(Debug, Clone)]
pub struct ServerValidation {
    /// As a whole, or what it is missing from.
    pub place: Place,
    /// Whether it is configured at all.
    pub is_there: bool,
    /// Where it is switched off.
    pub switched_off: Option<Place>,
    /// Thumbprints of the roots that are trusted: SHA-1 in upper-case hexadecimal.
    pub roots: Vec<Said<String>>,
    /// The names that a server may have.
    pub names: Option<Said<String>>,
    /// Where it says that a user may be asked whether to trust a server.
    pub asks_user: Option<Place>,
}

impl OneX {
    pub(super) fn read(document: &Document, one_x: &Element, blob: Blob<'_>) -> Self {
        let mode = document.child(one_x, "authMode").and_then(|element| {
            let mode = match word(element) {
                "machineOrUser" => AuthMode::MachineOrUser,
                "machine" => AuthMode::Machine,
                "user" => AuthMode::User,
                "guest" => AuthMode::Guest,
                _ => return None,
            };
            Some(blob.said(element, mode))
        });
        let host = document.find(one_x, &["EAPConfig", "EapHostConfig"]);
        let eap = host.and_then(|host| Eap::read(document, host, blob));
        Self { place: blob.place(&one_x.tag), mode, eap }
    }
}

impl Eap {
    /// The name of its method, as people know it.
    pub fn name(&self) -> String {
        match self.method.is {
            13 => "EAP-TLS".to_owned(),
            21 => "EAP-TTLS".to_owned(),
            25 => "PEAP".to_owned(),
            55 => "TEAP".to_owned(),
            other => format!("EAP method {other}"),
        }
    }

    fn read(document: &Document, host: &Element, blob: Blob<'_>) -> Option<Self> {
        let number = document.find(host, &["EapMethod", "Type"])?;
        let method = blob.said(number, word(number).parse().ok()?);
        let config = document.child(host, "Config");
        let configured = config.and_then(|config| match method.is {
            13 | 25 => document.find(config, &["Eap", "EapType"]),
            21 => document.child(config, "EapTtls"),
            _ => None,
        });
        let validation =
            configured.map(|configured| ServerValidation::read(document, configured, blob));
        Some(Self { method, validation })
    }
}

impl ServerValidation {
    fn read(document: &Document, configured: &Element, blob: Blob<'_>) -> Self {
        let off =
            [&["PerformServerValidation"][..], &["PeapExtensions", "PerformServerValidation"]];
        let off = off.iter().find_map(|path| document.find(configured, path));
        let switched_off =
            off.filter(|off| boolean(off) == Some(false)).map(|off| blob.place_of(off));
        let Some(element) = document.child(configured, "ServerValidation") else {
            return Self {
                place: blob.place(&configured.tag),
                is_there: false,
                switched_off,
                roots: vec![],
                names: None,
                asks_user: None,
            };
        };
        let roots = document
            .children(element)
            .filter(|child| matches!(child.name.as_str(), "TrustedRootCA" | "TrustedRootCAHash"));
        let roots = roots.filter_map(|root| Some(blob.said(root, thumbprint(word(root))?)));
        let names = document.child(element, "ServerNames").filter(|names| !word(names).is_empty());
        let prompt = ["DisableUserPromptForServerValidation", "DisablePrompt"];
        let prompt = prompt.iter().find_map(|name| document.child(element, name));
        Self {
            place: blob.place(&element.tag),
            is_there: true,
            switched_off,
            roots: roots.collect(),
            names: names.map(|names| blob.said(names, word(names).to_owned())),
            asks_user: prompt
                .filter(|prompt| boolean(prompt) == Some(false))
                .map(|prompt| blob.place_of(prompt)),
        }
    }
}

/// `aa bb cc …` without the blanks, in upper case; none when there is nothing.
fn thumbprint(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_hexdigit).collect();
    (!digits.is_empty()).then(|| digits.to_uppercase())
}
