//! `mal-owner-microsoft`

use crate::container::Kind;
use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::Package;

lint! {
    /// The package says that Microsoft owns it, and nothing shows that.
    ///
    /// ## Why it matters
    ///
    /// Where two packages set the same, the owner decides which one wins, and people trust a name.
    /// Packages that malware groups spread called Microsoft their owner; those that administrators
    /// build have no reason to. A package that runs and installs nothing was mostly copied from a
    /// sample of Microsoft's; there it is advice.
    ///
    /// ## Fires
    ///
    /// ```corpus
    /// mal-command-only
    /// ```
    ///
    /// As advice, since it only sets a name:
    ///
    /// ```xml
    /// <PackageConfig>
    ///   <OwnerType>Microsoft</OwnerType>
    /// </PackageConfig>
    /// <DevDetail>
    ///   <DNSComputerName>CONTOSO-%RAND:4%</DNSComputerName>
    /// </DevDetail>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <DevDetail>
    ///   <DNSComputerName>CONTOSO-%RAND:4%</DNSComputerName>
    /// </DevDetail>
    /// ```
    ///
    /// ## What to do
    ///
    /// Choose IT Admin as the owner when the package is built. If you did not build it, do not apply
    /// it before you know who did.
    pub(crate) OWNER_MICROSOFT {
        id: "mal-owner-microsoft", category: ScriptsMalicious,
        severity: Warning, confidence: Certain, attack: ["T1036"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let owner = package.config.as_ref().and_then(|config| config.owner.as_ref());
    let Some(owner) = owner.filter(|owner| owner.text().trim().eq_ignore_ascii_case("microsoft"))
    else {
        return;
    };
    // The signature itself is not verified; its name is what a person would go by, too.
    let signer = package.catalogue.as_ref().and_then(|catalogue| catalogue.signer.as_ref());
    let name = signer.and_then(|signer| signer.name.as_deref()).unwrap_or_default();
    if name.starts_with("Microsoft ") && package.catalogue_fits() != Some(false) {
        return;
    }
    let (why, is_known) = match package.kind {
        // What is not built cannot be signed.
        Kind::Project | Kind::AnswerFile => ("", true),
        _ if package.has_catalogue_file.is_some() => (", and Microsoft did not sign it", true),
        _ => (", and nothing shows that it is", false),
    };
    let mut finding = findings
        .at(owner)
        .say(format!("the package calls Microsoft its owner{why}"))
        .here("whose packages come before others");
    if !is_known {
        finding = finding.with_confidence(Confidence::Likely);
    }
    if !acts(package) {
        finding = finding.lowered_to(Severity::Advice);
    }
    finding.help("choose IT Admin as the owner; if you did not build it, do not apply it");
}

/// Groups of settings that bring something to a device which then acts on its own.
const ACTING: &[&str] = &["Certificates", "UniversalAppInstall"];

/// Whether it runs or installs something, or may do so unseen.
fn acts(package: &Package) -> bool {
    package.first_command().is_some()
        || !package.assets.is_empty()
        || package.has_unread_settings()
        || ACTING.iter().any(|group| package.settings_below(group).next().is_some())
}
