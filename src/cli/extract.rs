//! `ppkglint extract`: the files of a package, written so that nothing but the folder is touched.

use std::{io::Write, path::PathBuf};

use clap::Args;

use super::input::{OpenArgs, open};
use super::target::{Target, WriteError};
use super::{UsageError, print};
use crate::container::{Entry, Input, Kind, Placed, ReadError, SafeNames, Stream, Tree};
use crate::gate::ExitCode;
use crate::package::shown_path;
use crate::text::printable;

/// The arguments of `extract`.
#[derive(Debug, Args)]
#[command(after_help = HOW)]
pub(super) struct ExtractArgs {
    /// The package, also zipped; `-` is standard input
    path: PathBuf,
    /// The folder to write to; made if it is not there
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// Write alternate data streams too: the stream Zone.Identifier of setup.ps1 as the file
    /// `setup.ps1;Zone.Identifier`
    #[arg(long)]
    streams: bool,
    /// Replace files that are there already
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    open: OpenArgs,
}

const HOW: &str = "\
Nothing is written outside of DIR, no link is followed, and nothing is replaced without --force: if
one of the files is there, none is written. Names that Windows would refuse or take for something
else (.., CON, a trailing dot, names that differ by case alone) are changed, and each change is
said. Several images or packages go to folders of their own: the images to 1, 2 and so on.

Exit codes: 0 all files are written; 2 wrong use, or a file is there already; 3 something could not
be read: what could be is written";

/// One file to write.
struct Job<'i> {
    tree: &'i Tree,
    entry: &'i Entry,
    /// The stream of the entry; its data where there is none.
    stream: Option<&'i Stream>,
    /// The path below the folder.
    to: String,
}

/// What is to be done, and what is to be said.
#[derive(Default)]
struct Plan<'i> {
    jobs: Vec<Job<'i>>,
    notes: Vec<String>,
    left_out: usize,
    is_unread: bool,
}

pub(super) fn run(arguments: &ExtractArgs) -> Result<ExitCode, UsageError> {
    let root = open(&arguments.path, &arguments.open.limits());
    let mut plan = Plan::default();
    plan.faults(&root);
    let inputs = packages(&root);
    let are_several = inputs.len() > 1;
    let mut names = SafeNames::default();
    for input in inputs {
        if matches!(input.kind, Kind::AnswerFile | Kind::Script) {
            plan.notes.push(format!("{}: a single file, not unpacked", printable(&input.path)));
            continue;
        }
        let inside = input.path.strip_prefix(&root.path).unwrap_or(&input.path);
        let above = if are_several { inside.replace("!/", "/") } else { String::new() };
        for tree in &input.trees {
            plan.tree(tree, &above, &mut names, arguments.streams);
        }
    }
    if plan.left_out > 0 {
        let count = plan.left_out;
        plan.notes.push(format!("{count} alternate streams are left out; --streams writes them"));
    }
    if plan.jobs.is_empty() && !plan.is_unread {
        return Err(UsageError::NothingToExtract(arguments.path.clone()));
    }
    plan.is_unread |= !plan.fits(arguments.open.limits().max_total);
    let target = Target::open(&arguments.to)?;
    if !arguments.force {
        plan.refuse_to_replace(&target)?;
    }
    for note in &plan.notes {
        say(note);
    }
    let (mut files, mut bytes) = (0u64, 0u64);
    for job in &plan.jobs {
        match target.write(&job.to, arguments.force, &mut |out| job.copy_to(out)) {
            Ok(size) => {
                files += 1;
                bytes = bytes.saturating_add(size);
            }
            Err(WriteError::Unread(error)) => {
                plan.is_unread = true;
                say(&format!("not written: {}: {error}", shown_path(&job.shown())));
            }
            Err(WriteError::Refused(why)) => {
                return Err(UsageError::NotWritten {
                    path: target.path(&shown_path(&job.to)),
                    why,
                });
            }
        }
    }
    print(&format!("{files} files, {bytes} bytes\n"));
    Ok(if plan.is_unread { ExitCode::Unread } else { ExitCode::Clean })
}

