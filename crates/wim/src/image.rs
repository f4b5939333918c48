/// The tree of files of one image.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Image {
    /// The files and directories. The first is the root, whose name is empty in sound files; each
    /// stands after its parent, and the children of one directory stand together in stored order.
    pub entries: Vec<Entry>,
    /// Security descriptors in self-relative form ([MS-DTYP] 2.4.6), referred to by
    /// [`Entry::security`].
    pub security: Vec<Vec<u8>>,
}

/// A file or directory.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Entry {
    /// The place of its directory in [`Image::entries`]; `None` for the root.
    pub parent: Option<usize>,
    /// The name in UTF-16 as stored: it may be ill-formed, empty, or hold separators.
    pub name: Vec<u16>,
    /// The DOS name in UTF-16; empty for none.
    pub short_name: Vec<u16>,
    /// Windows file attributes ([MS-FSCC] 2.6).
    pub attributes: u32,
    /// When it was created, in 100 ns since 1601 (FILETIME).
    pub created: u64,
    /// When it was last read, likewise.
    pub accessed: u64,
    /// When it was last written, likewise.
    pub written: u64,
    /// The place of its security descriptor in [`Image::security`]; `None` where it has none or
    /// names one that is not there.
    pub security: Option<usize>,
    /// The number that all names of one file share; 0 where it has one name only, and for reparse
    /// points.
    pub hard_link: u64,
    /// What kind of reparse point it is ([MS-FSCC] 2.1.2.1); 0 where it is none.
    pub reparse_tag: u32,
    /// The hash of the reparse point's data; `None` where it is none or has none.
    pub reparse_data: Option<[u8; 20]>,
    /// The data streams. The unnamed one, if any, is first: files have it even when it is empty.
    pub streams: Vec<Stream>,
}

/// A data stream of a file or directory.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Stream {
    /// The name in UTF-16 as stored; empty for the unnamed stream.
    pub name: Vec<u16>,
    /// The SHA-1 of the content; all zero where it is empty.
    pub hash: [u8; 20],
}

impl Stream {
    /// Whether it has no content, which is then in no blob.
    pub fn is_empty(&self) -> bool {
        self.hash == [0; 20]
    }
}

impl Entry {
    /// [`attributes`](Self::attributes): a directory.
    pub const DIRECTORY: u32 = 0x10;
    /// [`attributes`](Self::attributes): a reparse point, such as a symbolic link.
    pub const REPARSE_POINT: u32 = 0x400;

    /// Whether it is a directory. It may be a reparse point at once (a junction).
    pub fn is_directory(&self) -> bool {
        self.attributes & Self::DIRECTORY != 0
    }

    /// Whether it is a reparse point.
    pub fn is_reparse_point(&self) -> bool {
        self.attributes & Self::REPARSE_POINT != 0
    }

    /// The unnamed data stream.
    pub fn data(&self) -> Option<&Stream> {
        self.streams.iter().find(|stream| stream.name.is_empty())
    }

    /// The data streams that have a name.
    pub fn named_streams(&self) -> impl Iterator<Item = &Stream> {
        self.streams.iter().filter(|stream| !stream.name.is_empty())
    }
}

impl Image {
    /// The names from below the root down to the entry, as stored. Empty for the root and for a
    /// place where there is no entry.
    pub fn path(&self, entry: usize) -> Vec<&[u16]> {
        let mut names = Vec::new();
        let mut at = entry;
        while let Some(Entry { parent: Some(parent), name, .. }) = self.entries.get(at) {
            names.push(name.as_slice());
            // Parents precede children; entries that someone else put together may not.
            if *parent >= at {
                break;
            }
            at = *parent;
        }
        names.reverse();
        names
    }

    /// The path with `/` between the names and U+FFFD for what is no Unicode. For people: two
    /// entries may have the same, and a name may hold a separator itself.
    pub fn path_lossy(&self, entry: usize) -> String {
        let names: Vec<String> =
            self.path(entry).into_iter().map(String::from_utf16_lossy).collect();
        names.join("/")
    }
}
