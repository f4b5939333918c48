//! What a package holds beside the files that packages hold.

use super::assets::Asset;
use super::texts::Texts;
use crate::container::{Entry, Input, Kind, Tree, is_safe_path};

/// Something that the layout of a package has no place for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extra {
    /// The path of the file or folder, as stored.
    pub path: String,
    /// What is odd about it.
    pub kind: ExtraKind,
}

/// What is odd about an [`Extra`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExtraKind {
    /// It stands where packages have no files.
    Place,
    /// It is among the assets, and the index of assets does not name it.
    NotIndexed,
    /// It is a link to elsewhere.
    Link,
    /// It carries a stream of that name.
    Stream(String),
    /// Its name is none that Windows takes for what it says: `..`, a device, a separator in it.
    Name,
}

/// Streams that a file brings along from the system that it was on. The mark of a download has a
/// fact of its own.
const USUAL_STREAMS: &[&str] =
    &["zone.identifier", "smartscreen", "encryptable", "favicon", "ms-properties", "ocrextension"];
const USUAL_PREFIXES: &[&str] = &["com.apple.", "com.dropbox.", "afp_", "user."];

/// Everything in a tree that has no place in the layout.
pub(super) fn extras(input: &Input, tree: &Tree, texts: &Texts, assets: &[Asset]) -> Vec<Extra> {
    if !matches!(input.kind, Kind::Wim | Kind::Zip | Kind::Folder) {
        return vec![];
    }
    let mut found = vec![];
    for entry in tree.entries.iter().chain(&tree.folders) {
        if let Some(kind) = oddness(entry) {
            found.push(Extra { path: entry.path.clone(), kind });
        }
    }
    for entry in &tree.entries {
        // Who unpacks a package may put something beside it.
        let is_beside = input.kind != Kind::Wim && !is_below_a_root(&entry.path);
        if !is_beside && !has_place(&entry.path) {
            found.push(Extra { path: entry.path.clone(), kind: ExtraKind::Place });
        }
    }
    // Another builder may write no index.
    if texts.document("DataAsset/DataAsset.xml").is_some() {
        let unnamed = assets.iter().filter(|asset| asset.setting.is_none());
        let unnamed = unnamed.filter(|asset| has_place(&asset.path));
        found.extend(
            unnamed.map(|asset| Extra { path: asset.path.clone(), kind: ExtraKind::NotIndexed }),
        );
    }
    found
}

/// What is odd about an entry by itself.
fn oddness(entry: &Entry) -> Option<ExtraKind> {
    if entry.is_link {
        return Some(ExtraKind::Link);
    }
    // The root has no name.
    if entry.names.is_some() || !(entry.path.is_empty() || is_safe_path(&entry.path)) {
        return Some(ExtraKind::Name);
    }
    let unusual = entry.streams.iter().map(|stream| stream.name.as_str()).find(|name| {
        let name = name.to_lowercase();
        !USUAL_STREAMS.contains(&name.as_str())
            && !USUAL_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
    });
    unusual.map(|name| ExtraKind::Stream(name.to_owned()))
}

fn is_below_a_root(path: &str) -> bool {
    let root = path.split('/').next().unwrap_or_default();
    ["CommonSettings", "Multivariant", "DataAsset"].iter().any(|r| r.eq_ignore_ascii_case(root))
}

/// Whether packages have a file there (measured on 44 real ones). Settings files that no list names
/// are another fact: see [`Runtime::stray`](super::Runtime::stray).
fn has_place(path: &str) -> bool {
    let path = path.to_lowercase();
    let parts: Vec<&str> = path.splitn(5, '/').collect();
    let is_number = |part: &str| part.parse::<u32>().is_ok();
    match parts.as_slice() {
        ["commonsettings", "commonsettings.xml"]
        | ["multivariant", "multivariant.xml"]
        | ["dataasset", "dataasset.xml"] => true,
        ["commonsettings", n, "answerfile.xml"]
        | ["multivariant", n, "customizations.xml" | "masterdatastore.xml"] => is_number(n),
        ["multivariant", n, "prov", list] => is_number(n) && list.ends_with(".xml"),
        ["multivariant", n, "prov", .., file] => is_number(n) && file.ends_with(".provxml"),
        ["dataasset", n, folder, _, ..] => {
            let number = folder.split_once('_').map(|(number, _)| number);
            is_number(n) && number.is_some_and(is_number)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::has_place;

    #[test]
    fn the_layout_is_that_of_real_packages() {
        for path in [
            "CommonSettings/1/AnswerFile.xml",
            "Multivariant/0/MasterDatastore.xml",
            "Multivariant/0/Prov/User_RunTime.xml",
            "Multivariant/0/Prov/RunTime/3__Policies.provxml",
            "DataAsset/2/0_QUJD=/setup.ps1",
            "DataAsset/2/0_QUJD=/app/readme.txt",
        ] {
            assert!(has_place(path), "{path}");
        }
        for path in [
            "setup.ps1",
            "Multivariant/0/setup.ps1",
            "Multivariant/0/Prov/RunTime/run.ps1",
            "DataAsset/2/setup.ps1",
            "DataAsset/hidden/0_QUJD=/a.exe",
            "Other/0/a.xml",
        ] {
            assert!(!has_place(path), "{path}");
        }
    }
}