/// The inputs that files are taken from: the one that is named, or the packages in an archive that
/// is none itself. What is packed inside of a package stays the file that it is.
fn packages(input: &Input) -> Vec<&Input> {
    match input.trees.is_empty() {
        true => input.nested.iter().flat_map(packages).collect(),
        false => vec![input],
    }
}

impl<'i> Plan<'i> {
    /// Says what of the inputs could not be opened.
    fn faults(&mut self, input: &Input) {
        for fault in &input.faults {
            self.is_unread = true;
            let image = fault.image.map_or_else(String::new, |image| format!("{image}/"));
            let place = match &fault.file {
                Some(file) => format!("{}!/{image}{file}", input.path),
                None => input.path.clone(),
            };
            self.notes.push(format!("cannot be read: {}: {}", shown_path(&place), fault.reason));
        }
        if input.trees.is_empty() {
            input.nested.iter().for_each(|nested| self.faults(nested));
        }
    }

    fn tree(&mut self, tree: &'i Tree, above: &str, names: &mut SafeNames, streams: bool) {
        let image = tree.image.map(|image| image.to_string());
        let above: Vec<Vec<u16>> = above
            .split('/')
            .chain(image.as_deref())
            .filter(|name| !name.is_empty())
            .map(|name| name.encode_utf16().collect())
            .collect();
        let folders = tree.folders.iter().map(|folder| (folder, false));
        for (entry, is_file) in tree.entries.iter().map(|file| (file, true)).chain(folders) {
            if entry.is_link {
                let path = shown_path(&entry.path);
                self.notes.push(format!("not written: {path}: it is a link or a reparse point"));
                continue;
            }
            let placed = (is_file || streams).then(|| {
                let mut path = above.clone();
                path.extend(entry.names());
                // The root has no name, and may have streams.
                path.retain(|name| is_file || !name.is_empty());
                match is_file {
                    true => names.place(&path),
                    false => names.place_folder(&path),
                }
            });
            let Some(placed) = placed else {
                self.left_out += entry.streams.len();
                continue;
            };
            if is_file {
                self.add(Job { tree, entry, stream: None, to: placed.path.clone() }, &placed);
            }
            if !streams {
                self.left_out += entry.streams.len();
                continue;
            }
            for stream in &entry.streams {
                let beside = names.place_stream(&placed, &stream.name);
                let to = beside.path.clone();
                self.add(Job { tree, entry, stream: Some(stream), to }, &beside);
            }
        }
    }

    fn add(&mut self, job: Job<'i>, placed: &Placed) {
        if placed.renamed {
            let (from, to) = (shown_path(&job.shown()), shown_path(&job.to));
            self.notes.push(format!("renamed: {from} is written as {to}"));
        }
        self.jobs.push(job);
    }

    /// Drops what goes beyond `limit` bytes in all: names cost nothing, and can stand for one content
    /// many times.
    fn fits(&mut self, limit: u64) -> bool {
        let mut left = limit;
        let mut fits = |job: &Job<'_>| match left.checked_sub(job.size()) {
            Some(rest) => {
                left = rest;
                true
            }
            None => false,
        };
        let place = self.jobs.iter().position(|job| !fits(job));
        let Some(place) = place else { return true };
        let dropped = self.jobs.split_off(place).len();
        self.notes.push(format!(
            "not written: {dropped} files: together they unpack to more than {limit} bytes \
             (--max-total raises it)"
        ));
        false
    }

    fn refuse_to_replace(&self, target: &Target) -> Result<(), UsageError> {
        for job in &self.jobs {
            if target.holds(&job.to) {
                return Err(UsageError::Exists(target.path(&shown_path(&job.to))));
            }
        }
        Ok(())
    }
}

impl Job<'_> {
    fn size(&self) -> u64 {
        self.stream.map_or(self.entry.size, |stream| stream.size)
    }

    fn copy_to(&self, out: &mut dyn Write) -> Result<(), ReadError> {
        match self.stream {
            Some(stream) => self.tree.copy_stream_to(stream, out),
            None => self.tree.copy_to(self.entry, out),
        }
    }

    /// Its path in the package.
    fn shown(&self) -> String {
        match self.stream {
            Some(stream) => format!("{}:{}", self.entry.path, stream.name),
            None => self.entry.path.clone(),
        }
    }
}

/// Says something on standard error. It holds names of a package: they are printable by now.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}
