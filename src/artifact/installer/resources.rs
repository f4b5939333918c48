//! The resources of a program: its version, its manifest, and what an installer keeps in them.

use memchr::memmem;

use super::InstallerFamily;
use super::program::Program;
use super::window::{Window, u16_at, u32_at};

/// Bytes of the tables that lead to the resources; they stand before them.
const TABLES: u64 = 16 << 10;
/// Entries of one table that are looked at.
const MAX_ENTRIES: usize = 1_000;
/// Bytes of a version or a manifest.
const MAX_RESOURCE: u64 = 64 << 10;

const RAW: u32 = 10;
const VERSION: u32 = 16;
const MANIFEST: u32 = 24;
/// Where Inno Setup writes where its parts stand.
const INNO_OFFSETS: u32 = 11111;
/// Where Squirrel has the archive that it unpacks.
const SQUIRREL_ARCHIVE: u32 = 131;

/// The bit of a table's entry that says that another table or a name follows.
const IS_FURTHER: u32 = 1 << 31;

/// The family by the resources.
pub(super) fn family(program: &Program, file: &mut Window<'_>) -> Option<InstallerFamily> {
    let (start, length) = program.place(program.resources?)?;
    let tables = Tables(file.read(start, length.min(TABLES))?);
    let has_resource = |kind: Option<u32>, id: u32| {
        let kind = kind.and_then(|at| tables.further(at));
        kind.is_some_and(|table| tables.entry(table, &|name| name == id).is_some())
    };
    if has_resource(tables.entry(0, &|name| name == RAW), INNO_OFFSETS) {
        return Some(InstallerFamily::Inno);
    }
    if has_resource(tables.entry(0, &|name| tables.is_called(name, "DATA")), SQUIRREL_ARCHIVE) {
        return Some(InstallerFamily::Squirrel);
    }
    let mut text_of = |kind: u32| {
        let (address, length) = tables.first(kind)?;
        let (start, left) = program.place(address)?;
        file.read(start, u64::from(length).min(left).min(MAX_RESOURCE))
    };
    let manifest = text_of(MANIFEST).unwrap_or_default();
    let version = text_of(VERSION).unwrap_or_default();
    let in_manifest = |text: &str| memmem::find(&manifest, text.as_bytes()).is_some();
    let in_version = |text: &str| {
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memmem::find(&version, &wide).is_some()
    };
    if in_manifest("Nullsoft.NSIS.exehead") {
        Some(InstallerFamily::Nsis)
    } else if in_manifest("JR.Inno.Setup") || in_version("built with Inno Setup") {
        Some(InstallerFamily::Inno)
    } else if in_version("ISInternalVersion") || in_version("ISInternalDescription") {
        Some(InstallerFamily::InstallShield)
    } else if in_version("7z SFX") || in_version("7-Zip SFX") || in_version("7zS.sfx") {
        Some(InstallerFamily::SevenZip)
    } else {
        None
    }
}

/// The tables: of kinds, of resources of a kind, of languages of a resource.
struct Tables(Vec<u8>);

impl Tables {
    /// What the first entry of a table whose name or number `is` fits leads to.
    fn entry(&self, table: usize, is: &dyn Fn(u32) -> bool) -> Option<u32> {
        let named = usize::from(u16_at(&self.0, table.checked_add(12)?)?);
        let numbered = usize::from(u16_at(&self.0, table.checked_add(14)?)?);
        (0..(named + numbered).min(MAX_ENTRIES)).find_map(|number| {
            let at = table.checked_add(16 + number * 8)?;
            let name = u32_at(&self.0, at)?;
            is(name).then(|| u32_at(&self.0, at + 4)).flatten()
        })
    }

    /// The table that an entry leads to.
    fn further(&self, entry: u32) -> Option<usize> {
        (entry & IS_FURTHER != 0).then_some((entry & !IS_FURTHER) as usize)
    }

    /// Whether an entry goes by that name.
    fn is_called(&self, entry: u32, name: &str) -> bool {
        let Some(at) = self.further(entry) else { return false };
        let length = u16_at(&self.0, at).map(usize::from);
        let units = name.encode_utf16().enumerate().all(|(number, unit)| {
            at.checked_add(2 + number * 2).and_then(|at| u16_at(&self.0, at)) == Some(unit)
        });
        length == Some(name.len()) && units
    }

    /// Where the first resource of a kind is in memory, and its length.
    fn first(&self, kind: u32) -> Option<(u32, u32)> {
        let resources = self.further(self.entry(0, &|name| name == kind)?)?;
        let languages = self.further(self.entry(resources, &|_| true)?)?;
        let place = self.entry(languages, &|_| true).filter(|at| at & IS_FURTHER == 0)? as usize;
        Some((u32_at(&self.0, place)?, u32_at(&self.0, place.checked_add(4)?)?))
    }
}
