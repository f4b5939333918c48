//! `script-not-idempotent`

use std::collections::HashSet;

use crate::lint::{Context, Findings, lint};
use crate::package::Package;
use crate::script::ScopeKind;

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

/// What fails when that which it makes is there already.
const MAKERS: &[&str] =
    &["new-item", "new-localuser", "new-localgroup", "new-service", "new-psdrive"];

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
    for call in package.calls().filter(|call| call.is_any(MAKERS) && call.is_now()) {
        let ends_script = stops.contains(&(call.part_index, call.call().unit));
        let goes_on = call.parameter("erroraction").is_some_and(|action| !action.is("stop"));
        let is_guarded = call.is_conditional()
            || call.is_in(ScopeKind::Try)
            || call.has_parameter("force")
            || call.has_unknown_parameters();
        // A name that cannot be known may be a new one each time.
        if ends_script && !goes_on && !is_guarded && call.is_known() {
            findings
                .at(call)
                .say("this fails when the package is applied a second time, since it is there then")
                .help("ask first whether it is there, or use -Force");
        }
    }
}
