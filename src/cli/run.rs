//! Reading and judging what the user names: what `check` and `baseline` have in common.

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, Utc};
use clap::Args;
use rayon::prelude::*;

use super::input::{OpenArgs, open};
use super::progress::Progress;
use super::stated::{ConfigArgs, StatedArgs};
use super::{UsageError, known_lints, time};
use crate::container::{self, Found, Input, Kind, Neighbours, discover};
use crate::gate::{BASELINE_NAME, Baseline, ConfigFile, Configs, Gate, Verdict};
use crate::package::{Limits, Package, packages};

/// What is read, and how it is judged.
#[derive(Debug, Args)]
pub(super) struct RunArgs {
    /// Packages, also unpacked, zipped or inside of others; project folders, answer files, scripts,
    /// folders of these; `-` is standard input
    #[arg(required = true)]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    stated: StatedArgs,
    /// The clock: RFC 3339 or a date (default: SOURCE_DATE_EPOCH, else now)
    #[arg(long, value_name = "TIME", value_parser = time::parse)]
    pub(super) now: Option<DateTime<Utc>>,
    #[command(flatten)]
    config: ConfigArgs,
    /// Let no ignore of a ppkglint.toml and no `ppkglint: allow` comment count
    #[arg(long)]
    no_ignores: bool,
    /// Decode and hash every byte: every file of a package, also those that no setting needs and
    /// what no file uses, and the package itself, whatever their size
    #[arg(long)]
    verify: bool,
    /// Read texts up to this many MiB
    #[arg(long, value_name = "MIB")]
    max_text: Option<u64>,
    #[command(flatten)]
    open: OpenArgs,
    /// Use this many threads
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
}

impl RunArgs {
    /// Reads everything and judges it.
    pub(super) fn judge(
        &self,
        now: DateTime<Utc>,
        baseline: Option<&Baseline>,
    ) -> Result<Verdict, UsageError> {
        let known = known_lints();
        let command_line = self.stated.layer(&known)?;
        let found = self.found()?;
        let work = || {
            let inputs = found.iter().map(|(found, _)| path_of(found));
            let (configs, config_of) = Configs::load(&self.config.search(), inputs, &known)?;
            let progress = Progress::start("reading".to_owned());
            let read = self.read(&found);
            if read.is_empty() {
                return Err(self.nothing_to_check());
            }
            let config_of: Vec<Option<usize>> =
                read.iter().map(|(at, _)| config_of.get(*at).copied().flatten()).collect();
            let gate = Gate {
                known: &known,
                now,
                configs: &configs,
                command_line: &command_line,
                baseline,
                named: &self.paths,
                has_ignores: !self.no_ignores,
            };
            let packages = read.into_iter().map(|(_, package)| package).collect();
            let verdict = gate.judge(packages, &config_of)?;
            drop(progress);
            Ok(verdict)
        };
        let pool = rayon::ThreadPoolBuilder::new();
        // A single input is soon read: threads that look for work would cost more than they do.
        let pool = match (self.jobs, found.len()) {
            (None, 1) => pool.num_threads(1).use_current_thread(),
            (jobs, _) => pool.num_threads(jobs.unwrap_or(0)),
        };
        match pool.build() {
            Ok(pool) => pool.install(work),
            Err(_) => work(),
        }
    }

    /// Where a baseline is kept: as the command line says, else as the configuration of the first
    /// path does, else here.
    pub(super) fn baseline(&self, given: Option<&Path>) -> Result<PathBuf, UsageError> {
        let first = self.paths.iter().take(1).map(PathBuf::as_path);
        let (configs, _) = Configs::load(&self.config.search(), first, &known_lints())?;
        let configured = configs.files().first().and_then(ConfigFile::baseline);
        let path = given.or(configured).unwrap_or(Path::new(BASELINE_NAME));
        Ok(path.to_owned())
    }

    /// Everything that the paths stand for, in the order of its paths, with the folder that it was
    /// found in.
    fn found(&self) -> Result<Vec<(Found, Option<&PathBuf>)>, UsageError> {
        let discovered = self.paths.iter().flat_map(|path| {
            // What lies in a named folder is judged as what lies on a medium, if it is one.
            let folder = path.is_dir().then_some(path);
            discover(path).into_iter().map(move |found| (found, folder))
        });
        let mut found: Vec<(Found, Option<&PathBuf>)> = discovered.collect();
        if found.is_empty() {
            return Err(self.nothing_to_check());
        }
        // What is named is looked at as such, wherever it was come upon as well.
        let is_named = |found: &Found| !matches!(found, Found::Maybe(_));
        found.sort_by_key(|(found, _)| (path_of(found).to_owned(), !is_named(found)));
        found.dedup_by(|(a, _), (b, _)| path_of(a) == path_of(b));
        Ok(found)
    }

    /// The packages in what was found, each with the number of what it was found in.
    fn read(&self, found: &[(Found, Option<&PathBuf>)]) -> Vec<(usize, Package)> {
        let mut limits = Limits::default();
        if let Some(mib) = self.max_text {
            limits.max_text = mib.saturating_mul(1 << 20);
            limits.max_texts = limits.max_texts.max(limits.max_text);
        }
        let mut opening = self.open.limits();
        if self.verify {
            opening.searched = u64::MAX;
            limits.hashed_assets = u64::MAX;
            limits.hashed_file = u64::MAX;
            limits.leftovers = u64::MAX;
        }
        let neighbours = Neighbours::default();
        // Verification takes all cores and half a GiB by itself: one input at a time.
        let verification = Mutex::new(());
        let read = |(at, (found, folder)): (usize, &(Found, Option<&PathBuf>))| {
            let Some(mut input) = opened(found, &opening) else { return vec![] };
            input.named_folder = folder.cloned();
            if input.kind == Kind::Script {
                input.beside = input.folder.as_deref().and_then(|folder| neighbours.of(folder));
            }
            if self.verify {
                let _alone = verification.lock().unwrap_or_else(PoisonError::into_inner);
                input.verify(self.jobs.unwrap_or(0));
            }
            packages(&input, &limits).into_iter().map(|package| (at, package)).collect()
        };
        found.par_iter().enumerate().flat_map(read).collect()
    }

    fn nothing_to_check(&self) -> UsageError {
        let paths: Vec<String> = self.paths.iter().map(|path| path.display().to_string()).collect();
        UsageError::NothingToCheck(paths.join(", "))
    }
}

fn path_of(found: &Found) -> &Path {
    match found {
        Found::Input(path) | Found::Maybe(path) | Found::Unlisted(path, _) => path,
    }
}

/// What was found, opened; none when it turns out to be of no concern.
fn opened(found: &Found, limits: &container::Limits) -> Option<Input> {
    match found {
        Found::Input(path) => Some(open(path, limits)),
        Found::Maybe(path) => Some(open(path, limits)).filter(|input| !input.is_foreign()),
        Found::Unlisted(path, reason) => Some(Input::unlisted(path, reason)),
    }
}
