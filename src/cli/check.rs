//! `ppkglint check`: the main job.

use std::{io::IsTerminal, path::PathBuf};

use clap::Args;

use super::run::RunArgs;
use super::{UsageError, When, clock, print, screen};
use crate::gate::{Baseline, ExitCode};
use crate::report::{Report, human, json};

/// The arguments of `check`.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    run: RunArgs,
    /// How to report: `human` or `json`, with `=FILE` into a file; repeatable
    #[arg(long, value_name = "FORMAT[=FILE]", default_value = "human")]
    output: Vec<Output>,
    /// Findings that this file knows do not count; `ppkglint baseline write` writes it
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Whether to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: When,
    /// Show secrets in excerpts: the report is then as confidential as the package
    #[arg(long)]
    show_secrets: bool,
    /// Print the findings only
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Debug, Clone)]
struct Output {
    format: Format,
    file: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy)]
enum Format {
    Human,
    Json,
}

impl std::str::FromStr for Output {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (format, file) = text.split_once('=').map_or((text, None), |(a, b)| (a, Some(b)));
        let format = match format {
            "human" => Format::Human,
            "json" => Format::Json,
            _ => return Err("the formats are human and json".to_owned()),
        };
        if file == Some("") {
            return Err("a file name is missing after '='".to_owned());
        }
        Ok(Self { format, file: file.map(PathBuf::from) })
    }
}

pub(super) fn run(arguments: &CheckArgs) -> Result<ExitCode, UsageError> {
    let baseline = arguments.baseline.as_deref().map(Baseline::read).transpose()?;
    let now = clock(arguments.run.now);
    let verdict = arguments.run.judge(now, baseline.as_ref())?;
    let report = Report {
        now,
        packages: &verdict.packages,
        findings: &verdict.findings,
        not_run: &verdict.not_run,
        shows_secrets: arguments.show_secrets,
    };
    write(arguments, &report)?;
    Ok(verdict.exit)
}

fn write(arguments: &CheckArgs, report: &Report<'_>) -> Result<(), UsageError> {
    for output in &arguments.output {
        let is_screen = output.file.is_none();
        let text = match output.format {
            Format::Json => json::render(report),
            Format::Human => human::render(report, style(arguments, is_screen)),
        };
        match &output.file {
            None => print(&text),
            Some(path) => std::fs::write(path, text)
                .map_err(|source| UsageError::Write { path: path.clone(), source })?,
        }
    }
    Ok(())
}

fn style(arguments: &CheckArgs, is_screen: bool) -> human::Style {
    let is_terminal = std::io::stdout().is_terminal();
    screen::style(arguments.color, is_screen, is_terminal, arguments.quiet)
}
