//! Trees of files for tests, the same on every run.

#![allow(clippy::indexing_slicing, reason = "test data, made from no input")]

use std::collections::BTreeMap;

/// A row of numbers without pattern (xorshift).
pub(crate) struct Noise(u64);

impl Noise {
    pub(crate) fn new(seed: u64) -> Noise {
        Noise(seed * 2 + 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    pub(crate) fn bytes(&mut self, length: usize) -> Vec<u8> {
        (0..length).map(|_| self.next() as u8).collect()
    }
}

/// Sentences.
pub(crate) fn text(noise: &mut Noise, length: usize) -> Vec<u8> {
    let words =
        ["the ", "package ", "of ", "a ", "device ", "setting ", "is ", "and\r\n", "Windows "];
    let mut text = Vec::new();
    while text.len() < length {
        text.extend_from_slice(words[noise.below(words.len())].as_bytes());
        if noise.below(20) == 0 {
            text.extend_from_slice(noise.next().to_string().as_bytes());
        }
    }
    text.truncate(length);
    text
}

/// A table of numbers that grow by nearly the same step, which delta matches are made for.
pub(crate) fn table(noise: &mut Noise, length: usize) -> Vec<u8> {
    let mut value = 0u32;
    let mut bytes = Vec::new();
    while bytes.len() < length {
        value = value.wrapping_add(1000 + noise.below(3) as u32);
        bytes.extend_from_slice(&value.to_le_bytes());
    }
    bytes.truncate(length);
    bytes
}

/// What looks like x86 code: calls and loads of a few targets, with bytes between.
pub(crate) fn code(noise: &mut Noise, length: usize) -> Vec<u8> {
    let targets: Vec<u32> = (0..20).map(|_| noise.below(length.max(1)) as u32).collect();
    let operations: [&[u8]; 7] = [
        &[0xe8],
        &[0xe8],
        &[0xe9],
        &[0x48, 0x8b, 0x05],
        &[0x4c, 0x8d, 0x0d],
        &[0xff, 0x15],
        &[0xf0, 0x83, 0x05],
    ];
    let mut bytes = Vec::new();
    while bytes.len() < length {
        for _ in 0..noise.below(12) {
            bytes.push([0x55, 0x48, 0x89, 0xe5, 0x5d, 0xc3][noise.below(6)]);
        }
        bytes.extend_from_slice(operations[noise.below(operations.len())]);
        let target = targets[noise.below(targets.len())];
        bytes.extend_from_slice(&target.wrapping_sub(bytes.len() as u32).to_le_bytes());
    }
    bytes.truncate(length);
    bytes
}

/// A few kinds of content, small enough for files that are kept.
pub(crate) fn small() -> BTreeMap<String, Vec<u8>> {
    let mut noise = Noise::new(1);
    BTreeMap::from([
        ("empty".to_owned(), Vec::new()),
        ("one byte".to_owned(), b"x".to_vec()),
        ("zeros".to_owned(), vec![0; 100_000]),
        ("scripts/text.txt".to_owned(), text(&mut noise, 9_000)),
        ("bin/table".to_owned(), table(&mut noise, 6_000)),
        ("bin/code".to_owned(), code(&mut noise, 6_000)),
        ("bin/noise".to_owned(), noise.bytes(300)),
        ("long".to_owned(), text(&mut noise, 2_000).repeat(40)),
    ])
}
