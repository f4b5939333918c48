//! `ppkglint schema`: the schemas of what the program prints.

use clap::ValueEnum;

use super::{UsageError, print};
use crate::gate::ExitCode;

/// What a schema is of.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum SchemaOf {
    /// The report of `check --output json`.
    Json,
}

pub(super) fn run(of: SchemaOf) -> Result<ExitCode, UsageError> {
    match of {
        SchemaOf::Json => print(include_str!("../../docs/schema.json")),
    }
    Ok(ExitCode::Clean)
}
