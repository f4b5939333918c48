//! How much of a package is read: named, and each with a way to raise it.

/// How much is read.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of one text. Default [`Limits::MAX_TEXT`].
    pub max_text: u64,
    /// Bytes of all texts of a package. Default [`Limits::MAX_TEXTS`].
    pub max_texts: u64,
    /// Bytes of assets that are hashed. Default [`Limits::HASHED_ASSETS`].
    pub hashed_assets: u64,
    /// Bytes of the input itself that are hashed, or it is not. Default [`Limits::HASHED_FILE`].
    pub hashed_file: u64,
    /// Bytes of what lies in a WIM and belongs to no file that are looked at. Default
    /// [`Limits::LEFTOVER_BYTES`].
    pub leftovers: u64,
}

impl Limits {
    /// 64 MiB.
    pub const MAX_TEXT: u64 = 64 << 20;
    /// 256 MiB.
    pub const MAX_TEXTS: u64 = 256 << 20;
    /// 64 MiB, decoded.
    pub const HASHED_ASSETS: u64 = 64 << 20;
    /// 64 MiB.
    pub const HASHED_FILE: u64 = 64 << 20;
    /// 1 MiB: a catalogue beside a package is 306 bytes, a signed one a few thousand.
    pub const MAX_CATALOGUE: u64 = 1 << 20;
    /// 4 MiB: earlier indexes of assets have a few thousand bytes each.
    pub const LEFTOVER_BYTES: u64 = 4 << 20;
    /// 1 MiB of one of them: what a script or a secret in it is, stands at its start.
    pub const MAX_LEFTOVER: u64 = 1 << 20;
    /// How many of them are looked at.
    pub const LEFTOVERS: usize = 256;
    /// How many of them when they are compressed together with others.
    pub const SOLID_LEFTOVERS: usize = 8;
    /// How many assets that are not decoded whole are looked at in places.
    pub const SAMPLED_ASSETS: usize = 64;
    /// 1 MiB of an asset that is a text and no script.
    pub const MAX_TEXT_ASSET: u64 = 1 << 20;
    /// 16 MiB of all these together.
    pub const TEXT_ASSETS: u64 = 16 << 20;
    /// 64 MiB, decoded, of assets to tell what they are.
    pub const PROBED: u64 = 64 << 20;
    /// How many assets that are not decoded whole are looked at to tell what they are.
    pub const PROBED_ASSETS: usize = 1_000;
    /// How many assets are looked into further: which installer, whether a disc.
    pub const PROBED_INSTALLERS: usize = 64;
    /// 256 KiB of an asset that are unpacked to see what stands further behind.
    pub const PROBED_START: u64 = 256 << 10;
    /// 64 KiB: the mark of a download has some hundred bytes.
    pub const MAX_MARK: u64 = 64 << 10;
    /// Marks of downloads that are read.
    pub const MAX_MARKS: usize = 1_000;
    /// 4 KiB at each place where a large asset is looked at, to see whether anything is in it.
    pub const SAMPLE: u64 = 4 << 10;
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_text: Self::MAX_TEXT,
            max_texts: Self::MAX_TEXTS,
            hashed_assets: Self::HASHED_ASSETS,
            hashed_file: Self::HASHED_FILE,
            leftovers: Self::LEFTOVER_BYTES,
        }
    }
}
