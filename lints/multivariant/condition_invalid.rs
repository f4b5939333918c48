//! `mv-condition-invalid`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Condition, Package};

lint! {
    /// A target's condition is none that Windows can check.
    ///
    /// ## Why it matters
    ///
    /// A device belongs to a target when it fulfils the conditions. A condition by an unknown name,
    /// or with a pattern or range that cannot be read, is never fulfilled, and the settings for the
    /// target are never made.
    ///
    /// ## Fires
    ///
    /// ```corpus
    /// mv-depots
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```corpus
    /// variants
    /// ```
    ///
    /// ```corpus
    /// clean-bulk-enrolment
    /// ```
    ///
    /// ## What to do
    ///
    /// Use one of the names that the documentation lists. A value is what the device says itself,
    /// `Pattern:` and a regular expression, or `Range:` and two numbers; `!Range:` is everything
    /// else.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/provisioning-packages/provisioning-multivariant>
    pub(crate) CONDITION_INVALID {
        id: "mv-condition-invalid", category: Multivariant,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// What any PC can be asked.
const OF_DEVICES: &[&str] = &[
    "AoAc",
    "Architecture",
    "Lang",
    "PowerPlatformRole",
    "ProcessorName",
    "ProcessorType",
    "Region",
    "Server",
    "SocIdentifier",
];

/// What only a device with a SIM can be asked.
const OF_SIMS: &[&str] =
    &["GID1", "ICCID", "MCC", "MNC", "PNN", "Roaming", "SPN", "UICC", "UICCSLOT"];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for target in &package.form.targets {
        if target.conditions().next().is_none() {
            findings
                .at(&target.tag)
                .say("this target has no condition, so that nothing says which devices it is")
                .with_confidence(Confidence::Likely)
                .help("add a TargetState with a Condition, or move its settings to Common");
        }
        for condition in target.conditions() {
            name(condition, findings);
            value(condition, findings);
        }
    }
}

fn name(condition: &Condition, findings: &mut Findings<'_>) {
    let Some(name) = condition.name.as_ref().filter(|name| !name.text().trim().is_empty()) else {
        findings
            .at(&condition.tag)
            .say("this condition does not say what it is about")
            .help(format!("add Name, one of: {}", OF_DEVICES.join(", ")));
        return;
    };
    let is_of = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name.text()));
    if is_of(OF_SIMS) {
        drop(
            findings
                .at(name)
                .say(format!(
                    "the condition {} asks for a SIM: a PC without one is never of this target",
                    name.text()
                ))
                .lowered_to(Severity::Advice)
                .help("leave it if the devices have a SIM"),
        );
    } else if !is_of(OF_DEVICES) {
        findings
            .at(name)
            .say(format!("there is no condition '{}', so that no device fulfils it", name.text()))
            .help(format!(
                "use one of: {}; on devices with a SIM also {}",
                OF_DEVICES.join(", "),
                OF_SIMS.join(", ")
            ));
    }
}

fn value(condition: &Condition, findings: &mut Findings<'_>) {
    let Some(value) = condition.value.as_ref().filter(|value| !value.text().trim().is_empty())
    else {
        findings
            .at(&condition.tag)
            .say("this condition has no value to compare with")
            .help("add Value");
        return;
    };
    let text = value.text().trim().trim_start_matches('!').trim_start();
    let after = |word: &str| {
        let (head, rest) = text.split_at_checked(word.len())?;
        head.eq_ignore_ascii_case(word).then_some(rest.trim())
    };
    let fault = if let Some(range) = after("Range:") {
        (!is_range(range)).then_some(("a range is two numbers", "Range:400, 550"))
    } else if let Some(pattern) = after("Pattern:") {
        (!is_pattern(pattern)).then_some(("its brackets do not match", "Pattern:.*Celeron.*"))
    } else {
        None
    };
    if let Some((why, example)) = fault {
        findings
            .at(value)
            .say(format!("the value of this condition cannot be read: {why}"))
            .help(format!("write it as in {example}"));
    }
}

/// Two whole numbers, the smaller first.
fn is_range(text: &str) -> bool {
    let Some((from, to)) = text.split_once([',', '-']) else { return false };
    match (from.trim().parse::<u64>(), to.trim().parse::<u64>()) {
        (Ok(from), Ok(to)) => from <= to,
        _ => false,
    }
}

/// Whether an expression is there and closes what it opens. More cannot be said without the
/// dialect that Windows reads it in.
fn is_pattern(text: &str) -> bool {
    let (mut round, mut in_square, mut is_escaped) = (0_u32, false, false);
    for ch in text.chars() {
        match ch {
            _ if is_escaped => {
                is_escaped = false;
                continue;
            }
            '[' => in_square = true,
            ']' => in_square = false,
            '(' if !in_square => round += 1,
            ')' if !in_square && round == 0 => return false,
            ')' if !in_square => round -= 1,
            _ => {}
        }
        is_escaped = ch == '\\';
    }
    !text.is_empty() && round == 0 && !in_square && !is_escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_two_numbers_in_order() {
        for text in ["400, 550", "0,1", "310-320"] {
            assert!(is_range(text), "{text}");
        }
        for text in ["", "400", "550,400", "a,b", "1,2,3"] {
            assert!(!is_range(text), "{text}");
        }
    }

    #[test]
    fn patterns_close_what_they_open() {
        for text in [".*Celeron.*", ".*(I|i)ntel.*", r"\(R\)", "[(]", r"[a-z\]]+"] {
            assert!(is_pattern(text), "{text}");
        }
        for text in ["", ".*(Intel", "a)", "[a-z", r"a\"] {
            assert!(!is_pattern(text), "{text}");
        }
    }
}
