//! `cmd-script-without-interpreter`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Package, Place};
use crate::script::command_line::{Step, Through, unwrap};

lint! {
    /// A command starts a script or another file that Windows cannot start as a program.
    ///
    /// ## Why it matters
    ///
    /// A provisioning command starts a program. A `.ps1`, `.vbs`, `.msi` or `.reg` is none: nothing
    /// looks up what opens it, the start fails, and what should have run did not. Behind `cmd /c` or
    /// `start` it is looked up, and a `.ps1` opens in an editor, as SYSTEM and where nobody sees it.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>agent.msi /qn</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>cmd /c ".\setup.ps1"</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ```command
    /// cmd /c settings.reg
    /// ```
    ///
    /// A batch file starts; with `cmd /c` it is as Microsoft describes it, so this is advice:
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>setup.cmd</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>cmd /c setup.cmd</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>msiexec /i agent.msi /qn</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## What to do
    ///
    /// Name the program that runs the file: `powershell.exe -NoProfile -ExecutionPolicy Bypass -File
    /// setup.ps1`, `msiexec /i agent.msi /qn`, `cscript //B setup.vbs`, `reg import settings.reg`.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/provisioning-packages/provisioning-script-to-install-app>
    pub(crate) SCRIPT_WITHOUT_INTERPRETER {
        id: "cmd-script-without-interpreter", category: ScriptsCommand,
        severity: Error, confidence: Likely, since: "0.1.0",
        check,
    }
}

/// What the name ends in, and how such a file is run.
const RUN_BY: &[(&str, &str)] = &[
    ("ps1", "powershell.exe -NoProfile -ExecutionPolicy Bypass -File FILE"),
    ("vbs", "cscript //B //Nologo FILE"),
    ("vbe", "cscript //B //Nologo FILE"),
    ("js", "cscript //B //Nologo FILE"),
    ("jse", "cscript //B //Nologo FILE"),
    ("wsf", "cscript //B //Nologo FILE"),
    ("py", "the path of python.exe, which Windows does not have by itself, and FILE"),
    ("reg", "reg import FILE"),
    ("msi", "msiexec /i FILE /qn /norestart"),
    ("msp", "msiexec /p FILE /qn /norestart"),
    ("msu", "wusa FILE /quiet /norestart"),
    ("inf", "pnputil /add-driver FILE /install"),
    ("hta", "a script that asks nobody"),
    ("jar", "the path of java.exe, which Windows does not have by itself, with -jar FILE"),
    ("cab", "dism /online /add-package /packagepath:FILE /norestart, if it is an update"),
    ("zip", "tar -xf FILE, and then what was in it"),
    ("txt", "cmd /c with a .cmd, if it holds commands"),
    ("appx", "Add-AppxProvisionedPackage, or UniversalAppInstall in the package"),
    ("msix", "Add-AppxProvisionedPackage, or UniversalAppInstall in the package"),
    ("appxbundle", "Add-AppxProvisionedPackage, or UniversalAppInstall in the package"),
    ("msixbundle", "Add-AppxProvisionedPackage, or UniversalAppInstall in the package"),
];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for command in package.commands() {
        let unwrapped = unwrap(command.line.value());
        for step in &unwrapped.steps {
            let Some((name, extension)) = file(step) else { continue };
            let Some(range) = step.program_range() else { continue };
            let place = Place::part_of(command.line, &unwrapped.place(step, &range));
            match step.parent {
                None => bare(place, name, &extension, findings),
                Some((_, Through::Cmd | Through::Call | Through::Start)) if extension == "ps1" => {
                    findings
                        .at(place)
                        .say(format!("the script {name} does not run: cmd has Windows open a .ps1, in an editor"))
                        .here("opened and not run")
                        .help(how("ps1", name));
                }
                Some((_, Through::Cmd | Through::Call | Through::Start)) if extension == "reg" => {
                    findings
                        .at(place)
                        .say(format!(
                            "the file {name} is not imported: cmd has Windows open a .reg, which asks first, and nobody answers"
                        ))
                        .here("waits for an answer")
                        .help(how("reg", name));
                }
                Some(_) => {}
            }
        }
    }
}

/// The program's file name, and what it ends in, in lower case.
fn file(step: &Step) -> Option<(&str, String)> {
    let name = step.program_text()?.rsplit(['\\', '/']).next()?;
    let (stem, extension) = name.rsplit_once('.')?;
    (!stem.is_empty()).then(|| (name, extension.to_ascii_lowercase()))
}

fn bare(place: Place, name: &str, extension: &str, findings: &mut Findings<'_>) {
    if matches!(extension, "bat" | "cmd") {
        findings
            .at(place)
            .say(format!("the batch file {name} is started without cmd"))
            .here("works, though it is not the documented form")
            .lowered_to(Severity::Advice)
            .with_confidence(Confidence::Likely)
            .help(format!("write cmd /c {name}"));
    } else if RUN_BY.iter().any(|(known, _)| *known == extension) {
        findings
            .at(place)
            .say(format!("the file {name} is no program, so Windows cannot start it"))
            .here(format!("a .{extension} is no program"))
            .help(how(extension, name));
    }
}

fn how(extension: &str, name: &str) -> String {
    let found = RUN_BY.iter().find(|(known, _)| *known == extension);
    let line = found.map_or("", |(_, line)| line);
    format!("use {}", line.replace("FILE", name))
}
