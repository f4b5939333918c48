//! `cmd-return-codes`

use crate::lint::{Confidence, Context, Findings, lint};
use crate::package::{Command, CommandContext, Package, Setting};
use crate::script::command_line::{Through, unwrap};

lint! {
    /// The return codes of a command do not fit what it runs.
    ///
    /// ## Why it matters
    ///
    /// A command succeeds with one return code (ReturnCodeSuccess, 0 unless set) and asks for a
    /// restart with one (ReturnCodeRestart, 3010 unless set). Any other counts as a failure, which
    /// stops the commands behind it unless ContinueInstall is set.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <PrimaryContext>
    ///     <Command>
    ///       <CommandConfig Name="Reader">
    ///         <CommandLine>msiexec.exe /i reader.msi /qn /norestart</CommandLine>
    ///         <ReturnCodeSuccess>3010</ReturnCodeSuccess>
    ///       </CommandConfig>
    ///     </Command>
    ///   </PrimaryContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// `robocopy` ends with 1 when it has copied files:
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <PrimaryContext>
    ///     <Command>
    ///       <CommandConfig Name="Copy">
    ///         <CommandLine>robocopy.exe . C:\Fabrikam *.pdf</CommandLine>
    ///       </CommandConfig>
    ///     </Command>
    ///   </PrimaryContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <PrimaryContext>
    ///     <Command>
    ///       <CommandConfig Name="Reader">
    ///         <CommandLine>msiexec.exe /i reader.msi /qn /norestart</CommandLine>
    ///         <ReturnCodeSuccess>0</ReturnCodeSuccess>
    ///         <ReturnCodeRestart>3010</ReturnCodeRestart>
    ///       </CommandConfig>
    ///       <CommandConfig Name="Copy">
    ///         <CommandLine>cmd.exe /c copy-documents.cmd</CommandLine>
    ///       </CommandConfig>
    ///       <CommandConfig Name="Copy more">
    ///         <CommandLine>robocopy.exe . C:\Fabrikam *.pdf</CommandLine>
    ///         <ReturnCodeSuccess>1</ReturnCodeSuccess>
    ///       </CommandConfig>
    ///     </Command>
    ///   </PrimaryContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## What to do
    ///
    /// Set the codes that the program documents. Where several are a success, call it from a script
    /// that turns them into 0.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-provisioningcommands>
    pub(crate) RETURN_CODES {
        id: "cmd-return-codes", category: ScriptsCommand,
        severity: Warning, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let commands = package.commands();
    for command in commands.iter().filter(|it| it.context == CommandContext::Primary) {
        let set = |leaf| package.beside(command.line, leaf).filter(|setting| setting.is_set());
        let (success, restart) = (set("ReturnCodeSuccess"), set("ReturnCodeRestart"));
        // What is no number is for `schema-value-type`.
        let number = |setting: Option<&Setting>, default| match setting {
            Some(setting) => setting.value().trim().parse::<i64>().ok(),
            None => Some(default),
        };
        let (Some(on_success), Some(on_restart)) = (number(success, 0), number(restart, 3010))
        else {
            continue;
        };
        let goes_on = set("ContinueInstall").is_some_and(Setting::is_true);
        let place = success.or(restart).unwrap_or(command.line);
        if on_success == on_restart {
            findings
                .at(place)
                .say(format!("{on_success} is the code of success and of a restart at once"))
                .label_setting(command.line, "of this command")
                .help("success is 0 for most programs, and 3010 asks for a restart");
            continue;
        }
        match program(command).as_deref() {
            Some("msiexec") if on_success != 0 => {
                findings
                    .at(place)
                    .say(format!(
                        "msiexec ends with 0 when it has succeeded, and here only {on_success} is a \
                         success"
                    ))
                    .label_setting(command.line, "of this command")
                    .help("set ReturnCodeSuccess to 0");
            }
            Some("robocopy") if on_success == 0 && !goes_on => {
                findings
                    .at(command.line)
                    .say(
                        "robocopy ends with 1 when it has copied files and with up to 7 without an \
                         error, and here only 0 is a success",
                    )
                    .with_confidence(Confidence::Likely)
                    .help("call it from a script that ends with 0 when robocopy ends below 8");
            }
            _ => {}
        }
    }
}

/// The one program whose return code is that of the command.
fn program(command: &Command<'_>) -> Option<String> {
    let line = unwrap(command.line.value());
    let mut all = line.innermost();
    let (Some(step), None) = (all.next(), all.next()) else { return None };
    let is_direct =
        line.way(step).all(|step| step.parent.is_none_or(|(_, through)| through == Through::Cmd));
    step.program().filter(|_| is_direct)
}
