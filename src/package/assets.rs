//! The files that a package carries, and what it recorded of them.

use std::collections::HashMap;

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

use super::table::{self, Mapped};
use super::texts::Texts;
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

/// The assets of a tree, hashed while `budget` bytes last.
pub(super) fn read(tree: &Tree, texts: &Texts, budget: u64) -> Vec<Asset> {
    let index = index(texts);
    let mut assets = vec![];
    let mut to_hash = vec![];
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
        let content = match &recorded {
            None => Content::NotRecorded,
            Some(recorded) => {
                to_hash.push((assets.len(), entry, recorded.clone()));
                Content::NotChecked
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
        });
    }
    hash(tree, to_hash, &mut assets, budget);
    assets
}

/// Hashes assets in the order in which they are stored, so that what is packed together is unpacked
/// once. What has to be unpacked on the way to them counts as well.
fn hash(
    tree: &Tree,
    mut to_hash: Vec<(usize, &Entry, String)>,
    assets: &mut [Asset],
    mut budget: u64,
) {
    to_hash.sort_by_key(|(_, entry, _)| tree.position(entry));
    for (place, entry, recorded) in to_hash {
        if entry.size > budget {
            continue;
        }
        let before = tree.unpacked();
        let content = compare(tree, entry, &recorded);
        let spent = tree.unpacked().saturating_sub(before).max(entry.size);
        budget = budget.saturating_sub(spent);
        if let Some(asset) = assets.get_mut(place) {
            asset.content = content;
        }
    }
}

/// The hash in a folder's name: 32 bytes in base64 after `<k>_`.
fn recorded(folder: &str) -> Option<String> {
    let (_, hash) = folder.split_once('_')?;
    let decoded = STANDARD.decode(hash.replace('.', "/")).ok()?;
    (decoded.len() == 32).then(|| hash.to_owned())
}

fn compare(tree: &Tree, entry: &Entry, recorded: &str) -> Content {
    let mut digest = Sha256::new();
    if let Err(error) = tree.copy_to(entry, &mut digest) {
        return Content::Unread(error);
    }
    let found = STANDARD.encode(digest.finalize()).replace('/', ".");
    if found == recorded { Content::AsRecorded } else { Content::Other(found) }
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
