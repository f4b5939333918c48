//! Which assets are read as texts.

use super::limits::Limits;
use crate::container::Entry;

/// Texts that hold settings, and in them what should not be handed around.
const TEXTS: &[&str] =
    &["xml", "ini", "inf", "json", "txt", "config", "ovpn", "conf", "rdp", "pem", "key", "ppk"];

/// What keys are called that have no extension.
const KEYS: &[&str] = &["id_rsa", "id_dsa", "id_ecdsa", "id_ed25519"];

fn name_of(path: &str) -> Option<String> {
    let path = path.to_lowercase();
    let is_asset = path.starts_with("dataasset/") && path != "dataasset/dataasset.xml";
    is_asset.then(|| path.rsplit('/').next().unwrap_or_default().to_owned())
}

fn has_extension(name: &str, extensions: &[&str]) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| extensions.contains(&extension))
}

/// Whether a file is another text among the assets.
pub(super) fn is_text_file(path: &str) -> bool {
    name_of(path).is_some_and(|name| has_extension(&name, TEXTS) || KEYS.contains(&name.as_str()))
}

/// The texts that are read, besides scripts, and those that are too large for it or too many.
pub(super) fn choose(entries: &[Entry]) -> (Vec<&Entry>, Vec<&Entry>) {
    let mut left = Limits::TEXT_ASSETS;
    entries.iter().filter(|entry| is_text_file(&entry.path)).partition(|entry| {
        let fits = entry.size <= Limits::MAX_TEXT_ASSET.min(left);
        if fits {
            left = left.saturating_sub(entry.size);
        }
        fits
    })
}
