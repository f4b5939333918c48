//! Floor 11: the command line; one file a command. The only place that names `lints::ALL`.

mod baseline;
mod check;
mod config;
mod explain;
mod extract;
mod init;
mod input;
mod inspect;
mod lints;
mod output;
mod progress;
mod run;
mod schema;
mod screen;
mod stated;
mod target;
mod time;

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::{Parser, Subcommand, ValueEnum};

use crate::gate::{ConfigError, ExitCode};
use crate::lint::{Lint, reserved};

/// A linter and risk analyser for Windows provisioning packages (.ppkg).
#[derive(Debug, Parser)]
#[command(name = "ppkglint", version, max_term_width = 100, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "\
Exit codes, the same for every format:
  0  nothing at or above the gate (--fail-on)
  1  findings at the gate
  2  wrong use, a wrong configuration, or nothing to check
  3  something could not be read (the report is still printed)";

#[derive(Debug, Subcommand)]
enum Command {
    /// Lint packages, project folders, answer files, scripts, archives and folders of these
    Check(check::CheckArgs),
    /// Accept the findings of today, and see only new ones
    Baseline {
        #[command(subcommand)]
        command: baseline::BaselineCommand,
    },
    /// Write a ppkglint.toml to begin with
    Init(init::InitArgs),
    /// Show what applies to an input, and where it comes from
    Config {
        #[command(subcommand)]
        command: config::ConfigCommand,
    },
    /// Print what a package holds: its files with sizes, hashes, streams and times
    Inspect(inspect::InspectArgs),
    /// Write the files of a package into a folder, safely
    Extract(extract::ExtractArgs),
    /// Explain a lint
    Explain {
        /// The lint's id
        id: String,
    },
    /// List the lints
    Lints {
        /// How to print the list
        #[arg(long, value_name = "FORMAT", default_value = "human")]
        output: ListFormat,
    },
    /// Print the JSON Schema of a report or of ppkglint.toml
    Schema {
        /// Of what
        of: schema::SchemaOf,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ListFormat {
    Human,
    Json,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum When {
    Auto,
    Always,
    Never,
}

/// What the program says when it is used wrongly.
#[derive(Debug, thiserror::Error)]
enum UsageError {
    #[error(transparent)]
    Selection(#[from] crate::gate::SelectionError),
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Baseline(#[from] crate::gate::BaselineError),
    #[error("{0} is there already, and nothing was written")]
    ConfigExists(PathBuf),
    #[error("nothing to check: there is no package, project, answer file or script in {0}")]
    NothingToCheck(String),
    #[error("{0}")]
    UnknownLint(String),
    #[error("nothing to extract: {0} holds no files")]
    NothingToExtract(PathBuf),
    #[error("{0} is there already, and nothing was written; --force replaces it")]
    Exists(PathBuf),
    #[error("{path} cannot be written: {why}")]
    NotWritten { path: PathBuf, why: String },
    #[error("inspect prints files only so far: say --files")]
    NeedsFiles,
    #[error("two reports cannot both go to standard output; give one a file: --output FORMAT=FILE")]
    TwoReportsOnScreen,
    #[error("the report cannot be written to {path}: {source}")]
    Write { path: PathBuf, source: std::io::Error },
}

/// Every lint, the reserved ids behind the real ones.
fn known_lints() -> Vec<&'static Lint> {
    crate::lints::ALL.iter().chain(reserved::ALL).copied().collect()
}

/// Runs the program on these arguments, the first of which is its own name.
pub fn main(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> u8 {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // clap prints help to standard output and errors to standard error.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::Usage as u8 } else { 0 };
        }
    };
    let result = match cli.command {
        Command::Check(arguments) => check::run(&arguments),
        Command::Baseline { command } => baseline::run(&command),
        Command::Init(arguments) => init::run(&arguments),
        Command::Config { command } => config::run(&command),
        Command::Inspect(arguments) => inspect::run(&arguments),
        Command::Extract(arguments) => extract::run(&arguments),
        Command::Explain { id } => explain::run(&id),
        Command::Lints { output } => lints::run(output),
        Command::Schema { of } => schema::run(of),
    };
    match result {
        Ok(code) => code as u8,
        Err(UsageError::Config(error)) => {
            complain_of_config(&error);
            ExitCode::Usage as u8
        }
        Err(error) => {
            complain(&error.to_string());
            ExitCode::Usage as u8
        }
    }
}

/// Prints to standard output. A reader that closed the pipe has had enough: no error.
fn print(text: &str) {
    use std::io::Write;
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

/// Prints an error of the program itself to standard error.
fn complain(text: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr().lock(), "error: {}", crate::text::printable(text));
}

/// Prints everything that is wrong with a configuration to standard error, with its place.
fn complain_of_config(error: &ConfigError) {
    use std::io::{IsTerminal, Write};
    let is_terminal = std::io::stderr().is_terminal();
    let text =
        crate::report::problem::render(error, screen::style(When::Auto, true, is_terminal, false));
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// The clock: `--now`, else SOURCE_DATE_EPOCH, else the system's.
fn clock(now: Option<DateTime<Utc>>) -> DateTime<Utc> {
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok();
    let epoch = epoch.and_then(|seconds| DateTime::from_timestamp(seconds.trim().parse().ok()?, 0));
    now.or(epoch).unwrap_or_else(Utc::now)
}
