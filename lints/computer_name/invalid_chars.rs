//! `computer-name-invalid-chars`

use std::ops::Range;

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{ComputerName, Package, PartKind, Place};

lint! {
    /// The computer name holds characters that no computer name may hold.
    ///
    /// ## Why it matters
    ///
    /// A name with a blank, a dot, an underscore or another sign is refused, or it is accepted and
    /// DNS does not find the device. Safe are letters, digits, and hyphens between them. Letters
    /// outside ASCII are allowed and make trouble in DNS and in scripts.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>FRONT DESK 1</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// The domain does not belong into the name:
    ///
    /// ```xml
    /// <DevDetail>
    ///   <DNSComputerName>desk-1.example.com</DNSComputerName>
    /// </DevDetail>
    /// ```
    ///
    /// Warnings:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>DESK_%RAND:5%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>BÜRO-%RAND:5%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>-%SERIAL%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// Percent signs that belong to a macro, blanks and line breaks around the name:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>
    ///       Desk-7-%SERIAL%
    ///     </ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## What to do
    ///
    /// Keep to letters from A to Z, digits, and hyphens between them.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-accounts>
    /// * <https://learn.microsoft.com/troubleshoot/windows-server/active-directory/naming-conventions-for-computer-domain-site-ou>
    pub(crate) INVALID_CHARS {
        id: "computer-name-invalid-chars", category: ComputerName,
        severity: Error, confidence: Certain,
        yields_to: ["computer-name-unknown-macro"], since: "0.1.0",
        check,
    }
}

/// What Windows refuses in a name, beside control characters and pictures.
const REFUSED: &str = " {|}~[\\]^':;<=>?@!\"#$%`()+/.,*&";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for name in package.computer_names() {
        let mut refused: Vec<(char, Range<usize>)> = vec![];
        let mut doubtful: Vec<(char, Range<usize>)> = vec![];
        let literal = name.parts.iter().filter(|part| part.kind == PartKind::Literal);
        for part in literal {
            for (at, ch) in name.text_of(part).char_indices() {
                let list = match ch {
                    _ if is_refused(ch) => &mut refused,
                    '_' => &mut doubtful,
                    _ if !ch.is_ascii() => &mut doubtful,
                    _ => continue,
                };
                // Each is told once, and of a name full of them the first few.
                if list.len() < 6 && list.iter().all(|(known, _)| *known != ch) {
                    let start = part.range.start + at;
                    list.push((ch, start..start + ch.len_utf8()));
                }
            }
        }
        if let Some((_, range)) = refused.first() {
            findings
                .at(Place::part_of(name.setting, range))
                .say(format!("the computer name may not hold {}", listed(&refused)))
                .here("not allowed in a computer name")
                .help("use letters from A to Z, digits, and hyphens between them");
        }
        if let Some((_, range)) = doubtful.first() {
            findings
                .at(Place::part_of(name.setting, range))
                .say(format!(
                    "the computer name holds {}, with which DNS may not find it",
                    listed(&doubtful)
                ))
                .here("against the rules of DNS")
                .lowered_to(Severity::Warning)
                .with_confidence(Confidence::Likely)
                .help("use letters from A to Z, digits, and hyphens between them");
        }
        edge_hyphen(&name, findings);
    }
}

/// A hyphen at the beginning or the end of the whole name.
fn edge_hyphen(name: &ComputerName<'_>, findings: &mut Findings<'_>) {
    let literal = |at: usize| name.parts.get(at).filter(|part| part.kind == PartKind::Literal);
    let first = literal(0).filter(|part| name.text_of(part).starts_with('-'));
    let last = literal(name.parts.len().saturating_sub(1));
    let last = last.filter(|part| name.text_of(part).ends_with('-'));
    let (edge, range) = match (first, last) {
        (Some(part), _) => ("begins", part.range.start..part.range.start + 1),
        (None, Some(part)) => ("ends", part.range.end - 1..part.range.end),
        (None, None) => return,
    };
    findings
        .at(Place::part_of(name.setting, &range))
        .say(format!("the computer name {edge} with a hyphen, which the rules of DNS forbid"))
        .here("hyphens belong between letters and digits")
        .lowered_to(Severity::Warning)
        .with_confidence(Confidence::Likely)
        .help("leave the hyphen out, or put a letter beside it");
}

fn is_refused(ch: char) -> bool {
    let is_picture = matches!(ch,
        '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{FE0F}' | '\u{200D}' | '\u{20E3}');
    REFUSED.contains(ch) || ch.is_control() || ch.is_whitespace() || is_picture
}

/// The characters with their code points.
fn listed(chars: &[(char, Range<usize>)]) -> String {
    let told = chars.iter().map(|(ch, _)| match ch {
        ' ' => "a blank".to_owned(),
        _ if ch.is_control() || ch.is_whitespace() || is_invisible(*ch) => {
            format!("U+{:04X}", u32::from(*ch))
        }
        _ if ch.is_ascii() => format!("`{ch}`"),
        _ => format!("`{ch}` (U+{:04X})", u32::from(*ch)),
    });
    let told: Vec<String> = told.collect();
    match told.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

fn is_invisible(ch: char) -> bool {
    matches!(ch, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FE0F}' | '\u{FEFF}' | '\u{AD}')
}
