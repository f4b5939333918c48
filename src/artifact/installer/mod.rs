//! Which tool made an installer, told from its own bytes.
//!
//! Each family has a mark that no other has: a section, a resource, what begins or ends the data
//! behind the program. They are looked for where they stand, so that an installer of hundreds of
//! megabytes costs a few kilobytes.

mod arguments;
mod compound;
mod families;
mod overlay;
mod program;
mod resources;
#[cfg(test)]
mod tests;
mod window;
mod zipped;

pub use families::InstallerFamily;

use std::ops::Range;

use program::Program;
use window::Window;

/// How compound files begin: MSI, and documents of old.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Bytes at the start that everything else is found by.
const HEAD: u64 = 4 << 10;

/// The family of a file of `size` bytes, of which `read` gives a range. None when it is neither a
/// program nor a package that can be installed, and when what would tell it could not be read.
///
/// `read` is asked for [`InstallerFamily::MAX_READ`] bytes at most, all its calls together; it gives
/// none where the bytes cannot be had.
pub fn installer_family(
    size: u64,
    read: &mut dyn FnMut(Range<u64>) -> Option<Vec<u8>>,
) -> Option<InstallerFamily> {
    let mut file = Window::new(size, read);
    let head = file.read(0, HEAD)?;
    if head.starts_with(COMPOUND) {
        compound::family(&head, &mut file)
    } else if head.starts_with(b"PK\x03\x04") {
        zipped::family(&mut file)
    } else {
        let program = Program::read(&head, &mut file)?;
        of_program(&program, &mut file)
    }
}

fn of_program(program: &Program, file: &mut Window<'_>) -> Option<InstallerFamily> {
    if program.has_section(b".wixburn") {
        return Some(InstallerFamily::Burn);
    }
    let found = overlay::family(program, file)
        .or_else(|| resources::family(program, file))
        .or_else(|| velopack(program, file));
    if found.is_some() {
        return found;
    }
    // A section without bytes that only NSIS makes room for.
    if program.has_section(b".ndata") {
        return Some(InstallerFamily::Nsis);
    }
    // What could not be read may have been the mark.
    (!file.has_failed()).then_some(InstallerFamily::Other)
}

/// The mark beside which Velopack, and Clowd.Squirrel before it, write where the package stands:
/// the SHA-256 of "squirrel bundle".
const BUNDLE: &[u8] = &[
    0x94, 0xf0, 0xb1, 0x7b, 0x68, 0x93, 0xe0, 0x29, 0x37, 0xeb, 0x34, 0xef, 0x53, 0xaa, 0xe7, 0xd4,
    0x2b, 0x54, 0xf5, 0x70, 0x7e, 0xf5, 0xd6, 0xf5, 0x78, 0x54, 0x98, 0x3e, 0x5e, 0x94, 0xed, 0x7d,
];

/// Bytes of a section of data that the mark is looked for in.
const MAX_DATA: u64 = 1 << 20;

fn velopack(program: &Program, file: &mut Window<'_>) -> Option<InstallerFamily> {
    // The package that it installs stands behind the program.
    program.overlay(file.size())?;
    let sections: Vec<_> = [b".data".as_slice(), b".rdata"]
        .into_iter()
        .filter_map(|name| program.section(name))
        .collect();
    sections.into_iter().find_map(|section| {
        let data = file.read(section.start, section.length.min(MAX_DATA))?;
        memchr::memmem::find(&data, BUNDLE).map(|_| InstallerFamily::Velopack)
    })
}
