//! What an input is, told from its bytes.

use std::{fs::File, path::Path, sync::Arc};

use ppkglint_wim::{FileAt, ReadAt, Wim};

use super::encrypted::{LOOKED_AT, looks_encrypted};
use super::{Bytes, FaultKind, Input, Kind, folder, single, wim};
use crate::text::decode;

/// Opens a file or a folder. Whatever it is, an [`Input`] comes back that says so.
pub fn open(path: &Path) -> Input {
    let shown = path.to_string_lossy().into_owned();
    let metadata = match std::fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) => {
            let reason = format!("it cannot be opened: {error}");
            return Input::unopened(&shown, Kind::Unreadable, FaultKind::Missing, reason);
        }
    };
    if metadata.is_dir() {
        return open_folder(path, &shown);
    }
    match File::open(path).and_then(FileAt::new) {
        Ok(file) => {
            let mut input = open_source(&shown, Arc::new(file));
            input.folder = path.parent().map(Path::to_owned);
            input
        }
        Err(error) => {
            let reason = format!("it cannot be opened: {error}");
            Input::unopened(&shown, Kind::Unreadable, FaultKind::Missing, reason)
        }
    }
}

/// Opens bytes that are in memory, under a name to show.
pub fn open_bytes(name: &str, bytes: Vec<u8>) -> Input {
    open_source(name, Arc::new(bytes))
}

fn open_folder(path: &Path, shown: &str) -> Input {
    let kind = match path.join("Multivariant").is_dir() {
        true => Kind::Folder,
        false => Kind::Project,
    };
    let (tree, faults) = folder::tree(path);
    Input {
        path: shown.to_owned(),
        kind,
        trees: vec![tree],
        faults,
        wim: None,
        bytes: None,
        folder: None,
    }
}

/// The bytes that are enough to recognise a text by its root element.
const HEAD: usize = 1 << 16;

fn open_source(path: &str, source: Arc<dyn ReadAt>) -> Input {
    let bytes = Bytes(source);
    let head = match bytes.prefix(HEAD.max(LOOKED_AT)) {
        Ok(head) => head,
        Err(error) => {
            let reason = format!("it cannot be read: {error}");
            return Input::unopened(path, Kind::Unreadable, FaultKind::Missing, reason);
        }
    };
    let mut input = recognise(path, &bytes, &head);
    input.bytes = Some(bytes);
    input
}

fn recognise(path: &str, bytes: &Bytes, head: &[u8]) -> Input {
    if Wim::is_wim(head) {
        return open_wim(path, bytes);
    }
    let unopened =
        |kind, fault, reason: &str| Input::unopened(path, kind, fault, reason.to_owned());
    if head.is_empty() {
        return unopened(Kind::Unreadable, FaultKind::NotAPackage, "it is empty");
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return unopened(
            Kind::Zip,
            FaultKind::Unsupported,
            "it is a ZIP archive, not a package: unpack it and check what is inside",
        );
    }
    let (text, _) = decode(head);
    match root_element(&text) {
        Some(root) if is_answer_file_root(root) => {
            return Input {
                path: path.to_owned(),
                kind: Kind::AnswerFile,
                trees: vec![single::tree(bytes)],
                faults: vec![],
                wim: None,
                bytes: None,
                folder: None,
            };
        }
        Some("ImportExportXml") => {
            return unopened(
                Kind::Unreadable,
                FaultKind::NotAPackage,
                "it is the customizations.xml of a Power Platform solution (root ImportExportXml), \
                 which has nothing to do with Windows provisioning",
            );
        }
        Some("ICDProject") => {
            return unopened(
                Kind::Unreadable,
                FaultKind::NotAPackage,
                "it is the project file of Windows Configuration Designer: check its folder",
            );
        }
        Some(root) => {
            let root = crate::text::printable(root);
            let reason = format!("it is XML with the root element {root}, not an answer file");
            return unopened(Kind::Unreadable, FaultKind::NotAPackage, &reason);
        }
        None => {}
    }
    if looks_encrypted(head, bytes.size()) {
        return unopened(
            Kind::Encrypted,
            FaultKind::Encrypted,
            "it is probably an encrypted package and cannot be read without its password",
        );
    }
    unopened(
        Kind::Unreadable,
        FaultKind::NotAPackage,
        "it is no provisioning package: it begins with neither a WIM header nor an answer file",
    )
}

fn open_wim(path: &str, bytes: &Bytes) -> Input {
    match Wim::open(bytes.clone(), wim::limits()) {
        Ok(opened) => {
            let (trees, faults, facts) = wim::trees(opened);
            Input {
                path: path.to_owned(),
                kind: Kind::Wim,
                trees,
                faults,
                wim: Some(facts),
                bytes: None,
                folder: None,
            }
        }
        Err(error) => {
            let (kind, reason) = wim::describe(&error);
            Input::unopened(path, Kind::Unreadable, kind, reason)
        }
    }
}

/// Whether a root element is that of an answer file. Microsoft's documentation spells it without
/// the second `i` as well.
pub(super) fn is_answer_file_root(name: &str) -> bool {
    matches!(name, "WindowsCustomizations" | "WindowsCustomizatons")
}

/// The name of the root element of what may be XML, whether or not the rest is well-formed.
pub(super) fn root_element(text: &str) -> Option<&str> {
    let mut rest = text.trim_start();
    loop {
        rest = rest.strip_prefix('<')?;
        let close = match rest.as_bytes().first()? {
            b'?' => "?>",
            b'!' if rest.starts_with("!--") => "-->",
            b'!' => ">",
            _ => {
                let end = rest.find(|ch: char| ch.is_whitespace() || matches!(ch, '>' | '/'))?;
                let name = rest.get(..end)?;
                let name = name.rsplit(':').next()?;
                let plausible = |ch: char| ch.is_alphanumeric() || matches!(ch, '_' | '-' | '.');
                return (!name.is_empty() && name.len() <= 128 && name.chars().all(plausible))
                    .then_some(name);
            }
        };
        let (_, tail) = rest.split_once(close)?;
        rest = tail.trim_start();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_element_is_found_behind_declarations_and_comments() {
        let text = "<?xml version=\"1.0\"?>\n<!-- a <b> --> <!DOCTYPE x>\n<p:Root a='1'>";
        assert_eq!(root_element(text), Some("Root"));
        assert_eq!(root_element("no xml"), None);
        assert_eq!(root_element("<!-- never closed"), None);
    }

    #[test]
    fn each_kind_of_input_is_named() {
        let kind = |bytes: &[u8]| {
            let input = open_bytes("x", bytes.to_vec());
            (input.kind, input.faults.first().map(|fault| fault.kind))
        };
        let answer = b"\xef\xbb\xbf<?xml version=\"1.0\"?><WindowsCustomizations/>";
        assert_eq!(kind(answer), (Kind::AnswerFile, None));
        let no_package = Some(FaultKind::NotAPackage);
        assert_eq!(kind(b"<ImportExportXml/>"), (Kind::Unreadable, no_package));
        assert_eq!(kind(b"PK\x03\x04rest"), (Kind::Zip, Some(FaultKind::Unsupported)));
        assert_eq!(kind(b""), (Kind::Unreadable, no_package));
        assert_eq!(kind(b"MZ\x90"), (Kind::Unreadable, no_package));
        assert_eq!(kind(b"MSWIM\0\0\0"), (Kind::Unreadable, Some(FaultKind::Damaged)));
    }
}
