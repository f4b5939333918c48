//! What the writer writes, the reader reads: every part of a file that has a place in the interface.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use ppkglint_wim::writer::{ImageBuilder, Writer};
use ppkglint_wim::{Compression, Entry, Error, Image, Limits, Wim};

fn open(bytes: Vec<u8>) -> Wim {
    Wim::open(bytes, Limits::default()).unwrap()
}

fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

fn find<'a>(image: &'a Image, path: &str) -> &'a Entry {
    let place = (0..image.entries.len()).find(|place| image.path_lossy(*place) == path);
    &image.entries[place.unwrap_or_else(|| panic_no(path))]
}

#[allow(clippy::panic, reason = "a test fails by panicking")]
fn panic_no(path: &str) -> usize {
    panic!("no entry {path}")
}

#[test]
fn files_directories_and_streams() {
    let image = ImageBuilder::new()
        .file("a/b/one.txt", "one")
        .stream("a/b/one.txt", "Zone.Identifier", "[ZoneTransfer]")
        .stream("a/b/one.txt", "empty", "")
        .file("a/empty", "")
        .directory("a/none")
        .file("a/same", "one")
        .stream("a/none", "on a directory", "x");
    let wim = open(Writer::new().image(image).finish());
    let header = wim.header();
    assert_eq!((header.version, header.flags), (0x10d00, 0x20082));
    assert_eq!((header.compression, header.chunk_size), (Compression::Xpress, 32768));
    assert_eq!((header.part, header.parts, header.image_count), (1, 1, 1));
    assert_eq!((wim.image_count(), wim.trailing_bytes()), (1, 0));
    assert!(!wim.has_integrity_table());

    let image = wim.image(0).unwrap();
    let paths: Vec<String> = (0..image.entries.len()).map(|at| image.path_lossy(at)).collect();
    assert_eq!(paths, ["", "a", "a/b", "a/empty", "a/none", "a/same", "a/b/one.txt"]);
    for (place, entry) in image.entries.iter().enumerate() {
        assert!(entry.parent.map_or(place == 0, |parent| parent < place));
    }

    let one = find(&image, "a/b/one.txt");
    assert!(!one.is_directory() && !one.is_reparse_point());
    let names: Vec<String> =
        one.streams.iter().map(|stream| String::from_utf16_lossy(&stream.name)).collect();
    assert_eq!(names, ["", "Zone.Identifier", "empty"]);
    assert!(one.streams[2].is_empty());
    let zone = wim.blob(&one.streams[1].hash).unwrap();
    assert_eq!(wim.read(zone).unwrap(), b"[ZoneTransfer]");

    let same = find(&image, "a/same").data().unwrap();
    assert_eq!(same.hash, one.data().unwrap().hash, "equal content is kept once");
    let blob = wim.blob(&same.hash).unwrap();
    assert_eq!((blob.size, blob.refcount, wim.blobs().len()), (3, 2, 3));

    let empty = find(&image, "a/empty");
    assert_eq!(empty.streams.len(), 1);
    assert!(empty.data().unwrap().is_empty());
    let none = find(&image, "a/none");
    assert!(none.is_directory() && none.data().is_none());
    assert_eq!(none.named_streams().count(), 1);
}

#[test]
fn what_an_entry_carries() {
    let image = ImageBuilder::new()
        .file("long name.txt", "x")
        .short_name("long name.txt", "LONGNA~1.TXT")
        .attributes("long name.txt", 0x21)
        .times("long name.txt", 1, 2, 3)
        .security("long name.txt", b"second")
        .security("", b"first!!")
        .hard_link("long name.txt", "other.txt")
        .hard_link("long name.txt", "third.txt")
        .directory("junction")
        .reparse_point("junction", 0xa000_0003, "target")
        .reparse_point("link", 0xa000_000c, "target of link")
        .file("link", "and data");
    let wim = open(Writer::new().image(image).finish());
    let image = wim.image(0).unwrap();
    assert_eq!(image.security, [b"first!!".to_vec(), b"second".to_vec()]);
    assert_eq!(image.entries[0].security, Some(0));

    let file = find(&image, "long name.txt");
    assert_eq!(file.short_name, units("LONGNA~1.TXT"));
    assert_eq!((file.attributes, file.security), (0x21, Some(1)));
    assert_eq!((file.created, file.accessed, file.written), (1, 2, 3));
    for other in ["other.txt", "third.txt"] {
        let other = find(&image, other);
        assert_eq!(other.hard_link, file.hard_link);
        assert_eq!(other.streams, file.streams);
    }
    assert_ne!(file.hard_link, 0);

    let read = |hash: Option<[u8; 20]>| wim.read(wim.blob(&hash.unwrap()).unwrap()).unwrap();
    let junction = find(&image, "junction");
    assert!(junction.is_directory() && junction.is_reparse_point());
    assert_eq!((junction.reparse_tag, junction.hard_link), (0xa000_0003, 0));
    assert!(junction.streams.is_empty());
    assert_eq!(read(junction.reparse_data), b"target");
    let link = find(&image, "link");
    assert_eq!(read(link.reparse_data), b"target of link");
    assert_eq!(read(link.data().map(|data| data.hash)), b"and data");
}

