//! `sec-edr-removed`

use super::security_products::{Product, named_in, of_process, of_remover, of_service};
use super::standing::weighed;
use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, Place, RunCall, Stage};
use crate::script::Value;
use crate::script::reading::Style;

lint! {
    /// A product that guards the device is stopped or removed.
    ///
    /// ## Why it matters
    ///
    /// The people who watch over the device no longer see what happens on it, and it is one of the
    /// first steps of an intruder.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// sc stop CSFalconService
    /// ```
    ///
    /// ```powershell
    /// Get-Package -Name 'Sophos Endpoint Agent' | Uninstall-Package
    /// ```
    ///
    /// ```batch
    /// taskkill /f /im SentinelAgent.exe
    /// ```
    ///
    /// ```command
    /// "C:\Program Files\Trend Micro\Agent\uninstall.exe" /S
    /// ```
    ///
    /// ```powershell
    /// Get-AppxPackage -AllUsers *McAfee* | Remove-AppxPackage -AllUsers
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// Get-Service CSFalconService
    /// Stop-Service -Name Spooler
    /// Start-Process msiexec.exe -ArgumentList '/i "Sophos Agent.msi" /qn' -Wait
    /// Get-Package -Name 'Fabrikam Reader' | Uninstall-Package
    /// Get-AppxPackage -AllUsers | Where-Object Name -notlike '*McAfee*' | Remove-AppxPackage -AllUsers
    /// ```
    ///
    /// ## What to do
    ///
    /// Install the new product first, and let device management take the old one away, so that no
    /// device is without one.
    ///
    /// ## References
    ///
    /// * <https://attack.mitre.org/techniques/T1562/001/>
    pub(crate) EDR_REMOVED {
        id: "sec-edr-removed", category: ScriptsSecurity,
        severity: Error, confidence: Certain, attack: ["T1562.001"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let installed: Vec<&Product> = package.calls().filter_map(|call| installed(&call)).collect();
    let mut report =
        |product: &Product, what: &str, place: Place, stage, call: Option<&RunCall<'_>>| {
            let other = installed.iter().find(|other| other.name != product.name);
            report(findings, product, what, (place, stage, call), other.copied());
        };
    for change in package.service_changes() {
        if !change.to.is_off() {
            continue;
        }
        if let Some(product) = of_service(&change.service) {
            let what = format!(
                "the service {} of {} is {}",
                change.service,
                product.name,
                change.to.name()
            );
            report(product, &what, change.place, change.stage, change.call.as_ref());
        }
    }
    for call in package.calls() {
        let (product, what) = match (killed(&call), removed(&call)) {
            (Some(product), _) => (product, format!("a process of {} is ended", product.name)),
            (None, Some(product)) => (product, format!("the product {} is removed", product.name)),
            (None, None) => continue,
        };
        report(product, &what, call.place(), call.stage(), Some(&call));
    }
}

fn report(
    findings: &mut Findings<'_>,
    product: &Product,
    what: &str,
    (place, stage, call): (Place, Stage, Option<&RunCall<'_>>),
    other: Option<&Product>,
) {
    let finding = findings.at(place).say(what);
    let finding = match (other, product.is_consumer) {
        (Some(other), _) => {
            let text = format!("the package installs {}", other.name);
            finding.here(text).lowered_to(Severity::Warning)
        }
        // Windows turns Defender on when it is gone.
        (None, true) => {
            finding.here("often a trial that came with the PC").lowered_to(Severity::Warning)
        }
        (None, false) => finding,
    };
    weighed(finding, stage, call)
        .help("install the new product first, and let device management take the old one away");
}

/// The product that a command installs.
fn installed(call: &RunCall<'_>) -> Option<&'static Product> {
    if call.style != Style::Program || removed(call).is_some() || killed(call).is_some() {
        return None;
    }
    match call.installer() {
        Some(_) if takes_away(call) => None,
        Some(_) => named_in(call.line.known()?),
        None => {
            let name = call.program.known()?.to_lowercase();
            let is_setup = ["setup", "install", "onboarding"];
            is_setup.iter().any(|word| name.contains(word)).then(|| named_in(&name))?
        }
    }
}

fn takes_away(call: &RunCall<'_>) -> bool {
    call.has_switch(&["x", "uninstall"])
}

/// The product whose process a command ends.
fn killed(call: &RunCall<'_>) -> Option<&'static Product> {
    let find = |value: &Value| value.each().iter().find_map(|one| of_process(one.known()?));
    match (call.style, call.name.as_str()) {
        // It takes several.
        (Style::Program, "taskkill") => {
            let mut arguments = call.arguments.iter();
            while let Some(argument) = arguments.next() {
                if matches!(argument.value.text().to_ascii_lowercase().as_str(), "/im" | "-im")
                    && let Some(found) = arguments.next().and_then(|next| find(&next.value))
                {
                    return Some(found);
                }
            }
            None
        }
        (Style::Cmdlet, "stop-process") => {
            let named = call.parameter("name").cloned();
            let source = || {
                let source = call.source().filter(|source| source.is("get-process"))?;
                source.parameter_or("name", 0).cloned()
            };
            find(&named.or_else(source)?)
        }
        _ => None,
    }
}

/// The product that a command takes away.
fn removed(call: &RunCall<'_>) -> Option<&'static Product> {
    match (call.style, call.name.as_str()) {
        (Style::Cmdlet, "uninstall-package") => {
            let named = call.parameter_or("name", 0).cloned();
            let source = || {
                let source = call.source().filter(|source| source.is("get-package"))?;
                source.parameter_or("name", 0).cloned()
            };
            named_in(named.or_else(source)?.known()?)
        }
        (Style::Program, "msiexec") if takes_away(call) => named_in(call.line.known()?),
        (Style::Program, "winget" | "choco") if call.starts_with(&["uninstall"]) => {
            named_in(call.line.known()?)
        }
        (Style::Cmdlet, "remove-appxpackage" | "remove-appxprovisionedpackage") => {
            let sources = std::iter::successors(call.source(), RunCall::source).take(MOST_PIPED);
            let texts = call.texts().map(str::to_owned);
            let mut texts = texts.chain(sources.map(|source| source.text().to_owned()));
            texts.find_map(|text| named_in(&text).filter(|_| !spares(&text)))
        }
        (Style::Program, "fltmc") if call.starts_with(&["unload"]) => {
            let driver = call.arguments.get(1)?.value.known()?.to_lowercase();
            of_service(&driver)
        }
        (Style::Program, name) => of_remover(name)
            .or_else(|| {
                let is_uninstaller =
                    ["unins", "offboarding"].iter().any(|word| name.contains(word));
                let path = call.program.known()?;
                let is_webroot = name == "wrsa" && call.has_switch(&["uninstall"]);
                match is_webroot {
                    true => of_process(name),
                    false => named_in(path).filter(|_| is_uninstaller),
                }
            })
            .or_else(|| by_wmi(call)),
        _ => by_wmi(call),
    }
}

/// How many commands before one are looked at that pass its packages on.
const MOST_PIPED: usize = 4;

/// The product that the class of WMI for what is installed is told to remove.
fn by_wmi(call: &RunCall<'_>) -> Option<&'static Product> {
    let method = call.wmi_method(&["uninstall"])?;
    let is_product = method.is_of("win32_product") || call.starts_with(&["product"]);
    named_in(method.objects()).filter(|_| is_product && !spares(method.objects()))
}

/// Whether what is named is what a condition leaves out: `-notlike '*Sophos*'`.
fn spares(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    ["-not", "-ne ", "-cne ", "-ine "].iter().any(|word| text.contains(word))
}
