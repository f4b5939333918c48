//! The images of a WIM file as trees.

use std::{collections::HashMap, io::Write, sync::Arc};

use ppkglint_wim::{Blob, Compression, Error, Image, Limits, Location, Wim};

use super::contents::{Contents, Entry, ReadError, Stream, Tree};
use super::part::BlobAt;
use super::{Bytes, Fault, FaultKind, Memory, from_filetime};

/// What a WIM container says of itself.
#[derive(Debug, Clone)]
pub struct WimFacts {
    /// The images that it holds.
    pub images: usize,
    /// Its XML data as stored (UTF-16LE with a byte order mark), or why it cannot be read.
    pub xml: Result<Vec<u8>, String>,
    /// The blobs that no file of any image uses.
    pub unreferenced: Vec<Unreferenced>,
    /// How it is put together.
    pub form: WimForm,
    pub(super) file: Arc<Wim>,
}

/// A blob that no file of any image uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreferenced {
    /// Its SHA-1, as the lookup table has it.
    pub hash: [u8; 20],
    /// Its size in bytes, as the lookup table has it.
    pub size: u64,
    index: usize,
}

/// How a WIM file is put together, whatever is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WimForm {
    /// How what is compressed is compressed.
    pub compression: Compression,
    /// Bytes that a chunk decodes to; 0 without compression.
    pub chunk_size: u32,
    /// Whether several files are compressed as one.
    pub is_solid: bool,
    /// Whether it is laid out to be applied from a pipe.
    pub is_pipable: bool,
    /// Whether it has a table of hashes of its own parts.
    pub has_integrity_table: bool,
    /// The image to boot from, from 1; 0 for none.
    pub boot_index: u32,
    /// Bytes behind the last one that has a meaning.
    pub trailing_bytes: u64,
}

impl WimForm {
    fn of(wim: &Wim) -> Self {
        let header = wim.header();
        let is_solid = |blob: &Blob| matches!(blob.location, Location::Solid { .. });
        Self {
            compression: header.compression,
            chunk_size: header.chunk_size,
            is_solid: wim.blobs().iter().any(is_solid),
            is_pipable: header.pipable,
            has_integrity_table: wim.has_integrity_table(),
            boot_index: header.boot_index,
            trailing_bytes: wim.trailing_bytes(),
        }
    }
}

impl WimFacts {
    /// The first bytes of a blob that no file uses. Nothing is verified.
    ///
    /// # Errors
    /// They cannot be decoded.
    pub fn prefix(&self, blob: &Unreferenced, length: u64) -> Result<Vec<u8>, ReadError> {
        let Some(found) = self.file.blobs().get(blob.index) else { return Ok(vec![]) };
        self.file.read_prefix(found, length).map_err(|error| failed(&error))
    }
}

/// Opens every image.
pub(super) fn trees(wim: Wim) -> (Vec<Tree>, Vec<Fault>, WimFacts) {
    let wim = Arc::new(wim);
    let count = wim.image_count();
    let (mut trees, mut faults) = (vec![], vec![]);
    let mut used = std::collections::HashSet::new();
    for index in 0..count {
        let number = u32::try_from(index + 1).ok().filter(|_| count > 1);
        match wim.image(index) {
            Ok(image) => {
                let (tree, missing) = tree(&wim, &image, number, &mut used);
                trees.push(tree);
                faults.extend(missing);
            }
            Err(error) => {
                let (kind, reason) = describe(&error);
                faults.push(Fault { file: None, image: number, kind, reason });
            }
        }
    }
    let xml = wim.xml().map_err(|error| error.to_string());
    if let Err(reason) = &xml {
        faults.push(Fault {
            file: Some(XML_DATA.to_owned()),
            image: None,
            kind: FaultKind::Damaged,
            reason: reason.clone(),
        });
    }
    let unreferenced = match faults.iter().any(|fault| fault.file.is_none()) {
        // An image that could not be read may use any of them.
        true => vec![],
        false => {
            let unused = wim.blobs().iter().filter(|blob| !used.contains(&blob.hash));
            let unused = unused.map(|blob| Unreferenced {
                hash: blob.hash,
                size: blob.size,
                index: blob.index,
            });
            unused.collect()
        }
    };
    let form = WimForm::of(&wim);
    (trees, faults, WimFacts { images: count, xml, unreferenced, form, file: wim })
}

