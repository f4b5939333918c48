//! A reader of WIM files for tests: only what packages have, and no care for broken input.

use std::collections::HashMap;

/// One image: files and named streams by path; a stream is `path:name`.
pub(crate) type Image = HashMap<String, Vec<u8>>;

/// Reads all images of a WIM. `None` if anything about it is wrong.
pub(crate) fn read(wim: &[u8]) -> Option<Vec<Image>> {
    if wim.get(..8)? != b"MSWIM\0\0\0" {
        return None;
    }
    let (_, table, size) = place(wim, 48)?;
    let rows = wim.get(table..table + size)?;
    let mut blobs = HashMap::new();
    let mut metadata = Vec::new();
    for row in rows.chunks_exact(50) {
        let (flags, offset, original) = place(row, 0)?;
        let stored = number(row, 0, 7)?;
        let bytes = wim.get(offset..offset + stored)?;
        let content =
            if flags & 4 == 0 { bytes.to_vec() } else { decompress_resource(bytes, original)? };
        if flags & 2 == 0 {
            blobs.insert(row.get(30..)?.to_vec(), content);
        } else {
            metadata.push(content);
        }
    }
    metadata.iter().map(|metadata| image(metadata, &blobs)).collect()
}

/// The name of every blob and what it holds, for checking one against the other.
pub(crate) fn blobs(wim: &[u8]) -> Option<Vec<(Vec<u8>, Vec<u8>)>> {
    let (_, table, size) = place(wim, 48)?;
    let rows = wim.get(table..table + size)?.chunks_exact(50);
    rows.map(|row| {
        let (flags, offset, original) = place(row, 0)?;
        let bytes = wim.get(offset..offset + number(row, 0, 7)?)?;
        let content =
            if flags & 4 == 0 { bytes.to_vec() } else { decompress_resource(bytes, original)? };
        Some((row.get(30..)?.to_vec(), content))
    })
    .collect()
}

/// Flags, offset and original size of a resource.
fn place(bytes: &[u8], at: usize) -> Option<(usize, usize, usize)> {
    Some((number(bytes, at + 7, 1)?, number(bytes, at + 8, 8)?, number(bytes, at + 16, 8)?))
}

fn number(bytes: &[u8], at: usize, size: usize) -> Option<usize> {
    Some(bytes.get(at..at + size)?.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
}

fn image(metadata: &[u8], blobs: &HashMap<Vec<u8>, Vec<u8>>) -> Option<Image> {
    let root = number(metadata, 0, 4)?.next_multiple_of(8);
    let mut image = Image::new();
    folder(metadata, number(metadata, root + 16, 8)?, "", blobs, &mut image)?;
    Some(image)
}

fn folder(
    metadata: &[u8],
    mut at: usize,
    parent: &str,
    blobs: &HashMap<Vec<u8>, Vec<u8>>,
    image: &mut Image,
) -> Option<()> {
    loop {
        let length = number(metadata, at, 8)?;
        if length == 0 {
            return Some(());
        }
        let name = text(metadata, at + 102, number(metadata, at + 100, 2)?)?;
        let path = if parent.is_empty() { name } else { format!("{parent}/{name}") };
        let streams = number(metadata, at + 96, 2)?;
        if number(metadata, at + 8, 4)? & 0x10 != 0 {
            folder(metadata, number(metadata, at + 16, 8)?, &path, blobs, image)?;
        }
        let hash = metadata.get(at + 64..at + 84)?;
        if let Some(content) = blobs.get(hash) {
            image.insert(path.clone(), content.clone());
        }
        at += length;
        for _ in 0..streams {
            let content = blobs.get(metadata.get(at + 16..at + 36)?)?;
            let name = text(metadata, at + 38, number(metadata, at + 36, 2)?)?;
            let path = if name.is_empty() { path.clone() } else { format!("{path}:{name}") };
            image.insert(path, content.clone());
            at += number(metadata, at, 8)?;
        }
    }
}

fn text(bytes: &[u8], at: usize, size: usize) -> Option<String> {
    let units = bytes.get(at..at + size)?.chunks_exact(2);
    let units: Option<Vec<u16>> = units.map(|unit| Some(number(unit, 0, 2)? as u16)).collect();
    String::from_utf16(&units?).ok()
}

fn decompress_resource(bytes: &[u8], original: usize) -> Option<Vec<u8>> {
    let chunks = original.div_ceil(32768);
    let table = (chunks - 1) * 4;
    let mut out = Vec::new();
    for chunk in 0..chunks {
        let start = if chunk == 0 { 0 } else { number(bytes, (chunk - 1) * 4, 4)? };
        let end =
            if chunk + 1 == chunks { bytes.len() - table } else { number(bytes, chunk * 4, 4)? };
        let piece = bytes.get(table + start..table + end)?;
        let size = (original - out.len()).min(32768);
        if piece.len() == size {
            out.extend(piece);
        } else {
            out.extend(decompress(piece, size)?);
        }
    }
    Some(out)
}

/// One chunk, bit by bit: slow, and as plain as the specification.
fn decompress(chunk: &[u8], size: usize) -> Option<Vec<u8>> {
    let lengths: Vec<u8> =
        chunk.get(..256)?.iter().flat_map(|byte| [byte & 15, byte >> 4]).collect();
    let mut codes = HashMap::new();
    let mut code = 0u32;
    for length in 1..=15u8 {
        for (symbol, _) in lengths.iter().enumerate().filter(|(_, own)| **own == length) {
            codes.insert((length, code), symbol);
            code += 1;
        }
        code <<= 1;
    }
    let mut bits = Bits { chunk, next: 256, word: 0, count: 0 };
    let mut out: Vec<u8> = Vec::new();
    while out.len() < size {
        bits.fill();
        let mut code = 0;
        let symbol = (1..=15).find_map(|length| {
            code = code << 1 | bits.take(1);
            codes.get(&(length, code))
        })?;
        if let Ok(byte) = u8::try_from(*symbol) {
            out.push(byte);
            continue;
        }
        bits.fill();
        let order = (symbol >> 4 & 15) as u32;
        let offset = (1usize << order) + bits.take(order) as usize;
        let mut length = symbol & 15;
        if length == 15 {
            length += bits.byte()?;
            if length == 15 + 255 {
                length = bits.byte()? + 256 * bits.byte()?;
            }
        }
        for _ in 0..length + 3 {
            out.push(*out.get(out.len().checked_sub(offset)?)?);
        }
    }
    Some(out)
}

struct Bits<'a> {
    chunk: &'a [u8],
    next: usize,
    word: u64,
    count: u32,
}

impl Bits<'_> {
    /// There are always 16 bits to take, so one or two words are read ahead.
    fn fill(&mut self) {
        while self.count < 16 {
            let word = number(self.chunk, self.next, 2).unwrap_or(0);
            self.next += 2;
            self.word = self.word << 16 | word as u64;
            self.count += 16;
        }
    }

    fn take(&mut self, count: u32) -> u32 {
        self.count -= count;
        (self.word >> self.count & ((1 << count) - 1)) as u32
    }

    fn byte(&mut self) -> Option<usize> {
        self.next += 1;
        number(self.chunk, self.next - 1, 1)
    }
}
