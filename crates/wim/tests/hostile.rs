//! Files that lie: each is an error of the right kind, none a panic, a hang or a large allocation.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use ppkglint_wim::writer::{ImageBuilder, Writer};
use ppkglint_wim::{Error, Limits, Wim};

/// Offsets of fields in the header.
const FLAGS: usize = 16;
const CHUNK_SIZE: usize = 20;
const PART: usize = 40;
const TABLE: usize = 48;
const XML: usize = 72;

fn open(bytes: Vec<u8>) -> Result<Wim, Error> {
    Wim::open(bytes, Limits::default())
}

fn small() -> Vec<u8> {
    Writer::new().image(ImageBuilder::new().file("a/b", "content")).finish()
}

fn put(bytes: &mut [u8], at: usize, value: &[u8]) {
    bytes[at..at + value.len()].copy_from_slice(value);
}

/// A directory entry of 104 bytes without a name.
fn entry(children: u64) -> Vec<u8> {
    let mut bytes = vec![0; 104];
    put(&mut bytes, 0, &104u64.to_le_bytes());
    put(&mut bytes, 8, &0x10u32.to_le_bytes());
    put(&mut bytes, 12, &(-1i32).to_le_bytes());
    put(&mut bytes, 16, &children.to_le_bytes());
    bytes
}

/// A metadata resource without security descriptors.
fn metadata(lists: &[&[u8]]) -> Wim {
    let mut bytes = vec![8, 0, 0, 0, 0, 0, 0, 0];
    for list in lists {
        bytes.extend_from_slice(list);
    }
    open(Writer::new().image_metadata(bytes).finish()).unwrap()
}

#[test]
fn what_is_no_wim() {
    for bytes in [&b""[..], b"MSWIM\0\0", b"PK\x03\x04aaaaaaaa", &[0; 300]] {
        assert!(matches!(open(bytes.to_vec()), Err(Error::NotWim { .. })));
    }
    assert!(matches!(open(small()[..207].to_vec()), Err(Error::Truncated { .. })));
    assert!(Wim::is_wim(&small()) && Wim::is_wim(b"WLPWM\0\0\0") && !Wim::is_wim(b"MSWIM"));
    let mut bytes = small();
    put(&mut bytes, 8, &[0]);
    assert!(matches!(open(bytes), Err(Error::NotWim { .. })));
}

#[test]
fn what_cannot_be_read_is_named() {
    let mut bytes = small();
    put(&mut bytes, PART, &[2, 0, 3, 0]);
    assert!(matches!(open(bytes), Err(Error::SplitWim { part: 2, parts: 3 })));
    let mut bytes = small();
    put(&mut bytes, FLAGS, &0x20_0002u32.to_le_bytes());
    let error = open(bytes).unwrap_err();
    assert!(matches!(&error, Error::UnsupportedCompression { name } if name == "XPRESS2"));
}

#[test]
fn every_cut_is_noticed() {
    let bytes = small();
    let whole = open(bytes.clone()).unwrap();
    let (table, xml) = (whole.header().table, whole.header().xml);
    assert_eq!(xml.offset + xml.stored_size, bytes.len() as u64);
    for length in 0..bytes.len() {
        match open(bytes[..length].to_vec()) {
            Err(_) => assert!((length as u64) < table.offset + table.stored_size),
            Ok(wim) => assert!(wim.xml().is_err()),
        }
    }
}

#[test]
fn sizes_are_capped_before_anything_is_allocated() {
    let limits = Limits::default();
    // A huge table, of which the file does not hold the bytes.
    let mut bytes = small();
    put(&mut bytes, TABLE, &[0xff; 7]);
    put(&mut bytes, TABLE + 16, &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0]);
    assert!(matches!(open(bytes), Err(Error::Truncated { .. })));
    // Caps that the file exceeds in honesty.
    for (limits, what) in [
        (Limits { max_table: 99, ..limits }, "lookup table"),
        (Limits { max_total: 99, ..limits }, "number of bytes decoded"),
    ] {
        let error = Wim::open(small(), limits).unwrap_err();
        assert!(matches!(error, Error::Limit { what: found, .. } if found == what), "{error}");
    }
    let read = |limits| {
        let wim = Wim::open(small(), limits).unwrap();
        wim.image(0)?;
        wim.xml()?;
        wim.read(&wim.blobs()[0])
    };
    for (limits, what) in [
        (Limits { max_metadata: 99, ..limits }, "image metadata"),
        (Limits { max_xml: 99, ..limits }, "XML data"),
        (Limits { max_blob: 6, ..limits }, "blob"),
        (Limits { max_entries: 2, ..limits }, "number of files in an image"),
        (Limits { max_depth: 1, ..limits }, "depth of directories in an image"),
    ] {
        let error = read(limits).unwrap_err();
        assert!(matches!(error, Error::Limit { what: found, .. } if found == what), "{error}");
    }
    read(Limits { max_blob: 7, max_entries: 3, max_depth: 2, ..limits }).unwrap();
}

#[test]
fn content_that_changed_is_noticed() {
    let mut bytes = small();
    let at = bytes.windows(7).position(|window| window == b"content").unwrap();
    bytes[at] ^= 1;
    let wim = open(bytes).unwrap();
    let blob = &wim.blobs()[0];
    assert!(matches!(wim.read(blob), Err(Error::HashMismatch { .. })));
    assert!(matches!(wim.copy_to(blob, &mut Vec::new()), Err(Error::HashMismatch { .. })));
    assert_eq!(wim.read_prefix(blob, 3).unwrap(), b"bon", "without a hash to check");

    let mut bytes = small();
    let offset = 208 + 7 + 8 + 20;
    bytes[offset] ^= 1;
    assert!(matches!(open(bytes).unwrap().image(0), Err(Error::HashMismatch { .. })));
}

