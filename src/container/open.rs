//! What an input is, told from its bytes.

use std::{fs::File, path::Path, sync::Arc};

use ppkglint_wim::{FileAt, Wim};

use super::encrypted::{LOOKED_AT, looks_encrypted};
use super::limits::{Limits, Memory};
use super::nested::{Within, open_zip, search};
use super::{Bytes, FaultKind, Input, Kind, folder, script, single, wim, zip};
use crate::text::decode;

/// Opens a file or a folder, within the default [`Limits`]. Whatever it is, an [`Input`] comes back
/// that says so.
pub fn open(path: &Path) -> Input {
    open_within(path, &Limits::default())
}

/// Opens a file or a folder.
pub fn open_within(path: &Path, limits: &Limits) -> Input {
    let memory = Memory::new(limits);
    let within = Within { depth: 0, limits, memory: &memory };
    let shown = path.to_string_lossy().into_owned();
    let metadata = match std::fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) => {
            let reason = format!("it cannot be opened: {error}");
            return Input::unopened(&shown, Kind::Unreadable, FaultKind::Missing, reason);
        }
    };
    if metadata.is_dir() {
        return open_folder(path, &shown, &within);
    }
    match File::open(path).and_then(FileAt::new) {
        Ok(file) => {
            let bytes = Bytes(Arc::new(file));
            let mut input = script::by_name(open_source(&shown, bytes.clone(), &within), &bytes);
            input.folder = path.parent().map(Path::to_owned);
            input
        }
        Err(error) => {
            let reason = format!("it cannot be opened: {error}");
            Input::unopened(&shown, Kind::Unreadable, FaultKind::Missing, reason)
        }
    }
}

/// Opens bytes that are in memory, under a name to show, within the default [`Limits`].
pub fn open_bytes(name: &str, bytes: Vec<u8>) -> Input {
    open_bytes_within(name, bytes, &Limits::default())
}

/// Opens bytes that are in memory, under a name to show.
pub fn open_bytes_within(name: &str, bytes: Vec<u8>, limits: &Limits) -> Input {
    let memory = Memory::new(limits);
    let within = Within { depth: 0, limits, memory: &memory };
    let bytes = Bytes(Arc::new(bytes));
    script::by_name(open_source(name, bytes.clone(), &within), &bytes)
}

fn open_folder(path: &Path, shown: &str, within: &Within<'_>) -> Input {
    let kind = match path.join("Multivariant").is_dir() {
        true => Kind::Folder,
        false => Kind::Project,
    };
    let (tree, faults) = folder::tree(path);
    let mut input = Input { trees: vec![tree], faults, ..Input::of(shown, kind) };
    // A project's own packages lie beside it, and are found by themselves.
    if kind == Kind::Folder {
        search(&mut input, within);
    }
    input
}

/// The bytes that are enough to recognise a text by its root element.
const HEAD: usize = 1 << 16;

/// Opens bytes, wherever they are.
pub(super) fn open_source(path: &str, bytes: Bytes, within: &Within<'_>) -> Input {
    let head = match bytes.prefix(HEAD.max(LOOKED_AT)) {
        Ok(head) => head,
        Err(error) => {
            let reason = format!("it cannot be read: {error}");
            return Input::unopened(path, Kind::Unreadable, FaultKind::Missing, reason);
        }
    };
    let mut input = recognise(path, &bytes, &head, within);
    input.bytes = Some(bytes);
    input
}

fn recognise(path: &str, bytes: &Bytes, head: &[u8], within: &Within<'_>) -> Input {
    if Wim::is_wim(head) {
        return open_wim(path, bytes, within);
    }
    if zip::is_zip(head) {
        return open_zip(path, bytes, within);
    }
    let unopened =
        |kind, fault, reason: &str| Input::unopened(path, kind, fault, reason.to_owned());
    if head.is_empty() {
        return unopened(Kind::Unreadable, FaultKind::NotAPackage, "it is empty");
    }
    let (text, _) = decode(head);
    match root_element(&text) {
        Some(root) if is_answer_file_root(root) => {
            let trees = vec![single::tree(bytes)];
            return Input { trees, ..Input::of(path, Kind::AnswerFile) };
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

fn open_wim(path: &str, bytes: &Bytes, within: &Within<'_>) -> Input {
    match Wim::open(bytes.clone(), wim::limits(within.limits)) {
        Ok(opened) => {
            let (trees, faults, facts) = wim::trees(opened);
            let mut input = Input { trees, faults, wim: Some(facts), ..Input::of(path, Kind::Wim) };
            search(&mut input, within);
            input
        }
        Err(error) => {
            let (kind, reason) = wim::describe(&error);
            Input::unopened(path, Kind::Unreadable, kind, reason)
        }
    }
}

/// Whether a file that begins so is an answer file.
pub(super) fn is_answer_file_start(head: &[u8]) -> bool {
    root_element(&decode(head).0).is_some_and(is_answer_file_root)
}

/// Whether a root element is that of an answer file. Microsoft's documentation spells it without
/// the second `i` as well.
fn is_answer_file_root(name: &str) -> bool {
    matches!(name, "WindowsCustomizations" | "WindowsCustomizatons")
}

/// The name of the root element of what may be XML, whether or not the rest is well-formed.
fn root_element(text: &str) -> Option<&str> {
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
        assert_eq!(kind(b"PK\x03\x04rest"), (Kind::Unreadable, Some(FaultKind::Damaged)));
        assert_eq!(kind(b""), (Kind::Unreadable, no_package));
        assert_eq!(kind(b"MZ\x90"), (Kind::Unreadable, no_package));
        assert_eq!(kind(b"MSWIM\0\0\0"), (Kind::Unreadable, Some(FaultKind::Damaged)));
    }
}
