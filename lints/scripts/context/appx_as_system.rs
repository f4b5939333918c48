//! `script-appx-as-system`

use crate::lint::{Context, Findings, lint};
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
    /// ## Stays quiet
    ///
    /// ```powershell
    /// Add-AppxProvisionedPackage -Online -PackagePath .\viewer.msixbundle -SkipLicense
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
    for call in package.calls().filter(RunCall::is_now) {
        match call.name.as_str() {
            "add-appxpackage" if !call.has_parameter("register") => drop(
                findings
                    .at(call)
                    .say("this installs the app for SYSTEM, which no app can be installed for (0x80073CF9)")
                    .help("use Add-AppxProvisionedPackage -Online, or the setting UniversalAppInstall"),
            ),
            "remove-appxpackage" if !call.has_parameter("allusers") && !call.has_parameter("user") => {
                let source = call.source().filter(|source| source.is("get-appxpackage"));
                let finds_none = source.is_some_and(|source| {
                    !source.has_parameter("allusers") && !source.has_unknown_parameters()
                });
                if finds_none {
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
