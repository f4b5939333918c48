//! What stands behind a program, which Windows does not load: what an installer installs.

use memchr::memmem;

use super::InstallerFamily;
use super::program::Program;
use super::window::Window;

/// Bytes at its start.
const START: u64 = 1 << 10;
/// Bytes at its end, as other readers of Advanced Installer's files look at.
const END: u64 = 10_000;

/// The family by what the data behind the program begins or ends with.
pub(super) fn family(program: &Program, file: &mut Window<'_>) -> Option<InstallerFamily> {
    let (start, end) = program.overlay(file.size())?;
    let first = file.read(start, START.min(end.saturating_sub(start)))?;
    // Flags, a number, a word; in a script that is compressed whole the same.
    if first.get(4..20) == Some(b"\xef\xbe\xad\xdeNullsoftInst") {
        return Some(InstallerFamily::Nsis);
    }
    if first.starts_with(b"ISSetupStream\0") || first.starts_with(b"InstallShield\0") {
        return Some(InstallerFamily::InstallShield);
    }
    if first.starts_with(b"7z\xbc\xaf\x27\x1c") || memmem::find(&first, b";!@Install@!").is_some() {
        return Some(InstallerFamily::SevenZip);
    }
    let last = file.read_before(end, END.min(end.saturating_sub(start)))?;
    memmem::find(&last, b"ADVINSTSFX").map(|_| InstallerFamily::AdvancedInstaller)
}
