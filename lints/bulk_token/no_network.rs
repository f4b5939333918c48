//! `bulk-token-no-network`

use crate::lint::{Confidence, Context, Findings, lint};
use crate::package::{Package, Place};

lint! {
    /// The package needs a network to join or enrol, and brings none.
    ///
    /// ## Why it matters
    ///
    /// A join and an enrolment happen while the package is applied, and need a network at that
    /// moment. A package without Wi-Fi or a mobile network works only where a cable is plugged in, or
    /// where somebody has picked a network before. Else the join fails, and the device goes on without.
    ///
    /// A domain is mostly joined at a desk with a cable, and a command may add a network: there it
    /// is a rule of thumb.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/common</Authority>
    ///     <BPRT>0.AXEXAMPLE.AgABEXAMPLE</BPRT>
    ///   </Azure>
    /// </Accounts>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// Where the configuration says that devices are plugged in:
    ///
    /// ```xml network=wired
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/common</Authority>
    ///     <BPRT>0.AXEXAMPLE.AgABEXAMPLE</BPRT>
    ///   </Azure>
    /// </Accounts>
    /// ```
    ///
    /// ```corpus
    /// clean-bulk-enrolment
    /// ```
    ///
    /// A command adds the network:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/common</Authority>
    ///     <BPRT>0.AXEXAMPLE.AgABEXAMPLE</BPRT>
    ///   </Azure>
    /// </Accounts>
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>netsh wlan add profile filename=lab.xml user=all</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## What to do
    ///
    /// Add a Wi-Fi network (`ConnectivityProfiles/WLAN`), or plug in a cable and write
    /// `network = "wired"` in the configuration.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/intune/intune-service/enrollment/windows-bulk-enroll>
    pub(crate) NO_NETWORK {
        id: "bulk-token-no-network", category: BulkToken,
        severity: Warning, confidence: Likely, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    let Some(needing) = package.needs_network() else { return };
    let mut place = Place::from(needing);
    if context.site.is_wired
        || package.has_unread_settings()
        || package.wireless().is_some()
        || package.wireless_in_variant()
        || package.joins_network_by_script()
    {
        return;
    }
    let (what, is_join) = if package.bulk_token().is_some() {
        ("the bulk token", false)
    } else if package.domain_join().is_some() {
        ("the domain join", true)
    } else {
        place = package.enrolments().first().map_or(place, |enrolment| enrolment.place());
        ("the enrolment", false)
    };
    let mut finding = findings
        .at(place)
        .say(format!("{what} needs a network, and nothing in the package gives the device one"))
        .here("needs a network while the package is applied");
    if is_join {
        finding = finding.with_confidence(Confidence::Heuristic);
    }
    finding.unless(package.first_unclear_command(), "unless what runs here adds one").help(
        "add a Wi-Fi network to the package, or plug in a cable and state network = \"wired\" in \
         the configuration",
    );
}
