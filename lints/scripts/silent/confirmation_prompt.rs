//! `script-confirmation-prompt`

use std::collections::HashMap;

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, RunCall};
use crate::script::Language;
use crate::script::reading::Style;

lint! {
    /// A command asks "are you sure?" while the package is applied.
    ///
    /// ## Why it matters
    ///
    /// Each of these commands waits for a yes, always or when something is there already, and
    /// nobody is there to give it. Each has a switch that says yes.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// rd /s C:\Depot\Old
    /// ```
    ///
    /// ```batch
    /// reg delete HKLM\SOFTWARE\Depot
    /// ```
    ///
    /// ```powershell
    /// Unregister-ScheduledTask -TaskName Depot
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// rd /s /q C:\Depot\Old
    /// rmdir C:\Depot\Empty
    /// del /q C:\Depot\*.*
    /// del C:\Depot\*.tmp
    /// reg delete HKLM\SOFTWARE\Depot /f
    /// echo y| reg delete HKLM\SOFTWARE\Depot
    /// schtasks /create /tn Depot /tr C:\Depot\run.cmd /sc daily /f
    /// ```
    ///
    /// ```powershell
    /// Unregister-ScheduledTask -TaskName Depot -Confirm:$false
    /// Set-ExecutionPolicy RemoteSigned
    /// ```
    ///
    /// ## What to do
    ///
    /// Add the switch that the finding names.
    pub(crate) CONFIRMATION_PROMPT {
        id: "script-confirmation-prompt", category: ScriptsSilent,
        severity: Warning, confidence: Likely, since: "0.1.0",
        check,
    }
}

/// Commands of PowerShell that ask on their own, and whether `-Force` is a yes to them.
const CMDLETS: &[(&str, &str, bool)] = &[
    ("clear-disk", "Clear-Disk", false),
    ("clear-recyclebin", "Clear-RecycleBin", true),
    ("disable-netadapter", "Disable-NetAdapter", false),
    ("format-volume", "Format-Volume", false),
    ("remove-netipaddress", "Remove-NetIPAddress", false),
    ("remove-netroute", "Remove-NetRoute", false),
    ("remove-partition", "Remove-Partition", false),
    ("remove-smbshare", "Remove-SmbShare", true),
    ("set-smbclientconfiguration", "Set-SmbClientConfiguration", true),
    ("set-smbserverconfiguration", "Set-SmbServerConfiguration", true),
    ("unregister-scheduledtask", "Unregister-ScheduledTask", false),
];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let mut silenced: HashMap<(usize, u32), bool> = HashMap::new();
    for call in package.calls().filter(RunCall::is_now) {
        let fault = match call.style {
            Style::Program | Style::Builtin => program(&call),
            Style::Cmdlet => cmdlet(&call).filter(|_| {
                let unit = (call.part_index, call.unit);
                !*silenced.entry(unit).or_insert_with(|| never_asks(&call))
            }),
            _ => None,
        };
        let Some((asks, when, add)) = fault else { continue };
        if call.may_hide_switches() || call.is_answered() {
            continue;
        }
        let say = match when {
            When::Always => format!("here {asks} asks for a yes, and nobody is there"),
            When::Where(when) => format!("here {asks} asks for a yes {when}, and nobody is there"),
        };
        findings.at(call).say(say).help(format!("add {add}"));
    }
}

/// When a command asks.
#[derive(Clone, Copy)]
enum When {
    /// Each time.
    Always,
    /// Only there.
    Where(&'static str),
}

type Fault = (String, When, &'static str);

fn program(call: &RunCall<'_>) -> Option<Fault> {
    let has = |names: &[&str]| call.has_switch(names);
    let found = |name: &str, when: When, add: &'static str| Some((name.to_owned(), when, add));
    let is_of_cmd = call.style == Style::Builtin && call.language() != Language::PowerShell;
    if has(&["?"]) {
        return None;
    }
    match call.name.as_str() {
        "del" | "erase" if is_of_cmd && has(&["p"]) => {
            found("del /p", When::Always, "/q, and leave out /p")
        }
        "del" | "erase" if is_of_cmd && !has(&["q"]) => {
            let takes_all = call.texts().any(takes_all);
            takes_all.then(|| ("del of all files of a folder".to_owned(), When::Always, "/q"))
        }
        "rd" | "rmdir" if is_of_cmd && has(&["s"]) && !has(&["q"]) => {
            found("rd /s", When::Always, "/q")
        }
        "xcopy" if !has(&["y"]) && call.arguments.len() > 1 => {
            found("xcopy", When::Where("when a file is there already"), "/y")
        }
        "format"
            if !has(&["y"]) && call.texts().next().is_some_and(|first| first.ends_with(':')) =>
        {
            found("format", When::Always, "/y")
        }
        "reg" if call.starts_with(&["delete"]) && !has(&["f"]) => {
            found("reg delete", When::Always, "/f")
        }
        "reg" if call.starts_with(&["copy"]) && !has(&["f"]) => {
            found("reg copy", When::Where("when a value is there already"), "/f")
        }
        "schtasks" if has(&["delete"]) && !has(&["f"]) => {
            found("schtasks /delete", When::Always, "/f")
        }
        "schtasks" if has(&["create"]) && !has(&["f"]) => {
            found("schtasks /create", When::Where("when the task is there already"), "/f")
        }
        "takeown" if has(&["r"]) && !has(&["d"]) && call.option("d").is_none() => {
            found("takeown /r", When::Where("at folders that it may not list"), "/d y")
        }
        "net" if call.starts_with(&["user"]) && !has(&["y"]) && has_long_password(call) => {
            found("net user with a password of more than 14 characters", When::Always, "/y")
        }
        _ => None,
    }
}

/// Whether a target of `del` is all that is in a folder.
fn takes_all(target: &str) -> bool {
    let name = target.rsplit(['\\', '/', ':']).next().unwrap_or_default();
    !target.starts_with('/') && matches!(name, "*" | "*.*")
}

/// Whether the password of `net user name password` has more than 14 characters.
fn has_long_password(call: &RunCall<'_>) -> bool {
    let password = call.arguments.get(2).and_then(|argument| argument.value.known());
    password.is_some_and(|password| !password.starts_with('/') && password.chars().count() > 14)
}

fn cmdlet(call: &RunCall<'_>) -> Option<Fault> {
    let (_, name, takes_force) = CMDLETS.iter().find(|(name, ..)| call.is(name))?;
    let is_confirmed = call.parameter("confirm").is_some_and(|value| value.is_false())
        || call.parameter("whatif").is_some()
        || call.has_parameter("force") && (*takes_force || call.is("format-volume"));
    let add = if *takes_force { "-Force" } else { "-Confirm:$false" };
    (!is_confirmed).then(|| ((*name).to_owned(), When::Always, add))
}

/// Whether `$ConfirmPreference` is set in the script.
fn never_asks(call: &RunCall<'_>) -> bool {
    let bindings = call.unit().tree.bindings.iter();
    let mut named = bindings.filter_map(|binding| binding.target.variable());
    named.any(|name| name.to_ascii_lowercase().ends_with("confirmpreference"))
}
