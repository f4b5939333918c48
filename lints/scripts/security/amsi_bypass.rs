//! `sec-amsi-bypass`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, RegistryChange, RegistryData, RunCall};
use crate::script::reading::Style;
use crate::script::registry_key::Hive;

lint! {
    /// A script hides from antivirus.
    ///
    /// ## Why it matters
    ///
    /// Before PowerShell runs a text it shows it to the antivirus program, through AMSI. This takes
    /// AMSI out of the process, or of the device. No set-up task needs that; malware begins with it.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// $type = [Ref].Assembly.GetType('System.Management.Automation.Am' + 'siUtils')
    /// $type.GetField('amsi' + 'InitFailed', 'NonPublic,Static').SetValue($null, $true)
    /// ```
    ///
    /// ```reg
    /// Windows Registry Editor Version 5.00
    ///
    /// [HKEY_CURRENT_USER\Software\Microsoft\Windows Script\Settings]
    /// "AmsiEnable"=dword:00000000
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// # amsiInitFailed is what malware sets
    /// Write-Host 'looking for amsiInitFailed in the scripts of the vendor'
    /// Select-String -Path .\vendor\*.ps1 -Pattern 'AmsiScanBuffer'
    /// ```
    ///
    /// ## What to do
    ///
    /// Do not apply the package before somebody has explained it.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/win32/amsi/antimalware-scan-interface-portal>
    pub(crate) AMSI_BYPASS {
        id: "sec-amsi-bypass", category: ScriptsSecurity,
        severity: Error, confidence: Certain, attack: ["T1562.001"], since: "0.1.0",
        check,
    }
}

/// Names that only somebody needs who works on AMSI itself, in lower case.
const NAMES: &[&str] =
    &["amsiinitfailed", "amsiscanbuffer", "amsiscanstring", "amsiutils", "amsiopensession"];

const HELP: &str = "no set-up task needs this: treat the package as hostile until it is explained";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    // One for a text: the steps of one bypass are one fact.
    let mut told = None;
    for call in package.calls().filter(is_bypass) {
        let text = (call.part_index, call.unit);
        if told == Some(text) {
            continue;
        }
        told = Some(text);
        findings
            .at(call)
            .say("this hides what the script does from antivirus, by taking AMSI out of PowerShell")
            .help(HELP);
    }
    for change in package.registry_changes().into_iter().filter(switches_off) {
        findings
            .at(change.place)
            .say("scripts are no longer shown to antivirus: AMSI is switched off in the registry")
            .help(HELP);
    }
}

/// Reflection on AMSI, its functions looked up by name, code that imports them. What is only
/// printed or searched for is not.
fn is_bypass(call: &RunCall<'_>) -> bool {
    let acts = match call.style {
        Style::Method | Style::StaticMethod => true,
        Style::Cmdlet => call.is("add-type"),
        _ => false,
    };
    acts && call.texts().any(|text| {
        let text = text.to_ascii_lowercase();
        NAMES.iter().any(|name| text.contains(name))
    })
}

fn switches_off(change: &RegistryChange<'_>) -> bool {
    let settings = r"SOFTWARE\Microsoft\Windows Script\Settings";
    let is_set = change.is_named("AmsiEnable")
        && [Hive::LocalMachine, Hive::CurrentUser].iter().any(|hive| change.key.is(hive, settings));
    let is_provider = change.to == RegistryData::KeyDeleted
        && change.key.is_below(&Hive::LocalMachine, r"SOFTWARE\Microsoft\AMSI\Providers");
    (is_set && change.number() == Some(0)) || is_provider
}
