//! `script-not-idempotent`

use std::collections::HashSet;

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, RunCall};
use crate::script::{Language, ScopeKind, Value};

use super::codes::{Taken, taken_for_failure};
use super::exit_code_masked::is_success;

lint! {
    /// A script fails when it runs a second time.
    ///
    /// ## Why it matters
    ///
    /// Windows applies a package again when it failed: three times at once, then after 15 minutes, an hour,
    /// four hours, and at each start. What the first run made is there then. A command that wants to make it
    /// once more ends with an error such as 0x800700b7, the script breaks off where the first run had gone
    /// on, and the device never gets to the rest.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// $ErrorActionPreference = 'Stop'
    /// New-Item -ItemType Directory -Path 'C:\ProgramData\Adatum'
    /// New-LocalUser -Name kiosk -NoPassword
    /// ```
    ///
    /// ```batch
    /// net localgroup Kiosk /add || exit /b 1
    /// sc create agent binPath= "C:\Program Files\Adatum\agent.exe"
    /// if errorlevel 1 exit /b %errorlevel%
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// With `-Force`, with a look whether it is there, in a `try`, and where an error does not end the script:
    ///
    /// ```powershell
    /// $ErrorActionPreference = 'Stop'
    /// New-Item -ItemType Directory -Path 'C:\ProgramData\Adatum' -Force
    /// if (-not (Get-LocalUser kiosk -ErrorAction SilentlyContinue)) { New-LocalUser -Name kiosk -NoPassword }
    /// try { New-Service -Name agent -BinaryPathName 'C:\Program Files\Adatum\agent.exe' } catch { 'it is there' }
    /// ```
    ///
    /// ```powershell
    /// New-Item -ItemType Directory -Path 'C:\ProgramData\Adatum'
    /// ```
    ///
    /// ```batch
    /// if not exist C:\Kiosk md C:\Kiosk || exit /b 1
    /// md C:\Kiosk\logs 2>nul
    /// net localgroup Kiosk /add
    /// ```
    ///
    /// ## What to do
    ///
    /// Ask first whether it is there, or use `-Force`.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/provisioning-packages/provisioning-how-it-works>
    pub(crate) NOT_IDEMPOTENT {
        id: "script-not-idempotent", category: ScriptsReliability,
        severity: Warning, confidence: Likely, since: "0.1.0",
        check,
    }
}

/// Calls behind one that are looked at.
const MOST_BEHIND: usize = 64;

/// What fails when that which it makes is there already.
const MAKERS: &[&str] = &[
    "add-localgroupmember",
    "mkdir",
    "new-item",
    "new-itemproperty",
    "new-localgroup",
    "new-localuser",
    "new-psdrive",
    "new-service",
    "register-scheduledtask",
];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    // The scripts that an error ends, and from where on.
    let mut stops: HashSet<(usize, u32)> = HashSet::new();
    for (part_index, part) in package.run().parts.iter().enumerate() {
        for (unit_index, unit) in part.reading.units.iter().enumerate() {
            let stop = unit.assignments().any(|(name, range)| {
                let written = unit.text.text().get(range).unwrap_or_default();
                name == "erroractionpreference" && written.to_ascii_lowercase().contains("stop")
            });
            if stop {
                stops.insert((part_index, unit_index as u32));
            }
        }
    }
    for call in package.calls().filter(RunCall::is_now) {
        let fails = match call.language() {
            Language::Batch | Language::Cmd => makes_in_cmd(&call) && ends_in_cmd(&call),
            _ => call.is_any(MAKERS) && ends_in_powershell(&call, &stops),
        };
        if fails && !call.is_conditional() && is_same_each_time(&call) {
            findings
                .at(call)
                .say("this fails when the package is applied a second time, since it is there then")
                .help(match call.is_program() {
                    true => "ask first whether it is there",
                    false => "ask first whether it is there, or use -Force",
                });
        }
    }
}

/// Whether it makes the same each time: a name that cannot be known may be a new one.
fn is_same_each_time(call: &RunCall<'_>) -> bool {
    // A drive that is not kept is gone with the script.
    if call.is("new-psdrive") && !call.has_parameter("persist") {
        return false;
    }
    let name = match call.name.as_str() {
        "new-localgroup" | "new-localuser" | "new-psdrive" | "new-service" => "name",
        "register-scheduledtask" => "taskname",
        _ => return call.is_known(),
    };
    call.parameter_or(name, 0).is_some_and(Value::is_known)
}

fn ends_in_powershell(call: &RunCall<'_>, stops: &HashSet<(usize, u32)>) -> bool {
    let action = call.parameter("erroraction");
    let ends_script = match action {
        Some(action) => action.is("stop"),
        None => stops.contains(&(call.part_index, call.call().unit)),
    };
    let is_guarded =
        call.is_in(ScopeKind::Try) || call.has_parameter("force") || call.has_unknown_parameters();
    ends_script && !is_guarded
}

/// `net user x /add`, `md x`, `sc create x`, whose code is not 0 when it is there.
fn makes_in_cmd(call: &RunCall<'_>) -> bool {
    match call.name.as_str() {
        "net" | "net1" => {
            let of = ["user", "localgroup"].iter().any(|word| call.starts_with(&[word]));
            of && call.has_switch(&["add"])
        }
        "md" | "mkdir" => true,
        "sc" => call.starts_with(&["create"]),
        _ => false,
    }
}

/// Whether the script takes that code for a failure and ends.
fn ends_in_cmd(call: &RunCall<'_>) -> bool {
    let unit = call.call().unit;
    let mut behind = call.behind().take(MOST_BEHIND).filter(|next| next.call().unit == unit);
    let Some(next) = behind.next() else { return false };
    let is_end = |next: &RunCall<'_>| (next.is("exit") || next.is("goto")) && !is_success(next);
    match taken_for_failure(call, &next) {
        None | Some(Taken::Condition { on_failure: false }) => false,
        Some(Taken::Alternative | Taken::HandedOn) => is_end(&next),
        Some(Taken::Condition { on_failure: true }) => {
            let block = std::iter::once(next).chain(behind);
            block.take_while(|found| found.scope == next.scope).any(|found| is_end(&found))
        }
    }
}
