//! `ppkglint config show`: what applies to an input, and where it comes from.

use std::{fmt::Write as _, path::PathBuf};

use clap::{Args, Subcommand};

use super::stated::{ConfigArgs, StatedArgs};
use super::{UsageError, known_lints, print};
use crate::gate::{ConfigFile, Configs, Effective, Entry, ExitCode, Value};
use crate::text::printable;

/// What is to be done with configurations.
#[derive(Debug, Subcommand)]
pub(super) enum ConfigCommand {
    /// Print what applies to an input, and where each value comes from
    Show(ShowArgs),
}

/// The arguments of `config show`.
#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    /// The input; a folder stands for what is in it
    #[arg(default_value = ".")]
    path: PathBuf,
    #[command(flatten)]
    stated: StatedArgs,
    #[command(flatten)]
    config: ConfigArgs,
}

pub(super) fn run(command: &ConfigCommand) -> Result<ExitCode, UsageError> {
    let ConfigCommand::Show(arguments) = command;
    let known = known_lints();
    let command_line = arguments.stated.layer(&known)?;
    let search = arguments.config.search();
    let (configs, found) = Configs::load(&search, [arguments.path.as_path()], &known)?;
    let file = found.first().copied().flatten().and_then(|number| configs.files().get(number));
    let path = arguments.path.to_string_lossy();
    let effective = match file {
        Some(file) => file.effective(&path, &command_line),
        None => Effective::of(&[&command_line]),
    };
    let mut out = String::new();
    let of = file.map_or("no ppkglint.toml".to_owned(), |file| printable(&file.path));
    let _ = writeln!(out, "# {}: {of}", printable(&path));
    push(&mut out, &effective, file);
    print(&out);
    Ok(ExitCode::Clean)
}

/// The effective configuration as TOML, which a user can copy from.
fn push(out: &mut String, effective: &Effective, file: Option<&ConfigFile>) {
    let at_top = |entry: &&Entry| entry.key.table().is_none();
    for entry in effective.entries().iter().filter(at_top) {
        push_entry(out, entry);
    }
    if let Some(baseline) = file.and_then(ConfigFile::baseline) {
        let _ = writeln!(out, "baseline = {}", quoted(&baseline.to_string_lossy()));
    }
    out.push_str("\n[thresholds]\n");
    for entry in effective.entries().iter().filter(|entry| !at_top(entry)) {
        push_entry(out, entry);
    }
    out.push_str("\n[severity]\n");
    for (id, severity, origin) in effective.severities() {
        let _ = writeln!(out, "{id} = {:?}  # {origin}", severity.word());
    }
    // Not the reason: it may name a secret of a package, and no package is read here that tells which.
    for (lint, line) in file.into_iter().flat_map(ConfigFile::ignores) {
        let path = file.map_or(String::new(), |file| printable(&file.path));
        let _ = writeln!(out, "# ignore-finding {lint}  # {path}:{line}");
    }
}

fn push_entry(out: &mut String, entry: &Entry) {
    let word = entry.key.word();
    let origins: Vec<String> = entry.origins.iter().map(|o| printable(&o.to_string())).collect();
    let origins = origins.join(", ");
    let _ = match &entry.value {
        None => writeln!(out, "# {word} is not stated"),
        Some(value) => writeln!(out, "{word} = {}  # {origins}", shown(value)),
    };
}

fn shown(value: &Value) -> String {
    match value {
        Value::Words(words) => {
            let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
            format!("[{}]", words.join(", "))
        }
        Value::Word(word) => quoted(word),
        Value::Count(count) => count.to_string(),
        Value::Time(time) => {
            let text = time.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
            text.strip_suffix("T00:00:00Z").unwrap_or(&text).to_owned()
        }
    }
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let escaped = printable(text).replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{escaped}\"")
}
