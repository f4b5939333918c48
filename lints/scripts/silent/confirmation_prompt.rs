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
    /// Get-ScheduledTask -TaskName Depot | Unregister-ScheduledTask
    /// ```
    ///
    /// ```powershell
    /// $site = (Invoke-WebRequest https://depot.example/site.txt).Content
    /// ```
    ///
    /// ```batch
    /// winrm quickconfig
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
    /// Invoke-WebRequest https://depot.example/site.txt -UseBasicParsing
    /// Invoke-WebRequest https://depot.example/site.txt -OutFile C:\Depot\site.txt
    /// ```
    ///
    /// ## What to do
    ///
    /// Add the switch that the finding names.
    ///
    /// ## References
    ///
    /// * <https://support.microsoft.com/topic/powershell-5-1-preventing-script-execution-from-web-content-7cb95559-655e-43fd-a8bd-ceef2406b705>
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
    ("enable-wsmancredssp", "Enable-WSManCredSSP", true),
    ("format-volume", "Format-Volume", false),
    ("remove-netipaddress", "Remove-NetIPAddress", false),
    ("remove-netroute", "Remove-NetRoute", false),
    ("remove-partition", "Remove-Partition", false),
    ("remove-smbshare", "Remove-SmbShare", true),
    ("remove-vpnconnection", "Remove-VpnConnection", true),
    ("set-smbclientconfiguration", "Set-SmbClientConfiguration", true),
    ("set-smbserverconfiguration", "Set-SmbServerConfiguration", true),
    ("set-vpnconnectionipsecconfiguration", "Set-VpnConnectionIPsecConfiguration", true),
    ("set-wsmanquickconfig", "Set-WSManQuickConfig", true),
    ("unregister-scheduledtask", "Unregister-ScheduledTask", false),
];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let mut silenced: HashMap<(usize, u32), bool> = HashMap::new();
    for call in package.calls().filter(RunCall::is_now) {
        let fault = match call.style {
            Style::Program | Style::Builtin => program(&call),
            Style::Cmdlet => by_preference(&call)
                .filter(|_| {
                    let unit = (call.part_index, call.unit);
                    !*silenced.entry(unit).or_insert_with(|| never_asks(&call))
                })
                .or_else(|| by_itself(&call)),
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
        "xcopy" if !xcopy_says_yes(call) && call.arguments.len() > 1 => {
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
        "net" if call.starts_with(&["use", "*"]) && has(&["delete", "d"]) && !has(&["y"]) => {
            found("net use * /delete", When::Always, "/y")
        }
        "net" if call.starts_with(&["stop"]) && !has(&["y"]) && others_need(call) => {
            found("net stop", When::Where("since other services need that one"), "/y")
        }
        // The volume that Windows runs from cannot be locked.
        "chkdsk"
            if has(&["f", "r", "x", "b"])
                && call.texts().any(|text| text.eq_ignore_ascii_case("c:")) =>
        {
            found("chkdsk of C:", When::Always, "echo y| before it")
        }
        "regedit"
            if !has(&["s", "e", "?"])
                && call.texts().any(|text| text.to_ascii_lowercase().ends_with(".reg")) =>
        {
            found("regedit", When::Always, "/s, or take reg import")
        }
        "vssadmin" if call.starts_with(&["delete", "shadows"]) && !has(&["quiet"]) => {
            found("vssadmin delete shadows", When::Always, "/quiet")
        }
        "winrm" | "winrm.cmd" => {
            let is_setup = ["quickconfig", "qc"].iter().any(|verb| call.starts_with(&[verb]));
            let asks = is_setup && !has(&["q", "quiet", "f", "force", "?"]);
            asks.then(|| ("winrm quickconfig".to_owned(), When::Always, "-quiet"))
        }
        "wmic" => {
            let mut words = call.texts().map(str::to_ascii_lowercase);
            let is_removal = words.any(|word| word == "call")
                && words.next().is_some_and(|word| word == "uninstall");
            let is_told = call.texts().any(|text| {
                let text = text.to_ascii_lowercase();
                text.starts_with("/nointeractive") || text == "/interactive:off"
            });
            (is_removal && !is_told).then(|| {
                ("wmic … call uninstall".to_owned(), When::Always, "/nointeractive at its end")
            })
        }
        "net" if call.starts_with(&["user"]) && !has(&["y"]) && has_long_password(call) => {
            found("net user with a password of more than 14 characters", When::Always, "/y")
        }
        _ => None,
    }
}

/// Services of Windows that others need while they run.
const NEEDED: &[&str] = &[
    "dhcp",
    "http",
    "lanmanserver",
    "lanmanworkstation",
    "nlasvc",
    "server",
    "winmgmt",
    "workstation",
];

fn others_need(call: &RunCall<'_>) -> bool {
    call.texts().nth(1).is_some_and(|name| NEEDED.contains(&name.to_ascii_lowercase().as_str()))
}

/// Whether `xcopy` is told to ask nothing. Behind `"C:\folder\"` the switches are a part of the
/// folder's name, which is a fault of its own.
fn xcopy_says_yes(call: &RunCall<'_>) -> bool {
    let swallowed = |text: &str| {
        text.split_once('"').is_some_and(|(_, rest)| rest.split_whitespace().any(says_yes))
    };
    call.texts().any(|text| says_yes(text) || swallowed(text))
}

/// Whether `/y` is among the switches of `xcopy`, which may stand together: `/s/e/y`.
fn says_yes(text: &str) -> bool {
    text.starts_with('/') && text.split('/').any(|switch| switch.eq_ignore_ascii_case("y"))
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

/// Commands that ask whatever `$ConfirmPreference` is.
fn by_itself(call: &RunCall<'_>) -> Option<Fault> {
    let has = |name: &str| call.has_parameter(name);
    let found = |name: &str, when, add| Some((name.to_owned(), when, add));
    if has("force") || has("whatif") {
        return None;
    }
    match call.name.as_str() {
        "add-vpnconnection" if has("l2tppsk") => {
            found("Add-VpnConnection", When::Where("about the key"), "-Force")
        }
        "get-windowsupdate" | "get-wuinstall" | "install-windowsupdate"
            if !call.is("get-windowsupdate") || has("install") =>
        {
            let is_told = ["acceptall", "ignoreuserinput", "confirm", "download"];
            let asks = !is_told.iter().any(|name| call.parameter(name).is_some());
            asks.then(|| {
                (written(call), When::Where("for each update"), "-AcceptAll -IgnoreReboot")
            })
        }
        // What it gives is read as a page, of which scripts could run; a file is only stored.
        "invoke-webrequest"
            if !has("usebasicparsing")
                && (!has("outfile") || has("passthru"))
                && !call.starters().any(|starter| starter.is("pwsh")) =>
        {
            let when = "before it reads a page, since the updates of December 2025";
            found("Invoke-WebRequest", When::Where(when), "-UseBasicParsing")
        }
        "set-item" => {
            let path = call.bound(&["path", "value"], "path")?.text().to_ascii_lowercase();
            let is_asked = path.starts_with("wsman:") && path.ends_with("trustedhosts");
            is_asked.then(|| ("Set-Item of TrustedHosts".to_owned(), When::Always, "-Force"))
        }
        "stop-process" => {
            let is_own = call.arguments.iter().any(|argument| argument.value.uses("pid"));
            let when = "where the process is that of a user";
            (!is_own).then(|| ("Stop-Process".to_owned(), When::Where(when), "-Force"))
        }
        _ => None,
    }
}

fn written(call: &RunCall<'_>) -> String {
    call.program.text().to_owned()
}

fn by_preference(call: &RunCall<'_>) -> Option<Fault> {
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
