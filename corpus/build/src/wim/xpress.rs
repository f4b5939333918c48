//! XPRESS with Huffman codes ([MS-XCA] 2.1), the compression of every package that WCD writes.
//!
//! Small input only: greedy matching over hash chains, no block splitting, no tuning.

/// The size of the pieces that are compressed one by one.
pub(super) const CHUNK: usize = 32_768;

const SYMBOLS: usize = 512;
const LONGEST_CODE: u8 = 15;
const END: usize = 256;
const SHORTEST_MATCH: usize = 3;

/// How many earlier places are tried for a match.
const TRIES: usize = 64;

/// A compressed resource: the table of chunk offsets and the chunks. `None` if it is not smaller
/// than what it holds.
pub(super) fn resource(content: &[u8]) -> Option<Vec<u8>> {
    let mut table = Vec::new();
    let mut chunks: Vec<u8> = Vec::new();
    for (number, chunk) in content.chunks(CHUNK).enumerate() {
        if number > 0 {
            table.extend((chunks.len() as u32).to_le_bytes());
        }
        let compressed = compress(chunk);
        chunks.extend(if compressed.len() < chunk.len() { &compressed } else { chunk });
    }
    table.extend(chunks);
    (table.len() < content.len()).then_some(table)
}

enum Item {
    Literal(u8),
    Match { length: usize, offset: usize },
}

impl Item {
    /// The symbol, and what follows it: an extra length and some bits of the offset.
    fn symbol(&self) -> usize {
        match self {
            Self::Literal(byte) => usize::from(*byte),
            Self::Match { length, offset } => {
                256 + (offset.ilog2() as usize * 16) + (length - SHORTEST_MATCH).min(15)
            }
        }
    }
}

fn compress(chunk: &[u8]) -> Vec<u8> {
    let items = items(chunk);
    let mut frequencies = [0u32; SYMBOLS];
    for symbol in items.iter().map(Item::symbol).chain([END]) {
        if let Some(frequency) = frequencies.get_mut(symbol) {
            *frequency += 1;
        }
    }
    let lengths = code_lengths(&frequencies);
    let codes = codes(&lengths);
    let code = |symbol: usize| {
        let code = codes.get(symbol).copied().unwrap_or_default();
        (code, lengths.get(symbol).copied().unwrap_or_default())
    };
    let pairs = lengths.chunks(2);
    let table = pairs.map(|pair| pair.iter().rev().fold(0, |byte, length| byte << 4 | length));
    let mut out = Bits::new(table.collect());
    for item in &items {
        let (bits, count) = code(item.symbol());
        out.bits(bits, count);
        if let Item::Match { length, offset } = item {
            let more = length - SHORTEST_MATCH;
            if more >= 15 {
                out.byte((more - 15).min(255) as u8);
                if more - 15 >= 255 {
                    (more as u16).to_le_bytes().into_iter().for_each(|byte| out.byte(byte));
                }
            }
            let bits = offset.ilog2();
            out.bits(*offset as u32 - (1 << bits), bits as u8);
        }
    }
    let (bits, count) = code(END);
    out.bits(bits, count);
    out.finish()
}

/// Splits a chunk into literals and matches.
fn items(chunk: &[u8]) -> Vec<Item> {
    let mut seen: std::collections::HashMap<&[u8], Vec<usize>> = std::collections::HashMap::new();
    let mut items = Vec::new();
    let mut at = 0;
    while let Some(&byte) = chunk.get(at) {
        let rest = chunk.get(at..).unwrap_or_default();
        let key = rest.get(..SHORTEST_MATCH);
        let places = key.and_then(|key| seen.get(key)).map_or(&[][..], Vec::as_slice);
        let same = |place: usize| {
            let before = chunk.get(place..).unwrap_or_default();
            before.iter().zip(rest).take_while(|(a, b)| a == b).count()
        };
        let best = places
            .iter()
            .rev()
            .take(TRIES)
            .map(|&place| (same(place), place))
            .max_by_key(|&(length, place)| (length, place));
        let length = match best {
            Some((length, place)) if length >= SHORTEST_MATCH => {
                items.push(Item::Match { length, offset: at - place });
                length
            }
            _ => {
                items.push(Item::Literal(byte));
                1
            }
        };
        for place in at..at + length {
            if let Some(key) = chunk.get(place..place + SHORTEST_MATCH) {
                seen.entry(key).or_default().push(place);
            }
        }
        at += length;
    }
    items
}

/// Huffman code lengths, none longer than the format allows.
fn code_lengths(frequencies: &[u32; SYMBOLS]) -> [u8; SYMBOLS] {
    let mut frequencies = *frequencies;
    loop {
        let lengths = huffman(&frequencies);
        if lengths.iter().all(|&length| length <= LONGEST_CODE) {
            return lengths;
        }
        // Flatter frequencies give a flatter tree.
        for frequency in frequencies.iter_mut().filter(|frequency| **frequency > 0) {
            *frequency = *frequency / 2 + 1;
        }
    }
}

fn huffman(frequencies: &[u32; SYMBOLS]) -> [u8; SYMBOLS] {
    let mut lengths = [0; SYMBOLS];
    let used = frequencies.iter().enumerate().filter(|(_, frequency)| **frequency > 0);
    // Each tree: its weight and its leaves.
    let mut trees: Vec<(u32, Vec<usize>)> =
        used.map(|(symbol, frequency)| (*frequency, vec![symbol])).collect();
    while trees.len() > 1 {
        trees.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let (Some(one), Some(other)) = (trees.pop(), trees.pop()) else { break };
        let leaves = [one.1, other.1].concat();
        for leaf in &leaves {
            if let Some(length) = lengths.get_mut(*leaf) {
                *length += 1;
            }
        }
        trees.push((one.0 + other.0, leaves));
    }
    lengths
}

/// Canonical codes: shorter ones first, then in the order of the symbols.
fn codes(lengths: &[u8; SYMBOLS]) -> Vec<u32> {
    let mut codes = vec![0; SYMBOLS];
    let mut next = 0;
    for length in 1..=LONGEST_CODE {
        for (code, _) in codes.iter_mut().zip(lengths).filter(|(_, own)| **own == length) {
            *code = next;
            next += 1;
        }
        next <<= 1;
    }
    codes
}

/// Bits go into 16-bit words, highest bit first; whole bytes go between the words. A word's place
/// is taken two words ahead, because the reader always has that many.
struct Bits {
    out: Vec<u8>,
    word: u32,
    free: u8,
    first: usize,
    second: usize,
}

impl Bits {
    fn new(mut out: Vec<u8>) -> Self {
        let first = out.len();
        out.extend([0; 4]);
        Self { out, word: 0, free: 16, first, second: first + 2 }
    }

    fn bits(&mut self, bits: u32, count: u8) {
        if count <= self.free {
            self.free -= count;
            self.word = self.word << count | bits;
            return;
        }
        let later = count - self.free;
        self.word = self.word << self.free | bits >> later;
        self.put();
        self.first = self.second;
        self.second = self.out.len();
        self.out.extend([0; 2]);
        self.free = 16 - later;
        self.word = bits & ((1 << later) - 1);
    }

    fn byte(&mut self, byte: u8) {
        self.out.push(byte);
    }

    fn put(&mut self) {
        let word = (self.word as u16).to_le_bytes();
        self.out.splice(self.first..self.first + 2, word);
    }

    fn finish(mut self) -> Vec<u8> {
        self.word <<= self.free;
        self.put();
        self.out
    }
}
