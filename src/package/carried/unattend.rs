//! Passwords in answer files of Windows Setup (`unattend.xml`).

use base64::{Engine, engine::general_purpose::STANDARD};

use super::{Carried, CarriedKind, MAX_IN_TEXT};
use crate::package::is_placeholder;
use crate::text::{
    Source, SourceId,
    xml::{Document, Element},
};

/// What Setup leaves in the place of a password that it has used.
const DELETED: &str = "*SENSITIVE*DATA*DELETED*";

pub(super) fn read(id: SourceId, source: &Source, document: &Document, carried: &mut Carried) {
    let mut count = 0;
    for element in document.elements() {
        if !matches!(element.name.as_str(), "Password" | "AdministratorPassword") {
            continue;
        }
        let value = document.child(element, "Value").unwrap_or(element);
        let written = value.text.text().trim();
        if written.is_empty() || written == DELETED {
            continue;
        }
        carried.hide(id, value.text.range(), written);
        let plain = document.child(element, "PlainText").map(|plain| plain.text.text().trim());
        // Credentials have no such choice: they are written as they are.
        let encoded = match plain {
            Some(plain) if plain.eq_ignore_ascii_case("true") => None,
            _ => decoded(written, &element.name),
        };
        let is_plain = match (&encoded, plain) {
            (Some(password), _) => {
                if password.is_empty() {
                    continue;
                }
                carried.hide(id, value.text.range(), password);
                false
            }
            // In some form that cannot be read.
            (None, Some(plain)) if plain.eq_ignore_ascii_case("false") => continue,
            (None, _) => true,
        };
        if is_placeholder(encoded.as_deref().unwrap_or(written)) || count == MAX_IN_TEXT {
            continue;
        }
        count += 1;
        let kind = CarriedKind::UnattendPassword { of: whose(document, element), is_plain };
        carried.push(id, source, value.text.range(), kind);
    }
}

/// The password that stands in base64 with the name of its element behind it, as Windows System
/// Image Manager hides it.
fn decoded(written: &str, name: &str) -> Option<String> {
    let bytes = STANDARD.decode(written).ok()?;
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().copied().map(u16::from_le_bytes).collect();
    let text = String::from_utf16(&units).ok().filter(|_| rest.is_empty())?;
    text.strip_suffix(name).map(str::to_owned)
}

fn whose(document: &Document, element: &Element) -> &'static str {
    if element.name == "AdministratorPassword" {
        return "the built-in Administrator";
    }
    let parent = element.parent.and_then(|index| document.element(index));
    match parent.map_or("", |parent| parent.name.as_str()) {
        "AutoLogon" => "the account that signs in by itself",
        "LocalAccount" => "a local account",
        "Credentials" => {
            let above = parent.and_then(|parent| parent.parent);
            let above = above.and_then(|index| document.element(index));
            match above.map_or("", |above| above.name.as_str()) {
                "Identification" => "the account that joins the domain",
                _ => "the account that a share is opened with",
            }
        }
        _ => "an account",
    }
}
