//! Everything that wimlib writes is read as wimlib and 7-Zip read it: one tree in every compression,
//! several chunk sizes, solid or not, for pipes or not.
//!
//! Runs where `PPKGLINT_DIFFERENTIAL=1` is set and needs `wimlib-imagex` and `7zz` or `7z` then.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]
#![allow(clippy::print_stderr, reason = "says what was not tested")]

#[allow(dead_code, reason = "others use the rest")]
mod trees;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use ppkglint_wim::writer::{ImageBuilder, Writer};
use ppkglint_wim::{FileAt, Image, Limits, Wim};
use trees::Noise;

/// Files by path.
type Files = BTreeMap<String, Vec<u8>>;

/// Options of wimlib for every form of file.
fn forms() -> Vec<Vec<String>> {
    let mut forms = vec![vec!["--compress=none".to_owned()]];
    let chunk_sizes: [(&str, &[u32]); 3] = [
        ("XPRESS", &[12, 13, 15, 16]),
        ("LZX", &[15, 16, 17, 19, 20, 21]),
        ("LZMS", &[15, 17, 20]),
    ];
    for (compression, orders) in chunk_sizes {
        for order in orders {
            let size = 1u32 << order;
            let plain = vec![format!("--compress={compression}"), format!("--chunk-size={size}")];
            let mut pipable = plain.clone();
            pipable.push("--pipable".to_owned());
            let solid = vec![
                "--solid".to_owned(),
                format!("--solid-compress={compression}"),
                format!("--solid-chunk-size={size}"),
            ];
            forms.extend([plain, pipable, solid]);
        }
    }
    // As Windows makes .esd files.
    forms.push(vec!["--solid".to_owned()]);
    // Larger than any chunk that is read, but for how little is in it.
    forms.push(vec!["--solid".to_owned(), format!("--solid-chunk-size={}", 1 << 30)]);
    forms
}

/// Some 300 files of all kinds.
fn files() -> Files {
    let mut noise = Noise::new(7);
    let mut files = trees::small();
    // Around the edges of chunks.
    for order in [12, 13, 15, 16, 17] {
        for size in [(1 << order) - 1, 1 << order, (1 << order) + 1, 3 << order] {
            files.insert(format!("edges/text {size}"), trees::text(&mut noise, size));
            files.insert(format!("edges/zeros {size}"), vec![0; size]);
        }
        files.insert(format!("edges/noise {order}"), noise.bytes(1 << order));
        files.insert(format!("edges/code {order}"), trees::code(&mut noise, 3 << order));
        files.insert(format!("edges/table {order}"), trees::table(&mut noise, 3 << order));
    }
    for size in 1..40 {
        files.insert(format!("tiny/{size}"), trees::text(&mut noise, size));
    }
    for number in 0..180 {
        let length = noise.below(4000);
        let mut content = trees::text(&mut noise, length);
        let at = noise.below(content.len() + 1);
        let more = noise.below(300);
        content.splice(at..at, noise.bytes(more));
        files.insert(format!("mixed/{}/{number}.bin", number % 7), content);
    }
    // Real code and real text.
    let program = std::fs::read(std::env::current_exe().unwrap()).unwrap();
    let middle = program.len() / 3;
    files.insert(
        "program".to_owned(),
        program[middle..program.len().min(middle + 1_500_000)].to_vec(),
    );
    files.insert("source".to_owned(), include_bytes!("differential.rs").repeat(9));
    files.insert(format!("long names/{}", "n".repeat(250)), b"long".to_vec());
    files.insert("long names/\u{fc}\u{4e2d}\u{1f600}".to_owned(), b"not ASCII".to_vec());
    files
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}\n{errors}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn wimlib() -> Command {
    Command::new("wimlib-imagex")
}

fn seven_zip() -> Command {
    let has = |name| Command::new(name).output().is_ok();
    Command::new(if has("7zz") { "7zz" } else { "7z" })
}

/// One line for each file, directory and stream, with all that we compare.
fn our_listing(wim: &Wim, image: &Image) -> Vec<String> {
    let mut lines = Vec::new();
    for (place, entry) in image.entries.iter().enumerate() {
        let path = image.path_lossy(place);
        let short_name = String::from_utf16_lossy(&entry.short_name);
        lines.push(format!("/{path} {short_name:?} {:#010x}", entry.attributes));
        for stream in entry.streams.iter().filter(|stream| !stream.is_empty()) {
            let hash: String = stream.hash.iter().map(|byte| format!("{byte:02x}")).collect();
            let size = wim.blob(&stream.hash).unwrap().size;
            let name = String::from_utf16_lossy(&stream.name);
            lines.push(format!("/{path}:{name} {hash} {size}"));
        }
    }
    lines.sort();
    lines
}

