//! A small writer of WIM files, for tests: everything is stored uncompressed, and hostile content
//! is written as it is told.
//!
//! ```
//! use ppkglint_wim::writer::{ImageBuilder, Writer};
//! use ppkglint_wim::{Limits, Wim};
//!
//! let image = ImageBuilder::new()
//!     .file("scripts/setup.ps1", "Write-Host hello")
//!     .stream("scripts/setup.ps1", "Zone.Identifier", "[ZoneTransfer]\r\nZoneId=3\r\n");
//! let bytes = Writer::new().image(image).blob("left behind").finish();
//! let wim = Wim::open(bytes, Limits::default())?;
//! assert_eq!(wim.blobs().len(), 3);
//! # Ok::<(), ppkglint_wim::Error>(())
//! ```

mod image;
mod tree;

use std::collections::HashMap;

use sha1::{Digest, Sha1};

use crate::header::{HEADER_SIZE, MAGIC, ResourceHeader};

pub use image::ImageBuilder;

/// What real provisioning tools write: compressed, XPRESS, reparse points fixed up.
const FLAGS: u32 = 0x0002_0082;
const VERSION: u32 = 0x0001_0d00;
const CHUNK_SIZE: u32 = 32768;
/// What an integrity table covers with one hash, as all writers choose it.
const INTEGRITY_CHUNK: usize = 10 << 20;

/// A WIM file to be.
#[derive(Debug, Clone, Default)]
pub struct Writer {
    images: Vec<Source>,
    blobs: Vec<Vec<u8>>,
    xml: Option<Vec<u8>>,
    claimed_images: Option<u32>,
    guid: [u8; 16],
    integrity_table: bool,
    trailing: Vec<u8>,
}

/// What an image is made of.
#[derive(Debug, Clone)]
enum Source {
    Built(Box<ImageBuilder>),
    Metadata(Vec<u8>),
}

impl Writer {
    /// A file with no image.
    pub fn new() -> Writer {
        Writer::default()
    }

    /// Adds an image.
    #[must_use]
    pub fn image(mut self, image: ImageBuilder) -> Writer {
        self.images.push(Source::Built(Box::new(image)));
        self
    }

    /// Adds an image whose metadata resource holds these bytes, whatever they are.
    #[must_use]
    pub fn image_metadata(mut self, metadata: impl Into<Vec<u8>>) -> Writer {
        self.images.push(Source::Metadata(metadata.into()));
        self
    }

    /// Adds content to which no image refers, unless one has the same.
    #[must_use]
    pub fn blob(mut self, content: impl Into<Vec<u8>>) -> Writer {
        self.blobs.push(content.into());
        self
    }

    /// Sets the XML data, to be stored as it is. Without it, it names the images.
    #[must_use]
    pub fn xml(mut self, xml: impl Into<Vec<u8>>) -> Writer {
        self.xml = Some(xml.into());
        self
    }

    /// Makes the header claim a number of images. Without it, it is theirs.
    #[must_use]
    pub fn claimed_images(mut self, count: u32) -> Writer {
        self.claimed_images = Some(count);
        self
    }

    /// Sets the identifier in the header. Without it, it is zero.
    #[must_use]
    pub fn guid(mut self, guid: [u8; 16]) -> Writer {
        self.guid = guid;
        self
    }

    /// Adds an integrity table.
    #[must_use]
    pub fn integrity_table(mut self) -> Writer {
        self.integrity_table = true;
        self
    }

    /// Appends bytes after the file's end.
    #[must_use]
    pub fn trailing(mut self, bytes: impl Into<Vec<u8>>) -> Writer {
        self.trailing = bytes.into();
        self
    }

