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
pub use powershell::Encoded;
pub(super) use powershell::{decode, encoded_command, policy, window_style};
pub(super) use program::{base_name, program};
pub use program::{candidates, is_executable};
pub use quotes::{QuoteRule, stripped_by_cmd, unclosed_quote};
pub use script_runs::ScriptRun;
pub(super) use unwrap::once;
pub use unwrap::{MAX_STEPS_DEEP, Step, Through, Unwrapped, What, unwrap};

/// What `msiexec` is told by its command line.
pub fn installer(line: &str) -> Installer {
    let (_, end) = program(line, true);
    installer::read(line, &split(line, end))
}
