//! `cmd-too-long`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::Package;
use crate::script::command_line::unwrap;

lint! {
    /// A command line is longer than what runs it takes.
    ///
    /// ## Why it matters
    ///
    /// cmd takes 8,191 characters, and Windows starts no program with more than 32,766. Beyond 2,000
    /// a line runs, and nobody reads it any more before it is signed and handed out.
    ///
    /// ## Fires
    ///
    /// ```corpus
    /// cmd-lines
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>cmd /c setup.cmd</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## What to do
    ///
    /// Put it in a script, add the script to the package, and run that.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/troubleshoot/windows-client/shell-experience/command-line-string-limitation>
    pub(crate) TOO_LONG {
        id: "cmd-too-long", category: ScriptsCommand,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// What cmd takes, in UTF-16 units.
const CMD: usize = 8_191;

/// What Windows starts a program with, without the zero at its end.
const WINDOWS: usize = 32_766;

/// What somebody still reads.
const READABLE: usize = 2_000;

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for command in package.commands() {
        let line = command.line.value();
        let length = line.encode_utf16().count();
        if length <= READABLE {
            continue;
        }
        let by_cmd = unwrap(line).steps.first().and_then(|step| step.program());
        let by_cmd = by_cmd.is_some_and(|name| matches!(name.as_str(), "cmd" | "%comspec%"));
        let limit = if by_cmd { CMD } else { WINDOWS };
        let who = if by_cmd { "cmd" } else { "Windows" };
        let help = "put it in a script, add the script to the package, and run that";
        if length > limit {
            findings
                .at(command.line)
                .say(format!("the command has {length} characters, and {who} takes {limit}"))
                .here("does not run")
                .help(help);
        } else {
            findings
                .at(command.line)
                .say(format!(
                    "the command has {length} characters in one line, which nobody reviews"
                ))
                .lowered_to(Severity::Warning)
                .help(help);
        }
    }
}
