//! `bulk-token-authority-unexpected`

use std::ops::Range;

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{BulkToken, Package, Place, Setting, WebAddress};

lint! {
    /// The bulk token is sent to an address that is not one of Entra ID.
    ///
    /// ## Why it matters
    ///
    /// The device sends the token to the authority. Whoever answers at another host has the token, and
    /// can join devices of their own to the tenant; at a misspelt one nobody answers. Over `http`
    /// everybody on the way reads along.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com.fabrikam.example/common</Authority>
    ///     <BPRT>0.AXEXAMPLE.AgABEXAMPLE</BPRT>
    ///   </Azure>
    /// </Accounts>
    /// ```
    ///
    /// ```xml
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>http://login.microsoftonline.com/common</Authority>
    ///     <BPRT>0.AXEXAMPLE.AgABEXAMPLE</BPRT>
    ///   </Azure>
    /// </Accounts>
    /// ```
    ///
    /// Personal accounts have no tenant to join:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/consumers</Authority>
    ///     <BPRT>0.AXEXAMPLE.AgABEXAMPLE</BPRT>
    ///   </Azure>
    /// </Accounts>
    /// ```
    ///
    /// ## Stays quiet
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
    /// A national cloud, with the tenant by its domain:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://Login.MicrosoftOnline.us:443/fabrikam.example/</Authority>
    ///     <BPRT>0.AXEXAMPLE.AgABEXAMPLE</BPRT>
    ///   </Azure>
    /// </Accounts>
    /// ```
    ///
    /// ## What to do
    ///
    /// Request the token in the wizard of Windows Configuration Designer, which writes
    /// `https://login.microsoftonline.com/common`. If the address is not a slip, find out who wrote it,
    /// and revoke the token: its user in the tenant is called `package_` and a GUID.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-accounts>
    /// * <https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud>
    pub(crate) AUTHORITY_UNEXPECTED {
        id: "bulk-token-authority-unexpected", category: BulkToken,
        severity: Error, confidence: Certain, attack: ["T1557"], since: "0.1.0",
        check,
    }
}

/// Where Entra ID signs in: the world, the government of the United States, China.
const HOSTS: &[&str] =
    &["login.microsoftonline.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn"];

/// Names of Microsoft that lead there, older or for something else.
const OTHER_HOSTS: &[&str] =
    &["login.windows.net", "login.microsoft.com", "sts.windows.net", "login.chinacloudapi.cn"];

/// The cloud of Germany, which was closed in October 2021.
const CLOSED: &str = "login.microsoftonline.de";

/// What is wrong with an authority.
struct Fault {
    message: String,
    here: &'static str,
    part: Range<usize>,
    severity: Severity,
    confidence: Confidence,
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    // Without a token nothing is sent; `bulk-token-incomplete` says that.
    let Some(bulk) = package.bulk_token() else { return };
    let Some(authority) = bulk.authority else { return };
    let Some(fault) = fault(&bulk, authority) else { return };
    findings
        .at(Place::part_of(authority, &fault.part))
        .say(fault.message)
        .here(fault.here)
        .lowered_to(fault.severity)
        .with_confidence(fault.confidence)
        .help("write https://login.microsoftonline.com/common, as the wizard does");
}

fn fault(bulk: &BulkToken<'_>, authority: &Setting) -> Option<Fault> {
    let fault = |message: String, here, part: &Range<usize>| {
        let (severity, confidence) = (Severity::Error, Confidence::Certain);
        Fault { message, here, part: part.clone(), severity, confidence }
    };
    let Some(address) = WebAddress::parse(authority.value()) else {
        let whole = 0..authority.value().len();
        let message = "the authority of the bulk token is no address".to_owned();
        return Some(fault(message, "https:// and a host belong here", &whole));
    };
    let host = address.host.as_str();
    let is_known = HOSTS.contains(&host) || OTHER_HOSTS.contains(&host);
    if host == CLOSED {
        let message = "the bulk token is sent to the cloud of Germany, which was closed in 2021";
        return Some(Fault {
            confidence: Confidence::Likely,
            ..fault(message.to_owned(), "nobody answers here", &address.authority_range)
        });
    }
    if !is_known || address.has_user {
        let message = format!("the bulk token is sent to {host}, which is no address of Entra ID");
        return Some(fault(
            message,
            "whoever answers here gets the token",
            &address.authority_range,
        ));
    }
    if address.scheme != "https" {
        let message = format!("the bulk token is sent over {}, not https", address.scheme);
        return Some(fault(message, "https belongs here", &address.scheme_range));
    }
    if let Some(port) = address.port.as_deref().filter(|port| *port != "443") {
        let message = format!("the bulk token is sent to port {port}, and Entra ID answers at 443");
        return Some(fault(message, "not the port of https", &address.authority_range));
    }
    of_path(bulk, &address, fault).or_else(|| {
        OTHER_HOSTS.contains(&host).then(|| Fault {
            severity: Severity::Advice,
            ..fault(
                format!("the bulk token is sent to {host}, an older or uncommon name of Entra ID"),
                "login.microsoftonline.com is the usual one",
                &address.authority_range,
            )
        })
    })
}

/// What is wrong with whom the authority names at the host.
fn of_path(
    bulk: &BulkToken<'_>,
    address: &WebAddress,
    fault: impl Fn(String, &'static str, &Range<usize>) -> Fault,
) -> Option<Fault> {
    let steps: Vec<&str> = address.steps().collect();
    let part = if steps.is_empty() { &address.authority_range } else { &address.path_range };
    let [whom] = steps.as_slice() else {
        let message = format!(
            "the authority of the bulk token has {} steps behind the host, and the wizard writes one",
            steps.len()
        );
        return Some(Fault {
            severity: Severity::Warning,
            confidence: Confidence::Likely,
            ..fault(message, "/common is usual", part)
        });
    };
    if whom.eq_ignore_ascii_case("consumers") {
        let message = "the authority of the bulk token is that of personal accounts";
        return Some(fault(message.to_owned(), "no tenant can be joined here", part));
    }
    if let Some(named) = bulk.authority_tenant() {
        let issued = bulk.tenant().filter(|issued| *issued != named)?;
        let message =
            format!("the bulk token belongs to the tenant {issued}, and is sent to {named}");
        return Some(Fault {
            confidence: Confidence::Likely,
            ..fault(message, "not the tenant of the token", part)
        });
    }
    let is_usual = ["common", "organizations"].iter().any(|usual| whom.eq_ignore_ascii_case(usual));
    if is_usual || whom.contains('.') {
        return None;
    }
    let message = "the authority of the bulk token names neither a tenant nor /common";
    Some(Fault {
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        ..fault(message.to_owned(), "common, organizations, a GUID or a domain belongs here", part)
    })
}
