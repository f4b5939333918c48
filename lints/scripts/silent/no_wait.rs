//! `script-no-wait`

use std::collections::{HashMap, HashSet};

use crate::artifact::InstallerFamily;
use crate::lint::{Confidence, Context, Findings, lint};
use crate::package::{InstallerAssets, Package, RunCall};
use crate::script::Language;
use crate::script::reading::Style;

lint! {
    /// An installer is started, and the script does not wait for it.
    ///
    /// ## Why it matters
    ///
    /// `start` and `Start-Process` come back at once, and PowerShell does not wait for a program
    /// with windows, which `msiexec` is. The script ends, provisioning takes it for a success,
    /// starts the next command and removes the folder with the files while the installer still
    /// needs them.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// start "" "%~dp0reader-setup.exe" /S
    /// exit /b 0
    /// ```
    ///
    /// ```powershell
    /// Start-Process msiexec.exe -ArgumentList '/i agent.msi /qn'
    /// ```
    ///
    /// ```powershell
    /// msiexec /i agent.msi /qn /norestart
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// start "" /wait "%~dp0reader-setup.exe" /S
    /// msiexec /i agent.msi /qn
    /// start "" C:\Depot\kiosk.exe
    /// ```
    ///
    /// ```powershell
    /// $setup = Start-Process reader-setup.exe -ArgumentList /S -PassThru
    /// $setup.WaitForExit()
    /// Start-Process msiexec.exe -ArgumentList '/i agent.msi /qn' -Wait
    /// msiexec /i agent.msi /qn | Out-Null
    /// ```
    ///
    /// ## What to do
    ///
    /// `start "" /wait`, `Start-Process -Wait -PassThru` and then `exit $process.ExitCode`, or a
    /// pipe to `Out-Null`.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/powershell/module/microsoft.powershell.management/start-process>
    pub(crate) NO_WAIT {
        id: "script-no-wait", category: ScriptsSilent,
        severity: Warning, confidence: Likely, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let assets = package.installer_assets();
    // Of each script the last command that waits for something.
    let mut waits: HashMap<usize, u32> = HashMap::new();
    // The calls whose output another one takes: PowerShell waits for them.
    let mut piped = HashSet::new();
    for call in package.calls() {
        if waits_for_others(&call) {
            waits.insert(call.part_index, call.index);
        }
        piped.extend(call.piped_from.map(|from| (call.part_index, from)));
    }
    for call in package.calls().filter(RunCall::is_now) {
        let Some((how, add)) = left_alone(&call, &assets) else { continue };
        let is_piped = piped.contains(&(call.part_index, call.index));
        if is_piped || waits.get(&call.part_index).is_some_and(|last| *last > call.index) {
            continue;
        }
        let place = call.runner().filter(|runner| runner.is_any(&["start", "start-process"]));
        let finding = findings
            .at(place.unwrap_or(call))
            .say(format!("the script goes on, and ends, while {} still runs: {how}", call.name));
        let finding = match call.is_conditional() {
            true => finding.with_confidence(Confidence::Heuristic),
            false => finding,
        };
        finding.help(add);
    }
}

/// How a call starts an installer without waiting, and what to add.
fn left_alone(
    call: &RunCall<'_>,
    assets: &InstallerAssets<'_>,
) -> Option<(&'static str, &'static str)> {
    if call.is_any(&["start-job", "start-threadjob"]) {
        return Some(("nothing waits for the job", "wait with Wait-Job, or do not start a job"));
    }
    let started = assets.started(call);
    let is_installer = call.is_program()
        && (call.is_any(&["msiexec", "wusa"]) && call.arguments.len() > 1
            || call.name.ends_with(".msi")
            || call.name.ends_with(".msu")
            || started.is_some());
    if !is_installer {
        return None;
    }
    match call.runner() {
        Some(runner) if runner.is("start") && runner.is_background => {
            Some(("start does not wait", "add /wait"))
        }
        Some(runner) if runner.is("start-process") => {
            let waits = runner.has_parameter("wait") || runner.has_unknown_parameters();
            (!waits).then_some(("Start-Process does not wait", "add -Wait"))
        }
        Some(runner) if runner.is("invoke-item") => {
            Some(("Invoke-Item does not wait", "start it by Start-Process -Wait"))
        }
        Some(runner) if runner.style == Style::StaticMethod && runner.is("start") => {
            Some(("Process.Start does not wait", "call WaitForExit of what it gives"))
        }
        Some(runner) if runner.is_any(&["invoke-cimmethod", "invoke-wmimethod"]) => {
            Some(("Win32_Process does not wait", "start it by Start-Process -Wait"))
        }
        Some(runner) if runner.language() == Language::VbScript => of_script_host(&runner),
        _ if call.is_background => Some(("the & behind it does not wait", "leave out the &")),
        _ if call.language() == Language::PowerShell => {
            // Whether other programs have windows cannot be seen.
            let has_windows = call.is_any(&["msiexec", "wusa"])
                || started.and_then(|started| started.family).is_some_and(has_windows);
            let how = "PowerShell does not wait for a program with windows";
            (has_windows && !is_value(call))
                .then_some((how, "use Start-Process -Wait, or add | Out-Null"))
        }
        _ => None,
    }
}

/// Whether what a tool makes is a program with windows: an archive of 7-Zip may be one of the
/// console.
fn has_windows(family: InstallerFamily) -> bool {
    !matches!(family, InstallerFamily::Other | InstallerFamily::SevenZip)
}

/// `Run` of the script host waits if its third argument says so, `Exec` never.
fn of_script_host(runner: &RunCall<'_>) -> Option<(&'static str, &'static str)> {
    let add = "give Run the arguments 0, True";
    match runner.name.as_str() {
        "run" => {
            let waits = runner.positional().nth(2);
            let never = waits.is_none_or(|waits| waits.is_false());
            never.then_some(("Run does not wait without True", add))
        }
        "exec" => Some(("Exec does not wait", add)),
        _ => None,
    }
}

/// Whether the output of a call is put into a variable: PowerShell waits for it then.
fn is_value(call: &RunCall<'_>) -> bool {
    let (start, end) = (call.range.start as u32, call.range.end as u32);
    let bindings = &call.unit().tree.bindings;
    let behind = bindings.partition_point(|binding| binding.range.start <= start);
    let nearest = behind.checked_sub(1).and_then(|at| bindings.get(at));
    nearest.is_some_and(|binding| {
        let value = binding.value.as_ref().map(|value| &value.range);
        value.is_some_and(|value| value.start <= start && end <= value.end)
    })
}

/// Whether a call waits for something that was started before.
fn waits_for_others(call: &RunCall<'_>) -> bool {
    let names = [
        "wait-process",
        "waitforexit",
        "waitforexitasync",
        "wait-job",
        "readall",
        "receive-job",
        "wait-event",
        "start-sleep",
        "timeout",
        "ping",
        "tasklist",
        "waitfor",
        "sleep",
    ];
    call.is_any(&names)
}
