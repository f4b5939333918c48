//! `script-appx-as-system`

use std::collections::HashSet;

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Package, RunCall};

lint! {
    /// A script that runs as SYSTEM installs or removes an app for one user.
    ///
    /// ## Why it matters
    ///
    /// `Add-AppxPackage` installs for the user who calls it, and SYSTEM is none: it ends with 0x80073CF9.
    /// `Get-AppxPackage` without `-AllUsers` finds the apps of SYSTEM, so that what is piped into
    /// `Remove-AppxPackage` removes nothing.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// Add-AppxPackage -Path .\viewer.msixbundle
    /// ```
    ///
    /// ```powershell
    /// Get-AppxPackage *xbox* | Remove-AppxPackage
    /// ```
    ///
    /// ```powershell
    /// Get-AppPackage | Where-Object Name -like '*zune*' | ForEach-Object { Remove-AppxPackage $_.PackageFullName }
    /// ```
    ///
    /// Found for all users, and removed for SYSTEM alone, which has none: a warning.
    ///
    /// ```powershell
    /// Get-AppxPackage -AllUsers *zune* | Remove-AppxPackage
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// Add-AppxProvisionedPackage -Online -PackagePath .\viewer.msixbundle -SkipLicense
    /// Add-AppxPackage -Stage .\viewer.msixbundle
    /// Get-AppxPackage -AllUsers *xbox* | Remove-AppxPackage -AllUsers
    /// # Add-AppxPackage .\viewer.msix
    /// ```
    ///
    /// ## What to do
    ///
    /// Use `Add-AppxProvisionedPackage -Online`, which gives the app to every user, `Get-AppxPackage
    /// -AllUsers | Remove-AppxPackage -AllUsers`, and `Remove-AppxProvisionedPackage`; or the settings
    /// UniversalAppInstall and UniversalAppUninstall.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows-hardware/manufacture/desktop/preinstall-apps-using-dism>
    pub(crate) APPX_AS_SYSTEM {
        id: "script-appx-as-system", category: ScriptsContext,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    // One a script of these: what is wrong is the idiom.
    let mut told = HashSet::new();
    for call in package.calls().filter(RunCall::is_now) {
        match call.name.as_str() {
            "add-appxpackage"
                if !call.has_parameter("register")
                    && !call.has_parameter("stage")
                    && !call.has_unknown_parameters() =>
            {
                drop(
                findings
                    .at(call)
                    .say("this installs the app for SYSTEM, which no app can be installed for (0x80073CF9)")
                    .help("use Add-AppxProvisionedPackage -Online, or the setting UniversalAppInstall"),
                );
            }
            "remove-appxpackage"
                if !call.has_parameter("allusers")
                    && !call.has_parameter("user")
                    && !call.has_unknown_parameters() =>
            {
                let Some(source) = asked(&call) else { continue };
                if source.has_unknown_parameters() || source.has_parameter("user") {
                    continue;
                }
                if source.has_parameter("allusers") {
                    if !told.insert(call.part_index) {
                        continue;
                    }
                    findings
                        .at(call)
                        .say("this removes apps for SYSTEM alone, which has none, and every user keeps them")
                        .lowered_to(Severity::Warning)
                        .with_confidence(Confidence::Likely)
                        .help("add -AllUsers to Remove-AppxPackage");
                } else {
                    findings
                        .at(call)
                        .say("this looks at the apps of SYSTEM, and removes nothing for the users")
                        .help("add -AllUsers to Get-AppxPackage and to Remove-AppxPackage");
                }
            }
            _ => {}
        }
    }
}

/// How far a pipeline is followed up, and how many calls back the block is looked for.
const MOST_STEPS: usize = 16;
const MOST_BACK: usize = 64;

/// The `Get-AppxPackage` whose apps a call is handed: by the pipeline, also through filters, or as
/// what `ForEach-Object` runs its block for.
fn asked<'p>(call: &RunCall<'p>) -> Option<RunCall<'p>> {
    let up = |call: RunCall<'p>| {
        let mut all = std::iter::successors(call.source(), RunCall::source).take(MOST_STEPS);
        all.find(|source| source.is("get-appxpackage"))
    };
    let is_around = |each: &RunCall<'_>| {
        each.is("foreach-object")
            && each.unit == call.unit
            && each.range.start < call.range.start
            && call.range.end <= each.range.end
    };
    let each = || call.before().take(MOST_BACK).find(is_around);
    up(*call).or_else(|| up(each()?))
}
