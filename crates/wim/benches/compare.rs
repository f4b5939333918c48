//! This crate beside `wimlib-imagex verify` and `7zz t`, on one tree, as a Markdown table.
//!
//! `PPKGLINT_TREE=DIR cargo bench --bench compare`; without the variable, a tree of some 100 MB is
//! made. Each time is the least of a few runs, taken in turn so that a noisy machine is noisy for
//! all.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a program for those who work on this"
)]

#[allow(dead_code, reason = "tests use the rest")]
#[path = "../tests/trees/mod.rs"]
mod trees;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use ppkglint_wim::{FileAt, Limits, Wim};
use trees::Noise;

const RUNS: usize = 5;

const FORMS: [(&str, &[&str]); 7] = [
    ("XPRESS 32K", &["--compress=XPRESS", "--chunk-size=32768"]),
    ("LZX 32K", &["--compress=LZX", "--chunk-size=32768"]),
    ("LZX 2M", &["--compress=LZX", "--chunk-size=2097152"]),
    ("LZMS 128K", &["--compress=LZMS", "--chunk-size=131072"]),
    ("solid XPRESS 64K", &["--solid", "--solid-compress=XPRESS", "--solid-chunk-size=65536"]),
    ("solid LZX 2M", &["--solid", "--solid-compress=LZX", "--solid-chunk-size=2097152"]),
    ("solid LZMS 64M", &["--solid"]),
];

fn main() {
    // `cargo test` runs benches too, to see whether they compile.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let place = tempfile::tempdir().unwrap();
    let tree = match std::env::var_os("PPKGLINT_TREE") {
        Some(tree) => PathBuf::from(tree),
        None => make_tree(place.path()),
    };
    println!(
        "| | MB | ours, 1 thread | ours, all | wimlib | 7-Zip | 1 thread : wimlib | all : wimlib |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for (name, options) in FORMS {
        let file = place.path().join("file.wim");
        let mut capture = Command::new("wimlib-imagex");
        capture.arg("capture").arg(&tree).arg(&file).arg("--no-acls").args(options);
        assert!(capture.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().success());

        let mut best = [Duration::MAX; 4];
        let mut size = 0;
        for _ in 0..RUNS {
            let [one, all, wimlib, seven_zip] = &mut best;
            *one = (*one).min(time(|| size = verify(&file, 1)));
            *all = (*all).min(time(|| size = verify(&file, 0)));
            *wimlib = (*wimlib).min(time(|| run("wimlib-imagex", "verify", &file)));
            *seven_zip = (*seven_zip).min(time(|| run("7zz", "t", &file)));
        }
        let megabytes = size as f64 / 1e6;
        let [one, all, wimlib, seven_zip] = best.map(|time| megabytes / time.as_secs_f64());
        println!(
            "| {name} | {megabytes:.0} | {one:.0} | {all:.0} | {wimlib:.0} | {seven_zip:.0} | {:.2} | {:.2} |",
            one / wimlib,
            all / wimlib,
        );
        std::fs::remove_file(&file).unwrap();
    }
    println!("\nMB/s of content, decoded and hashed; opening the file is included.");
}

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn verify(file: &Path, threads: usize) -> u64 {
    let wim = Wim::open(FileAt::open(file).unwrap(), Limits::default()).unwrap();
    // What the others do as well.
    wim.image(0).unwrap();
    let mut size = 0;
    wim.verify(threads, &mut |blob, result| {
        result.unwrap();
        size += blob.size;
    });
    size
}

fn run(tool: &str, command: &str, file: &Path) {
    let mut tool = Command::new(tool);
    tool.arg(command).arg(file).stdout(Stdio::null()).stderr(Stdio::null());
    assert!(tool.status().unwrap().success());
}

fn make_tree(place: &Path) -> PathBuf {
    let tree = place.join("tree");
    std::fs::create_dir(&tree).unwrap();
    let mut noise = Noise::new(3);
    let program = std::fs::read(std::env::current_exe().unwrap()).unwrap();
    for number in 0..400 {
        let length = 1000 << noise.below(10);
        let content = match number % 4 {
            0 => trees::text(&mut noise, length),
            1 => trees::code(&mut noise, length),
            2 => trees::table(&mut noise, length),
            _ => {
                let start = noise.below(program.len());
                program.iter().copied().cycle().skip(start).take(length).collect()
            }
        };
        std::fs::write(tree.join(number.to_string()), content).unwrap();
    }
    std::fs::write(tree.join("program"), program).unwrap();
    tree
}