#[test]
fn several_images_unreferenced_blobs_and_what_lies_around_them() {
    let bytes = Writer::new()
        .image(ImageBuilder::new().name("A & B").file("one", "1"))
        .image(ImageBuilder::new().file("one", "1").file("two", "2"))
        .blob("left behind")
        .claimed_images(7)
        .guid([9; 16])
        .integrity_table()
        .trailing("beyond")
        .finish();
    let wim = open(bytes);
    assert_eq!((wim.image_count(), wim.header().image_count), (2, 7));
    assert_eq!(wim.header().guid, [9; 16]);
    assert_eq!(wim.image(0).unwrap().entries.len(), 2);
    assert_eq!(wim.image(1).unwrap().entries.len(), 3);
    assert!(matches!(wim.image(2), Err(Error::Corrupt { .. })));
    let contents: Vec<Vec<u8>> = wim.blobs().iter().map(|blob| wim.read(blob).unwrap()).collect();
    assert_eq!(contents, [b"1".to_vec(), b"2".to_vec(), b"left behind".to_vec()]);
    assert!(wim.blobs().iter().enumerate().all(|(place, blob)| blob.index == place));
    assert!(wim.has_integrity_table());
    assert_eq!(wim.trailing_bytes(), 6);

    let xml = wim.xml().unwrap();
    let text: Vec<u16> =
        xml.as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
    let text = String::from_utf16(&text).unwrap();
    assert!(text.starts_with("\u{feff}<WIM><IMAGE INDEX=\"1\"><NAME>A &amp; B</NAME>"), "{text}");
}

#[test]
fn hostile_names_come_through_as_they_are() {
    let names: [&[u16]; 7] = [
        &[0xd800],
        &[0xdc00, 0xd800],
        &[],
        &units(".."),
        &units("a/b\\c:d"),
        &[0, 0x202e, 7],
        &vec![0x61; 40_000],
    ];
    let image = names.iter().fold(ImageBuilder::new(), |image, name| {
        image.raw_file(&[units("dir").as_slice(), name], "x").raw_directory(&[name])
    });
    let wim = open(Writer::new().image(image).finish());
    let image = wim.image(0).unwrap();
    let directory = image.entries.iter().position(|entry| entry.name == units("dir")).unwrap();
    let found: Vec<&[u16]> = image
        .entries
        .iter()
        .filter(|entry| entry.parent == Some(directory))
        .map(|entry| entry.name.as_slice())
        .collect();
    assert_eq!(found[..6], names[..6]);
    assert_eq!(found[6], &names[6][..32766], "cut to what the format holds");
}

#[test]
fn ranges_prefixes_and_copies() {
    let content: Vec<u8> = (0..1_000_000u32).flat_map(u32::to_le_bytes).collect();
    let wim = open(Writer::new().blob(content.clone()).finish());
    let blob = &wim.blobs()[0];
    assert_eq!(wim.read(blob).unwrap(), content);
    assert_eq!(wim.read_prefix(blob, 5).unwrap(), content[..5]);
    assert_eq!(wim.read_prefix(blob, u64::MAX).unwrap(), content);
    assert_eq!(wim.read_range(blob, 300_000..1_000_001).unwrap(), content[300_000..1_000_001]);
    assert_eq!(wim.read_range(blob, 3_999_999..u64::MAX).unwrap(), content[3_999_999..]);
    for range in [4_000_000..4_000_001, u64::MAX - 1..u64::MAX] {
        assert!(wim.read_range(blob, range).unwrap().is_empty());
    }
    #[allow(clippy::reversed_empty_ranges, reason = "what is tested")]
    let reversed = wim.read_range(blob, 9..3).unwrap();
    assert!(reversed.is_empty());
    let mut copy = Vec::new();
    wim.copy_to(blob, &mut copy).unwrap();
    assert_eq!(copy, content);
}

