//! `ppkglint check`: the main job.

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, Utc};
use clap::Args;
use rayon::prelude::*;

use super::input::{OpenArgs, open};
use super::output::OutputArgs;
use super::progress::Progress;
use super::{FailOnArg, SelectionArgs, UsageError, clock, time};
use crate::container::{self, Found, Input, discover};
use crate::gate::{ExitCode, exit_code};
use crate::lint::{Context, Run, run as run_lints};
use crate::package::{Limits, Package, packages, plain_guid};
use crate::report::Report;

/// The arguments of `check`.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// Packages, also unpacked, zipped or inside of others; project folders, answer files, folders
    /// of these; `-` is standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    output: OutputArgs,
    /// From which severity on findings fail the run
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    fail_on: FailOnArg,
    #[command(flatten)]
    selection: SelectionArgs,
    /// The clock: RFC 3339 or a date (default: SOURCE_DATE_EPOCH, else now)
    #[arg(long, value_name = "TIME", value_parser = time::parse)]
    now: Option<DateTime<Utc>>,
    /// Until when devices are set up with the package
    #[arg(long, value_name = "DATE", value_parser = time::parse)]
    deploy_until: Option<DateTime<Utc>>,
    /// When the bulk token ends, as you know it
    #[arg(long, value_name = "DATE", value_parser = time::parse)]
    token_expiry: Option<DateTime<Utc>>,
    /// The tenant that the devices belong in
    #[arg(long, value_name = "GUID", value_parser = guid)]
    tenant_id: Option<String>,
    /// Decode and hash every byte: every file of a package, also those that no setting needs and
    /// what no file uses, and the package itself, whatever their size
    #[arg(long)]
    verify: bool,
    /// Show secrets in excerpts: the report is then as confidential as the package
    #[arg(long)]
    show_secrets: bool,
    /// Read texts up to this many MiB
    #[arg(long, value_name = "MIB")]
    max_text: Option<u64>,
    #[command(flatten)]
    open: OpenArgs,
    /// Use this many threads
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
}

/// A GUID, with or without braces, as a lint compares it.
fn guid(text: &str) -> Result<String, String> {
    let plain = plain_guid(text);
    let parts: Vec<usize> = plain.split('-').map(str::len).collect();
    let is_hex = plain.chars().all(|ch| ch == '-' || ch.is_ascii_hexdigit());
    match parts == [8, 4, 4, 4, 12] && is_hex {
        true => Ok(plain),
        false => Err("write it as 01234567-89ab-cdef-0123-456789abcdef".to_owned()),
    }
}

pub(super) fn run(arguments: &CheckArgs) -> Result<ExitCode, UsageError> {
    arguments.output.check()?;
    let selection = arguments.selection.selection();
    let lints = selection.apply(&super::known_lints())?;
    let context = Context {
        deploy_until: arguments.deploy_until,
        token_expiry: arguments.token_expiry,
        tenant_id: arguments.tenant_id.clone(),
        ..Context::at(clock(arguments.now))
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(arguments.jobs.unwrap_or(0)).build();
    let work = || {
        let progress = Progress::start("reading".to_owned());
        let packages = read(arguments)?;
        let outcome = run_lints(&Run {
            lints: lints.clone(),
            named: selection.named(&super::known_lints()),
            packages: &packages,
            context: &context,
        });
        drop(progress);
        let report = Report {
            now: context.now,
            packages: &packages,
            findings: &outcome.findings,
            lints: &lints,
            has_baseline: false,
            not_run: &outcome.not_run,
            shows_secrets: arguments.show_secrets,
        };
        arguments.output.write(&report)?;
        Ok(exit_code(&packages, &outcome.findings, arguments.fail_on.into()))
    };
    match pool {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

/// Everything that the paths stand for, in the order of its paths.
fn read(arguments: &CheckArgs) -> Result<Vec<Package>, UsageError> {
    let discovered = arguments.paths.iter().flat_map(|path| {
        // What lies in a named folder is judged as what lies on a medium, if it is one.
        let folder = path.is_dir().then_some(path);
        discover(path).into_iter().map(move |found| (found, folder))
    });
    let mut found: Vec<(Found, Option<&PathBuf>)> = discovered.collect();
    if found.is_empty() {
        return Err(nothing_to_check(arguments));
    }
    // What is named is looked at as such, wherever it was come upon as well.
    let is_named = |found: &Found| !matches!(found, Found::Maybe(_));
    found.sort_by_key(|(found, _)| (path_of(found).to_owned(), !is_named(found)));
    found.dedup_by(|(a, _), (b, _)| path_of(a) == path_of(b));
    let mut limits = Limits::default();
    if let Some(mib) = arguments.max_text {
        limits.max_text = mib.saturating_mul(1 << 20);
        limits.max_texts = limits.max_texts.max(limits.max_text);
    }
    let mut opening = arguments.open.limits();
    if arguments.verify {
        opening.searched = u64::MAX;
        limits.hashed_assets = u64::MAX;
        limits.hashed_file = u64::MAX;
        limits.leftovers = u64::MAX;
    }
    // Verification takes all cores and half a GiB by itself: one input at a time.
    let verification = Mutex::new(());
    let read = |(found, folder): &(Found, Option<&PathBuf>)| {
        let Some(mut input) = opened(found, &opening) else { return vec![] };
        input.named_folder = folder.cloned();
        if arguments.verify {
            let _alone = verification.lock().unwrap_or_else(PoisonError::into_inner);
            input.verify(arguments.jobs.unwrap_or(0));
        }
        packages(&input, &limits)
    };
    let packages: Vec<Package> = found.par_iter().flat_map(read).collect();
    match packages.is_empty() {
        true => Err(nothing_to_check(arguments)),
        false => Ok(packages),
    }
}

fn nothing_to_check(arguments: &CheckArgs) -> UsageError {
    let paths: Vec<String> =
        arguments.paths.iter().map(|path| path.display().to_string()).collect();
    UsageError::NothingToCheck(paths.join(", "))
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
