//! `cmd-unbalanced-quotes`

use std::ops::Range;

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Command, Package, Place};
use crate::script::cmd;
use crate::script::command_line::{
    QuoteRule, Step, Unwrapped, What, stripped_by_cmd, unclosed_quote, unwrap,
};

lint! {
    /// The quotes of a command do not hold together what they should.
    ///
    /// ## Why it matters
    ///
    /// An opened quote takes the rest of the line along. And cmd takes off the first and the last
    /// quote of what it runs when there are more than two, so that `cmd /c "a b.exe" "c d"` becomes
    /// `a b.exe" "c d`, which is no program.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>msiexec /i "C:\Depot files\agent.msi /qn</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>cmd /c "C:\Depot files\setup.exe" /log "C:\Depot files\a.log"</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// Most programs take `\"` for a quote that does not end the argument:
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>robocopy "C:\Depot files\" "D:\Depot files" /e</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// Single quotes are none to Windows, and PowerShell only prints a text in them:
    ///
    /// ```command
    /// powershell.exe -ExecutionPolicy Bypass -File '.\setup.ps1'
    /// ```
    ///
    /// ```command
    /// powershell.exe -Command 'Set-TimeZone UTC'
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```command
    /// powershell.exe -Command "& 'C:\Depot files\setup.exe' /name 'a b'"
    /// ```
    ///
    /// ```command
    /// schtasks /create /tn Depot /tr "'C:\Program Files\Depot\depot.exe' /quiet" /sc daily /f
    /// ```
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <PrimaryContext>
    ///     <Command>
    ///       <CommandConfig Name="one">
    ///         <CommandLine>cmd /c ""C:\Depot files\setup.exe" /log "C:\Depot files\a.log""</CommandLine>
    ///       </CommandConfig>
    ///       <CommandConfig Name="two">
    ///         <CommandLine>cmd /c "C:\Depot files\setup.cmd" /quiet</CommandLine>
    ///       </CommandConfig>
    ///       <CommandConfig Name="three">
    ///         <CommandLine>powershell -Command "Write-Output \"a b\""</CommandLine>
    ///       </CommandConfig>
    ///       <CommandConfig Name="four">
    ///         <CommandLine>cmd /c "net user "a b" /active:no"</CommandLine>
    ///       </CommandConfig>
    ///     </Command>
    ///   </PrimaryContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## What to do
    ///
    /// Close the quote; put one more pair around everything behind `cmd /c`; leave out the `\` before
    /// a quote that ends an argument.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows-server/administration/windows-commands/cmd>
    pub(crate) UNBALANCED_QUOTES {
        id: "cmd-unbalanced-quotes", category: ScriptsCommand,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for command in package.commands() {
        let line = command.line.value();
        let by_program = unclosed_quote(line, QuoteRule::Program);
        let by_cmd = unclosed_quote(line, QuoteRule::Cmd);
        let unwrapped = unwrap(line);
        match (by_program, by_cmd) {
            (Some(at), Some(_)) => {
                let column = line.get(..at).map_or(0, |before| before.chars().count()) + 1;
                findings
                    .at(Place::part_of(command.line, &(at..at + 1)))
                    .say(format!("the quote at character {column} of the command is never closed"))
                    .here("takes the rest of the line along")
                    .help("close it, or take it out");
            }
            (_, None) if !stripped(command, &unwrapped, findings) => {
                escaped(command, &unwrapped, findings);
            }
            _ => {}
        }
        single(command, &unwrapped, findings);
        typographic(command, &unwrapped, findings);
    }
}

/// `powershell -File 'setup.ps1'`, `cmd /c 'setup.cmd'`, `powershell -Command 'Get-Date'`.
fn single(command: Command<'_>, unwrapped: &Unwrapped, findings: &mut Findings<'_>) {
    for step in &unwrapped.steps {
        let place =
            |range: &Range<usize>| Place::part_of(command.line, &unwrapped.place(step, range));
        match &step.what {
            What::Program(program, _) if program.text().starts_with('\'') => {
                findings
                    .at(place(&program.range))
                    .say(
                        "the sign ' is no quote to Windows: it is looked for as a part of the name",
                    )
                    .here("not found")
                    .with_confidence(Confidence::Likely)
                    .help("write double quotes");
            }
            What::PowerShell => {
                let text = step.text.text();
                let inner = text.trim().strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
                if inner.is_some_and(|inner| !inner.is_empty() && !inner.contains('\'')) {
                    findings
                        .at(place(&(0..text.len())))
                        .say("the command is a text in quotes, which PowerShell prints and does not run")
                        .here("only printed")
                        .help("write double quotes around it");
                }
            }
            _ => {}
        }
    }
}

/// `“` and `”`, as editors and mail programs put them in the place of quotes. PowerShell takes them
/// for quotes.
fn typographic(command: Command<'_>, unwrapped: &Unwrapped, findings: &mut Findings<'_>) {
    let line = command.line.value();
    let is_powershell = unwrapped.steps.iter().any(|step| step.what == What::PowerShell);
    let found = line.match_indices(['\u{201c}', '\u{201d}', '\u{201e}']).next();
    let Some((at, sign)) = found.filter(|_| !is_powershell) else { return };
    // In a text that real quotes hold together it is a character.
    let is_inside = line.get(..at).is_some_and(|before| before.matches('"').count() % 2 == 1);
    if !is_inside {
        findings
            .at(Place::part_of(command.line, &(at..at + sign.len())))
            .say(format!("the sign {sign} is no quote to Windows, and holds nothing together"))
            .here("a character like any other")
            .help("write \"");
    }
}

fn stripped(command: Command<'_>, unwrapped: &Unwrapped, findings: &mut Findings<'_>) -> bool {
    let torn = unwrapped.steps.iter().find_map(|step| Some((step, stripped_by_cmd(step)?)));
    let Some((step, range)) = torn else { return false };
    findings
        .at(Place::part_of(command.line, &unwrapped.place(step, &range)))
        .say(
            "cmd takes off the first and the last quote of the line, so that this part falls apart",
        )
        .here("loses its first quote")
        .with_confidence(Confidence::Likely)
        .help(
            "put one more pair of quotes around everything behind /c: cmd /c \"\"a b\" \"c d\"\"",
        );
    true
}

/// `"C:\folder\"` before another argument.
fn escaped(command: Command<'_>, unwrapped: &Unwrapped, findings: &mut Findings<'_>) {
    for step in unwrapped.innermost() {
        let text = step.text.text();
        let is_even = unclosed_quote(text, QuoteRule::Cmd).is_none();
        if !is_even
            || !splits_by_the_rule(step)
            || unclosed_quote(text, QuoteRule::Program).is_none()
        {
            continue;
        }
        let Some(at) = text.find("\\\" ").or_else(|| text.find("\\\"")) else { continue };
        findings
            .at(Place::part_of(command.line, &unwrapped.place(step, &(at..at + 2))))
            .say("most programs take \\\" for a character, so the argument does not end here")
            .here("goes on")
            .lowered_to(Severity::Warning)
            .with_confidence(Confidence::Likely)
            .help("leave out the \\ before the quote, or write two");
    }
}

/// Whether the program is likely to read its arguments as the C runtime does.
fn splits_by_the_rule(step: &Step) -> bool {
    let reads_itself = ["msiexec", "cmd", "%comspec%", "wscript", "cscript", "rundll32"];
    step.program().is_some_and(|name| {
        let is_batch = step.program_text().is_some_and(cmd::is_file_name);
        !cmd::is_builtin(&name) && !is_batch && !reads_itself.contains(&name.as_str())
    })
}
