//! `sec-smartscreen-disabled`

use super::standing::weighed;
use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, RegistryChange};
use crate::script::registry_key::Hive;

lint! {
    /// SmartScreen is switched off.
    ///
    /// ## Why it matters
    ///
    /// SmartScreen is what asks before a program runs that nobody has seen yet, and what warns of
    /// pages that steal passwords. Without it the first click on an attachment is enough.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// reg add HKLM\SOFTWARE\Policies\Microsoft\Windows\System /v EnableSmartScreen /t REG_DWORD /d 0 /f
    /// ```
    ///
    /// ```powershell
    /// Set-ItemProperty HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer SmartScreenEnabled Off
    /// ```
    ///
    /// ```xml
    /// <Policies>
    ///   <Browser>
    ///     <AllowSmartScreen>Disable</AllowSmartScreen>
    ///   </Browser>
    /// </Policies>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// Set-ItemProperty HKLM:\SOFTWARE\Policies\Microsoft\Windows\System EnableSmartScreen 1
    /// Set-ItemProperty HKLM:\SOFTWARE\Policies\Microsoft\Windows\System ShellSmartScreenLevel Warn
    /// Set-ItemProperty HKLM:\SOFTWARE\Policies\Microsoft\Edge SmartScreenEnabled 1
    /// ```
    ///
    /// ```xml
    /// <Policies>
    ///   <Browser>
    ///     <AllowSmartScreen>Enable</AllowSmartScreen>
    ///     <PreventSmartScreenPromptOverride>Enable</PreventSmartScreenPromptOverride>
    ///   </Browser>
    /// </Policies>
    /// ```
    ///
    /// ## What to do
    ///
    /// Remove it. Sign what SmartScreen asks about, or deploy it through device management: what is
    /// installed there does not carry the mark of a download.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/security/operating-system-security/virus-and-threat-protection/microsoft-defender-smartscreen/>
    pub(crate) SMARTSCREEN_DISABLED {
        id: "sec-smartscreen-disabled", category: ScriptsSecurity,
        severity: Error, confidence: Certain, attack: ["T1562.001"], since: "0.1.0",
        check,
    }
}

/// A value that switches it off: its key, its name, what it is set to, for whom, how bad.
type Row = (&'static str, &'static str, &'static [&'static str], &'static str, Severity);

const ROWS: &[Row] = &[
    (
        r"SOFTWARE\Policies\Microsoft\Windows\System",
        "EnableSmartScreen",
        &["0"],
        "programs that are downloaded",
        Severity::Error,
    ),
    (
        r"SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer",
        "SmartScreenEnabled",
        &["off"],
        "programs that are downloaded",
        Severity::Error,
    ),
    (
        r"SOFTWARE\Policies\Microsoft\Edge",
        "SmartScreenEnabled",
        &["0"],
        "pages and downloads in Edge",
        Severity::Error,
    ),
    (
        r"SOFTWARE\Policies\Microsoft\MicrosoftEdge\PhishingFilter",
        "EnabledV9",
        &["0"],
        "pages and downloads in the old Edge",
        Severity::Warning,
    ),
    (
        r"SOFTWARE\Microsoft\Windows\CurrentVersion\AppHost",
        "EnableWebContentEvaluation",
        &["0"],
        "what apps of the Store load",
        Severity::Warning,
    ),
    (
        r"SOFTWARE\Policies\Microsoft\Edge",
        "PreventSmartScreenPromptOverride",
        &["0"],
        "",
        Severity::Advice,
    ),
    (
        r"SOFTWARE\Policies\Microsoft\Edge",
        "PreventSmartScreenPromptOverrideForFiles",
        &["0"],
        "",
        Severity::Advice,
    ),
];

/// Policies that switch it off at 0, as [`ROWS`].
const POLICIES: &[(&str, &str, Severity)] = &[
    ("SmartScreen/EnableSmartScreenInShell", "programs that are downloaded", Severity::Error),
    // The Edge that these are for has come with no Windows since 2021.
    ("Browser/AllowSmartScreen", "pages and downloads in the old Edge", Severity::Warning),
    ("Browser/PreventSmartScreenPromptOverride", "", Severity::Advice),
    ("Browser/PreventSmartScreenPromptOverrideForFiles", "", Severity::Advice),
];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for (path, whom, severity) in POLICIES {
        for setting in package.settings(&format!("Policies/{path}")) {
            if setting.is("0") {
                let finding = findings.at(setting).say(said(setting.path.leaf(), whom, "0"));
                finding.lowered_to(*severity).help(help(whom));
            }
        }
    }
    for change in package.registry_changes() {
        let Some((_, name, off, whom, severity)) = ROWS.iter().find(|row| is(&change, row)) else {
            continue;
        };
        let value = off.first().copied().unwrap_or_default();
        let finding = findings.at(change.place).say(said(name, whom, value)).lowered_to(*severity);
        weighed(finding, change.stage, change.call.as_ref()).help(help(whom));
    }
}

fn is(change: &RegistryChange<'_>, (key, name, off, ..): &Row) -> bool {
    let hives = [Hive::LocalMachine, Hive::CurrentUser];
    let is_off = || match change.number() {
        Some(number) => off.contains(&number.to_string().as_str()),
        None => change.text().is_some_and(|text| off.contains(&text.to_lowercase().as_str())),
    };
    hives.iter().any(|hive| change.sets(hive, key, name)) && is_off()
}

fn said(name: &str, whom: &str, value: &str) -> String {
    match whom {
        "" => format!(
            "the value {name} is set to {value}: users can go past what SmartScreen warns of"
        ),
        whom => format!("the value {name} is set to {value}: SmartScreen no longer checks {whom}"),
    }
}

fn help(whom: &str) -> &'static str {
    match whom {
        "" => "set it to 1, if users are not to decide",
        _ => "remove it, and sign what SmartScreen asks about, or let device management install it",
    }
}
