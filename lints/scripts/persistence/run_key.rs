//! `persist-run-key`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Package, RegistryChange, RegistryData, Stage};
use crate::script::registry_key::Hive;

lint! {
    /// Windows is told in the registry to start something.
    ///
    /// ## Why it matters
    ///
    /// What a `Run` key names starts at every sign-in, on and on. A debugger for a program, a shell, a
    /// library for every program or for the sign-in are worse: they take the place of something of
    /// Windows, unseen. A command prompt as the debugger of `sethc.exe` opens for everybody who presses
    /// Shift five times before signing in, and runs as SYSTEM.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// reg add HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Run /v Tray /d "C:\Program Files\Fabrikam\tray.exe" /f
    /// ```
    ///
    /// ```powershell
    /// $key = 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Image File Execution Options\sethc.exe'
    /// New-Item $key -Force
    /// Set-ItemProperty $key -Name Debugger -Value 'cmd.exe'
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// $key = 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon'
    /// Set-ItemProperty $key -Name Shell -Value 'explorer.exe'
    /// Remove-ItemProperty 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Run' -Name Tray
    /// ```
    ///
    /// ## What to do
    ///
    /// Make sure that it is wanted, put quotes around the path, and put the file where users cannot
    /// write. For a kiosk's shell there are the settings of AssignedAccess and of Shell Launcher.
    pub(crate) RUN_KEY {
        id: "persist-run-key", category: ScriptsPersistence,
        severity: Error, confidence: Certain, attack: ["T1547.001", "T1546.012"],
        yields_to: ["persist-user-writable-privileged"], since: "0.1.0",
        check,
    }
}

const VERSION: &str = r"SOFTWARE\Microsoft\Windows\CurrentVersion";
const NT_VERSION: &str = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion";
const ACTIVE_SETUP: &str = r"SOFTWARE\Microsoft\Active Setup\Installed Components";

/// Programs that can be started before anybody signs in.
const BEFORE_SIGN_IN: &[&str] = &[
    "atbroker.exe",
    "displayswitch.exe",
    "magnify.exe",
    "narrator.exe",
    "osk.exe",
    "sethc.exe",
    "utilman.exe",
];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for change in package.registry_changes() {
        let Some((what, severity)) = entry(&change) else { continue };
        if is_default(&change) {
            continue;
        }
        let command = match change.text() {
            Some(text) => {
                let text: String = text.chars().take(200).collect();
                format!(": {text}")
            }
            None => String::new(),
        };
        let finding = findings
            .at(change.place)
            .say(format!("{what}{command}"))
            .help("make sure that it is wanted, and that users cannot write to the file")
            .lowered_to(severity);
        if change.stage == Stage::Unreached {
            drop(finding.lowered_to(Severity::Warning).with_confidence(Confidence::Heuristic));
        }
    }
}

/// Whether it is an entry that starts a program for everybody who signs in.
pub(super) fn is_for_everybody(change: &RegistryChange<'_>) -> bool {
    let is_set = matches!(change.to, RegistryData::Text(_) | RegistryData::Other);
    let is_of_machine = change.key.hive == Hive::LocalMachine;
    is_set && is_of_machine && (run_entry(change).is_some() || is_stub(change))
}

/// What an entry starts and when, and how grave that is; none for one that starts nothing.
fn entry(change: &RegistryChange<'_>) -> Option<(String, Severity)> {
    let name = change.name.as_deref().unwrap_or_default();
    if !matches!(change.to, RegistryData::Text(_) | RegistryData::Other) {
        return None;
    }
    // While the package is applied that is SYSTEM, who never signs in.
    if change.key.hive == Hive::CurrentUser && change.is_now() {
        return None;
    }
    if let Some((when, severity)) = run_entry(change) {
        return Some((format!("the start-up entry \"{name}\" runs {when}"), severity));
    }
    if is_stub(change) {
        let what = "Active Setup runs a command once for each user who signs in";
        return Some((what.to_owned(), Severity::Warning));
    }
    let (machine, key) = (Hive::LocalMachine, &change.key);
    let last = key.path.rsplit('\\').next().unwrap_or_default().to_ascii_lowercase();
    let nt = |below: &str| format!(r"{NT_VERSION}\{below}");
    let winlogon = |value: &str| {
        let hives = [&machine, &key.hive];
        change.is_named(value) && hives.iter().any(|hive| key.is(hive, &nt("Winlogon")))
    };
    let of_image = || key.is_below(&machine, &nt("Image File Execution Options"));
    let what = if winlogon("Shell") {
        "the shell of those who sign in is replaced".to_owned()
    } else if winlogon("Userinit") || winlogon("Taskman") {
        format!("the sign-in itself starts what Winlogon's {name} says")
    } else if change.is_named("DllName") && key.is_below(&machine, &nt(r"Winlogon\Notify")) {
        "a library is to be loaded by the sign-in".to_owned()
    } else if change.is_named("AppInit_DLLs") && key.is(&machine, &nt("Windows")) {
        "libraries are to be loaded into every program with a window".to_owned()
    } else if change.is_named("Debugger") && of_image() {
        match BEFORE_SIGN_IN.contains(&last.as_str()) {
            true => {
                format!("in place of {last}, which anybody can start before signing in, starts")
            }
            false => format!("whoever starts {last} starts another program instead"),
        }
    } else if change.is_named("MonitorProcess") && key.is_below(&machine, &nt("SilentProcessExit"))
    {
        format!("a program starts whenever {last} ends")
    } else if change.is_named("BootExecute")
        && key.is(&machine, r"SYSTEM\CurrentControlSet\Control\Session Manager")
    {
        let what = "the list of what runs before Windows has started is changed";
        return Some((what.to_owned(), Severity::Warning));
    } else {
        return None;
    };
    Some((what, Severity::Error))
}

/// When an entry of a `Run` key starts.
fn run_entry(change: &RegistryChange<'_>) -> Option<(&'static str, Severity)> {
    let is = |below: &str| change.key.is(&change.key.hive, &format!(r"{VERSION}\{below}"));
    let is_below =
        |below: &str| change.key.is_below(&change.key.hive, &format!(r"{VERSION}\{below}"));
    // The key's own value names nothing to start.
    change.name.as_deref().filter(|name| !name.is_empty())?;
    if is("Run") || is(r"Policies\Explorer\Run") || is("RunServices") {
        return Some(("at every sign-in", Severity::Warning));
    }
    // Those remove themselves.
    let is_once = is("RunOnce") || is("RunServicesOnce") || is_below("RunOnceEx");
    is_once.then_some(("once, at the next sign-in", Severity::Advice))
}

fn is_stub(change: &RegistryChange<'_>) -> bool {
    change.is_named("StubPath") && change.key.is_below(&change.key.hive, ACTIVE_SETUP)
}

/// Whether it is what Windows comes with, or nothing.
fn is_default(change: &RegistryChange<'_>) -> bool {
    let Some(text) = change.text() else { return false };
    let text = text.trim().trim_end_matches(',').to_ascii_lowercase();
    let is_shell = change.is_named("Shell")
        && matches!(text.as_str(), "explorer.exe" | "explorer" | r"c:\windows\explorer.exe");
    let is_init = change.is_named("Userinit")
        && text.strip_suffix("userinit.exe").is_some_and(|folder| {
            matches!(folder, "" | r"c:\windows\system32\" | r"%systemroot%\system32\")
        });
    let is_boot = change.is_named("BootExecute") && text == "autocheck autochk *";
    text.is_empty() || is_shell || is_init || is_boot
}
