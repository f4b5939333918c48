//! `computer-name-unknown-macro`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{ComputerName, NamePart, Package, PartKind, Place};

lint! {
    /// The computer name holds a macro that Windows does not know.
    ///
    /// ## Why it matters
    ///
    /// Windows knows two macros in a computer name: `%SERIAL%` and `%RAND:x%`. Environment variables
    /// and what other tools call the serial number are none. A name with one of them is refused, and
    /// with it the package. When both macros stand in one name, the serial number is left out.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>PC-%SERIALNUMBER%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// A gap that a template left open:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>{Site}-%RAND:7%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// A warning, since the name is valid, and not the one that was meant:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>PC%SERIAL%%RAND:2%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>PC-%SERIAL%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ```xml
    /// <DevDetail>
    ///   <DNSComputerName>PC%RAND:4%A%RAND:4%</DNSComputerName>
    /// </DevDetail>
    /// ```
    ///
    /// ## What to do
    ///
    /// Use `%SERIAL%` for the serial number or `%RAND:x%` for x random digits, not both, and fill in
    /// by hand what a template leaves open.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-accounts>
    /// * <https://learn.microsoft.com/windows/client-management/mdm/accounts-csp>
    pub(crate) UNKNOWN_MACRO {
        id: "computer-name-unknown-macro", category: ComputerName,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for name in package.computer_names() {
        // A name has two or three macros; a thousand of them are one fault.
        let is_bad =
            |part: &&NamePart| matches!(part.kind, PartKind::UnknownMacro | PartKind::Placeholder);
        for part in name.parts.iter().filter(is_bad).take(4) {
            report(&name, part, findings);
        }
        serial_beside_random(&name, findings);
    }
}

fn report(name: &ComputerName<'_>, part: &NamePart, findings: &mut Findings<'_>) {
    let text = name.text_of(part);
    let finding = findings.at(Place::part_of(name.setting, &part.range));
    if part.kind == PartKind::Placeholder {
        finding
            .say(format!("the computer name holds {text}, which a template left open"))
            .here("no computer name may hold this")
            .help("write what belongs here, or use %SERIAL% or %RAND:x%");
        return;
    }
    let finding = finding
        .say(format!("the computer name holds {text}, a macro that Windows does not know"))
        .here("the name is refused with this in it");
    match meant(text) {
        Some(meant) => finding.help(format!("write {meant}")),
        None => finding.help(
            "only two macros are known: use %SERIAL% for the serial number or %RAND:x% for x random \
             digits",
        ),
    };
}

fn serial_beside_random(name: &ComputerName<'_>, findings: &mut Findings<'_>) {
    let is = |wanted: fn(&PartKind) -> bool| name.parts.iter().find(|part| wanted(&part.kind));
    let serial = is(|kind| matches!(kind, PartKind::Serial { .. }));
    let random = is(|kind| matches!(kind, PartKind::Random { .. }));
    let (Some(serial), Some(random)) = (serial, random) else { return };
    let mut finding = findings
        .at(Place::part_of(name.setting, &serial.range))
        .say(
            "a computer name has either random digits or the serial number: the latter is left out",
        )
        .here("this is ignored")
        .lowered_to(Severity::Warning);
    if let Some(span) = Place::part_of(name.setting, &random.range).span {
        finding = finding.label(&span, "because of this");
    }
    finding.help("keep one of the two macros");
}

/// The macro that was probably meant.
fn meant(text: &str) -> Option<String> {
    let inner = text.trim_matches('%').to_ascii_uppercase();
    let (name, count) = inner.split_once(':').unwrap_or((&inner, ""));
    let is_near = |wanted: &str| name.len() < 20 && strsim::osa_distance(name, wanted) <= 2;
    if name.contains("SERIAL") || is_near("SERIAL") {
        return Some("%SERIAL%".to_owned());
    }
    let digits = [count, name.trim_start_matches(|ch: char| !ch.is_ascii_digit())]
        .into_iter()
        .find(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()));
    let is_random = name.starts_with("RAND") || name.starts_with("RND") || is_near("RAND");
    is_random.then(|| format!("%RAND:{}%", digits.unwrap_or("5")))
}