/// The same from `wimlib-imagex dir --detailed`.
fn their_listing(file: &Path) -> Vec<String> {
    let text = run(wimlib().arg("dir").arg(file).args(["1", "--detailed"]));
    let mut lines = Vec::new();
    let (mut path, mut short_name, mut stream, mut hash) =
        <(String, String, String, String)>::default();
    for line in text.lines() {
        let line = line.trim();
        let value = line.split_once("= ").map(|(_, value)| value.to_owned()).unwrap_or_default();
        if line.starts_with("Full Path") {
            path = value.trim_matches('"').to_owned();
        } else if line.starts_with("Short Name") {
            short_name = value;
        } else if line.starts_with("Attributes") {
            lines.push(format!("{path} {short_name} {value}"));
        } else if line.starts_with("Unnamed data stream") {
            stream.clear();
        } else if let Some(name) = line.strip_prefix("Named data stream ") {
            stream = name.trim_end_matches(':').trim_matches('"').to_owned();
        } else if line.starts_with("Hash") {
            hash = value.trim_start_matches("0x").to_owned();
        } else if let Some(size) = value.strip_suffix(" bytes")
            && line.starts_with("Uncompressed size")
            && hash.bytes().any(|digit| digit != b'0')
        {
            lines.push(format!("{path}:{stream} {hash} {size}"));
        }
    }
    lines.sort();
    lines
}

fn our_contents(wim: &Wim, image: &Image) -> Files {
    let mut files = Files::new();
    for (place, entry) in image.entries.iter().enumerate() {
        if let Some(data) = entry.data() {
            let content = match wim.blob(&data.hash) {
                Some(blob) => {
                    let mut copy = Vec::new();
                    wim.copy_to(blob, &mut copy).unwrap();
                    assert!(wim.read(blob).unwrap() == copy);
                    let (from, to) = (blob.size / 3, blob.size / 3 + 5000);
                    let wanted = copy.iter().skip(from as usize).take(5000);
                    assert!(wim.read_range(blob, from..to).unwrap().iter().eq(wanted));
                    copy
                }
                None => Vec::new(),
            };
            files.insert(image.path_lossy(place), content);
        }
    }
    files
}

