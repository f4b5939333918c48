//! The second copy of the settings, which WCD keeps for opening the package again.

use crate::xml::{Declaration, Element, write};

/// `AnswerFile.xml`: the settings without `PackageConfig` and without the names that only WCD's
/// own window shows.
pub(crate) fn answer_file_copy(settings: &Element) -> Vec<u8> {
    let mut copy = settings.clone();
    copy.attributes = vec![("xmlns".into(), NAMESPACE.into())];
    forget_names(&mut copy, 0);
    write(&copy, Declaration::Plain)
}

const NAMESPACE: &str = "urn:schemas-microsoft-com:windows-provisioning";

/// The names of conditions and targets are no labels, and stand above the settings.
const MEANINGFUL: &[&str] = &["Condition", "Target", "Variant"];

fn forget_names(element: &mut Element, depth: usize) {
    if depth > 0 && !MEANINGFUL.contains(&element.name.as_str()) {
        element.attributes.retain(|(name, _)| name != "Name");
    }
    for child in &mut element.children {
        forget_names(child, depth + 1);
    }
}
