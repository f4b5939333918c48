//! Floor 8: which findings count, and the exit code.

mod accepted;
mod baseline;
mod config;
mod config_error;
mod discover;
mod exit;
mod glob;
mod ignores;
mod inline;
mod judge;
mod key;
mod layer;
mod nearest;
mod once;
mod reader;
mod schema;
mod selection;
mod stated;

pub use baseline::{BASELINE_NAME, Baseline, BaselineError, Entry as BaselineEntry};
pub use config::{CONFIG_NAME, ConfigFile};
pub use config_error::{ConfigError, Problem};
pub use discover::{Configs, Search};
pub use exit::{ExitCode, FailOn, exit_code};
pub use glob::PathPattern;
pub use judge::{Gate, Verdict};
pub use key::{Key, Value};
pub use layer::{Effective, Entry, Layer, Origin};
pub use schema::config_schema;
pub use selection::{Selection, SelectionError};
pub use stated::{parse_guid, parse_time};
