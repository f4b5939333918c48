//! `computer-name-serial-truncated`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, PartKind, Place};

lint! {
    /// The computer name leaves so little room that the serial number is cut.
    ///
    /// ## Why it matters
    ///
    /// A name has 15 bytes. What the serial number does not fit into, Windows cuts from its
    /// beginning: behind `LAPTOP-` its last 8 characters remain. Serial numbers have 7 characters
    /// (Dell), 8 (Lenovo), 10 (HP), 12 (Surface) or more than 50 (virtual machines). The shorter the
    /// rest, the sooner two devices have the same, and nobody finds a device by its serial number.
    ///
    /// ## Fires
    ///
    /// A warning where fewer than 7 characters remain, advice where 7 to 9 do:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>WAREHOUSE-%SERIAL%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>LAPTOP-%SERIAL%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>LAP-%SERIAL%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// The other setting takes 63 bytes:
    ///
    /// ```xml
    /// <DevDetail>
    ///   <DNSComputerName>WAREHOUSE-%SERIAL%</DNSComputerName>
    /// </DevDetail>
    /// ```
    ///
    /// ## What to do
    ///
    /// Shorten what stands beside the serial number to 5 characters or fewer.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-accounts>
    /// * <https://learn.microsoft.com/windows/client-management/mdm/accounts-csp>
    pub(crate) SERIAL_TRUNCATED {
        id: "computer-name-serial-truncated", category: ComputerName,
        severity: Warning, confidence: Likely,
        yields_to: ["computer-name-too-long"], since: "0.1.0",
        check,
    }
}

/// Characters of a serial number that most makers get along with.
const ENOUGH: usize = 10;

/// Characters below which the rest of a serial number is a short number.
const SHORT: usize = 7;

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for name in package.computer_names() {
        let room = name.room_for_serial();
        let is_serial = |kind| matches!(kind, PartKind::Serial { .. });
        let Some(part) = name.parts.iter().find(|part| is_serial(part.kind)) else { continue };
        if !name.uses_serial() || !name.is_understood() || room == 0 || room >= ENOUGH {
            continue;
        }
        let fixed = name.fixed_bytes();
        let mut finding = findings
            .at(Place::part_of(name.setting, &part.range))
            .say(match room {
                1 => "of the serial number only the last character remains in the computer name"
                    .to_owned(),
                _ => format!(
                    "of the serial number only the last {room} characters remain in the computer \
                     name"
                ),
            })
            .here(format!("one of 12 characters loses its first {}", 12 - room));
        if room >= SHORT {
            finding = finding.lowered_to(Severity::Advice);
        }
        let spare = ENOUGH - room;
        finding.help(format!(
            "shorten the {fixed} bytes beside it by {spare} or more: {ENOUGH} characters hold most \
             serial numbers"
        ));
    }
}
