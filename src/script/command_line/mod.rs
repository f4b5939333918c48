//! Windows command lines: which program they start, its arguments, and what they really run.

mod arguments;
mod hosts;
mod installer;
mod powershell;
mod program;
mod quotes;
mod script_runs;
mod shells;
#[cfg(test)]
mod tests;
mod unwrap;

pub use arguments::{Argument, split};
pub use installer::{Installer, Property};
pub use program::{candidates, is_executable};
pub use quotes::{QuoteRule, stripped_by_cmd, unclosed_quote};
pub use script_runs::ScriptRun;
pub use unwrap::{MAX_STEPS_DEEP, Step, Through, Unwrapped, What, unwrap, unwrap_in_cmd};
