//! `dl-gallery-untrusted`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, RunCall};

lint! {
    /// A module of the PowerShell Gallery is installed in whatever version is there that day.
    ///
    /// ## Why it matters
    ///
    /// Anybody can publish in the gallery, and a module runs with the rights of the script that
    /// imports it, here SYSTEM. Without a version the device takes the newest, which nobody has
    /// tried. A gallery that is set to Trusted does not ask any more, in this script and later.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// Install-Module PSWindowsUpdate -Force
    /// ```
    ///
    /// ```powershell
    /// Set-PSRepository -Name PSGallery -InstallationPolicy Trusted
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// Install-Module PSWindowsUpdate -RequiredVersion 2.2.1.5 -Force
    /// Install-Module AlpineKiosk -Repository AlpineModules -Force
    /// Install-Module @parameters
    /// ```
    ///
    /// ## What to do
    ///
    /// Name the version, `-RequiredVersion 2.2.1.5`, or put the module into the package. With `-Force`
    /// nothing is asked, so that the gallery need not be set to Trusted.
    pub(crate) GALLERY_UNTRUSTED {
        id: "dl-gallery-untrusted", category: ScriptsDownload,
        severity: Warning, confidence: Certain, attack: ["T1195.002"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls() {
        match call.name.as_str() {
            "install-module" | "install-script" | "install-psresource" | "save-module"
            | "save-psresource" | "save-script" | "update-module" | "update-psresource" => {
                unpinned(&call, findings);
            }
            "set-psrepository" | "set-psresourcerepository" => trusted(&call, findings),
            _ => {}
        }
    }
}

fn unpinned(call: &RunCall<'_>, findings: &mut Findings<'_>) {
    let is_pinned = ["RequiredVersion", "Version", "RequiredResource", "RequiredResourceFile"]
        .iter()
        .any(|name| call.has_parameter(name));
    let is_elsewhere =
        call.parameter("Repository").is_some_and(|repository| !repository.is("PSGallery"));
    if is_pinned || is_elsewhere || call.has_unknown_parameters() {
        return;
    }
    let Some(name) = call.parameter_or("Name", 0) else { return };
    let named = match name.known() {
        Some(name) => name.to_owned(),
        None => "modules".to_owned(),
    };
    let how = match call.name.starts_with("install-") {
        true => "is installed from",
        false => "comes from",
    };
    findings
        .at(call)
        .say(format!(
            "the newest version of {named} {how} the PowerShell Gallery, whatever that is"
        ))
        .here("no version")
        .help("name it with -RequiredVersion, or put the module into the package");
}

fn trusted(call: &RunCall<'_>, findings: &mut Findings<'_>) {
    let is_trusted = call.has_parameter("Trusted")
        || call.parameter("InstallationPolicy").is_some_and(|policy| policy.is("Trusted"));
    if !is_trusted {
        return;
    }
    let named =
        call.parameter_or("Name", 0).and_then(|name| name.known()).unwrap_or("of that name");
    findings
        .at(call)
        .say(format!(
            "the repository {named} is set to Trusted: from then on its modules install without a \
             question"
        ))
        .here("for all scripts that run later, too")
        .help("remove it; Install-Module with -Force and -RequiredVersion asks nothing either");
}
