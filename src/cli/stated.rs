//! What the command line states, and where configurations come from.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::{Args, ValueEnum};

use super::time;
use crate::gate::{Key, Layer, Search, Selection, SelectionError, Value, parse_guid};
use crate::lint::Lint;

/// Options that state what keys of the configuration state too; they win over it.
#[derive(Debug, Args)]
pub(super) struct StatedArgs {
    /// Run only these: ids, categories, questions or `all`; repeatable
    #[arg(long, value_name = "LINT", value_delimiter = ',')]
    select: Vec<String>,
    /// Leave these out, beside those that ppkglint.toml leaves out
    #[arg(long, value_name = "LINT", value_delimiter = ',')]
    ignore: Vec<String>,
    /// From which severity on findings fail the run (default: error)
    #[arg(long, value_name = "SEVERITY")]
    fail_on: Option<FailOnArg>,
    /// Leave out findings that are less sure (default: heuristic)
    #[arg(long, value_name = "CONFIDENCE")]
    min_confidence: Option<ConfidenceArg>,
    /// Until when devices are set up with the package
    #[arg(long, value_name = "DATE", value_parser = time::parse)]
    deploy_until: Option<DateTime<Utc>>,
    /// When the bulk token ends, as you know it
    #[arg(long, value_name = "DATE", value_parser = time::parse)]
    token_expiry: Option<DateTime<Utc>>,
    /// The tenant that the devices belong in
    #[arg(long, value_name = "GUID", value_parser = parse_guid)]
    tenant_id: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FailOnArg {
    Error,
    Warning,
    Advice,
    Never,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ConfidenceArg {
    Heuristic,
    Likely,
    Certain,
}

fn word(argument: Option<impl ValueEnum>) -> Option<Value> {
    Some(Value::Word(argument?.to_possible_value()?.get_name().to_owned()))
}

impl StatedArgs {
    /// What they state, as a layer on top of the configuration.
    ///
    /// # Errors
    /// A word selects nothing.
    pub(super) fn layer(&self, known: &[&'static Lint]) -> Result<Layer, SelectionError> {
        Selection { select: self.select.clone(), ignore: self.ignore.clone() }.apply(known)?;
        let words = |words: &[String]| (!words.is_empty()).then(|| Value::Words(words.to_vec()));
        let mut layer = Layer::default();
        layer.option(Key::Select, "--select", words(&self.select));
        layer.option(Key::Ignore, "--ignore", words(&self.ignore));
        layer.option(Key::FailOn, "--fail-on", word(self.fail_on));
        layer.option(Key::MinConfidence, "--min-confidence", word(self.min_confidence));
        layer.option(Key::DeployUntil, "--deploy-until", self.deploy_until.map(Value::Time));
        layer.option(Key::TokenExpiry, "--token-expiry", self.token_expiry.map(Value::Time));
        layer.option(Key::TenantId, "--tenant-id", self.tenant_id.clone().map(Value::Word));
        Ok(layer)
    }
}

/// Options that say which ppkglint.toml holds.
#[derive(Debug, Args)]
pub(super) struct ConfigArgs {
    /// Take this configuration for all inputs (default: the first ppkglint.toml from each input
    /// upwards)
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    config: Option<PathBuf>,
    /// Take no configuration
    #[arg(long)]
    isolated: bool,
}

impl ConfigArgs {
    /// Where configurations come from.
    pub(super) fn search(&self) -> Search {
        match &self.config {
            Some(file) => Search::File(file.clone()),
            None if self.isolated => Search::Isolated,
            None => Search::Upward,
        }
    }
}
