//! Keys in profiles of wireless networks.

use super::{Carried, CarriedKind};
use crate::package::is_placeholder;
use crate::text::{
    Source, SourceId,
    xml::{Document, Element},
};

pub(super) fn read(
    id: SourceId,
    source: &Source,
    document: &Document,
    root: &Element,
    carried: &mut Carried,
) {
    let Some(shared) = document.find(root, &["MSM", "security", "sharedKey"]) else { return };
    let Some(key) = document.child(shared, "keyMaterial") else { return };
    let written = key.text.text().trim();
    if written.is_empty() {
        return;
    }
    carried.hide(id, key.text.range(), written);
    let protected = document.child(shared, "protected").map(|is| is.text.text().trim());
    let is_clear = protected.is_some_and(|is| matches!(is, "false" | "0"));
    if is_clear && !is_placeholder(written) {
        let name = document.child(root, "name").map(|name| name.text.text().trim().to_owned());
        let kind = CarriedKind::WirelessKey { profile: name.filter(|name| !name.is_empty()) };
        carried.push(id, source, key.text.range(), kind);
    }
}