    /// The bytes of the file.
    pub fn finish(self) -> Vec<u8> {
        let mut file = Assembly { bytes: vec![0; HEADER_SIZE], ..Assembly::default() };
        let mut names = Vec::new();
        let mut metadata = Vec::new();
        for source in self.images {
            match source {
                Source::Built(image) => {
                    names.push(image.title().to_owned());
                    metadata.push(image.write(&mut |content| file.add_blob(content, true)));
                }
                Source::Metadata(bytes) => {
                    names.push(String::new());
                    metadata.push(bytes);
                }
            }
        }
        for content in &self.blobs {
            file.add_blob(content, false);
        }
        let image_count = metadata.len() as u32;
        for bytes in metadata {
            let resource = file.append(&bytes, ResourceHeader::METADATA);
            file.images.push((resource, Sha1::digest(&bytes).into()));
        }
        let entries = file.table();
        // Entries of the header have this flag in real files; the bytes are not compressed.
        let table = file.append(&entries, ResourceHeader::METADATA);
        let xml = self.xml.unwrap_or_else(|| default_xml(&names));
        let xml = file.append(&xml, ResourceHeader::METADATA);
        let integrity = if self.integrity_table {
            let table = integrity_table(&file.bytes, table);
            file.append(&table, ResourceHeader::METADATA)
        } else {
            ResourceHeader::default()
        };

        let mut header = Vec::with_capacity(HEADER_SIZE);
        header.extend_from_slice(&MAGIC);
        for field in [HEADER_SIZE as u32, VERSION, FLAGS, CHUNK_SIZE] {
            header.extend_from_slice(&field.to_le_bytes());
        }
        header.extend_from_slice(&self.guid);
        header.extend_from_slice(&[1, 0, 1, 0]);
        header.extend_from_slice(&self.claimed_images.unwrap_or(image_count).to_le_bytes());
        for resource in [table, xml, ResourceHeader::default()] {
            resource_header(&mut header, &resource);
        }
        header.extend_from_slice(&[0; 4]);
        resource_header(&mut header, &integrity);
        for (place, byte) in file.bytes.iter_mut().zip(&header) {
            *place = *byte;
        }
        file.bytes.extend_from_slice(&self.trailing);
        file.bytes
    }
}

/// A file as far as it is written.
#[derive(Default)]
struct Assembly {
    bytes: Vec<u8>,
    images: Vec<(ResourceHeader, [u8; 20])>,
    blobs: Vec<(ResourceHeader, [u8; 20], u32)>,
    by_hash: HashMap<[u8; 20], usize>,
}

impl Assembly {
    fn append(&mut self, content: &[u8], flags: u8) -> ResourceHeader {
        let size = content.len() as u64;
        let offset = self.bytes.len() as u64;
        self.bytes.extend_from_slice(content);
        ResourceHeader { offset, stored_size: size, size, flags }
    }

    /// Stores content once; returns its hash, which is zero for no content.
    fn add_blob(&mut self, content: &[u8], is_reference: bool) -> [u8; 20] {
        if content.is_empty() {
            return [0; 20];
        }
        let hash = Sha1::digest(content).into();
        if let Some((_, _, count)) = self.by_hash.get(&hash).and_then(|at| self.blobs.get_mut(*at))
        {
            *count += u32::from(is_reference);
        } else {
            let resource = self.append(content, 0);
            self.by_hash.insert(hash, self.blobs.len());
            self.blobs.push((resource, hash, 1));
        }
        hash
    }

    fn table(&self) -> Vec<u8> {
        let mut table = Vec::new();
        let images = self.images.iter().map(|(resource, hash)| (resource, hash, 1));
        let blobs = self.blobs.iter().map(|(resource, hash, count)| (resource, hash, *count));
        for (resource, hash, refcount) in images.chain(blobs) {
            resource_header(&mut table, resource);
            table.extend_from_slice(&1u16.to_le_bytes());
            table.extend_from_slice(&refcount.to_le_bytes());
            table.extend_from_slice(hash);
        }
        table
    }
}

fn resource_header(to: &mut Vec<u8>, resource: &ResourceHeader) {
    let [sizes @ .., _] = resource.stored_size.to_le_bytes();
    to.extend_from_slice(&sizes);
    to.push(resource.flags);
    to.extend_from_slice(&resource.offset.to_le_bytes());
    to.extend_from_slice(&resource.size.to_le_bytes());
}

/// XML data as Windows' tools need it to list the images.
fn default_xml(names: &[String]) -> Vec<u8> {
    let mut xml = String::from("\u{feff}<WIM>");
    for (index, name) in names.iter().enumerate() {
        let name = name.replace('&', "&amp;").replace('<', "&lt;");
        xml.push_str(&format!("<IMAGE INDEX=\"{}\"><NAME>{name}</NAME></IMAGE>", index + 1));
    }
    xml.push_str("</WIM>");
    xml.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// The hashes of everything between the header and the end of the lookup table. WIM paper.
fn integrity_table(file: &[u8], table: ResourceHeader) -> Vec<u8> {
    let end = usize::try_from(table.end()).unwrap_or(usize::MAX);
    let covered = file.get(HEADER_SIZE..end).unwrap_or_default();
    let hashes: Vec<u8> = covered.chunks(INTEGRITY_CHUNK).flat_map(Sha1::digest).collect();
    let mut bytes = Vec::new();
    for field in [12 + hashes.len(), hashes.len() / 20, INTEGRITY_CHUNK] {
        bytes.extend_from_slice(&(field as u32).to_le_bytes());
    }
    bytes.extend_from_slice(&hashes);
    bytes
}