fn on_disk(root: &Path) -> Files {
    let mut files = Files::new();
    let mut directories = vec![root.to_owned()];
    while let Some(directory) = directories.pop() {
        for item in std::fs::read_dir(directory).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                directories.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                files.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// Compares without printing all lines.
fn assert_same_lines(ours: &[String], theirs: &[String], what: &str) {
    let first = ours.iter().zip(theirs).find(|(ours, theirs)| ours != theirs);
    assert!(first.is_none(), "{what}: {first:?}");
    assert_eq!(ours.len(), theirs.len(), "{what}");
}

/// Compares without printing megabytes.
fn assert_same(ours: &Files, theirs: &Files, what: &str) {
    assert!(ours.keys().eq(theirs.keys()), "{what}: other names");
    for (name, content) in theirs {
        assert!(ours[name] == *content, "{what}: {name} differs");
    }
}

fn verify_all(wim: &Wim) {
    let mut count = 0;
    wim.verify(2, &mut |_, result| {
        result.unwrap();
        count += 1;
    });
    assert_eq!(count, wim.blobs().len());
}

fn is_on() -> bool {
    let is_on = std::env::var_os("PPKGLINT_DIFFERENTIAL").is_some_and(|value| value == "1");
    if !is_on {
        eprintln!("skipped: set PPKGLINT_DIFFERENTIAL=1 to compare with wimlib and 7-Zip");
    }
    is_on
}

#[test]
fn a_captured_tree_is_read_as_wimlib_and_7_zip_read_it() {
    if !is_on() {
        return;
    }
    let place = tempfile::tempdir().unwrap();
    let tree = place.path().join("tree");
    let mut files = files();
    for (name, content) in &files {
        let path = tree.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    for number in 0..3 {
        let name = format!("hard link {number}");
        std::fs::hard_link(tree.join("source"), tree.join(&name)).unwrap();
        files.insert(name, files["source"].clone());
    }
    for (number, form) in forms().into_iter().enumerate() {
        let file = place.path().join(format!("{number}.wim"));
        run(wimlib().arg("capture").arg(&tree).arg(&file).arg("--no-acls").args(&form));
        let wim = Wim::open(FileAt::open(&file).unwrap(), Limits::default()).unwrap();
        let image = wim.image(0).unwrap();
        let what = form.join(" ");
        assert_same_lines(&our_listing(&wim, &image), &their_listing(&file), &what);
        assert_same(&our_contents(&wim, &image), &files, &what);
        verify_all(&wim);
        let links: Vec<u64> = image
            .entries
            .iter()
            .filter(|entry| {
                let name = String::from_utf16_lossy(&entry.name);
                name == "source" || name.starts_with("hard link")
            })
            .map(|entry| entry.hard_link)
            .collect();
        assert!(links.len() == 4 && links[0] != 0 && links.iter().all(|link| *link == links[0]));

        // What the others read is the same, so that it is not only we who agree with ourselves.
        let out = place.path().join(format!("{number}.out"));
        run(wimlib()
            .arg("extract")
            .arg(&file)
            .arg("1")
            .arg(format!("--dest-dir={}", out.display())));
        assert_same(&on_disk(&out), &files, &what);
        std::fs::remove_dir_all(&out).unwrap();
        if !form.iter().any(|option| option == "--pipable") {
            let to = format!("-o{}", out.display());
            run(seven_zip().args(["x", "-y", &to]).arg(&file));
            let mut theirs = on_disk(&out);
            theirs.retain(|name, _| !name.starts_with("[1].xml"));
            assert_same(&theirs, &files, &what);
            std::fs::remove_dir_all(&out).unwrap();
        }
        std::fs::remove_file(&file).unwrap();
    }
}

/// What a capture on this system cannot hold, we write, and wimlib compresses.
#[test]
fn what_only_windows_captures_survives_a_recompression() {
    if !is_on() {
        return;
    }
    let place = tempfile::tempdir().unwrap();
    let mut image = ImageBuilder::new().name("one");
    for (number, (name, content)) in files().into_iter().enumerate() {
        image = image.file(&name, content).times(&name, number as u64, 2, 3);
        if number % 3 == 0 {
            image = image.stream(&name, "Zone.Identifier", format!("[ZoneTransfer]{}", number % 9));
        }
        if number % 5 == 0 {
            image = image.short_name(&name, &format!("N{number}~1")).stream(&name, "none", "");
        }
        if number % 7 == 0 {
            image = image.hard_link(&name, &format!("links/{number}"));
        } else {
            image = image.attributes(&name, 0x2021);
        }
    }
    let image = image.stream("mixed", "of a directory", "content");
    let second = ImageBuilder::new().name("two").file("other", "in the second image");
    let writer = Writer::new().image(image).image(second).integrity_table();
    let bytes = writer.finish();
    let original = place.path().join("original.wim");
    std::fs::write(&original, &bytes).unwrap();
    run(wimlib().arg("verify").arg(&original));
    let ours = Wim::open(bytes, Limits::default()).unwrap();
    let image = ours.image(0).unwrap();
    let listing = our_listing(&ours, &image);
    assert_same_lines(&listing, &their_listing(&original), "original");
    for form in forms() {
        let file = place.path().join("exported.wim");
        run(wimlib().arg("export").arg(&original).arg("all").arg(&file).args(&form));
        let theirs = Wim::open(FileAt::open(&file).unwrap(), Limits::default()).unwrap();
        assert_eq!(theirs.image_count(), 2);
        let exported = theirs.image(0).unwrap();
        assert_eq!(our_listing(&theirs, &exported), our_listing(&ours, &image), "{form:?}");
        assert_eq!(theirs.image(1).unwrap().entries.len(), 2);
        let (one, other) = (our_contents(&theirs, &exported), our_contents(&ours, &image));
        assert_same(&one, &other, &form.join(" "));
        let times = |image: &Image| {
            let times = image.entries.iter().map(|entry| (entry.created, entry.written));
            let mut times: Vec<(u64, u64)> = times.collect();
            times.sort_unstable();
            times
        };
        assert_eq!(times(&exported), times(&image));
        verify_all(&theirs);
        std::fs::remove_file(&file).unwrap();
    }
}
