//! `cmd-execution-policy`

use std::collections::HashSet;

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Command, Package, Place, RunCall, Stage};
use crate::script::command_line::{ScriptRun, Through, unwrap};
use crate::script::reading::UNKNOWN;
use crate::script::{Later, Value};

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
    /// So in a batch file, and in a task:
    ///
    /// ```batch
    /// powershell -NoProfile -File "%~dp0setup.ps1"
    /// ```
    ///
    /// ```powershell
    /// $action = New-ScheduledTaskAction -Execute powershell.exe -Argument '-File C:\ProgramData\Fabrikam\logon.ps1'
    /// Register-ScheduledTask -TaskName Logon -Action $action -Trigger (New-ScheduledTaskTrigger -AtLogOn)
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
    /// What a PowerShell starts that was told a policy runs under it as well:
    ///
    /// ```command
    /// powershell.exe -ExecutionPolicy Bypass -File setup.ps1
    /// ```
    /// ```powershell asset=setup.ps1
    /// Start-Process powershell.exe -ArgumentList "-File $PSScriptRoot\office.ps1" -Wait
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
    // In scripts the order is that of the run, which conditions may change.
    if !is_changed && setters.is_empty() {
        scripts(package, findings);
    }
}

/// The same in scripts, in what they lay out for later, and in the code of a command.
fn scripts(package: &Package, findings: &mut Findings<'_>) {
    // The calls that run below a PowerShell which was told a policy: its children have it too.
    let mut lifted: HashSet<(usize, u32)> = HashSet::new();
    for call in package.calls() {
        let starter = match call.runner() {
            Some(runner) => {
                (runner.stage() == call.stage()).then_some((runner.part_index, runner.index))
            }
            None => call.part().started_by,
        };
        let policy = call.execution_policy().map(|policy| policy.text().to_ascii_lowercase());
        let lifts = policy.as_deref().is_some_and(|policy| !REFUSES.contains(&policy));
        if lifts || starter.is_some_and(|starter| lifted.contains(&starter)) {
            lifted.insert((call.part_index, call.index));
            continue;
        }
        // A command line by itself was looked at.
        let is_of_code = call.is_in_script()
            || call.through().any(|through| {
                matches!(through, Through::PowerShellCommand | Through::EncodedCommand)
            });
        if !is_of_code || !call.is("powershell") || !call.is_program() {
            continue;
        }
        let stage = call.stage();
        let is_run = !matches!(stage, Stage::Unreached | Stage::Later(Later::File));
        let Some(script) = started(&call).filter(|_| is_run) else { continue };
        let finding = findings
            .at(script.place_of(&script.program))
            .say(refused(&shown(&script.program), policy.as_deref()))
            .here("refused")
            .help("put -ExecutionPolicy Bypass in front of what runs the script");
        if stage != Stage::Now || call.is_conditional() {
            drop(finding.lowered_to(Severity::Warning));
        }
    }
}

/// The script that PowerShell is started with.
fn started<'p>(host: &RunCall<'p>) -> Option<RunCall<'p>> {
    host.runs().find(|call| {
        let is_own = call.unit().from.is_some_and(|(by, through)| {
            by == host.index
                && matches!(through, Through::PowerShellFile | Through::PowerShellCommand)
        });
        is_own && call.program.text().to_ascii_lowercase().ends_with(".ps1")
    })
}

/// The name of a script, with what of it is known.
fn shown(program: &Value) -> String {
    let name = program.text().rsplit(['\\', '/']).next().unwrap_or_default();
    name.replace(UNKNOWN, "…")
}

/// Policies that refuse every script.
const REFUSES: &[&str] = &["restricted", "default", "undefined"];

/// The policies that there are.
const POLICIES: &[&str] =
    &["allsigned", "bypass", "default", "remotesigned", "restricted", "undefined", "unrestricted"];

fn refused(file: &str, policy: Option<&str>) -> String {
    match policy {
        Some(policy @ ("restricted" | "default")) => {
            format!("the script {file} does not run: the policy {policy} refuses every script")
        }
        _ => format!(
            "the script {file} does not run: without -ExecutionPolicy the policy of a Windows client is \
             Restricted, unless the image or a policy changed it"
        ),
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
                .say(refused(file, Some(policy)))
                .here("refused")
                .help("write -ExecutionPolicy Bypass");
        }
        Some("undefined") | None if !is_changed && !changes_here(run) => {
            findings
                .at(place)
                .say(refused(file, None))
                .here("refused")
                .with_confidence(Confidence::Likely)
                .help(help);
        }
        Some(policy) if !POLICIES.contains(&policy) && !policy.contains('%') => {
            findings
                .at(place)
                .say(format!(
                    "the script {file} does not run: there is no policy {policy}, and PowerShell stops at it"
                ))
                .here("not run")
                .help("write -ExecutionPolicy Bypass");
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
