//! `cmd-duplicate-device-command`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, Setting};

lint! {
    /// The device context has two command lines.
    ///
    /// ## Why it matters
    ///
    /// The device context has room for one command. Windows Configuration Designer writes no second
    /// one, so it was added by hand, and only one of the two can run.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>cmd.exe /c first.cmd</CommandLine>
    ///     <CommandLine>cmd.exe /c second.cmd</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// The primary context is a list:
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
    /// Call one script that does both, or make them commands of the primary context.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/provisioning-packages/provisioning-script-to-install-app>
    pub(crate) DUPLICATE_DEVICE_COMMAND {
        id: "cmd-duplicate-device-command", category: ScriptsCommand,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let lines = package.settings("ProvisioningCommands/DeviceContext/CommandLine");
    let lines: Vec<&Setting> = lines.filter(|line| line.is_set()).collect();
    // The sides may not pair up, and each has the same two.
    let authored: Vec<&Setting> =
        lines.iter().copied().filter(|line| line.author.is_some()).collect();
    let lines = match authored.len() {
        0 | 1 => lines.into_iter().filter(|line| line.runtime.is_some()).collect(),
        _ => authored,
    };
    let Some((first, rest)) = lines.split_first() else { return };
    for second in rest.iter().copied() {
        findings
            .at(second)
            .say("the device context has another command line, and takes one")
            .label_setting(*first, "the first one")
            .help("call one script that does both, or make them commands of the primary context");
    }
}
