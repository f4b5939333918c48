//! `cmd-shell-syntax-without-shell`

use std::ops::Range;

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Command, Package, Place};
use crate::script::command_line::{Argument, Step, Through, Unwrapped, unwrap};
use crate::script::{cmd, powershell};

lint! {
    /// A command uses what only cmd understands, and no cmd runs it.
    ///
    /// ## Why it matters
    ///
    /// `copy`, `mkdir`, `if`, `&&`, `|` and `>` belong to cmd. Windows looks for a program called
    /// `copy`, finds none, and the command fails; a `>` is handed to the program as one more argument,
    /// so that there is no log. `%VAR%` is expanded by cmd as well, and it is not said anywhere that
    /// provisioning does so: a warning.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>mkdir C:\Adatum</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>setup.exe /quiet > C:\setup.log</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>setup.exe /quiet /log "%TEMP%\setup.log"</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ```command
    /// cmd.exe setup.cmd
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>cmd /c "mkdir C:\Adatum &amp;&amp; setup.exe > %TEMP%\setup.log"</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>setup.exe /url "https://adatum.example/?a=1|2" /note "a > b" /id &lt;none></CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## What to do
    ///
    /// Put `cmd /c` in front, and quotes around the rest; or put the lines into a batch file.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows-server/administration/windows-commands/cmd>
    pub(crate) SHELL_SYNTAX_WITHOUT_SHELL {
        id: "cmd-shell-syntax-without-shell", category: ScriptsCommand,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// Programs that read operators and variables themselves, or hand them on to one that does.
const READERS: &[&str] = &[
    "cmd",
    "%comspec%",
    "command",
    "powershell",
    "pwsh",
    "mshta",
    "bash",
    "sh",
    "wsl",
    "forfiles",
    "schtasks",
    "conhost",
    "psexec",
    "psexec64",
];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for command in package.commands() {
        let unwrapped = unwrap(command.line.value());
        let Some(step) = unwrapped.steps.first() else { continue };
        let (Some(range), Some(name)) = (step.program_range(), step.program_text()) else {
            continue;
        };
        if let Some(first) = step.arguments().first().filter(|_| gets_nothing(step)) {
            findings
                .at(Place::part_of(command.line, &(range.start..first.range.end)))
                .say("cmd is given no /c, so that it runs none of this")
                .here("starts a prompt for nobody")
                .help("put /c behind cmd");
            continue;
        }
        let reads = step.program().is_some_and(|program| READERS.contains(&program.as_str()));
        if reads || runs_shell(&unwrapped) || powershell::is_verb_noun(name) {
            continue;
        }
        let program = format!("{name}.exe");
        let is_file = package.assets.iter().any(|asset| asset.name.eq_ignore_ascii_case(&program));
        if cmd::is_builtin(name) && !is_file {
            findings
                .at(Place::part_of(command.line, &range))
                .say(format!(
                    "the command {name} belongs to cmd and is no program, so Windows cannot start it"
                ))
                .here("no program")
                .help("put cmd /c in front of the line");
            continue;
        }
        operators(command, &unwrapped, findings);
    }
}

/// Whether it is a cmd that is told nothing to run: `cmd setup.cmd`.
fn gets_nothing(step: &Step) -> bool {
    let is_cmd = matches!(step.program().as_deref(), Some("cmd" | "%comspec%"));
    let is_told = |argument: &Argument| {
        let text = argument.text().to_ascii_lowercase();
        ["/c", "/k", "/r"].iter().any(|switch| text.contains(switch))
    };
    is_cmd && !step.is_wrapper && !step.arguments().iter().any(is_told)
}

fn runs_shell(unwrapped: &Unwrapped) -> bool {
    unwrapped.steps.iter().any(|step| {
        matches!(step.parent, Some((_, Through::Cmd | Through::PowerShellCommand | Through::Mshta)))
    })
}

fn operators(command: Command<'_>, unwrapped: &Unwrapped, findings: &mut Findings<'_>) {
    let line = command.line.value();
    let Some(step) = unwrapped.steps.first() else { return };
    let operator = step.arguments().iter().find_map(|argument| {
        let length = operator(line.get(argument.range.clone())?)?;
        Some(argument.range.start..argument.range.start + length)
    });
    if let Some(range) = operator {
        let sign = line.get(range.clone()).unwrap_or_default();
        findings
            .at(Place::part_of(command.line, &range))
            .say(format!("the sign {sign} means something to cmd only, and here it is an argument"))
            .here("no shell reads this")
            .help("put cmd /c in front of the line, and quotes around the rest");
    } else if let Some(range) = variable(line) {
        let name = line.get(range.clone()).unwrap_or_default();
        findings
            .at(Place::part_of(command.line, &range))
            .say(format!("the variable {name} is expanded by cmd, and no cmd runs this line"))
            .here("may stay as it is written")
            .lowered_to(Severity::Warning)
            .with_confidence(Confidence::Heuristic)
            .help("put cmd /c in front of the line, or write the path out");
    }
}

/// The length of the operator of cmd that an argument begins with, if it is one: `>x`, `2>&1`, `|`,
/// `&&`; but not `<x>`.
fn operator(written: &str) -> Option<usize> {
    if written.starts_with('<') && written.ends_with('>') {
        return None;
    }
    let sign = written.strip_prefix(['1', '2']).filter(|rest| rest.starts_with('>'));
    let sign = sign.unwrap_or(written);
    let before = written.len() - sign.len();
    let length = match sign {
        "&&" | "||" => 2,
        "|" | "&" => 1,
        _ if sign.starts_with(">>") => 2,
        _ if sign.starts_with('>') => 1,
        "<" => 1,
        _ => return None,
    };
    Some(before + length)
}

/// The first `%NAME%`.
fn variable(line: &str) -> Option<Range<usize>> {
    let mut rest = line.match_indices('%').map(|(at, _)| at).peekable();
    while let Some(start) = rest.next() {
        let end = *rest.peek()?;
        let name = line.get(start + 1..end)?;
        let is_name = name.starts_with(|ch: char| ch.is_ascii_alphabetic())
            && name.chars().all(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '_' | '(' | ')'));
        // `%C3%A9` of an address.
        let is_escape = name.len() == 2 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_name && !is_escape {
            return Some(start..end + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn operators_and_variables_as_cmd_has_them() {
        for (written, length) in [
            (">x.log", Some(1)),
            ("2>&1", Some(2)),
            (">>", Some(2)),
            ("&&", Some(2)),
            ("|", Some(1)),
            ("<none>", None),
            ("a|b", None),
            ("\">\"", None),
            ("1", None),
        ] {
            assert_eq!(operator(written), length, "{written}");
        }
        let name = |line: &'static str| variable(line).and_then(|range| line.get(range));
        assert_eq!(name("x 5% \"%TEMP%\\a\""), Some("%TEMP%"));
        assert_eq!(name("x %ProgramFiles(x86)%\\a"), Some("%ProgramFiles(x86)%"));
        assert_eq!(name("https://adatum.example/a%20b%C3%A9%E2%80%93"), None);
        assert_eq!(name("100% of 5%"), None);
    }

    proptest! {
        #[test]
        fn any_line_is_read(line in "[a%é<>|&12 ]{0,40}") {
            assert!(variable(&line).is_none_or(|range| line.get(range).is_some()));
            assert!(operator(&line).is_none_or(|length| line.get(..length).is_some()));
        }
    }
}
