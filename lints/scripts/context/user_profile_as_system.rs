//! `script-user-profile-as-system`

use crate::lint::{Builder, Context, Findings, Severity, lint};
use crate::package::{Package, RunCall};
use crate::script::Value;

lint! {
    /// A script that runs as SYSTEM uses the folders of "the user".
    ///
    /// ## Why it matters
    ///
    /// `%USERPROFILE%`, `%APPDATA%`, `%LOCALAPPDATA%` and the desktop are those of whoever runs the script.
    /// For SYSTEM they lie below `C:\Windows\System32\config\systemprofile`, where no person looks: the
    /// shortcut is on nobody's desktop and the settings of the app are nobody's.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// copy viewer.lnk "%USERPROFILE%\Desktop"
    /// ```
    ///
    /// ```powershell
    /// New-Item -ItemType Directory -Path "$env:LOCALAPPDATA\Adatum" -Force
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// copy viewer.lnk "%PUBLIC%\Desktop"
    /// rem copy viewer.lnk "%USERPROFILE%\Desktop"
    /// ```
    ///
    /// ```powershell
    /// schtasks /create /tn x /sc onlogon /tr "cmd /c copy C:\a.ini %APPDATA%\a.ini" /f
    /// ```
    ///
    /// ## What to do
    ///
    /// Use `C:\Users\Public\Desktop`, `%ProgramData%`, or the profile `C:\Users\Default` that new users
    /// start with.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/deployment/usmt/usmt-recognized-environment-variables>
    pub(crate) USER_PROFILE_AS_SYSTEM {
        id: "script-user-profile-as-system", category: ScriptsContext,
        severity: Warning, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// The variables that are those of a user.
const VARIABLES: &[&str] =
    &["env:userprofile", "env:appdata", "env:localappdata", "env:homepath", "env:onedrive"];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls().filter(RunCall::is_now) {
        let values = call.arguments.iter().map(|argument| (&argument.value, &argument.range));
        for (value, range) in values {
            if let Some(name) = folder_of_user(&call, value) {
                say(findings.at(call.place_of_range(range)), name, is_log(&call));
                break;
            }
        }
        let file = call.output_file().and_then(|file| Some((folder_of_user(&call, file)?, file)));
        if let Some((name, file)) = file {
            say(findings.at(call.place_of(file)), name, true);
        }
    }
}

fn say(finding: Builder<'_>, name: &str, is_log: bool) {
    let finding = finding
        .say(format!("{name} is a folder of SYSTEM here, where no user looks"))
        .help("use C:\\Users\\Public, %ProgramData%, or C:\\Users\\Default for new users");
    if is_log {
        drop(finding.lowered_to(Severity::Advice));
    }
}

/// The variable that makes a value a path in the profile of a user.
fn folder_of_user(call: &RunCall<'_>, value: &Value) -> Option<&'static str> {
    let is_at_start = |range: &std::ops::Range<usize>| {
        let unit = call.unit().text.text();
        let before = unit.get(value.range.start..range.start).unwrap_or_default();
        before.trim_matches(['"', '\'', '(', ' ']).is_empty()
    };
    let name = value.uses.iter().find_map(|used| {
        let name = VARIABLES.iter().find(|name| **name == used.name)?;
        is_at_start(&used.range).then_some(*name)
    })?;
    name.strip_prefix("env:")
}

/// Whether a call only writes a log.
fn is_log(call: &RunCall<'_>) -> bool {
    call.is_any(&[
        "start-transcript",
        "out-file",
        "add-content",
        "write-host",
        "write-output",
        "echo",
    ])
}
