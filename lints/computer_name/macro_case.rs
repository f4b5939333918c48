//! `computer-name-macro-case`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, PartKind, Place};

lint! {
    /// A macro in the computer name is not written in capitals.
    ///
    /// ## Why it matters
    ///
    /// The macros are `%SERIAL%` and `%RAND:x%`, in capitals. Written otherwise they are not replaced,
    /// the percent signs stay in the name, and Windows refuses it.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>PC-%serial%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ```xml
    /// <DevDetail>
    ///   <DNSComputerName>PC-%Rand:6%</DNSComputerName>
    /// </DevDetail>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// The rest of the name may be written as it likes:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>pc-%SERIAL%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## What to do
    ///
    /// Write the macro in capitals.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/client-management/mdm/accounts-csp>
    pub(crate) MACRO_CASE {
        id: "computer-name-macro-case", category: ComputerName,
        severity: Error, confidence: Likely, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for name in package.computer_names() {
        let is_lower = |kind| match kind {
            PartKind::Serial { is_upper } | PartKind::Random { is_upper, .. } => !is_upper,
            _ => false,
        };
        let Some(part) = name.parts.iter().find(|part| is_lower(part.kind)) else { continue };
        let text = name.text_of(part);
        findings
            .at(Place::part_of(name.setting, &part.range))
            .say(format!("the macro {text} in the computer name is not in capitals"))
            .here("not replaced as it stands")
            .help(format!("write {}", text.to_uppercase()));
    }
}
