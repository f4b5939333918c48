//! `ppkglint check`: the main job.

use std::path::PathBuf;

use clap::Args;

use super::output::OutputArgs;
use super::run::RunArgs;
use super::{UsageError, clock, known_lints};
use crate::gate::{Baseline, ExitCode};
use crate::lint::{Lint, NotRun};
use crate::report::Report;

/// The arguments of `check`.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    run: RunArgs,
    #[command(flatten)]
    output: OutputArgs,
    /// Findings that this file knows do not count; `ppkglint baseline write` writes it
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Show secrets in excerpts: the report is then as confidential as the package
    #[arg(long)]
    show_secrets: bool,
}

pub(super) fn run(arguments: &CheckArgs) -> Result<ExitCode, UsageError> {
    arguments.output.check()?;
    let baseline = arguments.baseline.as_deref().map(Baseline::read).transpose()?;
    let now = clock(arguments.run.now);
    let verdict = arguments.run.judge(now, baseline.as_ref())?;
    let was_to_run = |lint: &&'static Lint| {
        let misses = |not_run: &NotRun| not_run.lint.id == lint.id;
        verdict.ran.contains(lint.id) || verdict.not_run.iter().any(misses)
    };
    let lints: Vec<_> = known_lints().into_iter().filter(was_to_run).collect();
    arguments.output.write(&Report {
        now,
        packages: &verdict.packages,
        findings: &verdict.findings,
        lints: &lints,
        has_baseline: verdict.has_baseline,
        not_run: &verdict.not_run,
        shows_secrets: arguments.show_secrets,
    })?;
    Ok(verdict.exit)
}
