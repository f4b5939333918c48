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
            if run.through != Through::PowerShellCommand || !is_seen || text.contains("exit") {
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
