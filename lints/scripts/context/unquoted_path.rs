//! `script-unquoted-path`

use std::ops::Range;

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, RunCall};
use crate::script::command_line::{Through, is_executable};
use crate::script::reading::{Argument, Style};
use crate::script::{Language, Later, Value};

lint! {
    /// A path with blanks stands there without quotes.
    ///
    /// ## Why it matters
    ///
    /// The path ends at the first blank: `C:\Program Files\Fabrikam\agent.exe` becomes the program
    /// `C:\Program`, which is not there. The path of a service is kept as it is given; without
    /// quotes in it Windows tries `C:\Program.exe` first at every start, as SYSTEM.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// C:\Program Files\Fabrikam\agent.exe /register
    /// ```
    ///
    /// ```batch
    /// copy agent.ini %ProgramFiles%\Fabrikam\agent.ini
    /// ```
    ///
    /// ```batch
    /// sc create Agent binPath= "C:\Program Files\Fabrikam\agent.exe" start= auto
    /// ```
    ///
    /// ```batch
    /// powershell -ExecutionPolicy Bypass -File C:\Program Files\Fabrikam\setup.ps1
    /// ```
    ///
    /// ```batch
    /// schtasks /create /tn Agent /sc onlogon /tr "C:\Program Files\Fabrikam\agent.exe" /f
    /// ```
    ///
    /// ```batch
    /// reg add HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon /v AutoAdminLogon /d 0 /f
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// "C:\Program Files\Fabrikam\agent.exe" /register
    /// copy agent.ini "%ProgramFiles%\Fabrikam\agent.ini"
    /// cd %ProgramFiles%\Fabrikam
    /// echo installed to C:\Program Files\Fabrikam
    /// set FOLDER=C:\Program Files\Fabrikam
    /// schtasks /create /tn Agent /sc onlogon /tr "\"C:\Program Files\Fabrikam\agent.exe\" -tray" /f
    /// start "" "C:\Program Files\Fabrikam\agent.exe"
    /// sc create Agent binPath= "\"C:\Program Files\Fabrikam\agent.exe\" --service" start= auto
    /// ```
    ///
    /// ## What to do
    ///
    /// Put the path in double quotes; that of a service in quotes that reach the service,
    /// `binPath= "\"C:\Program Files\…\agent.exe\""`.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-createprocessw>
    pub(crate) UNQUOTED_PATH {
        id: "script-unquoted-path", category: ScriptsContext,
        severity: Error, confidence: Likely, attack: ["T1574.009"], since: "0.1.0",
        check,
    }
}

/// Commands that take the rest of the line as it is, or whose arguments are command lines that are
/// looked at by themselves.
const TAKES_REST: &[&str] = &[
    "echo",
    "rem",
    "title",
    "set",
    "cd",
    "chdir",
    "pushd",
    "prompt",
    "path",
    "cmd",
    "call",
    "start",
    "powershell",
    "pwsh",
    "conhost",
    "forfiles",
    "if",
    "for",
    "goto",
    "msg",
    "psexec",
    "runas",
    "wscript",
    "cscript",
    "sc",
    "schtasks",
    "setx",
];

/// How folders of Windows with a blank in their names begin and go on.
const HALVES: &[(&str, &str)] = &[
    ("program", "files"),
    ("documents", "and"),
    ("common", "files"),
    ("default", "user"),
    ("all", "users"),
    ("start", "menu"),
    ("windows", "nt"),
    ("windows", "defender"),
    ("active", "setup"),
    ("installed", "components"),
    ("internet", "explorer"),
    ("internet", "settings"),
    ("control", "panel"),
];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls() {
        if let Some(path) = unquoted_service(&call) {
            findings
                .at(call)
                .say(format!("the path of the service has no quotes in it: {path}"))
                .here("Windows tries the path up to each blank first")
                .lowered_to(Severity::Warning)
                .help("put the path in quotes that reach the service: \\\"…\\\"");
            continue;
        }
        if let Some((range, cut)) = handed(&call).or_else(|| broken(&call)) {
            findings
                .at(call.place_of_range(&range))
                .say(format!("the path has blanks and no quotes: what is used is {cut}"))
                .here("ends at the first blank")
                .help("put the path in double quotes");
        }
    }
}

