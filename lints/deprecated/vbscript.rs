//! `dep-vbscript`

use crate::container::Kind;
use crate::lint::{Builder, Context, Findings, Severity, lint};
use crate::package::{Package, Place, RunCall, RunPart};
use crate::script::Language;
use crate::script::reading::UNKNOWN;

lint! {
    /// A command needs VBScript, which Windows is about to drop.
    ///
    /// ## Why it matters
    ///
    /// VBScript is an optional feature since Windows 11 24H2. It is on for now; in the next step it is off
    /// unless somebody turns it on, and then it goes. A package that runs a `.vbs` stops working on the
    /// devices that are set up after that. Windows' own `slmgr.vbs` is a wrapper around what PowerShell can
    /// do as well.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// cscript //nologo install.vbs
    /// ```
    ///
    /// ```vbscript
    /// WScript.Echo "done"
    /// ```
    ///
    /// Windows' own scripts are an advice:
    ///
    /// ```batch
    /// cscript //b %windir%\system32\slmgr.vbs /ato
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// rem cscript install.vbs
    /// del old.vbs
    /// ```
    ///
    /// JScript stays:
    ///
    /// ```jscript
    /// WScript.Echo("done");
    /// ```
    ///
    /// ## What to do
    ///
    /// Write it in PowerShell.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/whats-new/deprecated-features>
    pub(crate) VBSCRIPT {
        id: "dep-vbscript", category: Deprecated,
        severity: Warning, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// Scripts that come with Windows or Office.
const OF_WINDOWS: &[&str] = &["slmgr.vbs", "slmgr", "ospp.vbs", "prnmngr.vbs", "prncnfg.vbs"];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    if package.kind == Kind::Script {
        // A WSF file may hold JScript, alone or with it.
        let is_one = |part: &RunPart| {
            let calls = part.reading.calls.iter();
            let mut units = calls.filter_map(|call| part.reading.unit_of(call));
            units.any(|unit| unit.depth == 0 && unit.language == Language::VbScript)
        };
        if package.run().parts.iter().any(is_one) {
            say(findings.at(Place::package()), "the script");
        }
    }
    for call in package.calls() {
        let Some((name, place)) = script_of(&call) else { continue };
        let finding = say(findings.at(place), &name);
        if OF_WINDOWS.contains(&name.as_str()) {
            drop(finding.lowered_to(Severity::Advice));
        }
    }
}

fn say<'f>(finding: Builder<'f>, name: &str) -> Builder<'f> {
    finding
        .say(format!("{name} is VBScript, which later versions of Windows do not have"))
        .help("write it in PowerShell; what slmgr does, Invoke-CimMethod can do")
}

/// The script that a call starts, and where it is named.
fn script_of(call: &RunCall<'_>) -> Option<(String, Place)> {
    let name = |text: &str| {
        let name = text.rsplit(['\\', '/']).next().unwrap_or(text).to_ascii_lowercase();
        let is_one = name.ends_with(".vbs") || name.ends_with(".vbe");
        (is_one && !name.contains(UNKNOWN)).then_some(name)
    };
    match call.name.as_str() {
        "cscript" | "wscript" => {
            let script =
                call.arguments.iter().find(|argument| !argument.value.text().starts_with('/'))?;
            // `//e:vbscript` reads a file of any name.
            let is_told = call.texts().any(|text| {
                text.eq_ignore_ascii_case("//e:vbscript")
                    || text.eq_ignore_ascii_case("/e:vbscript")
            });
            let known = |text: &str| {
                let name = text.rsplit(['\\', '/']).next().unwrap_or(text).to_ascii_lowercase();
                (is_told && !name.contains(UNKNOWN)).then_some(name)
            };
            let text = script.value.text();
            Some((name(text).or_else(|| known(text))?, call.place_of(&script.value)))
        }
        "mshta" => {
            let address = call.arguments.first()?;
            let scheme = address.value.text().get(.."vbscript:".len())?;
            let is_one = scheme.eq_ignore_ascii_case("vbscript:");
            is_one.then(|| ("this address".to_owned(), call.place()))
        }
        "slmgr" if call.is_program() => Some(("slmgr.vbs".to_owned(), call.place())),
        // What the script host runs is the call itself once more.
        _ if call.is_program() && call.runner().is_none_or(|runner| !runner.is_any(HOSTS)) => {
            Some((name(&call.name)?, call.place()))
        }
        _ => None,
    }
}

const HOSTS: &[&str] = &["cscript", "wscript"];
