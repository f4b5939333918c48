//! `wifi-enterprise-user-only`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::Package;

lint! {
    /// The only network waits for a user, and the package needs one before.
    ///
    /// ## Why it matters
    ///
    /// With `authMode` set to `user`, a device proves itself with the credential of whoever has
    /// signed in. A package enrols or joins the device before anybody can sign in, so at that time
    /// there is no network, and without a network nobody can sign in either.
    ///
    /// ## Fires
    ///
    /// PEAP with the user's password, and a bulk token:
    ///
    /// ```corpus
    /// wifi-enterprise-user
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// The same network with a certificate of the device:
    ///
    /// ```corpus
    /// wifi-enterprise-clean
    /// ```
    ///
    /// A package that needs no network while it is applied:
    ///
    /// ```corpus
    /// wifi-enterprise-stale-root
    /// ```
    ///
    /// ## What to do
    ///
    /// Let the device authenticate (`authMode` `machine` or `machineOrUser`) with a certificate
    /// that the package brings, or set devices up in a network with a key or with a cable.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/client-management/mdm/eap-configuration>
    pub(crate) ENTERPRISE_USER_ONLY {
        id: "wifi-enterprise-user-only", category: Wifi,
        severity: Error, confidence: Likely, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    let Some(needs) = package.needs_network() else { return };
    if context.site.is_wired || package.may_connect_unattended() {
        return;
    }
    let command = package.first_unclear_command();
    for network in package.wireless_networks().iter().filter(|network| network.waits_for_user()) {
        let Some(mode) = network.one_x.as_ref().and_then(|one_x| one_x.mode.as_ref()) else {
            continue;
        };
        let mut finding = findings
            .at(mode.place.clone())
            .say(format!(
                "a device connects to {} only when a user has signed in, and {} needs a connection \
                 before",
                network.called(),
                needs.path
            ))
            .here("before anybody has signed in there is no credential")
            .label_setting(needs, "this needs a network")
            .unless(command, "unless what runs here connects the device");
        if command.is_some() {
            finding = finding.lowered_to(Severity::Warning);
        }
        finding.help(
            "let the device authenticate with a certificate of its own, or set it up in another \
             network",
        );
    }
}
