//! `persist-system-task`

use crate::lint::{Confidence, Context, Findings, lint};
use crate::package::{Package, RunCall, Stage, Task};
use crate::script::task_xml::TriggerKind;

lint! {
    /// A scheduled task with high rights is left on the device.
    ///
    /// ## Why it matters
    ///
    /// The task runs on when the package is done, and whatever it starts has all rights. Who looks
    /// after the device later should know of it. One that removes itself is not reported.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// schtasks /create /tn Report /sc onstart /ru SYSTEM /tr "\"%ProgramFiles%\Fabrikam\report.exe\" /all"
    /// ```
    ///
    /// ```powershell
    /// $action = New-ScheduledTaskAction -Execute 'C:\Program Files\Fabrikam\report.exe'
    /// $trigger = New-ScheduledTaskTrigger -AtLogOn
    /// $principal = New-ScheduledTaskPrincipal -UserId SYSTEM -RunLevel Highest
    /// Register-ScheduledTask -TaskName Report -Action $action -Trigger $trigger -Principal $principal
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// rem The task is gone when it has run.
    /// schtasks /create /tn Once /sc onlogon /ru SYSTEM /tr "cmd /c \"%ProgramFiles%\Fabrikam\last.exe\" & schtasks /delete /tn Once /f"
    /// ```
    ///
    /// ```powershell
    /// $action = New-ScheduledTaskAction -Execute 'C:\Program Files\Fabrikam\tray.exe'
    /// $trigger = New-ScheduledTaskTrigger -AtLogOn
    /// $principal = New-ScheduledTaskPrincipal -GroupId 'BUILTIN\Users'
    /// Register-ScheduledTask -TaskName Tray -Action $action -Trigger $trigger -Principal $principal
    /// ```
    ///
    /// ## What to do
    ///
    /// See whether it is wanted for good. Work that has to be done once can remove its task at its
    /// end; what only one user needs can run with the rights of that user.
    pub(crate) SYSTEM_TASK {
        id: "persist-system-task", category: ScriptsPersistence,
        severity: Advice, confidence: Certain, attack: ["T1053.005"],
        yields_to: ["persist-user-writable-privileged"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for task in package.tasks() {
        if !task.is_privileged() || task.removes_itself {
            continue;
        }
        let name = match &task.name {
            Some(name) => format!("the task \"{name}\""),
            None => "a task".to_owned(),
        };
        let action = match task.runs.first() {
            Some(action) => format!("runs {}", shown(action)),
            None => "runs".to_owned(),
        };
        let (account, when) = (task.shown_account(), when(&task));
        let finding = findings
            .at(task.call)
            .say(format!("{name} stays on the device and {action} {account}{when}"))
            .help("make sure that it is wanted for good; work for once can remove its task");
        if task.call.stage() == Stage::Unreached {
            drop(finding.with_confidence(Confidence::Heuristic));
        }
    }
}

/// The line of a command. That of XML is put together there.
fn shown(action: &RunCall<'_>) -> String {
    let line = action.line.text().split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(120) {
        _ if line.is_empty() => action.shown(),
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

/// What starts it, as far as that is known.
fn when(task: &Task<'_>) -> String {
    let mut words: Vec<&str> = vec![];
    for trigger in &task.triggers {
        let word = match trigger {
            TriggerKind::Boot => "at every start of Windows",
            TriggerKind::Logon => "at every sign-in",
            TriggerKind::Time => "at a set time",
            TriggerKind::Calendar => "again and again",
            TriggerKind::Event => "on an event",
            TriggerKind::Registration => "when it is registered",
            TriggerKind::Idle => "when the device is idle",
            TriggerKind::SessionStateChange => "when a session is locked, unlocked or connected",
            TriggerKind::Other => continue,
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    match words.is_empty() {
        true => String::new(),
        false => format!(", {}", words.join(" and ")),
    }
}