/// Bytes that the paths of an image may take. Each name is stored once, but stands in the path of
/// everything below it.
const MAX_PATHS: usize = 256 << 20;

/// The name that the XML data of a WIM goes by, as 7-Zip calls it.
pub(crate) const XML_DATA: &str = "[1].xml";

/// An error of the reader, as a fault.
pub(super) fn describe(error: &Error) -> (FaultKind, String) {
    let kind = match error {
        Error::NotWim { .. } => FaultKind::NotAPackage,
        Error::Limit { .. } => FaultKind::Limit,
        Error::UnsupportedCompression { .. } | Error::SplitWim { .. } => FaultKind::Unsupported,
        _ => FaultKind::Damaged,
    };
    (kind, error.to_string())
}

fn tree(
    wim: &Arc<Wim>,
    image: &Image,
    number: Option<u32>,
    used: &mut std::collections::HashSet<[u8; 20]>,
) -> (Tree, Vec<Fault>) {
    let mut contents = WimContents { wim: Arc::clone(wim), blobs: vec![] };
    let mut known = HashMap::new();
    let mut faults = vec![];
    let (mut entries, mut folders) = (vec![], vec![]);
    let mut paths: Vec<String> = Vec::with_capacity(image.entries.len());
    let mut room = MAX_PATHS;
    for (place, entry) in image.entries.iter().enumerate() {
        let name = String::from_utf16_lossy(&entry.name);
        let path = match entry.parent.and_then(|parent| paths.get(parent)) {
            None => String::new(),
            Some(parent) if parent.is_empty() => name,
            Some(parent) => format!("{parent}/{name}"),
        };
        let Some(left) = room.checked_sub(path.len()) else {
            let reason = format!("the paths of its files take more than {MAX_PATHS} bytes");
            faults.push(Fault { file: None, image: number, kind: FaultKind::Limit, reason });
            break;
        };
        room = left;
        let mut file = Entry {
            path: path.clone(),
            names: raw_names(image, place, &path),
            written: from_filetime(entry.written),
            created: from_filetime(entry.created),
            is_link: entry.is_reparse_point(),
            handle: contents.add(None),
            ..Entry::default()
        };
        for stream in &entry.streams {
            let handle = if stream.hash == [0; 20] {
                contents.add(None)
            } else {
                used.insert(stream.hash);
                *known.entry(stream.hash).or_insert_with(|| contents.add_hash(stream.hash))
            };
            let size = contents.size(handle);
            if stream.hash != [0; 20] && contents.find_blob(handle).is_none() {
                faults.push(Fault {
                    file: Some(path.clone()),
                    image: number,
                    kind: FaultKind::Damaged,
                    reason: "its content is not in the package".to_owned(),
                });
            }
            if stream.name.is_empty() {
                file.size = size;
                file.handle = handle;
            } else {
                let name = String::from_utf16_lossy(&stream.name);
                file.streams.push(Stream { name, size, handle });
            }
        }
        paths.push(path);
        if !entry.is_directory() {
            entries.push(file);
        } else if file.is_link || !file.streams.is_empty() {
            folders.push(file);
        }
    }
    let mut tree = Tree::new(number, entries, Arc::new(contents));
    tree.folders = folders;
    (tree, faults)
}

/// The names of an entry, where its path does not tell them.
fn raw_names(image: &Image, place: usize, path: &str) -> Option<Box<[Vec<u16>]>> {
    let names = image.path(place);
    let told = path.split('/').map(str::encode_utf16);
    let same = names.len() == told.clone().count()
        && told.zip(&names).all(|(told, name)| told.eq(name.iter().copied()));
    (!same).then(|| names.into_iter().map(<[u16]>::to_vec).collect())
}

