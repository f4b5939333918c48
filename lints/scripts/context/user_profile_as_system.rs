//! `script-user-profile-as-system`

use std::ops::Range;

use crate::lint::{Builder, Context, Findings, Severity, lint};
use crate::package::{Package, RunCall};
use crate::script::Value;
use crate::script::reading::Style;

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
    /// ```powershell
    /// Copy-Item .\viewer.lnk ([Environment]::GetFolderPath('Desktop'))
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
    /// Copy-Item .\viewer.lnk ([Environment]::GetFolderPath('CommonDesktopDirectory'))
    /// Write-Host "set up for $env:USERPROFILE"
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

/// Folders of a user, as `GetFolderPath` and `SpecialFolders` know them.
const FOLDERS: &[&str] = &[
    "appdata",
    "applicationdata",
    "desktop",
    "desktopdirectory",
    "favorites",
    "localapplicationdata",
    "mydocuments",
    "mymusic",
    "mypictures",
    "myvideos",
    "personal",
    "programs",
    "recent",
    "sendto",
    "startmenu",
    "startup",
    "userprofile",
];

/// Commands that only print what they are given.
const PRINTS: &[&str] =
    &["echo", "write-host", "write-output", "write-verbose", "write-warning", "write-information"];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls().filter(RunCall::is_now) {
        if let Some((name, range)) = asked_folder(&call) {
            say(findings.at(call.place_of_range(&range)), &name, false);
            continue;
        }
        let program = std::iter::once((&call.program, &call.program.range));
        let arguments = call.arguments.iter().map(|argument| (&argument.value, &argument.range));
        let arguments = arguments.filter(|_| !call.is_any(PRINTS));
        for (value, range) in program.chain(arguments) {
            if let Some(name) = folder_of_user(&call, value) {
                say(findings.at(call.place_of_range(range)), &name, is_unseen(&call, value));
                break;
            }
        }
        let file = call.output_file().and_then(|file| Some((folder_of_user(&call, file)?, file)));
        if let Some((name, file)) = file {
            say(findings.at(call.place_of(file)), &name, true);
        }
    }
}

fn say(finding: Builder<'_>, name: &str, is_unseen: bool) {
    let finding = finding
        .say(format!("here {name} is a folder of SYSTEM, where no user looks"))
        .help("use C:\\Users\\Public, %ProgramData%, or C:\\Users\\Default for new users");
    if is_unseen {
        drop(finding.lowered_to(Severity::Advice));
    }
}

/// The folder of a user that a call asks Windows for.
fn asked_folder(call: &RunCall<'_>) -> Option<(String, Range<usize>)> {
    let given = || call.positional().next();
    match (call.style, call.name.as_str()) {
        (Style::StaticMethod, "getfolderpath") | (Style::Method, "specialfolders") => {
            let folder = given()?;
            let name = folder.text().rsplit([':', '.']).next()?;
            let is_one = FOLDERS.iter().any(|folder| name.eq_ignore_ascii_case(folder));
            is_one.then(|| (name.to_owned(), call.range.clone()))
        }
        (Style::StaticMethod, "expandenvironmentvariables")
        | (Style::Method, "expandenvironmentstrings") => {
            let text = given()?.text();
            let name = text.strip_prefix('%')?.split_once('%')?.0;
            let is_one = VARIABLES
                .iter()
                .filter_map(|known| known.strip_prefix("env:"))
                .any(|known| name.eq_ignore_ascii_case(known));
            is_one.then(|| (name.to_ascii_uppercase(), call.range.clone()))
        }
        _ => None,
    }
}

/// What makes a value a path in the profile of a user.
fn folder_of_user(call: &RunCall<'_>, value: &Value) -> Option<String> {
    let is_cmdlet = call.style == Style::Cmdlet;
    if is_cmdlet && value.text().starts_with(['~']) && value.text().get(1..2).is_some_and(is_slash)
    {
        return Some("~".to_owned());
    }
    let is_at_start = |range: &Range<usize>| {
        let unit = call.unit().text.text();
        let before = unit.get(value.range.start..range.start).unwrap_or_default();
        let before = before.trim_matches(['"', '\'', '(', ' ']);
        // `INSTALLDIR="%APPDATA%\x"`, `%HOMEDRIVE%%HOMEPATH%`.
        before.is_empty()
            || before.ends_with('=') && !before.contains(';')
            || before.eq_ignore_ascii_case("%homedrive%")
    };
    value.uses.iter().find_map(|used| {
        let is_home = is_cmdlet && used.name == "home" && value.text().contains(['\\', '/']);
        let is_one = is_home || VARIABLES.contains(&used.name.as_str());
        let name = used.name.strip_prefix("env:").unwrap_or(&used.name).to_ascii_uppercase();
        (is_one && is_at_start(&used.range)).then_some(name)
    })
}

fn is_slash(text: &str) -> bool {
    matches!(text, "\\" | "/")
}

/// Whether a call only writes a log, or tidies up temporary files.
fn is_unseen(call: &RunCall<'_>, value: &Value) -> bool {
    let text = call.unit().text.text();
    let written = text.get(value.range.clone()).unwrap_or_default().to_ascii_lowercase();
    let is_temporary = [r"localappdata%\temp", r"localappdata\temp", r"\local\temp"]
        .iter()
        .any(|folder| written.contains(folder));
    is_temporary || call.is_any(&["start-transcript", "out-file", "add-content"])
}
