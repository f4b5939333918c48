//! `script-nuget-prompt`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Alone, Package, RunCall};

lint! {
    /// A module is installed from the gallery, which asks first on a new device.
    ///
    /// ## Why it matters
    ///
    /// Windows PowerShell brings no NuGet provider. The first `Install-Module` asks whether to
    /// install it, and then whether the gallery is to be trusted. With nobody there it waits, or
    /// fails.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// Install-Module PSWindowsUpdate
    /// Get-WindowsUpdate
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// [Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
    /// Install-PackageProvider NuGet -MinimumVersion 2.8.5.201 -Force
    /// Set-PSRepository PSGallery -InstallationPolicy Trusted
    /// Install-Module PSWindowsUpdate
    /// ```
    ///
    /// ```powershell
    /// Install-Module PSWindowsUpdate -Force
    /// ```
    ///
    /// ## What to do
    ///
    /// Before it, run `Install-PackageProvider NuGet -MinimumVersion 2.8.5.201 -Force`, and give
    /// `-Force` to the command itself. The gallery needs TLS 1.2. Safer is to bring the module along
    /// in the package.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/powershell/gallery/powershellget/install-on-older-systems>
    pub(crate) NUGET_PROMPT {
        id: "script-nuget-prompt", category: ScriptsSilent,
        severity: Error, confidence: Likely, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let (mut has_provider, mut is_trusted) = (false, false);
    for call in package.calls() {
        let forces = call.has_parameter("force") || call.has_parameter("forcebootstrap");
        match call.name.as_str() {
            "install-packageprovider" | "get-packageprovider" => has_provider |= forces,
            "set-psrepository" | "register-psrepository" | "set-packagesource" => {
                is_trusted |=
                    call.parameter("installationpolicy").is_some_and(|to| to.is("trusted"));
                is_trusted |= call.has_parameter("trusted");
            }
            _ => {}
        }
        let of_gallery = ["install-module", "install-script", "save-module", "update-module"];
        let is_provider = call.is("install-packageprovider")
            && call.parameter_or("name", 0).is_some_and(|name| name.is("nuget"));
        let is_install = call.is_any(&of_gallery)
            || is_provider
            || call.is("install-package") && is_of_gallery(&call);
        let is_silent = forces || call.has_unknown_parameters() || has_provider && is_trusted;
        let is_core = || call.starters().any(|starter| starter.is("pwsh"));
        if !is_install || is_silent || is_core() {
            continue;
        }
        let asks = match has_provider {
            _ if is_provider => "whether its source is to be trusted",
            true => "whether the gallery is to be trusted",
            false => "whether to install the NuGet provider, which Windows does not bring",
        };
        let finding = findings.at(call).say(format!("here {} asks {asks}", shown(&call.name)));
        let finding = match call.alone() {
            Alone::Later => finding.lowered_to(Severity::Advice),
            Alone::Perhaps => finding.lowered_to(Severity::Warning),
            Alone::Surely => finding,
        };
        finding.help(match has_provider || is_provider {
            true => "add -Force",
            false => "before it run Install-PackageProvider NuGet -Force, and add -Force here",
        });
    }
}

/// Whether a package comes through NuGet or the gallery.
fn is_of_gallery(call: &RunCall<'_>) -> bool {
    let provider = call.parameter("providername");
    provider.is_none_or(|provider| ["nuget", "powershellget"].iter().any(|of| provider.is(of)))
}

fn shown(name: &str) -> &'static str {
    match name {
        "install-module" => "Install-Module",
        "install-script" => "Install-Script",
        "install-packageprovider" => "Install-PackageProvider",
        "save-module" => "Save-Module",
        "update-module" => "Update-Module",
        _ => "Install-Package",
    }
}
