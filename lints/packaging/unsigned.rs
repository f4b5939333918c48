//! `pkg-unsigned`

use crate::lint::{Context, Findings, SetFindings, Severity, lint};
use crate::package::{Package, Place, Setting};

lint! {
    /// The package is not signed.
    ///
    /// ## Why it matters
    ///
    /// Nothing shows who built an unsigned package, or that it is still what was built. That is the
    /// norm: Windows Configuration Designer does not sign unless it is told to, and Windows installs
    /// such a package, the PowerShell cmdlets even without asking. So this is said where it counts:
    /// of a package that runs or installs something, as advice; of one that was to be signed and
    /// lacks its signature, as a warning; and as an error of one that lies with a package that makes
    /// devices refuse what is not signed.
    ///
    /// ## Fires
    ///
    /// It runs a script as SYSTEM:
    ///
    /// ```corpus
    /// stale-asset
    /// ```
    ///
    /// It was built to be signed, and its catalogue, which is where the signature is, did not come
    /// along:
    ///
    /// ```corpus
    /// pkg-catalogue-lost
    /// ```
    ///
    /// A package beside it requires signatures:
    ///
    /// ```xml package=base.ppkg
    /// <PackageConfig>
    ///   <Name>Alpine base</Name>
    /// </PackageConfig>
    /// <Policies>
    ///   <Security>
    ///     <RequireProvisioningPackageSignature>Yes</RequireProvisioningPackageSignature>
    ///   </Security>
    /// </Policies>
    /// ```
    ///
    /// ```xml package=name.ppkg
    /// <PackageConfig>
    ///   <ID>{9a4b1a5e-7d0c-4a52-9c5b-64d9a3f0c111}</ID>
    ///   <Name>Alpine names</Name>
    /// </PackageConfig>
    /// <DevDetail>
    ///   <DNSComputerName>ALP-%SERIAL%</DNSComputerName>
    /// </DevDetail>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```corpus
    /// pkg-signed-expired
    /// ```
    ///
    /// It only sets a name:
    ///
    /// ```xml package=name.ppkg
    /// <DevDetail>
    ///   <DNSComputerName>ALP-%SERIAL%</DNSComputerName>
    /// </DevDetail>
    /// ```
    ///
    /// ## What to do
    ///
    /// Sign the package when it is built, or its catalogue afterwards with `signtool`, and keep the
    /// two files together.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/provisioning-packages/provisioning-create-package>
    pub(crate) UNSIGNED {
        id: "pkg-unsigned", category: Packaging,
        severity: Error, confidence: Certain, attack: ["T1553.002"],
        yields_to: ["policy-blocks-packages"], since: "0.1.0",
        check_set,
    }
}

fn check_set(packages: &[&Package], _: &Context, findings: &mut SetFindings<'_>) {
    for package in packages {
        if !is_unsigned(package) {
            continue;
        }
        let Some(findings) = findings.of(package) else { continue };
        let word = package.first_word();
        let others = packages.iter().filter(|other| {
            !std::ptr::eq(**other, *package) && word.is_some() && other.first_word() == word
        });
        let stricter = others.filter(|other| requirement(other).is_some()).map(|o| o.file_name());
        if let Some(stricter) = stricter.min() {
            findings
                .at(Place::package())
                .say(format!(
                    "the package is not signed, and {stricter} beside it makes devices refuse \
                     packages that are not"
                ))
                .help("sign it as well, or take the policy out of the other one");
        } else if let Some(policy) = requirement(package) {
            drop(
                findings
                    .at(policy)
                    .say(
                        "the package makes devices refuse unsigned packages and is not signed \
                         itself: they will refuse its next version",
                    )
                    .here("requires a signature")
                    .lowered_to(Severity::Warning)
                    .help("sign this package too"),
            );
        } else {
            plainly(package, findings);
        }
    }
}

/// What is to be said of a package on its own.
fn plainly(package: &Package, findings: &mut Findings<'_>) {
    let notes = package.metadata.notes.as_deref().unwrap_or_default();
    if notes.to_lowercase().contains("signpackage=true") {
        let why = match package.has_catalogue_file {
            Some(true) => "its catalogue has no signature",
            _ => "its catalogue, which holds the signature, is not beside it",
        };
        drop(
            findings
                .at(Place::package())
                .say(format!("the package was built to be signed, but {why}"))
                .lowered_to(Severity::Warning)
                .help("copy the .cat of the same build along, or sign the package again"),
        );
    } else if let Some(what) = consequence(package) {
        drop(
            findings
                .at(Place::package())
                .say(format!("the package {what} and is not signed: nothing shows who built it"))
                .lowered_to(Severity::Advice)
                .help(
                    "most packages are not; sign it if others could put theirs in its place, as on \
                     a share or a stick",
                ),
        );
    }
}

/// Whether nobody signed it, as far as could be seen: what is in memory or inside of another file
/// has no catalogue beside it.
fn is_unsigned(package: &Package) -> bool {
    let is_file = package.image.is_none_or(|image| image == 1) && package.wim_form.is_some();
    let catalogue = package.catalogue.as_ref();
    match package.has_catalogue_file {
        Some(true) => is_file && catalogue.is_some_and(|catalogue| !catalogue.signed),
        Some(false) => is_file,
        None => false,
    }
}

/// The policy by which a package makes devices refuse unsigned ones.
fn requirement(package: &Package) -> Option<&Setting> {
    let mut set = package.settings("Policies/Security/RequireProvisioningPackageSignature");
    set.find(|policy| policy.is("1"))
}

/// What the package does that a device cannot take back.
fn consequence(package: &Package) -> Option<&'static str> {
    let has = |group: &str| package.settings_below(group).next().is_some();
    if !package.commands().is_empty() {
        Some("runs commands as SYSTEM")
    } else if has("UniversalAppInstall") {
        Some("installs apps")
    } else if has("Certificates") {
        Some("installs certificates")
    } else {
        None
    }
}
