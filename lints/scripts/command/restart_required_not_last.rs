//! `cmd-restart-required-not-last`

use crate::lint::{Context, Findings, lint};
use crate::package::{CommandContext, Package};

lint! {
    /// A command that is not the last one calls for a restart.
    ///
    /// ## Why it matters
    ///
    /// RestartRequired restarts the device after the command, and the commands behind it run after
    /// that. They find neither the variables nor the processes of those before.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <PrimaryContext>
    ///     <Command>
    ///       <CommandConfig Name="Driver">
    ///         <CommandLine>cmd.exe /c driver.cmd</CommandLine>
    ///         <RestartRequired>True</RestartRequired>
    ///       </CommandConfig>
    ///       <CommandConfig Name="Reader">
    ///         <CommandLine>msiexec.exe /i reader.msi /qn /norestart</CommandLine>
    ///       </CommandConfig>
    ///     </Command>
    ///   </PrimaryContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <PrimaryContext>
    ///     <Command>
    ///       <CommandConfig Name="Reader">
    ///         <CommandLine>msiexec.exe /i reader.msi /qn /norestart</CommandLine>
    ///       </CommandConfig>
    ///       <CommandConfig Name="Driver">
    ///         <CommandLine>cmd.exe /c driver.cmd</CommandLine>
    ///         <RestartRequired>True</RestartRequired>
    ///       </CommandConfig>
    ///     </Command>
    ///   </PrimaryContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## What to do
    ///
    /// Make it the last command, or see to it that those behind it need nothing of the time before
    /// the restart.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-provisioningcommands>
    pub(crate) RESTART_REQUIRED_NOT_LAST {
        id: "cmd-restart-required-not-last", category: ScriptsCommand,
        severity: Warning, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let mut commands = package.commands();
    commands.retain(|command| command.context == CommandContext::Primary);
    for (at, pair) in commands.windows(2).enumerate() {
        let [command, next] = pair else { continue };
        let restart = package.beside(command.line, "RestartRequired");
        let Some(restart) = restart.filter(|restart| restart.is_true()) else { continue };
        let left = commands.len().saturating_sub(at + 1);
        findings
            .at(restart)
            .say(format!(
                "the device restarts after command {} of {}, with {left} more to run",
                at + 1,
                commands.len(),
            ))
            .label_setting(next.line, "this runs after the restart")
            .help("make it the last command, if those behind it do not need the restart");
    }
}
