//! `persist-user-writable-privileged`

use crate::lint::{Builder, Confidence, Context, Findings, Severity, lint};
use crate::package::{
    FolderChanges, Package, Place, RunCall, Stage, StartedFile, TaskAccount, open_folder,
};

lint! {
    /// What runs with high rights lies where users can change it.
    ///
    /// ## Why it matters
    ///
    /// In a folder that is made directly on drive C everybody who signs in may change files, and so
    /// in `C:\Users\Public`. Whoever replaces a script there that a task runs as SYSTEM owns the
    /// device. In a folder that is made below `C:\ProgramData`, and in `C:\Windows\Temp`, users may
    /// add files, such as a library that the program loads.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// mkdir C:\Scripts
    /// copy "%~dp0report.ps1" C:\Scripts
    /// schtasks /create /tn Report /sc onstart /ru SYSTEM /tr "powershell -File C:\Scripts\report.ps1"
    /// ```
    ///
    /// Less gravely where users can only add files:
    ///
    /// ```powershell
    /// Copy-Item "$PSScriptRoot\agent.exe" 'C:\ProgramData\Fabrikam\agent.exe'
    /// New-Service -Name FabrikamAgent -BinaryPathName 'C:\ProgramData\Fabrikam\agent.exe'
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// mkdir "%ProgramFiles%\Fabrikam"
    /// copy "%~dp0report.ps1" "%ProgramFiles%\Fabrikam"
    /// schtasks /create /tn Report /sc onstart /ru SYSTEM /tr "powershell -File \"%ProgramFiles%\Fabrikam\report.ps1\""
    /// ```
    ///
    /// ```batch
    /// mkdir C:\Scripts
    /// icacls C:\Scripts /inheritance:r /grant SYSTEM:(OI)(CI)F Administrators:(OI)(CI)F
    /// copy "%~dp0report.ps1" C:\Scripts
    /// schtasks /create /tn Report /sc onstart /ru SYSTEM /tr "powershell -File C:\Scripts\report.ps1"
    /// ```
    ///
    /// ## What to do
    ///
    /// Put it below `C:\Program Files`, where only administrators may write. If it has to lie
    /// elsewhere, end the inheritance of rights on the folder with `icacls /inheritance:r`, and give
    /// rights only to SYSTEM and Administrators.
    pub(crate) USER_WRITABLE_PRIVILEGED {
        id: "persist-user-writable-privileged", category: ScriptsPersistence,
        severity: Error, confidence: Likely, attack: ["T1574.010", "T1053.005"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let mut found = Found { folders: None, package, findings };
    for task in package.tasks().into_iter().filter(|task| task.is_privileged()) {
        let account = match task.account {
            TaskAccount::System => "SYSTEM",
            TaskAccount::Administrators => "an administrator",
            _ => "an account with the highest rights",
        };
        let what = match &task.name {
            Some(name) => format!("the task \"{name}\""),
            None => "a task".to_owned(),
        };
        found.report(&task.call, task.runs, &format!("{what} runs as {account}"), false);
    }
    for service in package.made_services().into_iter().filter(|it| it.is_of_system()) {
        let what = match &service.name {
            Some(name) => format!("the service \"{name}\""),
            None => "a service".to_owned(),
        };
        let what = format!("{what} runs as SYSTEM");
        let started: Vec<RunCall<'_>> = service.call.runs().take(MOST_RUN).collect();
        match &service.path {
            Some(path) if started.is_empty() => {
                found.report_path(&service.call, path.text(), &what);
            }
            _ => found.report(&service.call, started, &what, false),
        }
    }
    for change in package.registry_changes() {
        if let Some(call) = change.call
            && super::run_key::is_for_everybody(&change)
        {
            let started = call.runs().take(MOST_RUN).collect();
            found.report(&call, started, "a start-up entry runs for whoever signs in", true);
        }
    }
}

/// Commands of one entry that are looked at.
const MOST_RUN: usize = 64;

struct Found<'f, 'p, 'x> {
    /// Looked up when they are asked for first.
    folders: Option<FolderChanges>,
    package: &'p Package,
    findings: &'f mut Findings<'x>,
}

impl Found<'_, '_, '_> {
    /// Reports the worst file of those that something starts.
    fn report(
        &mut self,
        call: &RunCall<'_>,
        runs: Vec<RunCall<'_>>,
        what: &str,
        is_for_user: bool,
    ) {
        let files = runs.iter().flat_map(RunCall::started_files);
        let mut files: Vec<StartedFile<'_>> =
            files.filter(|file| self.is_open(file.path)).collect();
        files.sort_by_key(|file| !can_be_replaced(file.path));
        let Some(worst) = files.first() else { return };
        let place = worst.call.place_of(worst.value);
        let path = worst.path.to_owned();
        let finding = self.say(call, &path, what);
        let finding = match &place.span {
            Some(span) if Some(span) != call.place().span.as_ref() => {
                finding.label(span, "what users can get at")
            }
            _ => finding,
        };
        if is_for_user {
            drop(finding.lowered_to(Severity::Warning));
        }
    }

    fn report_path(&mut self, call: &RunCall<'_>, path: &str, what: &str) {
        if self.is_open(path) {
            drop(self.say(call, path, what));
        }
    }

    /// Whether users may change that file, or what lies beside it, as far as the package shows.
    fn is_open(&mut self, path: &str) -> bool {
        let Some(folder) = open_folder(path) else { return false };
        let folders = self.folders.get_or_insert_with(|| FolderChanges::of(self.package));
        // What a folder of its own below ProgramData allows is known only when it is made here.
        let is_known = folder != crate::package::OpenFolder::ProgramData;
        (is_known || folders.makes_folder_of(path)) && !folders.may_close(path)
    }

    fn say(&mut self, call: &RunCall<'_>, path: &str, what: &str) -> Builder<'_> {
        let is_replaced = can_be_replaced(path);
        let message = match is_replaced {
            true => format!("users can replace \"{path}\", which {what}"),
            false => format!("users can put files beside \"{path}\", which {what}"),
        };
        let is_made = self.folders.as_ref().is_some_and(|it| it.makes_folder_of(path));
        let finding = self.findings.at(Place::from(call)).say(message).help(
            "put it below C:\\Program Files, or end the inheritance of rights on its folder with \
             icacls /inheritance:r",
        );
        let is_certain = is_made || path.to_ascii_lowercase().contains(r"\users\");
        let finding = match is_replaced && is_certain && call.stage() != Stage::Unreached {
            true => finding,
            false => finding.lowered_to(Severity::Warning),
        };
        match is_certain || !is_replaced {
            true => finding,
            false => finding.with_confidence(Confidence::Heuristic),
        }
    }
}

fn can_be_replaced(path: &str) -> bool {
    open_folder(path).is_some_and(|folder| folder.can_be_replaced())
}
