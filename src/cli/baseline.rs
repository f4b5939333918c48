//! `ppkglint baseline`: accept what is found today, and see only what is new.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::run::RunArgs;
use super::{UsageError, clock, print};
use crate::gate::{Baseline, ExitCode, Verdict};

/// What is to be done with a baseline.
#[derive(Debug, Subcommand)]
pub(super) enum BaselineCommand {
    /// Write all findings of today into a baseline; one that is there is replaced
    Write(BaselineArgs),
    /// Take out of a baseline what is found no longer
    Prune(BaselineArgs),
}

/// The arguments of both.
#[derive(Debug, Args)]
pub(super) struct BaselineArgs {
    #[command(flatten)]
    run: RunArgs,
    /// The baseline (default: that of ppkglint.toml, else ppkglint-baseline.json)
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
}

pub(super) fn run(command: &BaselineCommand) -> Result<ExitCode, UsageError> {
    match command {
        BaselineCommand::Write(arguments) => write(arguments),
        BaselineCommand::Prune(arguments) => prune(arguments),
    }
}

fn write(arguments: &BaselineArgs) -> Result<ExitCode, UsageError> {
    let path = &arguments.run.baseline(arguments.baseline.as_deref())?;
    if path.exists() {
        // A slip must not replace a package.
        Baseline::read(path)?;
    }
    let verdict = arguments.run.judge(clock(arguments.run.now), Some(&Baseline::default()))?;
    let baseline = Baseline::of(path, &verdict.packages, &verdict.findings);
    store(path, &baseline)?;
    let count = baseline.entries().len();
    print(&format!("{} written to {}\n", findings(count), path.display()));
    Ok(exit(&verdict))
}

fn prune(arguments: &BaselineArgs) -> Result<ExitCode, UsageError> {
    let path = &arguments.run.baseline(arguments.baseline.as_deref())?;
    let baseline = Baseline::read(path)?;
    let verdict = arguments.run.judge(clock(arguments.run.now), Some(&baseline))?;
    let pruned = baseline.pruned(&verdict.packages, &verdict.findings, &verdict.ran);
    let (before, after) = (baseline.entries().len(), pruned.entries().len());
    store(path, &pruned)?;
    let gone = findings(before.saturating_sub(after));
    print(&format!("{gone} taken out of {}, {after} left\n", path.display()));
    Ok(exit(&verdict))
}

/// Findings are what a baseline is for; only what could not be read is worth a code.
fn exit(verdict: &Verdict) -> ExitCode {
    match verdict.exit {
        ExitCode::Findings => ExitCode::Clean,
        other => other,
    }
}

fn store(path: &Path, baseline: &Baseline) -> Result<(), UsageError> {
    std::fs::write(path, baseline.to_json())
        .map_err(|error| UsageError::NotWritten { path: path.to_owned(), why: error.to_string() })
}

fn findings(count: usize) -> String {
    format!("{count} {}", if count == 1 { "finding" } else { "findings" })
}
