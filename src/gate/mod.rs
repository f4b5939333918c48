//! Floor 8: which findings count, and the exit code.

mod exit;
mod selection;

pub use exit::{ExitCode, FailOn, exit_code};
pub use selection::{Selection, SelectionError};
