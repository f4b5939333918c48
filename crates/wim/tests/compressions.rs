//! Small files that wimlib wrote, one for each compression and layout, read back. They need no
//! tools; `differential.rs` tests far more, with them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[allow(dead_code, reason = "others use the rest")]
mod trees;

use std::path::{Path, PathBuf};
use std::process::Command;

use ppkglint_wim::{Error, FileAt, Limits, Wim};

/// Names of the kept files, and what `wimlib-imagex capture` was told.
const KEPT: [(&str, &[&str]); 9] = [
    ("xpress", &["--compress=XPRESS", "--chunk-size=4096"]),
    ("lzx", &["--compress=LZX", "--chunk-size=32768"]),
    ("lzx-large", &["--compress=LZX:100", "--chunk-size=2097152"]),
    ("lzms", &["--compress=LZMS", "--chunk-size=32768"]),
    ("pipable-xpress", &["--pipable", "--compress=XPRESS", "--chunk-size=4096"]),
    ("pipable-lzx", &["--pipable", "--compress=LZX"]),
    ("solid-xpress", &["--solid", "--solid-compress=XPRESS", "--solid-chunk-size=4096"]),
    ("solid-lzx", &["--solid", "--solid-compress=LZX", "--solid-chunk-size=32768"]),
    ("solid-lzms", &["--solid", "--solid-compress=LZMS", "--solid-chunk-size=65536"]),
];

fn kept(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/kept/{name}.wim"))
}

fn open(name: &str) -> Wim {
    Wim::open(FileAt::open(kept(name)).unwrap(), Limits::default()).unwrap()
}

#[test]
fn every_file_of_every_compression_is_read() {
    for (name, _) in KEPT {
        let wim = open(name);
        let image = wim.image(0).unwrap();
        let mut files = trees::small();
        for (place, entry) in image.entries.iter().enumerate() {
            let Some(data) = entry.data() else { continue };
            let content = files.remove(&image.path_lossy(place)).unwrap();
            if content.is_empty() {
                assert!(data.is_empty());
                continue;
            }
            let blob = wim.blob(&data.hash).unwrap();
            assert!(wim.read(blob).unwrap() == content, "{name}: {}", image.path_lossy(place));
            for range in [0..1, 5..5, 4000..4200, 31_000..90_000, content.len() - 1..content.len()]
            {
                let wanted = content.get(range.start..range.end.min(content.len()));
                let range = range.start as u64..range.end as u64;
                assert!(wim.read_range(blob, range).unwrap() == wanted.unwrap_or_default());
            }
        }
        assert!(files.is_empty(), "{name}: {files:?}");
        assert_eq!(wim.trailing_bytes(), 0, "{name}");
        assert!(wim.xml().unwrap().starts_with(&[0xff, 0xfe]));
        let mut count = 0;
        wim.verify(3, &mut |_, result| {
            result.unwrap();
            count += 1;
        });
        assert_eq!(count, wim.blobs().len());
    }
}

#[test]
fn a_prefix_costs_its_chunks_only() {
    // The chunks of 4 KiB of the 80,000 bytes of one file: room for two of them.
    let limits = Limits { max_total: 20_000, ..Limits::default() };
    let wim = Wim::open(FileAt::open(kept("xpress")).unwrap(), limits).unwrap();
    let long = wim.blobs().iter().find(|blob| blob.size == 80_000).unwrap();
    wim.read_prefix(long, 4097).unwrap();
    wim.read_range(long, 79_000..80_000).unwrap();
    assert!(matches!(wim.read(long), Err(Error::Limit { .. })));
}

#[test]
fn a_chunk_above_the_limit_is_refused_before_it_is_decoded() {
    let limits = Limits { max_chunk: 40_000, ..Limits::default() };
    let wim = Wim::open(FileAt::open(kept("solid-lzms")).unwrap(), limits).unwrap();
    let error = wim.read(&wim.blobs()[0]).unwrap_err();
    assert!(matches!(error, Error::Limit { declared: 65536, allowed: 40_000, .. }), "{error}");
}

/// Chunks of up to 1 GiB can be declared; what is to be decoded at once is what counts.
#[test]
fn a_large_chunk_size_is_no_limit_to_small_contents() {
    let mut bytes = std::fs::read(kept("lzms")).unwrap();
    bytes[20..24].copy_from_slice(&(1u32 << 30).to_le_bytes());
    let wim = Wim::open(bytes.clone(), Limits::default()).unwrap();
    let files = trees::small();
    let image = wim.image(0).unwrap();
    let mut count = 0;
    for (place, entry) in image.entries.iter().enumerate() {
        let Some(blob) = entry.data().and_then(|data| wim.blob(&data.hash)) else { continue };
        // Those that are one chunk, whichever of the two sizes it has.
        if blob.size <= 32_768 {
            assert!(wim.read(blob).unwrap() == files[&image.path_lossy(place)]);
            count += 1;
        }
    }
    assert!(count >= 5, "{count}");
    let limits = Limits { max_chunk: 30_000, ..Limits::default() };
    let wim = Wim::open(bytes, limits).unwrap();
    let large = wim.blobs().iter().find(|blob| blob.size > 30_000).unwrap();
    assert!(matches!(wim.read(large), Err(Error::Limit { allowed: 30_000, .. })));
}

/// Writes the kept files: `cargo test --test compressions -- --ignored`.
#[test]
#[ignore = "writes the files that the other tests read; needs wimlib-imagex"]
fn write_kept_files() {
    let directory = tempfile::tempdir().unwrap();
    for (name, content) in trees::small() {
        let path = directory.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    std::fs::create_dir_all(kept("x").parent().unwrap()).unwrap();
    for (name, options) in KEPT {
        let mut command = Command::new("wimlib-imagex");
        command.arg("capture").arg(directory.path()).arg(kept(name)).arg("tree").args(options);
        assert!(command.args(["--no-acls"]).output().unwrap().status.success(), "{name}");
    }
}
