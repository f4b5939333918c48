//! `computer-name-rand-range`

use crate::lint::{Context, Findings, lint};
use crate::package::{ComputerName, NamePart, Package, PartKind, Place};

lint! {
    /// The number of random digits in the computer name is out of range.
    ///
    /// ## Why it matters
    ///
    /// `%RAND:x%` makes x random digits, at least 1 and fewer than the name takes: 15 in
    /// `ComputerName`, 63 in `DNSComputerName`. With any other x Windows refuses the name.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>PC%RAND:15%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>PC-%RAND%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// Several add up:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>%RAND:8%P%RAND:8%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>P%RAND:14%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ```xml
    /// <DevDetail>
    ///   <DNSComputerName>PC%RAND:15%</DNSComputerName>
    /// </DevDetail>
    /// ```
    ///
    /// ## What to do
    ///
    /// Write a number of digits that the name has room for, such as `PC-%RAND:8%`.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-accounts>
    /// * <https://learn.microsoft.com/windows/client-management/mdm/devdetail-csp>
    pub(crate) RAND_RANGE {
        id: "computer-name-rand-range", category: ComputerName,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for name in package.computer_names() {
        let limit = name.kind.limit();
        let Some((part, fault)) = fault(&name) else { continue };
        let text = name.text_of(part);
        let room = limit.saturating_sub(name.fixed_bytes()).clamp(1, limit - 1);
        let most = limit - 1;
        findings
            .at(Place::part_of(name.setting, &part.range))
            .say(match fault {
                Fault::NoNumber => {
                    format!("{text} does not say how many random digits it stands for")
                }
                Fault::Zero => format!("{text} stands for no digits at all"),
                Fault::TooMany(digits) => {
                    format!("the computer name asks for {digits} random digits, and takes {most}")
                }
            })
            .here(format!("a number from 1 to {most} is wanted"))
            .help(format!("write %RAND:x% with a number x from 1 to {room}"));
    }
}

/// What is wrong with the number of digits.
enum Fault {
    NoNumber,
    Zero,
    TooMany(usize),
}

/// The first macro whose number is wrong, or the one with which they are too many.
fn fault<'n>(name: &'n ComputerName<'_>) -> Option<(&'n NamePart, Fault)> {
    let mut sum: usize = 0;
    for part in &name.parts {
        let PartKind::Random { digits, .. } = part.kind else { continue };
        match digits {
            None => return Some((part, Fault::NoNumber)),
            Some(0) => return Some((part, Fault::Zero)),
            Some(digits) => sum = sum.saturating_add(digits),
        }
        if sum >= name.kind.limit() {
            return Some((part, Fault::TooMany(sum)));
        }
    }
    None
}