struct WimContents {
    wim: Arc<Wim>,
    /// What a handle stands for: a blob; none for an empty file or for a blob that is missing.
    blobs: Vec<(Option<Blob>, bool)>,
}

impl WimContents {
    fn add(&mut self, blob: Option<Blob>) -> usize {
        self.blobs.push((blob, false));
        self.blobs.len() - 1
    }

    fn add_hash(&mut self, hash: [u8; 20]) -> usize {
        let blob = self.wim.blob(&hash).cloned();
        let missing = blob.is_none();
        self.blobs.push((blob, missing));
        self.blobs.len() - 1
    }

    fn find_blob(&self, handle: usize) -> Option<&Blob> {
        self.blobs.get(handle).and_then(|(blob, _)| blob.as_ref())
    }

    fn size(&self, handle: usize) -> u64 {
        self.find_blob(handle).map_or(0, |blob| blob.size)
    }

    /// The blob of a handle; none for an empty file.
    fn find(&self, handle: usize) -> Result<Option<&Blob>, ReadError> {
        match self.blobs.get(handle) {
            Some((blob, false)) => Ok(blob.as_ref()),
            _ => Err(ReadError {
                kind: FaultKind::Damaged,
                reason: "its content is not in the package".to_owned(),
            }),
        }
    }
}

fn failed(error: &Error) -> ReadError {
    let (kind, reason) = describe(error);
    ReadError { kind, reason }
}

impl Contents for WimContents {
    fn read(&self, handle: usize, limit: u64) -> Result<Vec<u8>, ReadError> {
        let Some(blob) = self.find(handle)? else { return Ok(vec![]) };
        if blob.size > limit {
            return Err(ReadError::too_large(blob.size, limit));
        }
        self.wim.read(blob).map_err(|error| failed(&error))
    }

    fn copy_to(&self, handle: usize, out: &mut dyn Write) -> Result<(), ReadError> {
        let Some(blob) = self.find(handle)? else { return Ok(()) };
        self.wim.copy_to(blob, out).map_err(|error| failed(&error))
    }

    fn prefix(&self, handle: usize, length: u64) -> Result<Vec<u8>, ReadError> {
        let Some(blob) = self.find(handle)? else { return Ok(vec![]) };
        self.wim.read_prefix(blob, length.min(blob.size)).map_err(|error| failed(&error))
    }

    fn range(
        &self,
        handle: usize,
        range: std::ops::Range<u64>,
    ) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(blob) = self.find(handle)? else { return Ok(None) };
        // One chunk of a solid resource can be 64 MiB, most of it other files.
        if matches!(blob.location, Location::Solid { .. }) {
            return Ok(None);
        }
        self.wim.read_range(blob, range).map(Some).map_err(|error| failed(&error))
    }

    fn open(&self, handle: usize, _: &Memory) -> Result<Bytes, ReadError> {
        Ok(match self.find(handle)? {
            Some(blob) => Bytes(Arc::new(BlobAt::new(&self.wim, blob))),
            None => Bytes(Arc::new(vec![])),
        })
    }

    fn position(&self, handle: usize) -> u64 {
        match self.find_blob(handle).map(|blob| blob.location) {
            Some(Location::Resource(place)) => place.offset,
            // Behind those that are read alone, so that each solid chunk is decoded once.
            Some(Location::Solid { resource, offset }) => {
                (1 << 63 | (resource as u64) << 48).saturating_add(offset)
            }
            _ => 0,
        }
    }

    fn unpacked(&self) -> u64 {
        self.wim.decoded()
    }

    fn blob(&self, handle: usize) -> Option<usize> {
        self.find_blob(handle).map(|blob| blob.index)
    }
}

/// The limits of the reader. It counts every chunk that it decodes, also those that are decoded
/// twice or for a few bytes, so less than its default would keep sound packages from being read.
pub(super) fn limits(limits: &super::Limits) -> Limits {
    Limits { max_total: limits.max_total.max(Limits::MAX_TOTAL), ..Limits::default() }
}