#[test]
fn a_file_is_read_from_many_threads() {
    let image = (0..100).fold(ImageBuilder::new(), |image, number: u32| {
        image.file(&number.to_string(), number.to_le_bytes().repeat(1000))
    });
    let wim = open(Writer::new().image(image).finish());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                assert_eq!(wim.image(0).unwrap().entries.len(), 101);
                for blob in wim.blobs() {
                    assert_eq!(wim.read(blob).unwrap().len(), 4000);
                }
            });
        }
    });
}

/// Every package below the directory that `PPKGLINT_SAMPLES` names can be read wholly.
#[test]
fn real_packages() {
    let Some(samples) = std::env::var_os("PPKGLINT_SAMPLES") else { return };
    let mut directories = vec![std::path::PathBuf::from(samples)];
    let mut count = 0;
    while let Some(directory) = directories.pop() {
        for item in std::fs::read_dir(directory).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                directories.push(path);
            } else if path.extension().is_some_and(|extension| extension == "ppkg") {
                let file = ppkglint_wim::FileAt::open(&path).unwrap();
                let wim = Wim::open(file, Limits::default()).unwrap();
                assert_eq!((wim.image_count(), wim.trailing_bytes()), (1, 0), "{path:?}");
                let image = wim.image(0).unwrap();
                assert!(image.entries.iter().any(|entry| entry.name == units("RunTime.xml")));
                for blob in wim.blobs() {
                    assert_eq!(wim.read(blob).unwrap().len() as u64, blob.size);
                }
                for stream in image.entries.iter().flat_map(|entry| &entry.streams) {
                    assert!(stream.is_empty() || wim.blob(&stream.hash).is_some());
                }
                assert!(wim.xml().unwrap().starts_with(&[0xff, 0xfe]));
                count += 1;
            }
        }
    }
    assert!(count > 0, "no package found");
}

/// What `verify` says, by blob.
fn verify(wim: &Wim, threads: usize) -> Vec<Option<Result<(), Error>>> {
    let mut results: Vec<Option<Result<(), Error>>> = wim.blobs().iter().map(|_| None).collect();
    wim.verify(threads, &mut |blob, result| {
        assert!(results[blob.index].replace(result).is_none(), "one result for each blob");
    });
    results
}

#[test]
fn verify_finds_the_one_blob_that_changed() {
    let large: Vec<u8> = (0..1_500_000u32).flat_map(u32::to_le_bytes).collect();
    let writer = (0..300u32).fold(Writer::new(), |writer, number| {
        writer.blob(number.to_le_bytes().repeat(number as usize + 1))
    });
    let mut bytes = writer.blob(large.clone()).blob("last").finish();
    for threads in [0, 1, 2, 5] {
        let results = verify(&open(bytes.clone()), threads);
        assert_eq!(results.len(), 302);
        assert!(results.iter().all(|result| matches!(result, Some(Ok(())))));
    }
    let at = bytes.windows(8).position(|window| window == &large[5_000_000..5_000_008]).unwrap();
    bytes[at] ^= 0x80;
    let last = bytes.windows(4).rposition(|window| window == b"last").unwrap();
    bytes[last] ^= 0x80;
    let results = verify(&open(bytes), 2);
    for (index, result) in results.iter().enumerate() {
        match result {
            Some(Ok(())) => assert!(index < 300),
            result => {
                assert!(index >= 300);
                assert!(matches!(result, Some(Err(Error::HashMismatch { .. }))), "{result:?}");
            }
        }
    }
}

#[test]
fn verify_spends_what_is_allowed_and_no_more() {
    let writer = Writer::new().blob(vec![1; 3 << 20]).blob(vec![2; 100]);
    let wim = Wim::open(writer.finish(), Limits { max_total: 2 << 20, ..Limits::default() });
    let results = verify(&wim.unwrap(), 2);
    assert!(matches!(results[0], Some(Err(Error::Limit { .. }))), "{results:?}");
}

#[test]
#[should_panic(expected = "seen enough")]
#[allow(clippy::panic, reason = "what is tested")]
fn a_panic_of_the_caller_ends_verify() {
    let wim = open(Writer::new().blob("a").blob(vec![1; 30 << 20]).blob("b").finish());
    wim.verify(2, &mut |_, _| panic!("seen enough"));
}
