//! Packages that lie together, and may meet on one device.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::setting::Setting;
use super::{Package, Written};
use crate::container::Kind;

/// Packages in one folder that are compared with each other, at most. A folder of more is a store.
const MAX_TOGETHER: usize = 64;

/// The packages of a run by the folder that they lie in, each in exactly one group, by its place in
/// `packages`. What is no package file of its own (an image of several, a project, what is packed
/// inside of others) stands alone.
pub fn sets(packages: &[Package]) -> Vec<Vec<usize>> {
    let mut folders: BTreeMap<PathBuf, Vec<usize>> = BTreeMap::new();
    let mut sets = vec![];
    for (at, package) in packages.iter().enumerate() {
        match package.lies_in() {
            Some(folder) => folders.entry(folder).or_default().push(at),
            None => sets.push(vec![at]),
        }
    }
    for folder in folders.into_values() {
        match folder.len() <= MAX_TOGETHER {
            true => sets.push(folder),
            false => sets.extend(folder.into_iter().map(|at| vec![at])),
        }
    }
    sets.sort();
    sets
}

impl Package {
    /// The folder that it lies in, if it is a package file by itself.
    fn lies_in(&self) -> Option<PathBuf> {
        let folder =
            self.folder.as_deref().filter(|_| self.kind == Kind::Wim && self.images == 1)?;
        // `a.ppkg` and `./a.ppkg` lie in the same one.
        let plain = folder.strip_prefix(".").unwrap_or(folder);
        Some(if plain == Path::new("") { PathBuf::from(".") } else { plain.to_owned() })
    }

    /// Its file name, as people see it.
    pub fn file_name(&self) -> String {
        let shown = self.shown_path();
        shown.rsplit(['/', '\\']).next().unwrap_or(&shown).to_owned()
    }

    /// The precedence that its owner type gives it, the higher the stronger; the order is that of
    /// Microsoft's documentation, and of the altitudes in the XML data of a WIM.
    pub fn owner_precedence(&self) -> Option<u32> {
        let owner = self.config.as_ref()?.owner.as_ref()?.text().trim().to_ascii_lowercase();
        let order =
            ["microsoft", "siliconvendor", "oem", "systemintegrator", "mobileoperator", "itadmin"];
        (0..).zip(order).find(|(_, name)| *name == owner).map(|(at, _)| at)
    }

    /// Its rank among the packages of its owner: 0 where none is written.
    pub fn rank(&self) -> Option<u32> {
        match self.config.as_ref()?.rank.as_ref().map(Written::text) {
            None => Some(0),
            Some(text) => text.trim().parse().ok(),
        }
    }

    /// A hash of what it does to a device: two builds of the same settings and files have the same.
    pub fn effect(&self) -> [u8; 32] {
        let settings = self.settings.iter().map(|setting| {
            // Where both sides say the same, the author's may still spell it differently.
            format!("{}\0{}", setting.path.identity(), setting.value().trim())
        });
        let parms = self.unmapped.iter().map(|p| format!("{}\0{}", p.node(), p.written.text()));
        let assets = self
            .assets
            .iter()
            .map(|asset| format!("{}\0{}\0{:?}", asset.name, asset.size, asset.recorded));
        let mut lines: Vec<String> = settings.chain(parms).chain(assets).collect();
        lines.sort_unstable();
        let mut digest = Sha256::new();
        for line in lines {
            digest.update((line.len() as u64).to_le_bytes());
            digest.update(line);
        }
        digest.finalize().into()
    }

    /// The settings that another package may set as well, by their identity: not commands, of which
    /// every package has its own.
    pub fn comparable(&self) -> HashMap<String, &Setting> {
        let counts = |setting: &&Setting| {
            setting.path.variant.is_none()
                && !setting.path.table().starts_with("ProvisioningCommands/")
        };
        let settings = self.settings.iter().filter(counts);
        settings.map(|setting| (setting.path.identity(), setting)).collect()
    }

    /// The first word of its name, in lower case: packages that are made to go together mostly share
    /// it.
    pub fn first_word(&self) -> Option<String> {
        let name = self.name()?.to_lowercase();
        let word = name.split(|ch: char| !ch.is_alphanumeric()).find(|word| !word.is_empty())?;
        (word.chars().count() >= 3).then(|| word.to_owned())
    }
}

/// Whether two packages with these settings seem made to be applied to one device: they share fewer
/// than half of them. Two for two sites, of which a device gets one, share nearly all.
pub fn are_layers(one: &HashMap<String, &Setting>, other: &HashMap<String, &Setting>) -> bool {
    let (few, many) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let shared = few.keys().filter(|key| many.contains_key(*key)).count();
    shared * 2 < few.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::container::open_bytes;
    use crate::package::{Limits, packages};

    fn package(name: &str, settings: &str) -> Package {
        let text = format!(
            "<WindowsCustomizations><PackageConfig><Name>{name}</Name><OwnerType>OEM</OwnerType>\
             </PackageConfig><Settings><Customizations><Common>{settings}</Common></Customizations>\
             </Settings></WindowsCustomizations>"
        );
        let input = open_bytes("a.xml", text.into_bytes());
        let mut found = packages(&input, &Limits::default());
        let mut package = found.remove(0);
        package.kind = Kind::Wim;
        package.folder = Some(PathBuf::from("./stick"));
        package
    }

    #[test]
    fn only_package_files_in_one_folder_are_a_set() {
        let together = package("Contoso base", "");
        let mut elsewhere = package("Contoso base", "");
        elsewhere.folder = Some(PathBuf::from("archive"));
        let mut image = package("Contoso base", "");
        image.images = 2;
        let mut same = package("Contoso Wi-Fi", "");
        same.folder = Some(PathBuf::from("stick"));
        assert_eq!(sets(&[together, elsewhere, image, same]), [vec![0, 3], vec![1], vec![2]]);
    }

    #[test]
    fn layers_share_little_and_alternatives_nearly_all() {
        let base = package("Contoso base", "<A><B>1</B><C>1</C><D>1</D></A>");
        let more = package("Contoso more", "<A><B>2</B><X>1</X><Y>1</Y></A>");
        let other = package("Contoso east", "<A><B>2</B><C>2</C><D>1</D></A>");
        assert!(are_layers(&base.comparable(), &more.comparable()));
        assert!(!are_layers(&base.comparable(), &other.comparable()));
        assert_ne!(base.effect(), more.effect());
        assert_eq!(base.first_word(), more.first_word());
        assert_eq!((base.owner_precedence(), base.rank()), (Some(2), Some(0)));
    }
}
