//! The container of a package: a WIM as Windows writes it for WCD.
//!
//! Header, blobs, metadata, table of blobs, XML data; XPRESS in chunks of 32 KiB, one image, no
//! integrity table. Compression is our own, so that the same source gives the same bytes on every
//! machine, whatever tools it has.

mod metadata;
mod xml_data;
mod xpress;

use sha1::{Digest as _, Sha1};

use crate::package_config::PackageConfig;
use crate::time::Time;

pub use xml_data::xml_data;

/// COMPRESSION | RP_FIX | COMPRESS_XPRESS.
const FLAGS: u32 = 0x0002_0082;
const VERSION: u32 = 0x0001_0d00;
const HEADER: usize = 208;
const METADATA: u8 = 2;
const COMPRESSED: u8 = 4;

/// An image of a WIM: one package.
#[derive(Debug, Clone)]
pub struct Image {
    /// The files: path with `/`, content.
    pub files: Vec<(String, Vec<u8>)>,
    /// Named streams of the files: path, name of the stream, content.
    pub streams: Vec<(String, String, Vec<u8>)>,
    /// What the XML data says of it.
    pub identity: Identity,
    /// When it was built.
    pub built: Time,
}

/// What the XML data of a WIM repeats of `PackageConfig`.
#[derive(Debug, Clone)]
pub struct Identity {
    config: PackageConfig,
    is_signed: bool,
}

impl Identity {
    /// The identity that a `customizations.xml` gives.
    ///
    /// # Errors
    ///
    /// The XML is not well formed or lacks a part of `PackageConfig`.
    pub fn of(customizations: &str) -> Result<Self, crate::Error> {
        let root = crate::xml::read(customizations)?;
        Ok(Self { config: PackageConfig::read(&root)?, is_signed: false })
    }

    /// The same, of a package that WCD signs when it is built.
    #[must_use]
    pub fn signed(self) -> Self {
        Self { is_signed: true, ..self }
    }
}

/// The name of a blob: SHA-1 of its content.
type BlobName = [u8; 20];

/// One row of the table of blobs.
struct Row {
    stored: u64,
    flags: u8,
    offset: u64,
    original: u64,
    /// How many files and streams refer to it; none to a blob that was left behind.
    references: u32,
    name: BlobName,
}

/// A whole WIM. `loose` are blobs that no file refers to.
#[must_use]
pub fn wim(images: &[Image], loose: &[Vec<u8>]) -> Vec<u8> {
    let mut out = vec![0; HEADER];
    let mut rows: Vec<Row> = Vec::new();
    // Windows writes an empty image first and lets its metadata lie where it was.
    out.extend(images.first().map(|image| metadata::empty(image.built)).unwrap_or_default());
    for content in loose {
        blob(&mut out, &mut rows, content, 0);
    }
    for image in images {
        let streams = image.streams.iter().map(|(_, _, content)| content);
        for content in image.files.iter().map(|(_, content)| content).chain(streams) {
            blob(&mut out, &mut rows, content, 1);
        }
    }
    let metadata: Vec<Row> = images
        .iter()
        .map(|image| resource(&mut out, &metadata::metadata(image), METADATA))
        .collect();

    let table_offset = out.len() as u64;
    for row in metadata.iter().chain(&rows) {
        out.extend(resource_header(row.stored, row.flags, row.offset, row.original));
        out.extend(1u16.to_le_bytes());
        out.extend(row.references.to_le_bytes());
        out.extend(row.name);
    }
    let xml_offset = out.len() as u64;
    let xml = xml_data(images, xml_offset);
    let xml_size = xml.len() as u64;
    out.extend(xml);

    let mut header = b"MSWIM\0\0\0".to_vec();
    for number in [HEADER as u32, VERSION, FLAGS, xpress::CHUNK as u32] {
        header.extend(number.to_le_bytes());
    }
    header.extend(guid(images));
    header.extend([1, 0, 1, 0]);
    header.extend((images.len() as u32).to_le_bytes());
    let table_size = xml_offset - table_offset;
    header.extend(resource_header(table_size, METADATA, table_offset, table_size));
    header.extend(resource_header(xml_size, METADATA, xml_offset, xml_size));
    out.splice(..header.len(), header);
    out
}

/// Where the blob with this content is stored in a WIM of ours: offset and stored size.
#[must_use]
pub fn blob_place(wim: &[u8], content: &[u8]) -> Option<(usize, usize)> {
    let name = blob_name(content);
    let table = wim.windows(20).rposition(|window| window == name)?.checked_sub(30)?;
    let number = |at: usize| -> Option<u64> {
        let bytes = wim.get(at..at + 8)?;
        Some(u64::from_le_bytes(bytes.try_into().ok()?) & 0x00ff_ffff_ffff_ffff)
    };
    Some((number(table + 8)? as usize, number(table)? as usize))
}

fn blob_name(content: &[u8]) -> BlobName {
    Sha1::digest(content).into()
}

/// Appends a blob, unless there is one with the same content.
fn blob(out: &mut Vec<u8>, rows: &mut Vec<Row>, content: &[u8], references: u32) {
    let name = blob_name(content);
    match rows.iter_mut().find(|row| row.name == name) {
        Some(row) => row.references += references,
        None if content.is_empty() => {}
        None => {
            let row = resource(out, content, 0);
            rows.push(Row { references, ..row });
        }
    }
}

/// Appends a resource, compressed if that makes it smaller.
fn resource(out: &mut Vec<u8>, content: &[u8], flags: u8) -> Row {
    let offset = out.len() as u64;
    let compressed = xpress::resource(content);
    let (stored, flags) = match &compressed {
        Some(compressed) => (compressed.as_slice(), flags | COMPRESSED),
        None => (content, flags),
    };
    out.extend(stored);
    Row {
        stored: stored.len() as u64,
        flags,
        offset,
        original: content.len() as u64,
        references: 1,
        name: blob_name(content),
    }
}

fn resource_header(stored: u64, flags: u8, offset: u64, original: u64) -> Vec<u8> {
    let mut bytes = (stored | u64::from(flags) << 56).to_le_bytes().to_vec();
    bytes.extend(offset.to_le_bytes());
    bytes.extend(original.to_le_bytes());
    bytes
}

/// The id of the WIM: random in real ones, made of its contents' identity here.
fn guid(images: &[Image]) -> [u8; 16] {
    let mut hash = Sha1::new();
    for image in images {
        hash.update(&image.identity.config.id);
        hash.update(image.built.filetime().to_le_bytes());
    }
    let mut guid = [0; 16];
    guid.iter_mut().zip(hash.finalize()).for_each(|(to, from)| *to = from);
    guid
}