#[test]
fn cycles_and_overlaps_in_the_tree_end() {
    // The root's children are the root itself.
    let root = entry(8);
    assert!(matches!(metadata(&[&root, &[0; 8]]).image(0), Err(Error::Corrupt { .. })));
    // Two directories that hold each other, deep below the limit on depth.
    let lists = [&entry(120)[..], &[0; 8], &entry(232), &[0; 8], &entry(120), &[0; 8]];
    assert!(matches!(metadata(&lists).image(0), Err(Error::Corrupt { .. })));
    // A thousand directories that share one list of a thousand: a million entries in 100 KB.
    let shared = 8 + 104 + 8;
    let list = entry(shared).repeat(1000);
    let error = metadata(&[&entry(shared), &[0; 8], &list, &[0; 8]]).image(0).unwrap_err();
    assert!(matches!(error, Error::Corrupt { .. }), "{error}");
}

#[test]
fn faults_in_the_tree() {
    let changed = |at: usize, value: &[u8]| {
        let mut root = entry(0);
        put(&mut root, at, value);
        metadata(&[&root, &[0; 8]]).image(0)
    };
    assert_eq!(changed(0, &[]).unwrap().entries.len(), 1);
    // Lengths: no root, too short, beyond the end.
    assert!(matches!(changed(0, &[8]), Err(Error::Corrupt { .. })));
    assert!(matches!(changed(0, &[101]), Err(Error::Corrupt { .. })));
    assert!(changed(0, &[0xff; 8]).is_err());
    // Children beyond the end.
    assert!(matches!(changed(16, &[0xff; 8]), Err(Error::Truncated { .. })));
    // Names: odd, longer than the entry.
    for (at, length) in [(98, 1), (100, 1), (98, 4), (100, 4)] {
        assert!(matches!(changed(at, &[length]), Err(Error::Corrupt { .. })), "{at} {length}");
    }
    // Extra streams that are not there.
    assert!(changed(96, &[0xff, 0xff]).is_err());
    // A security descriptor that is not there.
    assert_eq!(changed(12, &[5, 0, 0, 0]).unwrap().entries[0].security, None);

    for security in [
        &[][..],
        &[8, 0, 0, 0],
        &[0xff; 8],
        &[8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        &[16, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0],
        &[16, 0, 0, 0, 1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    ] {
        let wim = open(Writer::new().image_metadata(security).finish()).unwrap();
        assert!(wim.image(0).is_err(), "{security:?}");
    }
}

#[test]
fn contents_of_any_declared_size() {
    let good = Writer::new().blob("first").blob("second").blob("third").finish();
    let table = open(good.clone()).unwrap().header().table.offset as usize;
    for flags in [0, 4, 0x10, 0x14] {
        for size in [0, 1 << 32, u64::MAX >> 8, i64::MAX as u64, u64::MAX] {
            for field in [0, 8, 16] {
                let mut bytes = good.clone();
                let at = table + 50 + field;
                put(&mut bytes, at, &size.to_le_bytes());
                bytes[table + 50 + 7] = flags;
                let wim = open(bytes).unwrap();
                let mut failed = 0;
                wim.verify(2, &mut |_, result| failed += u32::from(result.is_err()));
                let read = wim.blobs().iter().filter(|blob| wim.read(blob).is_err()).count();
                assert!(failed <= 1 && read as u32 == failed, "{flags} {size} {field}");
            }
        }
    }
}

#[test]
fn chunks_that_cannot_be() {
    // The XML data as a compressed resource of which each part is wrong in turn.
    let changed = |flags: u32, chunk_size: u32, size: u64, data: &[u8]| {
        let mut bytes = Writer::new().xml(data).finish();
        put(&mut bytes, FLAGS, &flags.to_le_bytes());
        put(&mut bytes, CHUNK_SIZE, &chunk_size.to_le_bytes());
        bytes[XML + 7] = 4;
        put(&mut bytes, XML + 16, &size.to_le_bytes());
        open(bytes)?.xml()
    };
    const XPRESS: u32 = 0x2_0002;
    assert_eq!(changed(XPRESS, 4096, 3, b"raw").unwrap(), b"raw");
    assert_eq!(changed(XPRESS, 0, 3, b"raw").unwrap(), b"raw", "the size of old writers");
    let is_corrupt = |flags, chunk_size, size, data: &[u8]| {
        let error = changed(flags, chunk_size, size, data).unwrap_err();
        assert!(matches!(error, Error::Corrupt { .. }), "{error}");
    };
    is_corrupt(0, 0, 3, b"raw");
    for chunk_size in [1, 2048, 4097, 131_072, 0x8000_0000] {
        is_corrupt(XPRESS, chunk_size, 3, b"raw");
    }
    is_corrupt(XPRESS, 4096, 2, b"raw");
    is_corrupt(XPRESS, 4096, 4096, b"raw");
    is_corrupt(XPRESS, 4096, 8192, b"raw");
    // Second chunk: beyond the end, before the first, of no bytes.
    is_corrupt(XPRESS, 4096, 4097, &[9, 0, 0, 0, 1]);
    is_corrupt(XPRESS, 4096, 8193, &[2, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1]);
    is_corrupt(XPRESS, 4096, 4097, &[1, 0, 0, 0, 1]);
    // A size for which the table of chunks alone would be larger than the file.
    is_corrupt(XPRESS, 4096, 16 << 20, b"raw");
    assert!(matches!(changed(XPRESS, 4096, u64::MAX, b"raw"), Err(Error::Corrupt { .. })));
}
