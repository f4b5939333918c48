//! App packages: archives with a manifest of their own.

use memchr::memmem;

use super::InstallerFamily;
use super::window::{Window, u16_at};

/// Bytes at the end of the archive, where the list of its files ends: the manifest is among the last.
const END: u64 = 64 << 10;
/// What stands in the list before a file's name.
const ROW: usize = 46;

const MANIFESTS: [&[u8]; 2] = [b"AppxManifest.xml", b"AppxMetadata/AppxBundleManifest.xml"];

/// The family of an archive.
pub(super) fn family(file: &mut Window<'_>) -> Option<InstallerFamily> {
    let last = file.read_before(file.size(), END)?;
    let is_listed = |name: &&[u8]| {
        memmem::find_iter(&last, *name).any(|at| {
            let Some(row) = at.checked_sub(ROW) else { return false };
            let length = u16_at(&last, row + 28).map(usize::from);
            last.get(row..).is_some_and(|row| row.starts_with(b"PK\x01\x02"))
                && length == Some(name.len())
        })
    };
    MANIFESTS.iter().any(is_listed).then_some(InstallerFamily::Msix)
}
