//! `pkg-id-reused`

use crate::lint::{Context, SetFindings, Severity, lint};
use crate::package::{Package, Place};

lint! {
    /// Two different packages share one ID.
    ///
    /// ## Why it matters
    ///
    /// Windows knows a package by its ID and its version. A second package with the same ID is a
    /// version of the first one to it: the higher version takes the place of the other, and at the
    /// same version the second is not applied at all. It happens when a project folder is copied to
    /// begin a new project.
    ///
    /// ## Fires
    ///
    /// ```xml package=wifi.ppkg
    /// <PackageConfig>
    ///   <ID>{3a7e2c58-0b9d-4d16-8f52-9c1e6b4d7a20}</ID>
    ///   <Name>Contoso Wi-Fi</Name>
    /// </PackageConfig>
    /// <DevDetail>
    ///   <DNSComputerName>CON-%SERIAL%</DNSComputerName>
    /// </DevDetail>
    /// ```
    ///
    /// ```xml package=kiosk.ppkg
    /// <PackageConfig>
    ///   <ID>{3a7e2c58-0b9d-4d16-8f52-9c1e6b4d7a20}</ID>
    ///   <Name>Contoso kiosk</Name>
    /// </PackageConfig>
    /// <OOBE>
    ///   <Desktop>
    ///     <HideOobe>True</HideOobe>
    ///   </Desktop>
    /// </OOBE>
    /// ```
    ///
    /// One package, changed and built again without a new version:
    ///
    /// ```corpus
    /// pkg-one-stick
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// A package and its next version:
    ///
    /// ```xml package=old.ppkg
    /// <PackageConfig>
    ///   <Version>1.0</Version>
    /// </PackageConfig>
    /// <DevDetail>
    ///   <DNSComputerName>CON-%SERIAL%</DNSComputerName>
    /// </DevDetail>
    /// ```
    ///
    /// ```xml package=new.ppkg
    /// <PackageConfig>
    ///   <Version>1.1</Version>
    /// </PackageConfig>
    /// <DevDetail>
    ///   <DNSComputerName>CONTOSO-%SERIAL%</DNSComputerName>
    /// </DevDetail>
    /// ```
    ///
    /// A package and a copy of it:
    ///
    /// ```xml package=reader.ppkg
    /// <DevDetail>
    ///   <DNSComputerName>CON-%SERIAL%</DNSComputerName>
    /// </DevDetail>
    /// ```
    ///
    /// ```xml package=reader-copy.ppkg
    /// <DevDetail>
    ///   <DNSComputerName>CON-%SERIAL%</DNSComputerName>
    /// </DevDetail>
    /// ```
    ///
    /// ## What to do
    ///
    /// Make a new project in Windows Configuration Designer instead of copying the folder, or give
    /// the copy an ID of its own. For a change of one package, raise its version.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/provisioning-packages/provisioning-how-it-works>
    pub(crate) ID_REUSED {
        id: "pkg-id-reused", category: Packaging,
        severity: Error, confidence: Certain, since: "0.1.0",
        check_set,
    }
}

fn check_set(packages: &[&Package], _: &Context, findings: &mut SetFindings<'_>) {
    let mut first: std::collections::HashMap<String, &Package> = std::collections::HashMap::new();
    for package in packages.iter().copied() {
        let Some(id) = package.id().filter(|_| package.is_complete()) else { continue };
        let Some(other) = first.get(&id).copied() else {
            first.insert(id, package);
            continue;
        };
        let file = other.file_name();
        let same_name = same(package.name(), other.name());
        let same_version = same(version(package), version(other));
        if package.effect() == other.effect() || (same_name && !same_version) {
            continue;
        }
        let Some(findings) = findings.of(package) else { continue };
        let config = package.config.as_ref().and_then(|config| config.id.as_ref());
        let place = config.map_or_else(Place::package, Place::from);
        let finding = findings.at(place).say(match (same_name, same_version) {
            (true, _) => format!(
                "the package {file} beside it has the same ID and version, but other settings: a \
                 device applies one of them only"
            ),
            (false, true) => format!(
                "the package {file} beside it is another one with the same ID and version: a device \
                 applies one of them only"
            ),
            (false, false) => format!(
                "the package {file} beside it has the same ID and another name: the higher version \
                 takes the place of the other"
            ),
        });
        let finding = finding.here("also the ID of the other package");
        let finding = match same_name {
            true => finding.help("raise the version, or keep one of the two"),
            false => finding.help("give one of them a new ID: was its project copied?"),
        };
        if !same_name && !same_version {
            // It may be the next version under a new name.
            drop(finding.lowered_to(Severity::Warning));
        }
    }
}

fn version(package: &Package) -> Option<&str> {
    let config = package.config.as_ref().and_then(|config| config.version.as_ref());
    config.map(|version| version.text()).or(package.metadata.version.as_deref())
}

fn same(one: Option<&str>, other: Option<&str>) -> bool {
    let plain = |text: Option<&str>| text.unwrap_or_default().trim().to_lowercase();
    plain(one) == plain(other)
}
