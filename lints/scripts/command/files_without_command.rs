//! `cmd-files-without-command`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{CommandContext, Package, Setting};

lint! {
    /// Files are carried for a command, and there is no command.
    ///
    /// ## Why it matters
    ///
    /// The files of the device context are copied to the device and stay there. Only the command line
    /// runs anything.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandFiles>
    ///       <CommandFile Name="setup.cmd">C:\Packages\setup.cmd</CommandFile>
    ///     </CommandFiles>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandFiles>
    ///       <CommandFile Name="setup.cmd">C:\Packages\setup.cmd</CommandFile>
    ///     </CommandFiles>
    ///     <CommandLine>cmd.exe /c setup.cmd</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// A command of the primary context without a command line is for `schema-required-missing`.
    ///
    /// ## What to do
    ///
    /// Fill in ProvisioningCommands > DeviceContext > CommandLine, or take the files out.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-provisioningcommands>
    pub(crate) FILES_WITHOUT_COMMAND {
        id: "cmd-files-without-command", category: ScriptsCommand,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

const LINE: &str = "ProvisioningCommands/DeviceContext/CommandLine";
const FILE: &str = "ProvisioningCommands/DeviceContext/CommandFiles/CommandFile";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let files: Vec<&Setting> = package.settings(FILE).filter(|file| file.is_set()).collect();
    let Some(first) = files.first().copied() else { return };
    // That of a variant counts as well.
    let lines = package.settings.iter().filter(|setting| setting.path.table() == LINE);
    if lines.into_iter().any(Setting::is_set) || package.has_unread_settings() {
        return;
    }
    let finding = findings
        .at(package.setting(LINE).unwrap_or(first))
        .say(match files.len() {
            1 => "a file is carried for the device context, and no command line runs it".to_owned(),
            count => format!(
                "{count} files are carried for the device context, and no command line runs any"
            ),
        })
        .help("fill in DeviceContext/CommandLine, or take the files out");
    // Its command may look for them.
    let others = package.commands();
    if let Some(other) = others.iter().find(|other| other.context == CommandContext::Primary) {
        drop(
            finding
                .label_setting(other.line, "unless this command of the primary context does")
                .lowered_to(Severity::Warning)
                .with_confidence(Confidence::Likely),
        );
    }
}
