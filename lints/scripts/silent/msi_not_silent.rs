//! `script-msi-not-silent`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Alone, Package, RunCall};
use crate::script::Language;
use crate::script::reading::UNKNOWN;

lint! {
    /// Windows Installer is started with dialogs.
    ///
    /// ## Why it matters
    ///
    /// While a package is applied there is no user and, mostly, no desktop. A dialog waits for a
    /// click that nobody makes, until the time that provisioning gives a command is over: 30 minutes
    /// during the first setup of a device. `/qb` and `/passive` show a bar, and may still ask about
    /// files in use.
    ///
    /// ## Fires
    ///
    /// ```command
    /// msiexec /i agent.msi /norestart
    /// ```
    ///
    /// ```powershell
    /// $options = '/i', 'C:\Depot\agent.msi', '/qn+'
    /// Start-Process msiexec.exe -ArgumentList $options -Wait
    /// ```
    ///
    /// ```batch
    /// msiexec /x {6F1D2A40-8C3B-4E55-9D17-0B2C3D4E5F60} /passive
    /// ```
    ///
    /// ```batch
    /// for %%f in ("%~dp0*.msi") do msiexec /i "%%f" /norestart
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// rem msiexec /i agent.msi
    /// msiexec /i "%~dp0agent.msi" /qn /norestart
    /// msiexec.exe /package agent.msi /quiet
    /// msiexec /unregserver
    /// ```
    ///
    /// ```powershell
    /// param([string]$Options)
    /// Start-Process msiexec.exe -ArgumentList "/i agent.msi $Options" -Wait
    /// foreach ($package in Get-ChildItem *.msi) { msiexec /i $package /qn | Out-Null }
    /// ```
    ///
    /// ## What to do
    ///
    /// Add `/qn /norestart`.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/win32/msi/command-line-options>
    /// * <https://learn.microsoft.com/windows/configuration/provisioning-packages/provisioning-script-to-install-app>
    pub(crate) MSI_NOT_SILENT {
        id: "script-msi-not-silent", category: ScriptsSilent,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// What a call of Windows Installer shows.
enum Shows {
    /// All its dialogs, or one at its end.
    Dialogs,
    /// A bar.
    Bar,
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls() {
        let Some((shows, option)) = shows(&call) else { continue };
        let say = match (&shows, option.is_empty()) {
            (Shows::Dialogs, true) => "msiexec is started with all its dialogs".to_owned(),
            (Shows::Dialogs, false) => format!("with {option} Windows Installer shows dialogs"),
            (Shows::Bar, _) => format!("with {option} Windows Installer shows a bar, to nobody"),
        };
        let say = match (&shows, call.alone()) {
            (Shows::Dialogs, Alone::Perhaps | Alone::Surely) => {
                format!("{say}; they wait for somebody who is not there")
            }
            _ => say,
        };
        let finding = findings.at(call).say(say);
        let finding = match (shows, call.alone()) {
            (_, Alone::Later) => finding.lowered_to(Severity::Advice),
            (Shows::Bar, _) => {
                finding.lowered_to(Severity::Warning).with_confidence(Confidence::Likely)
            }
            (Shows::Dialogs, Alone::Perhaps) => finding.with_confidence(Confidence::Likely),
            (Shows::Dialogs, Alone::Surely) => finding,
        };
        finding.help("add /qn /norestart");
    }
}

/// What a call shows if it is of Windows Installer, and the option that says so.
fn shows(call: &RunCall<'_>) -> Option<(Shows, String)> {
    let is_of_package = |text: &str| {
        let text = text.to_ascii_lowercase();
        text.ends_with(".msi") || text.ends_with(".msp")
    };
    if is_of_package(&call.name) {
        // As the command itself Windows cannot start it; by its name a shell opens it.
        let is_opened =
            call.is_program() && (call.unit().from.is_some() || !call.part().is_command_line());
        let is_silent = |text: &str| text.get(1..2).is_some_and(|q| q.eq_ignore_ascii_case("q"));
        let is_unsaid = !call.texts().any(is_silent) && !call.may_hide_switches();
        return (is_opened && is_unsaid).then_some((Shows::Dialogs, String::new()));
    }
    let installer = call.installer()?;
    let action = installer.action.as_deref()?;
    let acts = matches!(action, "i" | "x" | "p" | "a" | "package" | "uninstall" | "update")
        || action.starts_with('f');
    // An unknown folder in front of the name of a package cannot hide an option.
    let file = installer.package.as_ref()?.text();
    let is_told = is_of_package(file) || !file.contains(UNKNOWN) || is_one(call, file);
    if !acts || !is_told || call.may_hide_switches() {
        return None;
    }
    let Some(interface) = installer.interface else { return Some((Shows::Dialogs, String::new())) };
    let written = match interface.as_str() {
        "b-!" if call.has_switch(&["passive"]) => "/passive".to_owned(),
        letters => format!("/q{letters}"),
    };
    match interface.as_str() {
        "b" | "b!" | "b-" | "b-!" | "b!-" => Some((Shows::Bar, written)),
        "b+" | "b+!" | "b!+" | "n+" | "r" | "f" => Some((Shows::Dialogs, written)),
        _ => None,
    }
}

/// Whether what cannot be known of an argument is one path and brings no options.
fn is_one(call: &RunCall<'_>, text: &str) -> bool {
    let found = call.arguments.iter().find(|argument| argument.value.text() == text);
    found.is_some_and(|argument| {
        let value = &argument.value;
        // PowerShell hands on a text as one argument, and a list as several.
        let is_text = || {
            let lists = ["arg", "opt", "param", "switch"];
            call.language() == Language::PowerShell
                && value.uses.len() == 1
                && !value.uses.iter().any(|used| lists.iter().any(|of| used.name.contains(of)))
        };
        value.is_quoted || call.is_item(value) || is_text()
    })
}
