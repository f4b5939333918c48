//! `<!-- ppkglint: allow(id) reason -->` in the files of a project: the author accepts what a lint
//! finds in the element that follows.

use std::collections::{HashMap, HashSet};

use super::nearest::did_you_mean;
use crate::lint::{Finding, Findings, Lint, State, reserved};
use crate::package::Package;
use crate::text::Span;

/// One id of one comment, and what it covers.
struct Allow<'a> {
    lint: &'static str,
    reason: &'a str,
    comment: &'a Span,
    covers: &'a Span,
    is_used: bool,
}

/// Marks what the comments of a package accept; `ran` are the lints that ran on it. Returns a
/// finding for each comment that does not count. `findings` are those of the package.
pub(super) fn apply(
    package: &Package,
    index: usize,
    findings: &mut [Finding],
    known: &[&'static Lint],
    ran: &HashSet<&'static str>,
) -> Vec<Finding> {
    let mut unmatched = Findings::new(&reserved::IGNORE_UNMATCHED, package, index);
    let mut allows: Vec<Allow<'_>> = vec![];
    for comment in &package.comments {
        let Some(source) = package.source(comment.text.source) else { continue };
        let Some(said) = source.slice(&comment.text.range()).trim().strip_prefix("ppkglint:")
        else {
            continue;
        };
        let mut wrong = |message: String, help: &str| {
            unmatched.at(&comment.text).say(message).help(help);
        };
        let Some((ids, reason)) = parts(said) else {
            wrong(
                "this comment to ppkglint cannot be understood, so it does not count".to_owned(),
                "write <!-- ppkglint: allow(id) reason -->",
            );
            continue;
        };
        if reason.is_empty() {
            wrong(
                format!("the allow of {} has no reason, so it does not count", ids.join(", ")),
                "say behind the bracket why it is accepted",
            );
            continue;
        }
        let Some(covers) = &comment.next else {
            wrong(
                format!("the allow of {} stands before no element", ids.join(", ")),
                "put it right before the element that it is about",
            );
            continue;
        };
        for id in ids {
            match known.iter().find(|lint| lint.id == id) {
                Some(lint) => allows.push(Allow {
                    lint: lint.id,
                    reason,
                    comment: &comment.text,
                    covers,
                    is_used: false,
                }),
                None => {
                    let hint = did_you_mean(id, known.iter().map(|lint| lint.id));
                    wrong(
                        format!("there is no lint called {id:?}, so the allow does not count"),
                        &hint.unwrap_or_else(|| "`ppkglint lints` lists them".to_owned()),
                    );
                }
            }
        }
    }
    mark(package, findings, &mut allows);
    for allow in allows.iter().filter(|allow| !allow.is_used && ran.contains(allow.lint)) {
        unmatched
            .at(allow.comment)
            .say(format!("the allow of {} fits no finding", allow.lint))
            .help("delete it, or put it right before the element that it is about");
    }
    unmatched.finish()
}

/// Ids and reason of ` allow(a, b) because`.
fn parts(said: &str) -> Option<(Vec<&str>, &str)> {
    let inside = said.trim().strip_prefix("allow")?.trim_start().strip_prefix('(')?;
    let (ids, reason) = inside.split_once(')')?;
    let ids: Vec<&str> = ids.split(',').map(str::trim).filter(|id| !id.is_empty()).collect();
    (!ids.is_empty()).then(|| (ids, reason.trim().trim_start_matches([':', '-', '–', '—']).trim()))
}

/// Elements lie in each other or apart, so one walk over both in their order tells which covers
/// what: a hostile project has as many comments as findings.
fn mark(package: &Package, findings: &mut [Finding], allows: &mut [Allow<'_>]) {
    allows.sort_by_key(|allow| (allow.covers.source, allow.covers.range.start));
    let mut of_lint: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, allow) in allows.iter().enumerate() {
        of_lint.entry(allow.lint).or_default().push(at);
    }
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by_key(|at| findings.get(*at).and_then(|finding| finding.span.clone()));
    // For each lint: the next allow, and those whose element is not over yet.
    let mut walks: HashMap<&str, (usize, Vec<usize>)> = HashMap::new();
    for at in order {
        let Some(finding) = findings.get_mut(at) else { continue };
        let (Some(span), Some(own)) = (finding.span.clone(), of_lint.get(finding.lint.id)) else {
            continue;
        };
        let (next, open) = walks.entry(finding.lint.id).or_default();
        while let Some(number) = own.get(*next)
            && let Some(allow) = allows.get(*number)
            && (allow.covers.source, allow.covers.range.start) <= (span.source, span.range.start)
        {
            open.push(*number);
            *next += 1;
        }
        let is_over = |number: &usize| {
            allows.get(*number).is_none_or(|allow| {
                allow.covers.source != span.source || allow.covers.range.end <= span.range.start
            })
        };
        while open.last().is_some_and(is_over) {
            open.pop();
        }
        if let Some(allow) = open.last().and_then(|number| allows.get_mut(*number)) {
            allow.is_used = true;
            finding.state = State::Ignored;
            finding.is_allowed_in_source = true;
            finding.reason = Some(package.censored(allow.reason));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn an_allow_has_ids_and_a_reason() {
        assert_eq!(parts(" allow(a-b) why not "), Some((vec!["a-b"], "why not")));
        assert_eq!(parts("allow (a, b): because"), Some((vec!["a", "b"], "because")));
        assert_eq!(parts("allow(a)"), Some((vec!["a"], "")));
        assert_eq!(parts("allow() why"), None);
        assert_eq!(parts("alow(a) why"), None);
        assert_eq!(parts("allow(a why"), None);
    }
}
