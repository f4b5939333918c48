//! `cmd-execution-policy`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Command, Package, Place};
use crate::script::command_line::{ScriptRun, unwrap};

lint! {
    /// A command runs a PowerShell script under a policy that refuses scripts.
    ///
    /// ## Why it matters
    ///
    /// A Windows client runs no `.ps1` by itself: its execution policy is Restricted, and PowerShell
    /// ends with "running scripts is disabled on this system". On the author's computer it was
    /// changed long ago. `-ExecutionPolicy Bypass` on the command line is what makes it run, and is
    /// normal here.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>powershell.exe -NoProfile -File setup.ps1</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>cmd /c "powershell -Command .\setup.ps1"</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// Unrestricted works, except that it asks about files that came from the internet: advice.
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>powershell.exe -ExecutionPolicy Unrestricted -File setup.ps1</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// The parameter has short forms; what is no file needs no policy; PowerShell 7 allows local
    /// scripts:
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <PrimaryContext>
    ///     <Command>
    ///       <CommandConfig Name="one">
    ///         <CommandLine>powershell.exe -nop -ep Bypass -File setup.ps1</CommandLine>
    ///       </CommandConfig>
    ///       <CommandConfig Name="two">
    ///         <CommandLine>powershell -exec bypass .\setup.ps1</CommandLine>
    ///       </CommandConfig>
    ///       <CommandConfig Name="three">
    ///         <CommandLine>powershell -Command "Set-TimeZone -Id UTC"</CommandLine>
    ///       </CommandConfig>
    ///       <CommandConfig Name="four">
    ///         <CommandLine>pwsh -File setup.ps1</CommandLine>
    ///       </CommandConfig>
    ///     </Command>
    ///   </PrimaryContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// An earlier command changed the policy:
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <PrimaryContext>
    ///     <Command>
    ///       <CommandConfig Name="policy">
    ///         <CommandLine>powershell -Command "Set-ExecutionPolicy RemoteSigned -Force"</CommandLine>
    ///       </CommandConfig>
    ///       <CommandConfig Name="setup">
    ///         <CommandLine>powershell -File setup.ps1</CommandLine>
    ///       </CommandConfig>
    ///     </Command>
    ///   </PrimaryContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## What to do
    ///
    /// Write `powershell.exe -NoProfile -ExecutionPolicy Bypass -File setup.ps1`.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_execution_policies>
    pub(crate) EXECUTION_POLICY {
        id: "cmd-execution-policy", category: ScriptsCommand,
        severity: Error, confidence: Likely, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let setters = setters(package);
    let mut is_changed = false;
    for command in package.commands() {
        let unwrapped = unwrap(command.line.value());
        for run in unwrapped.script_runs() {
            if run.host.program().as_deref() == Some("powershell") {
                judge(command, &run, is_changed, findings);
            }
        }
        is_changed = is_changed || changes_policy(&setters, command);
    }
}

fn judge(command: Command<'_>, run: &ScriptRun<'_>, is_changed: bool, findings: &mut Findings<'_>) {
    let place = Place::part_of(command.line, &run.place);
    let (file, is_said) = (&run.file, run.host.execution_policy());
    let help = "put -ExecutionPolicy Bypass in front of what runs the script";
    match is_said.map(|policy| policy.text().to_ascii_lowercase()).as_deref() {
        Some("unrestricted") => {
            findings
                .at(place)
                .say(format!(
                    "the script {file} runs under Unrestricted, which still asks about a file that was \
                     downloaded, and nobody answers"
                ))
                .lowered_to(Severity::Advice)
                .help("write -ExecutionPolicy Bypass");
        }
        Some(policy @ ("restricted" | "default")) => {
            findings
                .at(place)
                .say(format!(
                    "the script {file} does not run: the policy {policy} refuses every script"
                ))
                .here("refused")
                .help("write -ExecutionPolicy Bypass");
        }
        Some("undefined") | None if !is_changed && !changes_here(run) => {
            findings
                .at(place)
                .say(format!(
                    "the script {file} does not run: without -ExecutionPolicy the policy of a Windows client \
                     is Restricted, unless the image or a policy changed it"
                ))
                .here("refused")
                .with_confidence(Confidence::Likely)
                .help(help);
        }
        _ => {}
    }
}

/// Whether the command itself lifts the policy before it runs the script.
fn changes_here(run: &ScriptRun<'_>) -> bool {
    let host = run.host.text.text().to_ascii_lowercase();
    names_policy(&host) || host.contains("-executionpolicy:") || host.contains("-ep:")
}

/// The names, in lower case, of the scripts that set the policy.
fn setters(package: &Package) -> Vec<String> {
    let scripts =
        package.scripts().filter(|script| names_policy(&script.text().to_ascii_lowercase()));
    let names = scripts.map(|script| script.name().rsplit('/').next().unwrap_or_default());
    names.map(str::to_ascii_lowercase).collect()
}

/// Whether a command, or a script that it names, sets the policy for those that follow.
fn changes_policy(setters: &[String], command: Command<'_>) -> bool {
    let line = command.line.value().to_ascii_lowercase();
    names_policy(&line) || setters.iter().any(|name| line.contains(name))
}

fn names_policy(text: &str) -> bool {
    ["set-executionpolicy", "microsoft.powershell", "/v executionpolicy", "enablescripts"]
        .iter()
        .any(|word| text.contains(word))
}
