//! `net-kms-server`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Endpoint, Package, Role, Stage};

lint! {
    /// Activation is tied to one KMS host.
    ///
    /// ## Why it matters
    ///
    /// A device that does not reach the host is not activated, and one that lost it stays activated
    /// for 180 days at most. A public host that activates everybody is no host of Microsoft's:
    /// using one breaks the licence, and its owner sees every device that asks.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// cscript //nologo C:\Windows\System32\slmgr.vbs /skms kms.adatum.local:1688
    /// ```
    ///
    /// ```batch
    /// cscript "C:\Program Files\Microsoft Office\Office16\ospp.vbs" /sethst:kms.adatum.local
    /// ```
    ///
    /// A public host, or the device itself, is an error:
    ///
    /// ```batch
    /// slmgr /skms kms8.msguides.com
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// rem slmgr /skms kms.adatum.local
    /// slmgr /ckms
    /// slmgr /ato
    /// ```
    ///
    /// ```batch allowed-hosts=kms.adatum.local
    /// slmgr /skms kms.adatum.local
    /// ```
    ///
    /// ## What to do
    ///
    /// Let devices find the host by the record `_vlmcs._tcp` of their DNS domain, or activate them
    /// by subscription.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows-server/get-started/kms-client-activation-keys>
    pub(crate) KMS_SERVER {
        id: "net-kms-server", category: Network,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// Domains of hosts that are known to activate everybody.
const PUBLIC: &[&str] = &[
    "03k.org",
    "cangshui.net",
    "chinancce.com",
    "digiboy.ir",
    "ghpym.com",
    "kms.library.hk",
    "kms.xspace.in",
    "loli.beer",
    "loli.best",
    "lotro.cc",
    "luody.info",
    "moeclub.org",
    "msguides.com",
    "s8.now.im",
    "s9.now.im",
    "shuax.com",
    "skms.netnr.eu.org",
    "teevee.asia",
    "xykz.f3322.org",
    "zh.us.to",
];

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    for endpoint in package.endpoints().iter().filter(|endpoint| endpoint.role == Role::Kms) {
        if !context.site.allows_host(&endpoint.host) {
            report(endpoint, findings);
        }
    }
}

fn report(endpoint: &Endpoint<'_>, findings: &mut Findings<'_>) {
    let host = &endpoint.host;
    let is_public = PUBLIC.iter().any(|domain| {
        host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    });
    let finding = findings.at(endpoint.spot());
    let finding = match (is_public, endpoint.is_loopback()) {
        (true, _) => finding
            .say(format!("activation asks {host}, a public host that activates everybody"))
            .here("no host of Microsoft's, and no licence"),
        (_, true) => finding
            .say(format!(
                "activation asks the device itself ({host}), where only an emulator answers"
            ))
            .with_confidence(Confidence::Likely),
        _ if endpoint.is_internal_name() || endpoint.is_private() => finding
            .say(format!("activation is tied to {host}, which only the internal network reaches"))
            .lowered_to(Severity::Warning),
        _ => finding
            .say(format!("activation is tied to the host {host}"))
            .lowered_to(Severity::Warning),
    };
    match endpoint.when {
        Stage::Unreached => finding.with_confidence(Confidence::Heuristic),
        _ => finding,
    }
    .help("let DNS name the host (_vlmcs._tcp), or activate by subscription");
}
