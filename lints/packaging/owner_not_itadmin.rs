//! `pkg-owner-not-itadmin`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, table::Audience};

lint! {
    /// The owner type of the package is not ITAdmin.
    ///
    /// ## Why it matters
    ///
    /// When two packages on a device set one thing differently, the owner type decides, and only then
    /// the rank. The order is Microsoft, SiliconVendor, OEM, SystemIntegrator, MobileOperator,
    /// ITAdmin, the last being the strongest. A package of an administrator that calls itself OEM
    /// works by itself and loses against every other one. Windows Configuration Designer offers OEM
    /// first, so this is common. A package is taken for an administrator's when it joins or enrols
    /// devices, makes accounts or brings a wireless network.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <PackageConfig>
    ///   <OwnerType>OEM</OwnerType>
    /// </PackageConfig>
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="rescue">
    ///       <Password>Invented-Walnut-Prism-2468</Password>
    ///       <UserGroup>Administrators</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="rescue">
    ///       <Password>Invented-Walnut-Prism-2468</Password>
    ///       <UserGroup>Administrators</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// Nothing tells whose package it is:
    ///
    /// ```xml
    /// <PackageConfig>
    ///   <OwnerType>OEM</OwnerType>
    /// </PackageConfig>
    /// <DevDetail>
    ///   <DNSComputerName>CONTOSO-%RAND:4%</DNSComputerName>
    /// </DevDetail>
    /// ```
    ///
    /// Settings that manufacturers make:
    ///
    /// ```xml
    /// <PackageConfig>
    ///   <OwnerType>OEM</OwnerType>
    /// </PackageConfig>
    /// <OOBE>
    ///   <Mobile>
    ///     <HideOobe>True</HideOobe>
    ///   </Mobile>
    /// </OOBE>
    /// <StartupApp>
    ///   <Default>Fabrikam.Panel_1a2b3c4d5e6f7!App</Default>
    /// </StartupApp>
    /// ```
    ///
    /// ## What to do
    ///
    /// Choose IT Admin as the owner when the package is built, and raise its version.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/provisioning-packages/provisioning-how-it-works>
    pub(crate) OWNER_NOT_ITADMIN {
        id: "pkg-owner-not-itadmin", category: Packaging,
        severity: Advice, confidence: Likely, yields_to: ["mal-owner-microsoft"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let owner = package.config.as_ref().and_then(|config| config.owner.as_ref());
    let Some(owner) = owner.filter(|owner| !owner.text().trim().is_empty()) else { return };
    if owner.text().trim().eq_ignore_ascii_case("ITAdmin")
        || !is_of_an_administrator(package)
        || is_of_a_manufacturer(package)
    {
        return;
    }
    findings
        .at(owner)
        .say(format!(
            "the owner of the package is {}: where a package of an IT admin sets the same, that one \
             wins",
            package.shown_value(owner)
        ))
        .here("weaker than ITAdmin")
        .help("choose IT Admin as the owner when you build it, unless you make the devices");
}

/// Whether it does what administrators make packages for. Of the real packages that are at hand,
/// most call themselves OEM and are just that.
fn is_of_an_administrator(package: &Package) -> bool {
    package.needs_network().is_some()
        || !package.accounts().is_empty()
        || package.wireless().is_some()
}

/// Whether it sets something that only makers of devices set.
fn is_of_a_manufacturer(package: &Package) -> bool {
    package.settings.iter().any(|setting| {
        let audience = setting.known.and_then(|known| known.audience());
        matches!(audience, Some(Audience::Oem | Audience::IotCore | Audience::Mobile))
    })
}
