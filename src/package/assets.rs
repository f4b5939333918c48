//! The files that a package carries, and what it recorded of them.

use std::{collections::HashMap, io::Write};

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

use super::installers;
use super::limits::Limits;
use super::table::{self, Mapped};
use super::texts::Texts;
use crate::artifact::{FileType, InstallerFamily};
use crate::container::{Entry, ReadError, Tree};

/// One file below `DataAsset`.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its path in the package.
    pub path: String,
    /// Its own name, which is what it is called on the device.
    pub name: String,
    /// The hash in the name of its folder: base64 of the SHA-256, `/` written `.`.
    pub recorded: Option<String>,
    /// The setting that it belongs to, by DataAsset.xml, as `/ProvisioningCommands/…`.
    pub setting: Option<String>,
    /// The settings table's path of that setting.
    pub setting_path: Option<String>,
    /// Its size in bytes.
    pub size: u64,
    /// Whether its content is what was recorded.
    pub content: Content,
    /// Whether there is anything in it.
    pub filling: Filling,
    /// What it is by its first bytes, whatever its name says; none where they say nothing, and where
    /// they were not looked at.
    pub magic: Option<FileType>,
    /// Which tool made the installer that it is; none where it is none, and where that could not be
    /// seen within the budget.
    pub family: Option<InstallerFamily>,
}

/// Whether there is anything in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filling {
    /// Bytes that are not zero, or nothing that says otherwise.
    Something,
    /// It has no byte.
    Empty,
    /// All its bytes are zero.
    Zeros,
    /// Its bytes are zero wherever it was looked at: at its start, in its middle, at its end.
    ZerosWhereSampled,
}

/// Whether an asset's content is what WCD recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// It is.
    AsRecorded,
    /// It is not; the hash that it has, written as WCD writes it.
    Other(String),
    /// No hash was recorded that could be compared.
    NotRecorded,
    /// It was not hashed, since the budget was spent.
    NotChecked,
    /// It could not be read.
    Unread(ReadError),
}

/// Places at which a large file is looked at, the first at its start, beside its end.
const SAMPLES: u64 = 8;

/// The assets of a tree, hashed while `budget` bytes last.
pub(super) fn read(tree: &Tree, texts: &Texts, budget: u64) -> Vec<Asset> {
    let index = index(texts);
    let mut samples = Limits::SAMPLED_ASSETS;
    let mut assets = vec![];
    let mut to_hash = vec![];
    let mut heads = vec![];
    for entry in &tree.entries {
        // DataAsset/<n>/<k>_<hash>/<name>
        let parts: Vec<&str> = entry.path.splitn(4, '/').collect();
        let [root, _, folder, name] = parts.as_slice() else { continue };
        if !root.eq_ignore_ascii_case("DataAsset") {
            continue;
        }
        let key = format!("{folder}\\{}", name.replace('/', "\\"));
        let setting = index.get(&key.to_ascii_lowercase()).cloned();
        let mapped = setting.as_deref().and_then(|path| table::table().by_instance_path(path));
        let recorded = recorded(folder);
        let (content, filling) = match &recorded {
            None => (Content::NotRecorded, sampled(tree, entry, &mut samples)),
            Some(recorded) => {
                to_hash.push((assets.len(), entry, recorded.clone()));
                (Content::NotChecked, Filling::Something)
            }
        };
        assets.push(Asset {
            path: entry.path.clone(),
            name: name.rsplit('/').next().unwrap_or(name).to_owned(),
            recorded,
            setting,
            setting_path: mapped.map(|Mapped { path, .. }| path.into_owned()),
            size: entry.size,
            content,
            filling,
            magic: None,
            family: None,
        });
        heads.push((entry, None));
    }
    for (at, entry) in hash(tree, to_hash, &mut assets, &mut heads, budget) {
        if let Some(asset) = assets.get_mut(at) {
            asset.filling = sampled(tree, entry, &mut samples);
        }
    }
    installers::recognise(tree, &heads, &mut assets);
    assets
}

/// Hashes assets in the order in which they are stored, so that what is packed together is unpacked
/// once. What has to be unpacked on the way to them counts as well. Returns those for which the
/// budget was too small.
fn hash<'t>(
    tree: &Tree,
    mut to_hash: Vec<(usize, &'t Entry, String)>,
    assets: &mut [Asset],
    heads: &mut [(&Entry, Option<Vec<u8>>)],
    mut budget: u64,
) -> Vec<(usize, &'t Entry)> {
    let mut left = vec![];
    to_hash.sort_by_key(|(_, entry, _)| tree.position(entry));
    for (place, entry, recorded) in to_hash {
        if entry.size > budget {
            left.push((place, entry));
            continue;
        }
        let before = tree.unpacked();
        let (content, filling, head) = compare(tree, entry, &recorded);
        let spent = tree.unpacked().saturating_sub(before).max(entry.size);
        budget = budget.saturating_sub(spent);
        if let Some(asset) = assets.get_mut(place) {
            (asset.content, asset.filling) = (content, filling);
        }
        if let Some((_, known)) = heads.get_mut(place) {
            *known = head;
        }
    }
    left
}

