//! `dl-persistent-remote-code`

use super::registration::Standing;
use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Fate, Package};

lint! {
    /// A task, a service or a logon fetches code and runs it, each time anew.
    ///
    /// ## Why it matters
    ///
    /// It is a standing remote control: whoever owns the address, today or in three years, runs code
    /// on every device that ever got this package, and sees when it takes effect. It outlives the
    /// set-up, and no update of the package reaches it.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// $run = '-NoProfile -Command "irm https://agent.alpineskihouse.example/run.ps1 | iex"'
    /// $action = New-ScheduledTaskAction -Execute powershell.exe -Argument $run
    /// $trigger = New-ScheduledTaskTrigger -AtStartup
    /// Register-ScheduledTask -TaskName Agent -Action $action -Trigger $trigger -User SYSTEM
    /// ```
    ///
    /// ```batch
    /// reg add HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Run /v Agent /d "mshta https://agent.alpineskihouse.example/run.hta" /f
    /// ```
    ///
    /// In a file that a task runs:
    ///
    /// ```powershell
    /// Set-Content C:\ProgramData\Alpine\run.ps1 'irm https://agent.alpineskihouse.example/run.ps1 | iex'
    /// schtasks /create /tn Agent /sc onstart /ru SYSTEM /tr "powershell -File C:\ProgramData\Alpine\run.ps1" /f
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// $run = '-NoProfile -File C:\ProgramData\Alpine\report.ps1'
    /// $action = New-ScheduledTaskAction -Execute powershell.exe -Argument $run
    /// Register-ScheduledTask -TaskName Report -Action $action -Trigger $trigger -User SYSTEM
    /// ```
    ///
    /// A task that removes itself, so that it runs once:
    ///
    /// ```powershell
    /// Set-Content C:\ProgramData\Alpine\once.ps1 @'
    /// irm https://agent.alpineskihouse.example/run.ps1 | iex
    /// Unregister-ScheduledTask -TaskName Once -Confirm:$false
    /// '@
    /// schtasks /create /tn Once /sc onstart /ru SYSTEM /tr "powershell -File C:\ProgramData\Alpine\once.ps1" /f
    /// ```
    ///
    /// ## What to do
    ///
    /// Let the task run a file that the package brings along, in a folder that only administrators
    /// can write to, and leave updates of it to the device management.
    pub(crate) PERSISTENT_REMOTE_CODE {
        id: "dl-persistent-remote-code", category: ScriptsDownload,
        severity: Error, confidence: Certain, attack: ["T1053.005", "T1105"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    let standing = Standing::of(package);
    for fetch in package.fetches().iter().filter(|fetch| standing.has(fetch)) {
        // A file that was checked is that file, whoever serves it.
        if fetch.is_checked || fetch.is_loopback() {
            continue;
        }
        let finding = findings
            .at(fetch.call)
            .say(format!(
                "code from {} is fetched and run each time: a standing remote control for whoever \
                 owns that address",
                fetch.shown_host()
            ))
            .here("fetched each time");
        let finding = match fetch.fate {
            Fate::Started(_) => finding.with_confidence(Confidence::Likely),
            _ => finding,
        };
        match fetch.host() {
            None => finding.with_confidence(Confidence::Likely),
            Some(host) if context.site.allows_host(host) => finding.lowered_to(Severity::Warning),
            Some(_) => finding,
        }
        .help(
            "bring the script along in the package, in a folder that only administrators can write \
             to, and run that",
        );
    }
}
