//! `script-interactive-prompt`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Alone, Package, RunCall};
use crate::script::Language;
use crate::script::reading::Style;

use super::required::missing;

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
    /// ```powershell
    /// New-LocalUser -Name reader
    /// ```
    ///
    /// ```powershell
    /// Add-Computer -DomainName depot.example -Credential depot\reader
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
    /// Add-Computer -DomainName depot.example -Credential $account
    /// New-LocalUser -Name reader -NoPassword
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
        let (name, does) = (name.as_str(), does.as_str());
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
const ASKS_FOR_CREDENTIAL: &str = "asks for an account and its password";

/// What a call asks, by which name; none if it asks nothing, or somebody answers.
fn prompt(call: &RunCall<'_>) -> Option<(String, String)> {
    let (name, does) = match call.style {
        Style::Program | Style::Builtin => {
            let (name, does) = program(call).filter(|_| !call.is_answered())?;
            (name.to_owned(), does)
        }
        Style::Cmdlet => match cmdlet(call) {
            Some(found) => found,
            None => {
                let asked = missing(call)?;
                return Some((written(call), format!("asks for -{asked}, which it must have")));
            }
        },
        Style::Method | Style::StaticMethod => (written(call), method(call)?),
        Style::Expression | Style::Keyword => return None,
    };
    Some((name, does.to_owned()))
}

fn written(call: &RunCall<'_>) -> String {
    call.program.text().to_owned()
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
        "certutil"
            if call.has_switch(&["importpfx"])
                && !has_option(call, "p")
                && !call.may_hide_switches() =>
        {
            Some(("certutil -importpfx without -p", ASKS_FOR_PASSWORD))
        }
        "cmdkey" if call.has_switch(&["pass"]) => {
            Some(("cmdkey with /pass alone", ASKS_FOR_PASSWORD))
        }
        "ftp" if !call.texts().any(|text| starts_with(text, "-s:")) => {
            Some(("ftp without -s", ASKS_FOR_INPUT))
        }
        "manage-bde" if call.has_switch(&["pw", "password"]) => {
            Some(("manage-bde -password", ASKS_FOR_PASSWORD))
        }
        "netdom" if call.texts().any(is_starred) => Some(("netdom with *", ASKS_FOR_PASSWORD)),
        "schtasks" if asks_of_task(call) => {
            Some(("schtasks with /ru and without /rp", ASKS_FOR_PASSWORD))
        }
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

fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start))
}

/// `/passwordd:*` of `netdom`.
fn is_starred(text: &str) -> bool {
    ["/p", "-p"].iter().any(|start| starts_with(text, start)) && text.ends_with(":*")
}

/// Accounts, and groups, for which a task needs no password.
const WITHOUT_PASSWORD: &[&str] = &[
    "system",
    "local service",
    "localservice",
    "network service",
    "networkservice",
    "users",
    "interactive",
    "administrators",
];

/// Whether `schtasks` needs the password of the account that a task runs as.
fn asks_of_task(call: &RunCall<'_>) -> bool {
    let has = |names: &[&str]| call.has_switch(names);
    let account = call.option("ru").filter(|_| has(&["create"]) || has(&["change"]));
    let Some(account) = account.as_ref().and_then(|account| account.known()) else { return false };
    let name = account.rsplit('\\').next().unwrap_or_default().to_ascii_lowercase();
    let is_open = name.is_empty() || name.starts_with("s-1-5-") || name.contains("gmsa");
    let is_free = is_open || name.ends_with('$') || WITHOUT_PASSWORD.contains(&name.as_str());
    let is_told = match call.option("rp") {
        Some(password) => !password.is("*"),
        None => has(&["rp"]),
    };
    !is_free && !is_told && !has(&["np", "it", "s", "?"]) && !call.may_hide_switches()
}

/// `net use … *`, `net user … *`: the star that stands for a password.
fn net(call: &RunCall<'_>) -> Option<(&'static str, &'static str)> {
    let mut words = call.texts().skip(2);
    if call.starts_with(&["use"]) {
        // The first star is any free letter for a drive.
        if words.any(|word| word == "*") {
            return Some(("net use with *", ASKS_FOR_PASSWORD));
        }
        return asks_of_share(call).then_some(("net use without a password", ASKS_FOR_PASSWORD));
    }
    let is_user = call.starts_with(&["user"]) && words.next() == Some("*");
    is_user.then_some(("net user with *", ASKS_FOR_PASSWORD))
}

/// Whether `net use` names an account and no password.
fn asks_of_share(call: &RunCall<'_>) -> bool {
    let has_user = call.texts().any(|text| {
        starts_with(text, "/user:") && text.len() > "/user:".len() && !text.ends_with(':')
    });
    let mut behind = call.texts().skip_while(|text| !text.starts_with(r"\\")).skip(1);
    has_user
        && call.texts().any(|text| text.starts_with(r"\\"))
        && behind.all(|text| text.starts_with('/'))
        && !call.has_switch(&["delete", "d", "savecred", "smartcard"])
        && !call.may_hide_switches()
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
        "add-computer" if asks_to_join(call) => {
            return Some(("Add-Computer without -Credential".to_owned(), ASKS_FOR_CREDENTIAL));
        }
        _ => {}
    }
    // Where a credential is due, the name of an account is turned into one by asking.
    let account = call.parameter("credential").and_then(|account| account.known());
    if account.is_some_and(|account| !account.is_empty() && !account.starts_with(['$', '@', '[']))
        && call.name.contains('-')
    {
        let name = format!("{} -Credential with a name", call.program.text());
        return Some((name, ASKS_FOR_PASSWORD));
    }
    let confirms = call.arguments.iter().any(|argument| {
        argument.name.as_deref() == Some("confirm")
            && (argument.is_switch || argument.value.is_true())
    });
    let verb = call.name.split('-').next().unwrap_or_default();
    (confirms && CONFIRMED.contains(&verb))
        .then(|| (format!("{} -Confirm", call.program.text()), "asks for a yes"))
}

/// Whether a join to a domain is given nobody to join by.
fn asks_to_join(call: &RunCall<'_>) -> bool {
    let is_join = call.parameter_or("domainname", 0).is_some()
        && !call.has_parameter("workgroupname")
        && !call.has_parameter("unsecure");
    let options = call.parameter("options");
    let has = |name: &str| call.parameter(name).is_some();
    is_join
        && !has("credential")
        && !has("unjoindomaincredential")
        && options.is_none()
        && !call.has_unknown_parameters()
}

fn method(call: &RunCall<'_>) -> Option<&'static str> {
    let object = call.object()?;
    // Behind `$Force -or` it is a way not to ask.
    if call.is("shouldcontinue") && object.uses("pscmdlet") {
        let before = call.unit().text.text().get(..call.range.start).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default().to_ascii_lowercase();
        return (!line.contains("-or ")).then_some("asks for a yes");
    }
    let is_of_host = call.text().to_ascii_lowercase().starts_with("[console]::in.")
        || call.language() == Language::VbScript && object.uses("wscript");
    if is_of_host && call.is_any(&["read", "readline", "readall", "readtoend"]) {
        return Some(ASKS_FOR_INPUT);
    }
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
