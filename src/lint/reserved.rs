//! Ids that belong to no check: what the program says of itself.

use super::{Category, Confidence, Lint, Severity, nothing};

const fn internal(id: &'static str, severity: Severity, docs: &'static str) -> Lint {
    Lint {
        id,
        category: Category::Internal,
        question: Category::Internal.question(),
        severity,
        confidence: Confidence::Certain,
        attack: &[],
        yields_to: &[],
        needs: &[],
        since: "0.1.0",
        docs,
        check: nothing,
        check_set: None,
    }
}

/// A lint failed; the others ran.
pub static INTERNAL_ERROR: Lint = internal(
    "internal-error",
    Severity::Error,
    " A lint failed while it looked at a package; the others ran.\n\n ## What to do\n\n Report it, with \
     the lint's id and, if it may be shown, the package.\n",
);

/// A limit was reached, so that not everything was read.
pub static LIMIT_REACHED: Lint = internal(
    "limit-reached",
    Severity::Error,
    " A limit was reached, so that not everything was read.\n\n ## Why it matters\n\n Limits keep hostile \
     input from taking all memory or time. What was not read was not judged.\n\n ## What to do\n\n If the package is to be trusted that far, \
     raise the sizes with `--max-text`, `--max-nested` or `--max-total`. Numbers and depths \
     are fixed.\n",
);

/// An ignore of the configuration has passed its date.
pub static IGNORE_EXPIRED: Lint = internal(
    "ignore-expired",
    Severity::Warning,
    " An ignore of the configuration has passed its `expires` date.\n\n It does not count any more.\n\n \
     ## What to do\n\n Look at the finding again. Correct it, or state a new date.\n",
);

/// An ignore of the configuration fits no finding.
pub static IGNORE_UNMATCHED: Lint = internal(
    "ignore-unmatched",
    Severity::Advice,
    " An ignore of the configuration fits no finding and can go.\n\n The same is said of a comment \
     `ppkglint: allow(id) reason` in a project or a script that fits no finding, gives no reason, \
     names no lint, or stands before no element or line of code. It is said only where it is certain: the run has everything that \
     the ignore may be about, the lint ran, and everything could be read.\n\n ## What to do\n\n \
     Delete it, or correct where it is to count.\n",
);

/// All reserved ids.
pub static ALL: &[&Lint] = &[&INTERNAL_ERROR, &LIMIT_REACHED, &IGNORE_EXPIRED, &IGNORE_UNMATCHED];