/// The path of a service that is started with blanks before its end and no quotes.
fn unquoted_service(call: &RunCall<'_>) -> Option<String> {
    let (_, through) = call.unit().from?;
    if through != Through::Service || call.unit().later != Some(Later::Service) {
        return None;
    }
    let text = call.unit().text.text().trim_start();
    let lower = text.to_ascii_lowercase();
    let end = lower.find(".exe")?;
    let path = text.get(..end + 4)?;
    let is_path = path.get(1..3) == Some(":\\") && path.contains(' ');
    is_path.then(|| path.to_owned())
}

/// The same for a file that another program is handed as one argument of several: all behind the
/// blank belongs to the next.
fn handed(call: &RunCall<'_>) -> Option<(Range<usize>, String)> {
    let (_, through) = call.unit().from?;
    let splits = matches!(
        through,
        Through::PowerShellFile | Through::ScriptHost | Through::Start | Through::ScheduledTask
    );
    let text = call.program.text();
    // PowerShell takes a path without quotes for one up to the first blank as well.
    let is_written = || call.unit().text.text().get(call.program.range.clone()) == Some(text);
    let splits = splits || call.language() == Language::PowerShell && is_written();
    let is_path = text.get(1..3) == Some(":\\") && !call.program.is_quoted;
    let (cut, _) = text.split_once(' ').filter(|_| splits && is_path)?;
    (!is_executable(cut)).then(|| (call.program.range.clone(), cut.to_owned()))
}

/// Where a path is cut at a blank, and what is left of it.
fn broken(call: &RunCall<'_>) -> Option<(Range<usize>, String)> {
    if matches!(call.style, Style::Program | Style::Cmdlet)
        && let Some(first) = call.arguments.first()
        && is_half(&call.program, first)
        && (is_known_half(call.program.text(), first.value.text())
            || ends_as_program(&call.program, &call.arguments))
    {
        let range = call.program.range.start..first.range.end;
        return Some((range, call.program.text().to_owned()));
    }
    if call.is_any(TAKES_REST)
        || matches!(
            call.style,
            Style::Method | Style::StaticMethod | Style::Expression | Style::Keyword
        )
    {
        return None;
    }
    let pairs = call.arguments.iter().zip(call.arguments.iter().skip(1));
    let found = pairs.into_iter().find(|(one, next)| {
        next.name.is_none()
            && is_half(&one.value, next)
            && is_known_half(one.value.text(), next.value.text())
    });
    let (one, next) = found?;
    Some((one.value.range.start..next.range.end, one.value.text().to_owned()))
}

/// Whether a path breaks off there and goes on in the next argument.
fn is_half(path: &Value, next: &Argument) -> bool {
    let text = path.text();
    let is_key = text.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("HK"));
    let is_path = text.get(1..3) == Some(":\\") || text.starts_with(r".\") || is_key;
    let rest = next.value.text();
    is_path
        && !path.is_quoted
        && path.items.is_none()
        && !next.value.is_quoted
        && !text.contains([';', ',', '"', '\''])
        && !rest.starts_with(['/', '-', '>', '|', '"'])
        && !rest.contains(':')
}

/// Whether the two are halves of the name of a folder of Windows.
fn is_known_half(path: &str, next: &str) -> bool {
    let last = path.rsplit('\\').next().unwrap_or_default().to_ascii_lowercase();
    let next = next.to_ascii_lowercase();
    HALVES.iter().any(|(one, other)| {
        last == *one
            && next
                .strip_prefix(other)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('\\'))
    })
}

/// Whether a path that breaks off goes on to the name of a program.
fn ends_as_program(program: &Value, arguments: &[Argument]) -> bool {
    let last = program.text().rsplit('\\').next().unwrap_or_default();
    if last.is_empty() || last.contains('.') {
        return false;
    }
    let rest = arguments.iter().take(4).take_while(|argument| {
        !argument.value.is_quoted && !argument.value.text().starts_with(['/', '-'])
    });
    let mut has_folder = false;
    for argument in rest {
        let text = argument.value.text();
        has_folder |= text.contains('\\');
        if is_executable(text) {
            return has_folder;
        }
    }
    false
}
