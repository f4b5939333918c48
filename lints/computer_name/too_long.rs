//! `computer-name-too-long`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{ComputerName, NETBIOS_LIMIT, NameKind, Package};

lint! {
    /// The computer name is longer than its setting takes.
    ///
    /// ## Why it matters
    ///
    /// `Accounts/ComputerAccount/ComputerName` takes 15 bytes, `DevDetail/DNSComputerName` takes 63. A
    /// longer name is refused, and the device keeps the one it has. With more than 15 bytes the old
    /// NetBIOS name is cut to the first 15, where devices may become alike. A letter outside ASCII is
    /// two bytes or more. The serial number is cut to fit, but needs room for one character.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>FABRIKAM-READER-01</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// Random digits count, and no room is left for a serial number:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>FABRIKAM-%RAND:7%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>FABRIKAM-READER-%SERIAL%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// A warning for a DNS name that only NetBIOS cuts:
    ///
    /// ```xml
    /// <DevDetail>
    ///   <DNSComputerName>fabrikam-reader-%RAND:5%</DNSComputerName>
    /// </DevDetail>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>FABRIKAM-%RAND:6%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// Windows cuts the serial number to what fits:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>FABRIKAM-%SERIAL%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## What to do
    ///
    /// Shorten what stands before and after the macro.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-accounts>
    /// * <https://learn.microsoft.com/windows/client-management/mdm/devdetail-csp>
    pub(crate) TOO_LONG {
        id: "computer-name-too-long", category: ComputerName,
        severity: Error, confidence: Certain,
        yields_to: ["computer-name-rand-range"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for name in package.computer_names().iter().filter(|name| name.is_understood()) {
        let bytes = name.least_bytes();
        if bytes > name.kind.limit() {
            refused(name, bytes, findings);
        } else if bytes > NETBIOS_LIMIT {
            cut(package, name, bytes, findings);
        }
    }
}

fn refused(name: &ComputerName<'_>, bytes: usize, findings: &mut Findings<'_>) {
    let limit = name.kind.limit();
    let (fixed, random) = (name.fixed_bytes(), name.random_digits());
    let finding = findings.at(name.setting).say(if name.uses_serial() {
        format!(
            "the computer name takes {limit} bytes, and {fixed} are used: none is left for the \
             serial number"
        )
    } else {
        format!("the computer name has {bytes} bytes, and Windows takes {limit}")
    });
    let over = bytes.saturating_sub(limit);
    let characters = name.written().chars().count();
    let finding = match random {
        Some(digits) => {
            finding.here(format!("{fixed} bytes as they stand and {digits} random digits"))
        }
        None if name.is_constant() && fixed > characters => {
            finding.here(format!("{characters} characters, some of them 2 bytes or more"))
        }
        None => finding.here(format!("{over} too many")),
    };
    match name.kind {
        NameKind::Account => finding.help(format!("shorten it by {over} or more")),
        NameKind::Dns => {
            let best = bytes.saturating_sub(NETBIOS_LIMIT);
            finding.help(format!("shorten it by {over} or more, better by {best}"))
        }
    };
}

fn cut(package: &Package, name: &ComputerName<'_>, bytes: usize, findings: &mut Findings<'_>) {
    let mut finding = findings
        .at(name.setting)
        .say(format!(
            "the computer name has {bytes} bytes or more, and its NetBIOS name is cut to \
             {NETBIOS_LIMIT}"
        ))
        .here("devices that differ only further on are alike to NetBIOS")
        .with_confidence(Confidence::Likely);
    let domain = package.domain_join().map(|join| join.domain);
    if domain.is_none() {
        finding = finding.lowered_to(Severity::Warning);
    }
    finding
        .label_setting(domain, "the domain knows the computer by the short name")
        .help(format!("shorten it by {} or more", bytes.saturating_sub(NETBIOS_LIMIT)));
}
