//! `mal-command-only-package`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;

lint! {
    /// The package does nothing but run a command.
    ///
    /// ## Why it matters
    ///
    /// A package with one command line, no file and no word about what it is for is what malware is
    /// spread in: a double click, one question, and the command runs as SYSTEM. Some builders of
    /// images make such packages for good reasons. Look at the command; the other lints say what is
    /// wrong with it.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>cmd /c start update.exe</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// It sets something as well:
    ///
    /// ```xml
    /// <DevDetail>
    ///   <DNSComputerName>CONTOSO-%RAND:4%</DNSComputerName>
    /// </DevDetail>
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>cmd /c powercfg /h off</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## What to do
    ///
    /// If it is yours, write into its notes what it is for. If it is not, do not apply it before you
    /// know what the command does.
    pub(crate) COMMAND_ONLY_PACKAGE {
        id: "mal-command-only-package", category: ScriptsMalicious,
        severity: Advice, confidence: Certain, attack: ["T1204.002"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let Some(command) = package.first_command() else { return };
    let is_command = |path: &str| path.starts_with("ProvisioningCommands/");
    let does_more = package.settings.iter().any(|setting| {
        let path = setting.path.table();
        !is_command(path) || (path.ends_with("/CommandFile") && setting.is_set())
    });
    let config = package.config.as_ref();
    let says_why = config.is_some_and(|config| {
        let texts = [&config.notes, &config.description];
        texts.into_iter().flatten().any(|text| !text.text().trim().is_empty())
    });
    let has_more = does_more || !package.assets.is_empty() || !package.unmapped.is_empty();
    if has_more || says_why || package.has_unread_settings_or_scripts() {
        return;
    }
    let what = match package.commands().len() {
        1 => "a command as SYSTEM".to_owned(),
        count => format!("{count} commands as SYSTEM"),
    };
    findings
        .at(command.line)
        .say(format!("the package runs {what} and does nothing else, and says nowhere what for"))
        .here("this is all of it")
        .help("say in its notes what it is for; if it is not yours, find out before you apply it");
}
