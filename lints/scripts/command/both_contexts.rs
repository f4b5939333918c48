//! `cmd-both-contexts`

use crate::lint::{Context, Findings, lint};
use crate::package::{CommandContext, Package};

lint! {
    /// Commands stand in the device context and in the primary context.
    ///
    /// ## Why it matters
    ///
    /// Which of the two runs first is documented nowhere. What one needs of the other may not be there
    /// yet.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>cmd.exe /c first.cmd</CommandLine>
    ///   </DeviceContext>
    ///   <PrimaryContext>
    ///     <Command>
    ///       <CommandConfig Name="Second">
    ///         <CommandLine>cmd.exe /c second.cmd</CommandLine>
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
    ///       <CommandConfig Name="First">
    ///         <CommandLine>cmd.exe /c first.cmd</CommandLine>
    ///       </CommandConfig>
    ///       <CommandConfig Name="Second">
    ///         <CommandLine>cmd.exe /c second.cmd</CommandLine>
    ///       </CommandConfig>
    ///     </Command>
    ///   </PrimaryContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## What to do
    ///
    /// Make the command of the device context the first of the primary context.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/provisioning-packages/provisioning-script-to-install-app>
    pub(crate) BOTH_CONTEXTS {
        id: "cmd-both-contexts", category: ScriptsCommand,
        severity: Warning, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let commands = package.commands();
    let of = |context| commands.iter().find(|command| command.context == context);
    let (Some(device), Some(primary)) = (of(CommandContext::Device), of(CommandContext::Primary))
    else {
        return;
    };
    findings
        .at(device.line)
        .say("commands stand in both contexts, and the order between the two is documented nowhere")
        .label_setting(primary.line, "the first command of the primary context")
        .help("make this the first command of the primary context");
}
