//! `script-too-long`

use std::cell::OnceCell;

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Package, RunCall};
use crate::script::ScopeKind;

lint! {
    /// What the package runs takes longer than provisioning waits.
    ///
    /// ## Why it matters
    ///
    /// During the first setup of a device a script has 30 minutes, and `Install-ProvisioningPackage`
    /// gives up far earlier, by default after 180 seconds. Waiting for a fixed time, updates of
    /// Windows and repairs take up most of that.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// Start-Sleep -Seconds 900
    /// Start-Sleep -Seconds 900
    /// ```
    ///
    /// ```batch
    /// sfc /scannow
    /// ```
    ///
    /// ```batch
    /// setup.exe /configure depot.xml
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// Start-Sleep -Seconds 60
    /// Start-Sleep -Milliseconds 900000
    /// # sfc /scannow
    /// ```
    ///
    /// ```powershell
    /// Set-Content C:\Windows\Temp\o.xml "<Configuration><Add SourcePath='$PSScriptRoot'><Product ID='O365ProPlusRetail' /></Add></Configuration>"
    /// .\setup.exe /configure C:\Windows\Temp\o.xml
    /// ```
    ///
    /// ```batch
    /// sfc /verifyonly
    /// chkdsk C:
    /// ```
    ///
    /// ## What to do
    ///
    /// Leave the long work to a task that starts when the device is set up, or to the management
    /// that it enrols in.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/provisioning-packages/provisioning-script-to-install-app>
    pub(crate) TOO_LONG {
        id: "script-too-long", category: ScriptsSilent,
        severity: Error, confidence: Likely, since: "0.1.0",
        check,
    }
}

/// The time that a script has in the first setup of a device, and two thirds of it, in seconds.
const LIMIT: u64 = 1_800;
const MUCH: u64 = 1_200;

const OFFICE: &str = "the download of Office";

const HELP: &str = "leave it to a task that starts when the device is set up, or to its management";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let brings_office = OnceCell::new();
    let mut total = 0_u64;
    let mut longest: Option<(RunCall<'_>, u64)> = None;
    for call in package.calls().filter(RunCall::is_now) {
        if let Some(work) = long_work(&call) {
            if work == OFFICE
                && !call.has_switch(&["download"])
                && *brings_office.get_or_init(|| brings_office_along(package))
            {
                continue;
            }
            findings
                .at(call)
                .say(format!("here {work} takes many of the 30 minutes that a script has"))
                .lowered_to(Severity::Warning)
                .help(HELP);
            continue;
        }
        let Some(seconds) = waited(&call) else { continue };
        // How often a function runs, and what a condition is, is not known.
        if call.is_conditional() || call.is_in(ScopeKind::Function) || call.is_background {
            continue;
        }
        total = total.saturating_add(seconds);
        if longest.is_none_or(|(_, most)| seconds > most) {
            longest = Some((call, seconds));
        }
    }
    let Some((call, seconds)) = longest.filter(|_| total > MUCH) else { return };
    let finding = findings
        .at(call)
        .say(format!("the waits add up to {total} s, and a script has {LIMIT} s"))
        .here(format!("the longest, {seconds} s"));
    let finding = match total >= LIMIT {
        true => finding,
        false => finding.lowered_to(Severity::Warning),
    };
    finding.with_confidence(Confidence::Likely).help(HELP);
}

/// Whether the configurations of Office that can be read here all name a source, or only remove:
/// then nothing is fetched.
fn brings_office_along(package: &Package) -> bool {
    let mut is_any = false;
    for source in package.sources() {
        let text = source.text().to_ascii_lowercase();
        if !text.contains("<configuration")
            || !text.contains("<product id") && !text.contains("<remove")
        {
            continue;
        }
        is_any = true;
        let mut adds = text.split("<add ").skip(1);
        if !adds.all(|add| add.split('>').next().is_some_and(|tag| tag.contains("sourcepath"))) {
            return false;
        }
    }
    is_any
}

/// The seconds that a call waits.
fn waited(call: &RunCall<'_>) -> Option<u64> {
    let number = |text: &str| text.trim().parse::<u64>().ok();
    match call.name.as_str() {
        "start-sleep" => match call.parameter("milliseconds").or(call.parameter("m")) {
            Some(value) => number(value.known()?).map(|value| value / 1_000),
            None => number(call.parameter_or("seconds", 0)?.known()?),
        },
        "timeout" if call.is_program() => {
            let given = call.option("t");
            let text = given.as_ref().map(|value| value.text());
            number(text.or_else(|| call.texts().find(|text| number(text).is_some()))?)
        }
        "ping" if call.is_program() => {
            let mut texts = call.texts();
            let is_here =
                |text: &str| text.starts_with("127.") || text.eq_ignore_ascii_case("localhost");
            let count = call.option("n").filter(|_| texts.any(is_here))?;
            number(count.text()).map(|count| count.saturating_sub(1))
        }
        // `WScript.Sleep 5000`.
        "sleep" if !call.is_program() => {
            number(call.positional().next()?.known()?).map(|value| value / 1_000)
        }
        _ => None,
    }
}

/// Work that takes long on any device, and what to call it.
fn long_work(call: &RunCall<'_>) -> Option<&'static str> {
    let has = |names: &[&str]| call.has_switch(names);
    let is_office = ["setup", "officesetup"].contains(&call.name.as_str());
    match call.name.as_str() {
        _ if is_office && call.is_program() && has(&["configure", "download"]) => Some(OFFICE),
        "usoclient" if call.starts_with(&["scaninstallwait"]) => {
            Some("installing updates of Windows")
        }
        "start-mpscan" if call.parameter_or("scantype", 0).is_some_and(|of| of.is("FullScan")) => {
            Some("a full scan by Defender")
        }
        "install-windowsupdate" | "get-wuinstall" | "install-wuupdates" => {
            Some("installing updates of Windows")
        }
        "get-windowsupdate" if call.has_parameter("install") => {
            Some("installing updates of Windows")
        }
        "repair-windowsimage" if call.has_parameter("restorehealth") => {
            Some("Repair-WindowsImage -RestoreHealth")
        }
        "dism" if call.is_program() && has(&["online"]) && has(&["restorehealth"]) => {
            Some("dism /restorehealth")
        }
        "sfc" if call.is_program() && has(&["scannow"]) => Some("sfc /scannow"),
        "defrag" if call.is_program() && !call.arguments.is_empty() && !has(&["a", "?"]) => {
            Some("defrag")
        }
        "chkdsk" if call.is_program() && has(&["r"]) => Some("chkdsk /r"),
        _ => None,
    }
}
