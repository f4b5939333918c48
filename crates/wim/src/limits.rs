/// Caps on what a file may make the reader allocate or do.
///
/// Sizes are bytes after decoding. A cap is checked against what the file declares before anything
/// is allocated for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The metadata resource of one image. Default [`Limits::MAX_METADATA`].
    pub max_metadata: u64,
    /// The lookup table. Default [`Limits::MAX_TABLE`].
    pub max_table: u64,
    /// The XML data. Default [`Limits::MAX_XML`].
    pub max_xml: u64,
    /// One chunk: the unit of decoding, of which a few are in memory at once. Counted is what it
    /// decodes to, whatever size the file declares for chunks. Default
    /// [`Limits::MAX_CHUNK`].
    pub max_chunk: u64,
    /// What one call of [`Wim::read`](crate::Wim::read), `read_prefix` or `read_range` returns.
    /// Streaming is not capped by it. Default [`Limits::MAX_BLOB`].
    pub max_blob: u64,
    /// All bytes decoded through one [`Wim`](crate::Wim) in its life, counted in whole chunks: what
    /// bounds the time a small hostile file can cost. Default [`Limits::MAX_TOTAL`].
    pub max_total: u64,
    /// Files and directories of one image. Default [`Limits::MAX_ENTRIES`].
    pub max_entries: usize,
    /// Directories above an entry. Default [`Limits::MAX_DEPTH`].
    pub max_depth: usize,
}

impl Limits {
    /// 256 MiB: about four times the metadata of a full Windows installation.
    pub const MAX_METADATA: u64 = 256 << 20;
    /// 64 MiB: 1.3 million blobs.
    pub const MAX_TABLE: u64 = 64 << 20;
    /// 16 MiB.
    pub const MAX_XML: u64 = 16 << 20;
    /// 64 MiB: the chunk size of solid LZMS resources as Windows and wimlib write them.
    pub const MAX_CHUNK: u64 = 64 << 20;
    /// 1 GiB.
    pub const MAX_BLOB: u64 = 1 << 30;
    /// 64 GiB.
    pub const MAX_TOTAL: u64 = 64 << 30;
    /// One million.
    pub const MAX_ENTRIES: usize = 1_000_000;
    /// 256: a path of 32,767 characters can be deeper, but no program makes one.
    pub const MAX_DEPTH: usize = 256;
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            max_metadata: Limits::MAX_METADATA,
            max_table: Limits::MAX_TABLE,
            max_xml: Limits::MAX_XML,
            max_chunk: Limits::MAX_CHUNK,
            max_blob: Limits::MAX_BLOB,
            max_total: Limits::MAX_TOTAL,
            max_entries: Limits::MAX_ENTRIES,
            max_depth: Limits::MAX_DEPTH,
        }
    }
}