/// The hash in a folder's name: 32 bytes in base64 after `<k>_`.
fn recorded(folder: &str) -> Option<String> {
    let (_, hash) = folder.split_once('_')?;
    let decoded = STANDARD.decode(hash.replace('.', "/")).ok()?;
    (decoded.len() == 32).then(|| hash.to_owned())
}

/// Whether an asset is what was recorded, whether there is anything in it, and how it begins.
fn compare(tree: &Tree, entry: &Entry, recorded: &str) -> (Content, Filling, Option<Vec<u8>>) {
    let mut digest = Digested { digest: Sha256::new(), is_zero: true, head: vec![] };
    if let Err(error) = tree.copy_to(entry, &mut digest) {
        return (Content::Unread(error), Filling::Something, None);
    }
    let filling = match (entry.size, digest.is_zero) {
        (0, _) => Filling::Empty,
        (_, true) => Filling::Zeros,
        (_, false) => Filling::Something,
    };
    let found = STANDARD.encode(digest.digest.finalize()).replace('/', ".");
    let content = if found == recorded { Content::AsRecorded } else { Content::Other(found) };
    (content, filling, Some(digest.head))
}

/// Hashes what is written to it, keeps its beginning, and sees whether any of it is not zero.
struct Digested {
    digest: Sha256,
    is_zero: bool,
    head: Vec<u8>,
}

impl Write for Digested {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.is_zero = self.is_zero && is_zero(bytes);
        self.digest.update(bytes);
        let missing = (FileType::HEAD as usize).saturating_sub(self.head.len());
        self.head.extend(bytes.iter().take(missing));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn is_zero(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| *byte == 0)
}

/// Whether there is anything in a file that is not decoded whole: a few places of it are looked at,
/// in so many files as `left` says.
fn sampled(tree: &Tree, entry: &Entry, left: &mut usize) -> Filling {
    if entry.size == 0 {
        return Filling::Empty;
    }
    if *left == 0 {
        return Filling::Something;
    }
    *left -= 1;
    if entry.size <= Limits::SAMPLE {
        let is_zero = tree.prefix(entry, Limits::SAMPLE).is_ok_and(|all| is_zero(&all));
        return if is_zero { Filling::Zeros } else { Filling::Something };
    }
    // The images of disks and firmware begin with zeros, and some end so.
    let last = entry.size.saturating_sub(Limits::SAMPLE);
    let places = (0..SAMPLES).map(|part| last / SAMPLES * part).chain([last]);
    for at in places {
        match tree.range(entry, at..at.saturating_add(Limits::SAMPLE)) {
            Ok(Some(bytes)) if is_zero(&bytes) => {}
            _ => return Filling::Something,
        }
    }
    Filling::ZerosWhereSampled
}

/// DataAsset.xml: which setting each file belongs to.
fn index(texts: &Texts) -> HashMap<String, String> {
    let Some((_, document)) = texts.document("DataAsset/DataAsset.xml") else {
        return HashMap::new();
    };
    let rows = document.elements().filter(|element| element.name == "Metadata");
    rows.filter_map(|element| {
        Some((element.value_of("Key")?.to_ascii_lowercase(), element.value_of("Value")?.to_owned()))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::Filling;
    use crate::container::open_bytes;
    use crate::package::{Limits, packages};
    use ppkglint_wim::writer::{ImageBuilder, Writer};

    fn filling(content: &[u8], budget: u64) -> Filling {
        // Any hash of 32 bytes will do.
        let path = format!("DataAsset/2/0_{}=/setup.msi", "A".repeat(43));
        let image = ImageBuilder::default().file(&path, content);
        let limits = Limits { hashed_assets: budget, ..Limits::default() };
        let input = open_bytes("a.ppkg", Writer::new().image(image).finish());
        packages(&input, &limits).first().unwrap().assets.first().unwrap().filling
    }

    #[test]
    fn a_large_file_is_looked_at_in_places_only() {
        let zeros = vec![0; 5 << 20];
        assert_eq!(filling(&zeros, u64::MAX), Filling::Zeros);
        assert_eq!(filling(&zeros, 0), Filling::ZerosWhereSampled);
        let mut firmware = zeros.clone();
        firmware.splice(3 << 20..4 << 20, vec![7; 1 << 20]);
        assert_eq!(filling(&firmware, 0), Filling::Something);
        assert_eq!(filling(&[], 0), Filling::Empty);
        assert_eq!(filling(&[0, 0], 0), Filling::Zeros);
    }
}
