//! `script-interactive-prompt`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Alone, Package, RunCall};
use crate::script::Language;
use crate::script::reading::Style;

lint! {
    /// A script asks a person something while the package is applied.
    ///
    /// ## Why it matters
    ///
    /// What provisioning runs has no screen and no keyboard. A question is answered by nobody: the
    /// command stands still until provisioning gives it up, 30 minutes during the first setup of a
    /// device, or fails. Microsoft's documentation forbids scripts that need input, since what then
    /// happens to a device is not defined.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// copy agent.cfg C:\ProgramData\Depot
    /// pause
    /// ```
    ///
    /// ```batch
    /// set /p site=Which depot?
    /// ```
    ///
    /// ```powershell
    /// $site = Read-Host 'Which depot?'
    /// ```
    ///
    /// ```powershell
    /// [Console]::ReadKey() | Out-Null
    /// ```
    ///
    /// ```batch
    /// net use Z: \\files.depot.example\tools * /user:reader
    /// ```
    ///
    /// ```command
    /// powershell -NonInteractive -File site.ps1
    /// ```
    ///
    /// ```powershell asset=site.ps1
    /// $site = Read-Host 'Which depot?'
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// rem pause
    /// set pause=1
    /// <nul set /p x=ready
    /// set /p site=<C:\Depot\site.txt
    /// echo y| choice
    /// choice /c yn /d y /t 5
    /// net use * \\files.depot.example\tools
    /// ```
    ///
    /// ```powershell
    /// $pause = 5 # Read-Host
    /// Write-Host 'Read-Host'
    /// Get-Credential -Credential $account
    /// ```
    ///
    /// ## What to do
    ///
    /// Take the question out, and give the answer as a parameter or in a file of the package.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/provisioning-packages/provisioning-script-to-install-app>
    pub(crate) INTERACTIVE_PROMPT {
        id: "script-interactive-prompt", category: ScriptsSilent,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls() {
        let Some((name, does)) = prompt(&call) else { continue };
        let finding = findings.at(call);
        let finding = match (call.alone(), call.is_non_interactive()) {
            (Alone::Later, _) => finding
                .say(format!(
                    "here {name} {does}; while the package is applied nobody would be there"
                ))
                .lowered_to(Severity::Advice),
            (Alone::Perhaps, _) => finding
                .say(format!("under a condition {name} {does}, and nobody is there"))
                .lowered_to(Severity::Warning)
                .with_confidence(Confidence::Likely),
            (Alone::Surely, true) if is_of_host(&call) => finding
                .say(format!("here {name} {does}; with -NonInteractive it fails instead"))
                .lowered_to(Severity::Warning),
            (Alone::Surely, _) => finding.say(format!("here {name} {does}, and nobody is there")),
        };
        finding
            .help("take it out; give what it asks for as a parameter, or in a file of the package");
    }
}

/// Whether PowerShell asks, which `-NonInteractive` forbids.
fn is_of_host(call: &RunCall<'_>) -> bool {
    !call.is_program() || call.is("pause")
}

const WAITS_FOR_KEY: &str = "waits for a key";
const ASKS_FOR_INPUT: &str = "asks for input";
const ASKS_FOR_PASSWORD: &str = "asks for a password";

/// What a call asks, by which name; none if it asks nothing, or somebody answers.
fn prompt(call: &RunCall<'_>) -> Option<(String, &'static str)> {
    let found = match call.style {
        Style::Program | Style::Builtin => {
            let found = program(call).filter(|_| !call.is_answered())?;
            (found.0.to_owned(), found.1)
        }
        Style::Cmdlet => cmdlet(call)?,
        Style::Method | Style::StaticMethod => (call.program.text().to_owned(), method(call)?),
        Style::Expression | Style::Keyword => return None,
    };
    Some(found)
}

fn program(call: &RunCall<'_>) -> Option<(&'static str, &'static str)> {
    let first = || call.texts().next().unwrap_or_default().to_ascii_lowercase();
    let has_none = || call.arguments.is_empty();
    let is_in_cmd = matches!(call.language(), Language::Batch | Language::Cmd);
    let is_command = call.language() == Language::CommandLine && call.unit().from.is_none();
    match call.name.as_str() {
        "pause" if has_none() || is_in_cmd => Some(("pause", WAITS_FOR_KEY)),
        "set" if is_in_cmd && (first() == "/p" || first().starts_with("/p\"")) => {
            Some(("set /p", ASKS_FOR_INPUT))
        }
        "choice"
            if !has_option(call, "t") && !call.has_switch(&["?"]) && !call.may_hide_switches() =>
        {
            Some(("choice without /t", WAITS_FOR_KEY))
        }
        "date" | "time" if is_in_cmd && has_none() => Some(("date or time", ASKS_FOR_INPUT)),
        "diskpart" if has_none() => Some(("diskpart without /s", ASKS_FOR_INPUT)),
        "net" => net(call),
        "runas" if has_option(call, "user") && !has_option(call, "trustlevel") => {
            Some(("runas", ASKS_FOR_PASSWORD))
        }
        "cmd" if keeps_cmd(call) => Some(("cmd /k", "stays at its prompt")),
        "powershell" | "pwsh" if call.powershell_switches().any(|name| name.starts_with("noe")) => {
            Some(("powershell -NoExit", "stays at its prompt"))
        }
        // In a batch file, and as the command itself, what follows waits for it.
        "notepad" | "mspaint" | "wordpad"
            if call.is_now() && !call.is_background && (is_in_cmd || is_command) =>
        {
            Some(("the editor", "waits to be closed"))
        }
        _ => None,
    }
}

/// Whether a program is given an option: `/t 5`, `/t:5`.
fn has_option(call: &RunCall<'_>, name: &str) -> bool {
    call.has_switch(&[name]) || call.option(name).is_some()
}

/// `net use … *`, `net user … *`: the star that stands for a password.
fn net(call: &RunCall<'_>) -> Option<(&'static str, &'static str)> {
    let mut words = call.texts().skip(2);
    if call.starts_with(&["use"]) {
        // The first star is any free letter for a drive.
        return words.any(|word| word == "*").then_some(("net use with *", ASKS_FOR_PASSWORD));
    }
    let is_user = call.starts_with(&["user"]) && words.next() == Some("*");
    is_user.then_some(("net user with *", ASKS_FOR_PASSWORD))
}

/// Whether `/k` stands before any `/c`.
fn keeps_cmd(call: &RunCall<'_>) -> bool {
    let mut switches = call.texts().map(|text| text.get(..2).unwrap_or_default());
    let decides = switches.find(|text| ["/c", "/k"].iter().any(|of| of.eq_ignore_ascii_case(text)));
    decides.is_some_and(|text| text.eq_ignore_ascii_case("/k"))
}

/// The verbs of commands to which `-Confirm` is a question of PowerShell; others hand it on.
const CONFIRMED: &[&str] = &[
    "clear",
    "copy",
    "disable",
    "enable",
    "format",
    "initialize",
    "move",
    "new",
    "remove",
    "rename",
    "restart",
    "set",
    "start",
    "stop",
    "uninstall",
    "unregister",
];

fn cmdlet(call: &RunCall<'_>) -> Option<(String, &'static str)> {
    match call.name.as_str() {
        "read-host" => return Some(("Read-Host".to_owned(), ASKS_FOR_INPUT)),
        "inputbox" => return Some(("InputBox".to_owned(), ASKS_FOR_INPUT)),
        "get-credential" => {
            let is_text = match call.parameter_or("credential", 0) {
                Some(given) => given.known().is_some_and(|text| !text.is_empty()),
                None => !call.has_unknown_parameters(),
            };
            return is_text.then(|| ("Get-Credential".to_owned(), ASKS_FOR_PASSWORD));
        }
        _ => {}
    }
    let confirms = call.arguments.iter().any(|argument| {
        argument.name.as_deref() == Some("confirm")
            && (argument.is_switch || argument.value.is_true())
    });
    let verb = call.name.split('-').next().unwrap_or_default();
    (confirms && CONFIRMED.contains(&verb))
        .then(|| (format!("{} -Confirm", call.program.text()), "asks for a yes"))
}

fn method(call: &RunCall<'_>) -> Option<&'static str> {
    let object = call.object()?;
    let text = object.text().to_ascii_lowercase();
    let is_console = matches!(text.as_str(), "console" | "system.console");
    let is_input = text.contains("stdin");
    match call.name.as_str() {
        "readkey" if is_console || object.uses("host") => Some(WAITS_FOR_KEY),
        "readline" | "readlineassecurestring" | "read"
            if is_console || is_input || object.uses("host") =>
        {
            Some(ASKS_FOR_INPUT)
        }
        "prompt" | "promptforchoice" | "promptforcredential" if object.uses("host") => {
            Some(ASKS_FOR_INPUT)
        }
        "inputbox" => Some(ASKS_FOR_INPUT),
        _ => None,
    }
}
