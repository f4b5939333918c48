//! Compound files: which of them are installed is told by the class of their root.

use super::InstallerFamily;
use super::window::{Window, u16_at, u32_at};

/// The end of `{000C10xx-0000-0000-C000-000000000046}`, which the classes of Windows Installer share.
const CLASS: &[u8] = b"\x10\x0c\0\0\0\0\0\xc0\0\0\0\0\0\0\x46";

/// The family of a compound file that begins with `head`.
pub(super) fn family(head: &[u8], file: &mut Window<'_>) -> Option<InstallerFamily> {
    let shift = u16_at(head, 30).filter(|shift| matches!(shift, 9 | 12))?;
    let sector = u64::from(u32_at(head, 48)?);
    // The header takes the place of the first sector; the root comes first in the directory.
    let root = sector.checked_add(1)?.checked_shl(u32::from(shift))?;
    let root = file.read(root, 128)?;
    let class = root.get(80..96)?;
    if class.get(1..) != Some(CLASS) {
        return None;
    }
    match class.first()? {
        0x84 => Some(InstallerFamily::Msi),
        0x86 => Some(InstallerFamily::Msp),
        _ => None,
    }
}
