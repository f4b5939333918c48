//! `--output FORMAT[=FILE]`: which reports are made, and where they go.

use std::{io::IsTerminal, path::PathBuf};

use clap::Args;

use super::{UsageError, When, print, screen};
use crate::report::{Report, concise, github, human, json, jsonl, sarif};

/// Options that say how to report.
#[derive(Debug, Args)]
pub(super) struct OutputArgs {
    /// How to report: human, concise, json, jsonl, sarif or github, with `=FILE` into a file;
    /// repeatable
    #[arg(long, value_name = "FORMAT[=FILE]", default_value = "human")]
    output: Vec<Output>,
    /// Whether to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: When,
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
    Concise,
    Json,
    Jsonl,
    Sarif,
    Github,
}

impl std::str::FromStr for Output {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (format, file) = text.split_once('=').map_or((text, None), |(a, b)| (a, Some(b)));
        let format = match format {
            "human" => Format::Human,
            "concise" => Format::Concise,
            "json" => Format::Json,
            "jsonl" => Format::Jsonl,
            "sarif" => Format::Sarif,
            "github" => Format::Github,
            _ => {
                return Err("the formats are human, concise, json, jsonl, sarif, github".to_owned());
            }
        };
        if file == Some("") {
            return Err("a file name is missing after '='".to_owned());
        }
        Ok(Self { format, file: file.map(PathBuf::from) })
    }
}

impl OutputArgs {
    /// Refuses what cannot be done, before anything is read.
    pub(super) fn check(&self) -> Result<(), UsageError> {
        match self.output.iter().filter(|output| output.file.is_none()).count() {
            0 | 1 => Ok(()),
            _ => Err(UsageError::TwoReportsOnScreen),
        }
    }

    /// Makes every report and puts it where it belongs.
    pub(super) fn write(&self, report: &Report<'_>) -> Result<(), UsageError> {
        for output in &self.output {
            let is_screen = output.file.is_none();
            let text = match output.format {
                Format::Human => human::render(report, self.style(is_screen)),
                Format::Concise => concise::render(report, self.quiet),
                Format::Json => json::render(report),
                Format::Jsonl => jsonl::render(report),
                Format::Sarif => sarif::render(report),
                Format::Github => github::render(report),
            };
            match &output.file {
                None => print(&text),
                Some(path) => std::fs::write(path, text)
                    .map_err(|source| UsageError::Write { path: path.clone(), source })?,
            }
        }
        Ok(())
    }

    fn style(&self, is_screen: bool) -> human::Style {
        screen::style(self.color, is_screen, std::io::stdout().is_terminal(), self.quiet)
    }
}
