//! `computer-name-all-digits`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Package, PartKind};

lint! {
    /// The computer name consists of digits only.
    ///
    /// ## Why it matters
    ///
    /// Windows refuses a computer name without a letter, since it could be taken for an address.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>%RAND:9%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ```xml
    /// <DevDetail>
    ///   <DNSComputerName>4711</DNSComputerName>
    /// </DevDetail>
    /// ```
    ///
    /// A warning: some makers use digits only:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>%SERIAL%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>P%RAND:9%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## What to do
    ///
    /// Put a letter in front.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-accounts>
    pub(crate) ALL_DIGITS {
        id: "computer-name-all-digits", category: ComputerName,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for name in package.computer_names() {
        let is_number = name.parts.iter().all(|part| match part.kind {
            PartKind::Literal => name.text_of(part).bytes().all(|byte| byte.is_ascii_digit()),
            PartKind::Serial { .. } | PartKind::Random { .. } => true,
            PartKind::UnknownMacro | PartKind::Placeholder => false,
        });
        if !is_number {
            continue;
        }
        let finding = findings.at(name.setting);
        let finding = match name.uses_serial() {
            true => finding
                .say("the computer name is the serial number, which some makers write in digits only")
                .here("refused where it has no letter")
                .lowered_to(Severity::Warning)
                .with_confidence(Confidence::Heuristic),
            false => finding
                .say("the computer name has digits only, and Windows refuses such a name")
                .here("no letter in it"),
        };
        finding.help(format!("put a letter in front, such as P{}", name.written()));
    }
}
