//! `cmd-continue-on-error`

use crate::lint::{Confidence, Context, Findings, lint};
use crate::package::{CommandContext, Package};

lint! {
    /// A command that protects the device may fail without stopping the rest.
    ///
    /// ## Why it matters
    ///
    /// With ContinueInstall, provisioning goes on after the command has failed. Where the command
    /// installs the security software, encrypts the disk or joins the directory, the device is
    /// finished and handed out without it.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <PrimaryContext>
    ///     <Command>
    ///       <CommandConfig Name="Sensor">
    ///         <CommandLine>cmd.exe /c install-edr.cmd</CommandLine>
    ///         <ContinueInstall>True</ContinueInstall>
    ///       </CommandConfig>
    ///     </Command>
    ///   </PrimaryContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// What the device can do without, and what stops the rest:
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <PrimaryContext>
    ///     <Command>
    ///       <CommandConfig Name="Wallpaper">
    ///         <CommandLine>cmd.exe /c wallpaper.cmd</CommandLine>
    ///         <ContinueInstall>True</ContinueInstall>
    ///       </CommandConfig>
    ///       <CommandConfig Name="Sensor">
    ///         <CommandLine>cmd.exe /c install-edr.cmd</CommandLine>
    ///       </CommandConfig>
    ///     </Command>
    ///   </PrimaryContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## What to do
    ///
    /// Set ContinueInstall to False for this command.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-provisioningcommands>
    pub(crate) CONTINUE_ON_ERROR {
        id: "cmd-continue-on-error", category: ScriptsCommand,
        severity: Warning, confidence: Likely, since: "0.1.0",
        check,
    }
}

/// Names that say by themselves what a command is about, wherever they stand.
const NAMES: [(&str, &str); 8] = [
    ("bitlocker", "BitLocker"),
    ("defender", "Defender"),
    ("crowdstrike", "CrowdStrike"),
    ("sentinelone", "SentinelOne"),
    ("antivirus", "an antivirus"),
    ("cortex", "Cortex"),
    ("sophos", "Sophos"),
    ("domainjoin", "a join"),
];

/// Words that do so only when they stand alone.
const WORDS: [(&str, &str); 4] =
    [("edr", "EDR"), ("av", "an antivirus"), ("join", "a join"), ("joindomain", "a join")];

/// What is taken away may well fail.
const REMOVALS: [&str; 5] = ["remove", "uninstall", "disable", "exclu", "/x"];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let commands = package.commands();
    for command in commands.iter().filter(|it| it.context == CommandContext::Primary) {
        let Some(goes_on) = package.beside(command.line, "ContinueInstall") else { continue };
        if !goes_on.is_true() {
            continue;
        }
        let Some((subject, confidence)) = subject(command.line.value()) else { continue };
        findings
            .at(goes_on)
            .say(format!(
                "command {} is about {subject}, and when it fails, provisioning goes on without it",
                command.index.saturating_add(1),
            ))
            .label_setting(command.line, "this may fail")
            .with_confidence(confidence)
            .help("set ContinueInstall to False for this command");
    }
}

/// What of the protection of a device a command line is about, and how sure that is.
fn subject(line: &str) -> Option<(&'static str, Confidence)> {
    // `Join-Path` joins nothing that matters here.
    let line = line.to_lowercase().replace("join-path", "").replace(" -join", "");
    if REMOVALS.iter().any(|word| line.contains(word)) {
        return None;
    }
    if let Some((_, name)) = NAMES.iter().find(|(name, _)| line.contains(name)) {
        return Some((name, Confidence::Likely));
    }
    let mut words = line.split(|ch: char| !ch.is_alphanumeric());
    words.find_map(|word| {
        let (_, name) = WORDS.iter().find(|(it, _)| *it == word)?;
        Some((*name, Confidence::Heuristic))
    })
}
