//! `cmd-powershell-cmdlet-bare`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, Place};
use crate::script::command_line::{Through, unwrap};
use crate::script::powershell;

lint! {
    /// A command is a cmdlet of PowerShell, and no PowerShell runs it.
    ///
    /// ## Why it matters
    ///
    /// `Set-TimeZone` is no file: neither Windows nor cmd can start it, and the command fails.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>Set-TimeZone -Id "W. Europe Standard Time"</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>cmd /c Enable-BitLocker C:</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>powershell.exe -NoProfile -Command "Set-TimeZone -Id UTC"</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>Setup-Agent.exe /quiet</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## What to do
    ///
    /// `powershell.exe -NoProfile -ExecutionPolicy Bypass -Command "Set-TimeZone …"`.
    pub(crate) POWERSHELL_CMDLET_BARE {
        id: "cmd-powershell-cmdlet-bare", category: ScriptsCommand,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for command in package.commands() {
        let unwrapped = unwrap(command.line.value());
        for step in &unwrapped.steps {
            let starts = matches!(step.parent, None | Some((_, Through::Cmd)));
            let (Some(range), Some(name)) = (step.program_range(), step.program_text()) else {
                continue;
            };
            let is_file = package.assets.iter().any(|asset| {
                let stem = asset.name.rsplit_once('.').map_or("", |(stem, _)| stem);
                stem.eq_ignore_ascii_case(name)
            });
            if !starts || is_file || !powershell::is_verb_noun(name) {
                continue;
            }
            let who = if step.parent.is_none() { "Windows" } else { "cmd" };
            findings
                .at(Place::part_of(command.line, &unwrapped.place(step, &range)))
                .say(format!("the cmdlet {name} is no program, so {who} cannot start it"))
                .here("no program")
                .help(format!(
                    "write powershell.exe -NoProfile -ExecutionPolicy Bypass -Command \"{name} …\""
                ));
        }
    }
}
