//! The headers of a program (PE): its sections, and where it ends.

use super::window::{Window, u16_at, u32_at};

/// What the headers say.
#[derive(Debug, Default)]
pub(super) struct Program {
    sections: Vec<Section>,
    /// Where the resources are in memory.
    pub(super) resources: Option<u32>,
    /// Where the signature stands in the file.
    signature: Option<u64>,
}

/// A section, in bytes of the file.
#[derive(Debug)]
pub(super) struct Section {
    name: [u8; 8],
    address: u32,
    pub(super) start: u64,
    pub(super) length: u64,
}

/// Sections that are looked at; Windows loads no program with more.
const MAX_SECTIONS: u16 = 96;
/// One row of the table of sections.
const ROW: usize = 40;
/// Bytes of the headers that are read when they do not stand at the start.
const HEADERS: u64 = 8 << 10;

impl Program {
    /// Reads the headers; none when it is no program.
    pub(super) fn read(head: &[u8], file: &mut Window<'_>) -> Option<Self> {
        let at = head.starts_with(b"MZ").then(|| u32_at(head, 0x3c)).flatten()?;
        let headers = file.read(u64::from(at), HEADERS)?;
        if !headers.starts_with(b"PE\0\0") {
            return None;
        }
        let count = u16_at(&headers, 6)?.min(MAX_SECTIONS);
        let optional = usize::from(u16_at(&headers, 20)?);
        // The directories begin behind fields that are wider in programs of 64 bits.
        let directories = match u16_at(&headers, 24)? {
            0x20b => 24 + 112,
            _ => 24 + 96,
        };
        let directory = |number: usize| {
            let at = directories + number * 8;
            let is_there = at + 8 <= 24 + optional;
            is_there.then(|| u32_at(&headers, at)).flatten().filter(|start| *start > 0)
        };
        let table = headers.get(24 + optional..).unwrap_or_default();
        let rows = table.chunks_exact(ROW).take(usize::from(count));
        let sections = rows.filter_map(Section::read).collect();
        let (resources, signature) = (directory(2), directory(4).map(u64::from));
        Some(Self { sections, resources, signature })
    }

    pub(super) fn section(&self, name: &[u8]) -> Option<&Section> {
        self.sections.iter().find(|section| {
            let (start, rest) = section.name.split_at(name.len().min(8));
            start == name && rest.iter().all(|byte| *byte == 0)
        })
    }

    pub(super) fn has_section(&self, name: &[u8]) -> bool {
        self.section(name).is_some()
    }

    /// Where in the file an address of memory is, and how many bytes of its section follow.
    pub(super) fn place(&self, address: u32) -> Option<(u64, u64)> {
        self.sections.iter().find_map(|section| {
            let inside = u64::from(address.checked_sub(section.address)?);
            let left = section.length.checked_sub(inside).filter(|left| *left > 0)?;
            Some((section.start.checked_add(inside)?, left))
        })
    }

    /// What stands behind the last section, without a signature at its end: from where to where.
    pub(super) fn overlay(&self, size: u64) -> Option<(u64, u64)> {
        let ends = self.sections.iter().map(|section| section.start.saturating_add(section.length));
        let start = ends.max()?;
        let end = self.signature.filter(|at| *at >= start).unwrap_or(size).min(size);
        (start < end).then_some((start, end))
    }
}

impl Section {
    fn read(row: &[u8]) -> Option<Self> {
        let length = u32_at(row, 16)?;
        Some(Self {
            name: row.get(..8)?.try_into().ok()?,
            address: u32_at(row, 12)?,
            // A section without bytes has no place either.
            start: if length == 0 { 0 } else { u64::from(u32_at(row, 20)?) },
            length: u64::from(length),
        })
    }
}
