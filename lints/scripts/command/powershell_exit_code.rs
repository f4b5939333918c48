//! `cmd-powershell-exit-code`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, Place};
use crate::script::command_line::{Step, Through, unwrap};

lint! {
    /// A command runs a PowerShell script in a way that loses its exit code.
    ///
    /// ## Why it matters
    ///
    /// Of a script that `-Command` runs, PowerShell only tells whether it succeeded: 0 or 1. A script
    /// that ends in `exit 3010` to ask for a restart has failed with 1, and a log that shows 1 says
    /// nothing about why. `-File` hands the code on.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>powershell.exe -ExecutionPolicy Bypass -Command ".\setup.ps1 -Quiet"</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>powershell.exe -ExecutionPolicy Bypass .\setup.ps1</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <PrimaryContext>
    ///     <Command>
    ///       <CommandConfig Name="one">
    ///         <CommandLine>powershell.exe -ExecutionPolicy Bypass -File setup.ps1</CommandLine>
    ///       </CommandConfig>
    ///       <CommandConfig Name="two">
    ///         <CommandLine>powershell.exe -ep Bypass -c "&amp; .\setup.ps1; exit $LASTEXITCODE"</CommandLine>
    ///       </CommandConfig>
    ///       <CommandConfig Name="three">
    ///         <CommandLine>cmd /c start powershell.exe -ep Bypass .\setup.ps1</CommandLine>
    ///       </CommandConfig>
    ///     </Command>
    ///   </PrimaryContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## What to do
    ///
    /// Use `-File setup.ps1`, or end the command in `; exit $LASTEXITCODE`.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_powershell_exe>
    pub(crate) POWERSHELL_EXIT_CODE {
        id: "cmd-powershell-exit-code", category: ScriptsCommand,
        severity: Warning, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for command in package.commands() {
        let unwrapped = unwrap(command.line.value());
        for run in unwrapped.script_runs() {
            let text = run.inner.text.text().to_ascii_lowercase();
            // Through `start` and others nobody waits for the code.
            let is_seen = unwrapped.way(run.host).all(|step: &Step| {
                matches!(step.parent, None | Some((_, Through::Cmd | Through::Call)))
            });
            if run.through != Through::PowerShellCommand || !is_seen || hands_on(&text) {
                continue;
            }
            let file = &run.file;
            findings
                .at(Place::part_of(command.line, &run.place))
                .say(format!(
                    "run as a command, every exit code of {file} but 0 becomes 1, and a 3010 that \
                     asks for a restart is lost"
                ))
                .here("its exit code ends here")
                .help(format!("use -File {file}, or end the command in ; exit $LASTEXITCODE"));
        }
    }
}

/// Whether a command, in lower case, ends with a code of its own: `exit` as a word, not in the name
/// of a file.
fn hands_on(text: &str) -> bool {
    let is_part = |ch: char| ch.is_alphanumeric() || matches!(ch, '-' | '_' | '.' | '\\');
    let is_word = |(at, word): (usize, &str)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let behind = text.get(at + word.len()..).and_then(|behind| behind.chars().next());
        !before.is_some_and(is_part) && !behind.is_some_and(is_part)
    };
    text.match_indices("exit").any(is_word)
        || text.contains("lastexitcode")
        || text.contains("setshouldexit")
}

#[cfg(test)]
mod tests {
    use super::hands_on;

    #[test]
    fn exit_is_a_word_and_not_a_part_of_a_name() {
        for text in ["& .\\a.ps1; exit $lastexitcode", "a; exit", "[environment]::exit(3010)"] {
            assert!(hands_on(text), "{text}");
        }
        for text in ["& .\\exit-kiosk.ps1", ".\\no-exit.ps1", "& { .\\setup.ps1 }"] {
            assert!(!hands_on(text), "{text}");
        }
    }
}
