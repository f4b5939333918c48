//! The metadata of an image: who may read its files, and the tree of their names.

use std::collections::BTreeMap;

use super::{Image, blob_name};
use crate::time::Time;

const DIRECTORY: u32 = 0x10;
const ARCHIVE: u32 = 0x20;

/// The entry has no security descriptor.
const NONE: u32 = u32::MAX;

/// The parts of the invented account that built every package: S-1-5-21-…-1001.
const DOMAIN: [u32; 4] = [21, 1_111_111_111, 2_222_222_222, 3_333_333_333];
const BUILDER: u32 = 1001;
const USERS: u32 = 513;

/// A folder on the way to the files of an image.
#[derive(Default)]
struct Folder<'a> {
    folders: BTreeMap<&'a str, Folder<'a>>,
    files: BTreeMap<&'a str, File<'a>>,
}

struct File<'a> {
    content: &'a [u8],
    streams: Vec<(&'a str, &'a [u8])>,
}

/// The metadata of an image.
pub(super) fn metadata(image: &Image) -> Vec<u8> {
    let mut root = Folder::default();
    for (path, content) in &image.files {
        let mut folder = &mut root;
        let mut names = path.split('/').peekable();
        while let Some(name) = names.next() {
            if names.peek().is_some() {
                folder = folder.folders.entry(name).or_default();
            } else {
                let streams = image.streams.iter().filter(|(of, _, _)| of == path);
                let streams = streams.map(|(_, name, bytes)| (name.as_str(), bytes.as_slice()));
                folder.files.insert(name, File { content, streams: streams.collect() });
            }
        }
    }
    let time = image.built.filetime();
    // What lies in the root folder inherits its rights.
    let mut out = security(&[descriptor(0x13), descriptor(0x10)]);
    let at = out.len();
    out.extend(entry("", DIRECTORY, 0, time, &[]));
    out.extend([0; 8]);
    children(&mut out, at, &root, time);
    out
}

/// The metadata of an image without files.
pub(super) fn empty(built: Time) -> Vec<u8> {
    let mut out = security(&[descriptor(0x13)]);
    out.extend(entry("", DIRECTORY, 0, built.filetime(), &[]));
    out.extend([0; 16]);
    out
}

/// Writes the list of a folder, tells the folder's entry at `parent` where it is, and goes on
/// with the folders in it.
fn children(out: &mut Vec<u8>, parent: usize, folder: &Folder<'_>, time: u64) {
    let list = (out.len() as u64).to_le_bytes();
    out.splice(parent + 16..parent + 24, list);
    let mut names: Vec<&str> = folder.folders.keys().chain(folder.files.keys()).copied().collect();
    names.sort_by_key(|name| name.to_uppercase());
    let mut places = Vec::new();
    for name in names {
        if let Some(below) = folder.folders.get(name) {
            places.push((out.len(), below));
            out.extend(entry(name, DIRECTORY, NONE, time, &[]));
        } else if let Some(file) = folder.files.get(name) {
            let mut streams = vec![("", file.content)];
            streams.extend(&file.streams);
            out.extend(entry(name, ARCHIVE, 1, time, &streams));
        }
    }
    out.extend([0; 8]);
    for (place, below) in places {
        children(out, place, below, time);
    }
}

/// One entry of the tree. The first of `streams` is the content of a file.
fn entry(
    name: &str,
    attributes: u32,
    security: u32,
    time: u64,
    streams: &[(&str, &[u8])],
) -> Vec<u8> {
    let hash = |content: &[u8]| if content.is_empty() { [0; 20] } else { blob_name(content) };
    // With named streams, the content is a stream like the others, without a name.
    let (own, more) = match streams {
        [(_, content)] => (hash(content), &[][..]),
        more => ([0; 20], more),
    };
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut out = vec![0; 8];
    out.extend(attributes.to_le_bytes());
    out.extend(security.to_le_bytes());
    // Where the list of a folder is, which is known later, and two unused numbers.
    out.extend([0; 24]);
    for _ in 0..3 {
        out.extend(time.to_le_bytes());
    }
    out.extend(own);
    // An unused number and the number of a group of hard links.
    out.extend([0; 12]);
    out.extend((more.len() as u16).to_le_bytes());
    // No short name.
    out.extend([0; 2]);
    out.extend((name.len() as u16).to_le_bytes());
    if !name.is_empty() {
        out.extend(name);
        out.extend([0; 2]);
    }
    pad(&mut out);
    let length = (out.len() as u64).to_le_bytes();
    out.splice(..8, length);
    for (name, content) in more {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut stream = vec![0; 16];
        stream.extend(hash(content));
        stream.extend((name.len() as u16).to_le_bytes());
        if !name.is_empty() {
            stream.extend(name);
            stream.extend([0; 2]);
        }
        pad(&mut stream);
        let length = (stream.len() as u64).to_le_bytes();
        stream.splice(..8, length);
        out.extend(stream);
    }
    out
}

/// The table of security descriptors.
fn security(descriptors: &[Vec<u8>]) -> Vec<u8> {
    let mut out = vec![0; 4];
    out.extend((descriptors.len() as u32).to_le_bytes());
    for descriptor in descriptors {
        out.extend((descriptor.len() as u64).to_le_bytes());
    }
    out.extend(descriptors.concat());
    let length = (out.len() as u32).to_le_bytes();
    out.splice(..4, length);
    pad(&mut out);
    out
}

/// Full control for the system, the administrators and the account that built the package.
fn descriptor(inheritance: u8) -> Vec<u8> {
    let in_domain = |number: u32| sid(&[&DOMAIN[..], &[number]].concat());
    let (owner, group) = (in_domain(BUILDER), in_domain(USERS));
    let mut list = Vec::new();
    for who in [sid(&[18]), sid(&[32, 544]), owner.clone()] {
        list.extend([0, inheritance]);
        list.extend((8 + who.len() as u16).to_le_bytes());
        list.extend(0x001f_01ffu32.to_le_bytes());
        list.extend(who);
    }
    // Self-relative, with a list of rights: offsets of owner, group, audit list, list of rights.
    let mut out = vec![1, 0, 0x04, 0x80];
    let first = 20;
    for offset in [first, first + owner.len(), 0, first + owner.len() + group.len()] {
        out.extend((offset as u32).to_le_bytes());
    }
    out.extend(owner);
    out.extend(group);
    out.extend([2, 0]);
    out.extend((8 + list.len() as u16).to_le_bytes());
    out.extend([3, 0, 0, 0]);
    out.extend(list);
    out
}

fn sid(parts: &[u32]) -> Vec<u8> {
    let mut out = vec![1, parts.len() as u8, 0, 0, 0, 0, 0, 5];
    out.extend(parts.iter().flat_map(|part| part.to_le_bytes()));
    out
}

fn pad(out: &mut Vec<u8>) {
    out.resize(out.len().next_multiple_of(8), 0);
}
