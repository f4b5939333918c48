//! What carries a text is as bad as what the other lints find in that text.

use super::Finding;
use super::meta::{Question, Severity};
use crate::text::SourceId;

/// How many lints a message names.
const MOST_NAMED: usize = 3;

/// The place of harm, and the lint that found it.
type Harm = (SourceId, u32, u32, &'static str);

/// Gives findings that carry a text their severity, by what the others found in its place.
pub(super) fn weigh(found: &mut [Finding]) {
    if found.iter().all(|finding| finding.alone.is_none()) {
        return;
    }
    let mut harm: Vec<Harm> = found.iter().filter_map(harm).collect();
    harm.sort_unstable();
    harm.dedup();
    for finding in found {
        let Some(alone) = finding.alone else { continue };
        let mut lints: Vec<&str> = vec![];
        if let Some(span) = &finding.span {
            let range = span.range();
            let from = harm.partition_point(|(source, start, ..)| {
                (*source, *start) < (span.source, range.start)
            });
            let inside = harm.get(from..).unwrap_or_default().iter();
            let inside = inside
                .take_while(|(source, start, ..)| *source == span.source && *start <= range.end)
                .filter(|(_, _, end, _)| *end <= range.end);
            for (.., lint) in inside {
                if !lints.contains(lint) && lints.len() < MOST_NAMED {
                    lints.push(lint);
                }
            }
        }
        match lints.as_slice() {
            [] => finding.severity = finding.severity.min(alone),
            lints => finding.message.push_str(&format!("; in it: {}", lints.join(", "))),
        }
    }
}

/// What does something to the device, gives something away, or is a technique of attackers.
fn harm(finding: &Finding) -> Option<Harm> {
    let lint = finding.lint;
    let is_harm = finding.severity >= Severity::Warning
        && finding.alone.is_none()
        && (matches!(lint.question, Question::Does | Question::GivesAway)
            || !lint.attack.is_empty());
    let span = finding.span.as_ref().filter(|_| is_harm)?;
    let range = span.range();
    Some((span.source, range.start, range.end, lint.id))
}
