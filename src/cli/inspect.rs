//! `ppkglint inspect --files`: the files of a package.

use std::{collections::HashMap, fmt::Write as _, path::PathBuf};

use chrono::{DateTime, SecondsFormat, Utc};
use clap::Args;
use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::input::{OpenArgs, open};
use super::progress::Progress;
use super::{ListFormat, UsageError, print};
use crate::container::{Entry, Input, Kind, ReadError, Stream, Tree};
use crate::gate::ExitCode;
use crate::package::shown_path;
use crate::text::printable;

/// The arguments of `inspect`.
#[derive(Debug, Args)]
pub(super) struct InspectArgs {
    /// The package, also unpacked, zipped or inside of others; `-` is standard input
    path: PathBuf,
    /// Print its files: sizes, SHA-256, alternate streams, times
    #[arg(long)]
    files: bool,
    /// How to print them
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    output: ListFormat,
    #[command(flatten)]
    open: OpenArgs,
}

#[derive(Serialize)]
struct Report {
    schema_version: u32,
    packages: Vec<PackageShape>,
}

#[derive(Serialize)]
struct PackageShape {
    path: String,
    kind: Kind,
    image: Option<u32>,
    complete: bool,
    unread: Vec<UnreadShape>,
    files: Vec<FileShape>,
}

#[derive(Serialize)]
struct UnreadShape {
    file: Option<String>,
    reason: String,
}

/// A file, or a folder that has streams or is a link.
#[derive(Serialize)]
struct FileShape {
    path: String,
    folder: bool,
    /// Whether it is a link or another reparse point; what it leads to is not looked at.
    link: bool,
    size: u64,
    sha256: Option<String>,
    created: Option<String>,
    written: Option<String>,
    streams: Vec<StreamShape>,
}

#[derive(Serialize)]
struct StreamShape {
    name: String,
    size: u64,
    sha256: Option<String>,
}

pub(super) fn run(arguments: &InspectArgs) -> Result<ExitCode, UsageError> {
    if !arguments.files {
        return Err(UsageError::NeedsFiles);
    }
    let progress = Progress::start("hashing".to_owned());
    let input = open(&arguments.path, &arguments.open.limits());
    let mut packages = vec![];
    add(&input, arguments.open.limits().max_total, &mut packages);
    drop(progress);
    let is_complete = packages.iter().all(|package| package.complete);
    let report = Report { schema_version: 1, packages };
    print(&match arguments.output {
        ListFormat::Json => serde_json::to_string_pretty(&report).unwrap_or_default() + "\n",
        ListFormat::Human => report.packages.iter().map(human).collect::<Vec<_>>().join("\n"),
    });
    Ok(if is_complete { ExitCode::Clean } else { ExitCode::Unread })
}

/// The packages of an input, then those inside of it.
fn add(input: &Input, max_total: u64, packages: &mut Vec<PackageShape>) {
    let faults = |image: Option<u32>, is_first: bool| {
        let concerns = |of: Option<u32>| of == image || is_first && of.is_none();
        let missing = |of: u32| is_first && input.trees.iter().all(|tree| tree.image != Some(of));
        let faults = input.faults.iter();
        faults
            .filter(|fault| concerns(fault.image) || fault.image.is_some_and(missing))
            .map(|fault| UnreadShape {
                file: fault.file.as_deref().map(shown_path),
                reason: printable(&fault.reason),
            })
            .collect::<Vec<_>>()
    };
    let mut push = |image, mut unread: Vec<UnreadShape>, (files, failed): Listed| {
        let known: Vec<Option<String>> = unread.iter().map(|unread| unread.file.clone()).collect();
        unread.extend(failed.into_iter().filter(|failed| !known.contains(&failed.file)));
        packages.push(PackageShape {
            path: printable(&input.path),
            kind: input.kind,
            image,
            complete: unread.is_empty(),
            unread,
            files,
        });
    };
    if input.trees.is_empty() && !input.only_holds_others() {
        push(None, faults(None, true), (vec![], vec![]));
    }
    for (place, tree) in input.trees.iter().enumerate() {
        push(tree.image, faults(tree.image, place == 0), files(tree, max_total));
    }
    input.nested.iter().for_each(|nested| add(nested, max_total, packages));
}

/// Files, and what of them could not be read.
type Listed = (Vec<FileShape>, Vec<UnreadShape>);

