//! What holds for any input.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::path::Path;
use std::sync::LazyLock;

use ppkglint_wim::codec::{lzms, lzx, xpress};
use ppkglint_wim::writer::{ImageBuilder, Writer};
use ppkglint_wim::{Error, Limits, Wim};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

/// Limits so small that a breach would show.
const LIMITS: Limits = Limits {
    max_metadata: 1 << 20,
    max_table: 1 << 20,
    max_xml: 1 << 20,
    max_chunk: 1 << 21,
    max_blob: 1 << 20,
    max_total: 8 << 20,
    max_entries: 1000,
    max_depth: 10,
};

/// Files of every compression and layout.
static KEPT: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kept");
    let mut paths: Vec<_> =
        std::fs::read_dir(directory).unwrap().map(|item| item.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| std::fs::read(path).unwrap()).collect()
});

/// Reads all there is to read, each way there is to do so; whatever fails, fails with an error.
fn read_all(bytes: Vec<u8>) -> Result<(), Error> {
    let wim = Wim::open(bytes, LIMITS)?;
    wim.trailing_bytes();
    if let Ok(xml) = wim.xml() {
        assert!(xml.len() as u64 <= LIMITS.max_xml);
    }
    for index in 0..wim.image_count().min(5) {
        let Ok(image) = wim.image(index) else { continue };
        assert!(!image.entries.is_empty() && image.entries.len() <= LIMITS.max_entries);
        for (place, entry) in image.entries.iter().enumerate() {
            assert!(entry.parent.map_or(place == 0, |parent| parent < place));
            assert!(image.path(place).len() <= LIMITS.max_depth);
            assert!(entry.security.is_none_or(|at| at < image.security.len()));
        }
    }
    let mut total = 0;
    for blob in wim.blobs().iter().take(20) {
        let _ = wim.read_prefix(blob, 10);
        let _ = wim.read_range(blob, blob.size / 2..blob.size);
        if let Ok(content) = wim.read(blob) {
            assert!(content.len() as u64 == blob.size && blob.size <= LIMITS.max_blob);
            total += content.len() as u64;
        }
    }
    // What the cache of a solid resource gives again costs nothing again.
    assert!(total <= LIMITS.max_total * 20);
    let mut results = 0;
    wim.verify(2, &mut |_, _| results += 1);
    assert_eq!(results, wim.blobs().len());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_can_be_opened(mut bytes in vec(any::<u8>(), 0..1000), as_wim in any::<bool>()) {
        if as_wim && bytes.len() > 12 {
            bytes[..8].copy_from_slice(b"MSWIM\0\0\0");
            bytes[8..12].copy_from_slice(&[208, 0, 0, 0]);
        }
        let _ = read_all(bytes);
    }

    #[test]
    fn any_bytes_can_be_decoded(input in vec(any::<u8>(), 0..3000), size in 0usize..70_000) {
        let mut output = Vec::new();
        for (result, length) in [
            (xpress::decode(&input, size, &mut output), output.len()),
            (lzx::decode(&input, 1 << 17, size, &mut output), output.len()),
            (lzms::decode(&input, size, &mut output), output.len()),
        ] {
            prop_assert_eq!(length, if result.is_ok() { size } else { 0 });
        }
    }

    #[test]
    fn changed_bytes_are_errors_or_other_contents(
        which in any::<Index>(),
        changes in vec((any::<Index>(), any::<u8>()), 1..6),
    ) {
        let mut bytes = which.get(&KEPT).clone();
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        let _ = read_all(bytes);
    }

    #[test]
    fn flipped_bits_in_the_header_and_the_tables(
        which in any::<Index>(),
        at in any::<Index>(),
        bit in 0..8,
    ) {
        let mut bytes = which.get(&KEPT).clone();
        // The table and the XML data are at the end, but for pipable files.
        let at = at.index(208 + 2000);
        let at = if at < 208 { at } else { bytes.len() - (at - 207) };
        bytes[at] ^= 1u8 << bit;
        let _ = read_all(bytes);
    }

    #[test]
    fn cut_off_files(which in any::<Index>(), length in any::<Index>()) {
        let bytes = which.get(&KEPT);
        let _ = read_all(bytes[..length.index(bytes.len())].to_vec());
    }

    #[test]
    fn any_metadata_can_be_parsed(
        mut bytes in vec(prop_oneof![4 => Just(0u8), 1 => 0..120u8, 1 => any::<u8>()], 8..600),
    ) {
        bytes[..8].copy_from_slice(&[8, 0, 0, 0, 0, 0, 0, 0]);
        let _ = read_all(Writer::new().image_metadata(bytes).finish());
    }

    #[test]
    fn what_is_written_is_read(
        files in vec((vec(vec(any::<u16>(), 1..6), 1..5), vec(any::<u8>(), 0..300)), 0..20),
        streams in vec((0usize..20, "[a-z]{1,8}", vec(any::<u8>(), 0..50)), 0..5),
        left in vec(vec(any::<u8>(), 0..50), 0..3),
    ) {
        let mut image = ImageBuilder::new();
        for (path, content) in &files {
            image = image.raw_file(path, content.clone());
        }
        for (file, name, content) in &streams {
            image = image.stream(&format!("with streams/{file}"), name, content.clone());
        }
        let writer = left.iter().fold(Writer::new(), |writer, blob| writer.blob(blob.clone()));
        let wim = Wim::open(writer.image(image).finish(), Limits::default()).unwrap();
        let image = wim.image(0).unwrap();

        let content_of = |hash: &[u8; 20]| match wim.blob(hash) {
            Some(blob) => wim.read(blob).unwrap(),
            None => Vec::new(),
        };
        let mut found: Vec<(Vec<Vec<u16>>, Vec<u8>)> = Vec::new();
        let mut found_streams = 0;
        for (place, entry) in image.entries.iter().enumerate() {
            let path: Vec<Vec<u16>> = image.path(place).into_iter().map(<[u16]>::to_vec).collect();
            found_streams += entry.named_streams().count();
            if let Some(data) = entry.data() {
                found.push((path, content_of(&data.hash)));
            }
        }
        prop_assert_eq!(found_streams, streams.len());
        for file in &files {
            // A file that became a directory, as another is below it, has no content any more.
            let is_above = files.iter().any(|other| {
                other.0.len() > file.0.len() && other.0.starts_with(&file.0)
            });
            prop_assert!(is_above || found.contains(file));
        }
        for blob in left {
            prop_assert!(blob.is_empty() || wim.blobs().iter().any(|b| wim.read(b).unwrap() == blob));
        }
    }
}
