//! The files that a package carries, and their index.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::xml::{Declaration, Element, write};

/// The number of the first asset folder: 0 is the settings, 1 their second copy.
const FIRST: usize = 2;

/// The assets of a package, by the setting that names them.
#[derive(Debug, Default)]
pub(crate) struct Assets<'a> {
    folders: Vec<Folder<'a>>,
}

#[derive(Debug)]
struct Folder<'a> {
    name: String,
    files: Vec<File<'a>>,
}

#[derive(Debug)]
struct File<'a> {
    key: String,
    setting: String,
    content: &'a [u8],
}

impl<'a> Assets<'a> {
    /// Takes a file in for a setting and says what the package calls it:
    /// `<number>_<hash>\<name>`.
    pub(crate) fn add(&mut self, setting: &str, file: &str, content: &'a [u8]) -> String {
        let name = setting.rsplit('/').next().unwrap_or_default();
        let at = self.folders.iter().position(|folder| folder.name == name);
        let at = at.unwrap_or_else(|| {
            self.folders.push(Folder { name: name.into(), files: Vec::new() });
            self.folders.len() - 1
        });
        let Some(folder) = self.folders.get_mut(at) else { return String::new() };
        let key = format!("{}_{}\\{file}", folder.files.len(), hash(content));
        folder.files.push(File { key: key.clone(), setting: setting.into(), content });
        key
    }

    /// The files below `DataAsset`; none when there is no asset.
    pub(crate) fn files(&self) -> Vec<(String, Vec<u8>)> {
        if self.folders.is_empty() {
            return Vec::new();
        }
        let mut root = Element::new("Elements", &[("Type", "DataAsset")]);
        let mut files = Vec::new();
        for (number, folder) in (FIRST..).zip(&self.folders) {
            let number = number.to_string();
            let mut element = Element::new("Element", &[("Index", &number)]);
            let name = [("Key", "Name"), ("Value", folder.name.as_str())];
            element.children.push(Element::new("Metadata", &name));
            for file in &folder.files {
                let metadata = [("Key", file.key.as_str()), ("Value", file.setting.as_str())];
                element.children.push(Element::new("Metadata", &metadata));
                let path = format!("DataAsset/{number}/{}", file.key.replace('\\', "/"));
                files.push((path, file.content.to_vec()));
            }
            root.children.push(element);
        }
        files.insert(0, ("DataAsset/DataAsset.xml".into(), write(&root, Declaration::Index)));
        files
    }
}

/// The hash in the name of an asset folder: base64 of SHA-256, with `/`, which a file name cannot
/// hold, written `.`.
pub(crate) fn hash(content: &[u8]) -> String {
    STANDARD.encode(Sha256::digest(content)).replace('/', ".")
}