fn files(tree: &Tree, max_total: u64) -> Listed {
    let hashes = Hashes::of(tree, max_total);
    let mut unread = vec![];
    let entries = tree.entries.iter().map(|entry| (entry, false));
    let folders = tree.folders.iter().map(|entry| (entry, true));
    let mut files: Vec<FileShape> = entries
        .chain(folders)
        .map(|(entry, folder)| FileShape {
            path: shown_path(&entry.path),
            folder,
            link: entry.is_link,
            size: entry.size,
            sha256: match folder || entry.is_link {
                true => None,
                false => hashes.take(tree.key(entry), &entry.path, &mut unread),
            },
            created: entry.created.map(time),
            written: entry.written.map(time),
            streams: entry
                .streams
                .iter()
                .map(|stream| StreamShape {
                    name: shown_path(&stream.name),
                    size: stream.size,
                    sha256: hashes.take(
                        tree.stream_key(stream),
                        &format!("{}:{}", entry.path, stream.name),
                        &mut unread,
                    ),
                })
                .collect(),
        })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    (files, unread)
}

/// The hash of each content, once: many names may stand for it.
struct Hashes(HashMap<usize, Result<String, ReadError>>);

/// What a content is reached by.
#[derive(Clone, Copy)]
enum Of<'t> {
    Entry(&'t Entry),
    Stream(&'t Stream),
}

impl Hashes {
    fn of(tree: &Tree, max_total: u64) -> Self {
        let mut contents: HashMap<usize, (Of<'_>, u64)> = HashMap::new();
        for entry in tree.entries.iter().chain(&tree.folders) {
            if !entry.is_link {
                contents.insert(tree.key(entry), (Of::Entry(entry), entry.size));
            }
            for stream in &entry.streams {
                contents.insert(tree.stream_key(stream), (Of::Stream(stream), stream.size));
            }
        }
        let mut contents: Vec<(usize, (Of<'_>, u64))> = contents.into_iter().collect();
        contents.sort_by_key(|(key, _)| *key);
        let mut left = max_total;
        let within: Vec<(usize, Of<'_>, Result<(), ReadError>)> = contents
            .into_iter()
            .map(|(key, (of, size))| match left.checked_sub(size) {
                Some(rest) => {
                    left = rest;
                    (key, of, Ok(()))
                }
                None => (key, of, Err(ReadError::too_large(size, left))),
            })
            .collect();
        let hash = |(key, of, within): (usize, Of<'_>, Result<(), ReadError>)| {
            let mut digest = Sha256::new();
            let read = within.and_then(|()| match of {
                Of::Entry(entry) => tree.copy_to(entry, &mut digest),
                Of::Stream(stream) => tree.copy_stream_to(stream, &mut digest),
            });
            let hex =
                |digest: Sha256| digest.finalize().iter().map(|b| format!("{b:02x}")).collect();
            (key, read.map(|()| hex(digest)))
        };
        Self(within.into_par_iter().map(hash).collect())
    }

    fn take(&self, key: usize, path: &str, unread: &mut Vec<UnreadShape>) -> Option<String> {
        match self.0.get(&key)? {
            Ok(hash) => Some(hash.clone()),
            Err(error) => {
                let reason = printable(&error.reason);
                unread.push(UnreadShape { file: Some(shown_path(path)), reason });
                None
            }
        }
    }
}

fn time(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn human(package: &PackageShape) -> String {
    let mut out = package.path.clone();
    if let Some(image) = package.image {
        let _ = write!(out, ", image {image}");
    }
    let count = package.files.iter().filter(|file| !file.folder).count();
    let bytes = package.files.iter().fold(0u64, |sum, file| sum.saturating_add(file.size));
    let _ = writeln!(out, ": {count} files, {bytes} bytes");
    let digits = package.files.iter().map(|file| file.size.to_string().len()).max();
    let digits = digits.unwrap_or_default().max("size".len());
    let row = |out: &mut String, size: &str, written: &str, hash: &str, path: &str| {
        let _ = writeln!(out, "{size:>digits$}  {written:20}  {hash:64}  {path}");
    };
    if !package.files.is_empty() {
        row(&mut out, "size", "written", "SHA-256", "path");
    }
    for file in &package.files {
        let written = file.written.as_deref().unwrap_or("-");
        let hash = file.sha256.as_deref().unwrap_or("-");
        let what = match (file.link, file.folder) {
            (true, _) => " (link)",
            (false, true) => "/",
            (false, false) => "",
        };
        row(&mut out, &file.size.to_string(), written, hash, &format!("{}{what}", file.path));
        for stream in &file.streams {
            let hash = stream.sha256.as_deref().unwrap_or("-");
            let path = format!("{}:{}", file.path, stream.name);
            row(&mut out, &stream.size.to_string(), written, hash, &path);
        }
    }
    for unread in &package.unread {
        let file = unread.file.as_deref().map_or_else(String::new, |file| format!("{file}: "));
        let _ = writeln!(out, "cannot be read: {file}{}", unread.reason);
    }
    out
}
