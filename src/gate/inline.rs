//! `<!-- ppkglint: allow(id) reason -->` in the files of a project, `# ppkglint: allow(id) reason` in
//! its scripts: the author accepts what a lint finds in the element, or the line, that follows.

use std::collections::{HashMap, HashSet};

use super::nearest::did_you_mean;
use crate::lint::{Finding, Findings, Lint, State, reserved};
use crate::package::{Comment, Package};
use crate::text::Span;

/// One id of one comment, and what it covers.
struct Allow<'a> {
    lint: &'static str,
    reason: &'a str,
    comment: &'a Comment,
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
                &match comment.sign {
                    "<!--" => "write <!-- ppkglint: allow(id) reason -->".to_owned(),
                    sign => format!("write {sign} ppkglint: allow(id) reason"),
                },
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
                format!("the allow of {} stands before no {}", ids.join(", "), thing(comment)),
                &place(comment),
            );
            continue;
        };
        for id in ids {
            match known.iter().find(|lint| lint.id == id) {
                Some(lint) => {
                    allows.push(Allow { lint: lint.id, reason, comment, covers, is_used: false })
                }
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
            .at(&allow.comment.text)
            .say(format!("the allow of {} fits no finding", allow.lint))
            .help(format!("delete it, or {}", place(allow.comment)));
    }
    unmatched.finish()
}

/// What a comment stands before.
fn thing(comment: &Comment) -> &'static str {
    if comment.sign == "<!--" { "element" } else { "line of code" }
}

/// Where a comment belongs.
fn place(comment: &Comment) -> String {
    format!("put it right before the {} that it is about", thing(comment))
}

/// Ids and reason of ` allow(a, b) because`.
fn parts(said: &str) -> Option<(Vec<&str>, &str)> {
    let inside = said.trim().strip_prefix("allow")?.trim_start().strip_prefix('(')?;
    let (ids, reason) = inside.split_once(')')?;
    let ids: Vec<&str> = ids.split(',').map(str::trim).filter(|id| !id.is_empty()).collect();
    (!ids.is_empty()).then(|| (ids, reason.trim().trim_start_matches([':', '-', '–', '—']).trim()))
}

/// One walk over both in their order tells which covers what, as a hostile project has as many
/// comments as findings. Of those that cover a place the one that begins last counts.
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
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use crate::lint::{Context, lint, run};
    use crate::package::{Limits, packages};

    #[test]
    fn an_allow_has_ids_and_a_reason() {
        assert_eq!(parts(" allow(a-b) why not "), Some((vec!["a-b"], "why not")));
        assert_eq!(parts("allow (a, b): because"), Some((vec!["a", "b"], "because")));
        assert_eq!(parts("allow(a)"), Some((vec!["a"], "")));
        assert_eq!(parts("allow() why"), None);
        assert_eq!(parts("alow(a) why"), None);
        assert_eq!(parts("allow(a why"), None);
    }

    lint! {
        /// `format` is called.
        FORMATS {
            id: "formats", category: ScriptsDestructive, severity: Error, confidence: Certain,
            since: "0.1.0",
            check,
        }
    }

    fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
        for (id, script) in package.numbered_scripts() {
            for (at, found) in script.text().match_indices("format ") {
                let span = Span::new(id, at as u32..(at + found.len()) as u32);
                findings.at(&span).say("it formats").help("do not");
            }
        }
    }

    /// The state of each finding in a script, and what is said of its comments.
    fn judged(name: &str, text: &str) -> (Vec<State>, Vec<String>) {
        let desk = tempfile::tempdir().unwrap();
        let path = desk.path().join(name);
        std::fs::write(&path, text).unwrap();
        let packages = packages(&crate::container::open(&path), &Limits::default());
        let context = Context::at(chrono::DateTime::UNIX_EPOCH);
        let lints = vec![&FORMATS];
        let ran = run(&crate::lint::Run {
            lints: lints.clone(),
            named: vec![],
            packages: &packages,
            context: &context,
        });
        let mut found = ran.findings;
        let ran = HashSet::from(["formats"]);
        let said = apply(packages.first().unwrap(), 0, &mut found, &lints, &ran);
        (
            found.into_iter().map(|finding| finding.state).collect(),
            said.into_iter().map(|finding| finding.message).collect(),
        )
    }

    #[test]
    fn a_comment_in_a_script_accepts_what_is_on_the_next_line_or_on_its_own() {
        let accepted = |name: &str, text: &str| {
            let (states, said) = judged(name, text);
            assert_eq!(states, [State::Ignored, State::New], "{name}");
            assert!(said.is_empty(), "{said:?}");
        };
        accepted("a.ps1", "# ppkglint: allow(formats) a spare disk\nformat e:\nformat f:\n");
        accepted("a.ps1", "format e: # ppkglint: allow(formats) a spare disk\nformat f:\n");
        accepted("a.ps1", "# ppkglint: allow(formats) x\nIn-Order {\n  format e:\n}\nformat f:\n");
        accepted(
            "a.cmd",
            "rem ppkglint: allow(formats) a spare disk\r\nformat e:\r\nformat f:\r\n",
        );
        accepted("a.cmd", "rem ppkglint: allow(formats) x\r\n@format e:\r\nformat f:\r\n");
        accepted("a.ps1", "# ppkglint: allow(formats) x\n  & format e:\nformat f:\n");
        accepted("a.bat", ":: ppkglint: allow(formats) x\r\nformat e:\r\nformat f:\r\n");
        accepted("a.cmd", "format e: & rem ppkglint: allow(formats) x\r\nformat f:\r\n");
        accepted(
            "a.vbs",
            "sh.Run \"format e:\" ' ppkglint: allow(formats) x\nsh.Run \"format f:\"\n",
        );
        accepted(
            "a.js",
            "// ppkglint: allow(formats) x\nsh.Run(\"format e:\");\nsh.Run(\"format f:\");\n",
        );
        accepted(
            "a.js",
            "sh.Run('format e:'); /* ppkglint: allow(formats) x */\nsh.Run('format f:')\n",
        );
        accepted(
            "a.reg",
            "; ppkglint: allow(formats) x\n\"a\"=\"format e:\"\n\"b\"=\"format f:\"\n",
        );
    }

    #[test]
    fn a_comment_in_a_script_that_does_not_count_is_reported() {
        let said = |text: &str| judged("a.ps1", text);
        let (states, messages) = said("# ppkglint: allow(formats)\nformat e:\n");
        assert_eq!(states, [State::New]);
        assert_eq!(messages, ["the allow of formats has no reason, so it does not count"]);
        let (states, messages) = said("format e:\n# ppkglint: allow(formats) x\n");
        assert_eq!(states, [State::New]);
        assert_eq!(messages, ["the allow of formats stands before no line of code"]);
        let (_, messages) = said("# ppkglint: allow(format) x\nformat e:\n");
        assert_eq!(messages, ["there is no lint called \"format\", so the allow does not count"]);
        let (_, messages) = said("'# ppkglint: allow(formats) x'\nformat e:\n");
        assert!(messages.is_empty());
    }
}
