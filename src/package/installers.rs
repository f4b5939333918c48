//! What assets are by their own bytes: their type, and the family of those that install something.

use std::ops::Range;

use super::assets::Asset;
use super::limits::Limits;
use crate::artifact::{FileType, installer_family};
use crate::container::{Entry, Tree};

/// Bytes that may be spent on what assets are; what has to be unpacked on the way to them counts.
struct Budget<'t> {
    tree: &'t Tree,
    left: u64,
}

impl Budget<'_> {
    fn spend<T>(&mut self, most: u64, read: impl FnOnce(&Tree) -> Option<T>) -> Option<T> {
        if self.left == 0 {
            return None;
        }
        let before = self.tree.unpacked();
        let found = read(self.tree);
        let spent = self.tree.unpacked().saturating_sub(before).max(most);
        self.left = self.left.saturating_sub(spent);
        found
    }

    fn prefix(&mut self, entry: &Entry, length: u64) -> Option<Vec<u8>> {
        self.spend(length.min(entry.size), |tree| tree.prefix(entry, length).ok())
    }

    /// A part of a file. Where the container has to unpack all before it, only one near the start
    /// is worth it.
    fn range(&mut self, entry: &Entry, range: Range<u64>) -> Option<Vec<u8>> {
        let (start, end) = (range.start, range.end);
        let length = end.checked_sub(start)?;
        if let Some(bytes) = self.spend(length, |tree| tree.range(entry, range).ok().flatten()) {
            return (bytes.len() as u64 == length).then_some(bytes);
        }
        if end > Limits::PROBED_START {
            return None;
        }
        let (start, end) = (usize::try_from(start).ok()?, usize::try_from(end).ok()?);
        self.prefix(entry, end as u64)?.get(start..end).map(<[u8]>::to_vec)
    }
}

/// Tells what the assets are. `heads` has the entry of each, and its first bytes where they were read
/// already.
pub(super) fn recognise(tree: &Tree, heads: &[(&Entry, Option<Vec<u8>>)], assets: &mut [Asset]) {
    let mut budget = Budget { tree, left: Limits::PROBED };
    let mut files: Vec<_> = heads.iter().zip(assets).collect();
    // In the order in which they are stored, so that what is packed together is unpacked once.
    files.sort_by_key(|((entry, _), _)| tree.position(entry));
    let (mut unseen, mut probes) = (Limits::PROBED_ASSETS, Limits::PROBED_INSTALLERS);
    for ((entry, head), asset) in files {
        let read_now;
        let head = match head {
            Some(head) => head.as_slice(),
            None if unseen > 0 && entry.size > 0 => {
                unseen -= 1;
                read_now = budget.prefix(entry, FileType::HEAD).unwrap_or_default();
                &read_now
            }
            None => continue,
        };
        asset.magic = FileType::of(head);
        let is_disc = |budget: &mut Budget<'_>| {
            let mark = budget.range(entry, FileType::disc_mark());
            mark.is_some_and(|mark| FileType::is_disc_mark(&mark))
        };
        // Before the mark a disc has zeros, or whatever starts a computer from it.
        let may_be_disc = asset.magic.is_none() && entry.size > FileType::disc_mark().end;
        if may_be_disc && head.starts_with(&[0; 16]) && probes > 0 {
            probes -= 1;
            asset.magic = is_disc(&mut budget).then_some(FileType::DiscImage);
        }
        let may_install =
            matches!(asset.magic, Some(FileType::Program | FileType::Compound | FileType::Zip));
        if may_install && probes > 0 {
            probes -= 1;
            asset.family = installer_family(entry.size, &mut |range| budget.range(entry, range));
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use ppkglint_wim::writer::{ImageBuilder, Writer};

    use crate::artifact::{FileType, InstallerFamily};
    use crate::container::open_bytes;
    use crate::package::{Limits, packages};

    #[test]
    fn an_asset_is_known_by_its_bytes_whether_it_is_hashed_or_not() {
        let mut setup = b"MZ".to_vec();
        setup.resize(0x3c, 0);
        setup.extend(0x40u32.to_le_bytes());
        setup.extend(b"PE\0\0\x4c\x01\x01\0");
        setup.resize(0x40 + 24, 0);
        setup.extend(b".wixburn");
        setup.resize(1 << 20, 7);
        let mut disc = vec![0; 0x8001];
        disc.extend(b"CD001\x01");
        for hash in [format!("0_{}=", "A".repeat(43)), "0_x".to_owned()] {
            let image = ImageBuilder::default()
                .file(&format!("DataAsset/0/{hash}/setup.dat"), setup.clone())
                .file(&format!("DataAsset/1/{hash}/logo.png"), *b"\x89PNG\r\n\x1a\n")
                .file(&format!("DataAsset/2/{hash}/tools.bin"), disc.clone())
                .file(&format!("DataAsset/3/{hash}/notes.txt"), *b"Dear colleagues");
            let input = open_bytes("a.ppkg", Writer::new().image(image).finish());
            let packages = packages(&input, &Limits::default());
            let assets = &packages.first().unwrap().assets;
            let found: Vec<_> = assets.iter().map(|asset| (asset.magic, asset.family)).collect();
            assert_eq!(
                found,
                [
                    (Some(FileType::Program), Some(InstallerFamily::Burn)),
                    (Some(FileType::Png), None),
                    (Some(FileType::DiscImage), None),
                    (None, None),
                ]
            );
        }
    }
}
