//! `ppkglint schema`: the schemas of what the program prints.

use clap::ValueEnum;

use super::{UsageError, print};
use crate::gate::{ExitCode, config_schema};

/// What a schema is of.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum SchemaOf {
    /// The report of `check --output json`.
    Json,
    /// Of ppkglint.toml.
    Config,
}

pub(super) fn run(of: SchemaOf) -> Result<ExitCode, UsageError> {
    match of {
        SchemaOf::Json => print(include_str!("../../docs/schema.json")),
        SchemaOf::Config => print(&config_schema()),
    }
    Ok(ExitCode::Clean)
}
