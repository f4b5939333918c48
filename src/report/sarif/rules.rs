//! Every lint that was to run, as a rule with its documentation.

use super::log::{DefaultConfiguration, Message, Rule, RuleProperties};
use super::{Report, level};
use crate::lint::{Confidence, Lint, Question, Severity};

/// The rules, in the order of the lints; those that have findings all the same are behind them.
pub(super) fn rules(report: &Report<'_>) -> Vec<Rule> {
    let mut lints: Vec<&Lint> = report.lints.to_vec();
    for finding in report.findings {
        if !lints.iter().any(|lint| lint.id == finding.lint.id) {
            lints.push(finding.lint);
        }
    }
    lints.into_iter().map(rule).collect()
}

fn rule(lint: &Lint) -> Rule {
    let docs = lint.plain_docs();
    let is_of_security = matches!(lint.question, Question::GivesAway | Question::Does);
    let mut tags = vec![lint.category.word().to_owned(), lint.question.word().to_owned()];
    if is_of_security {
        tags.push("security".to_owned());
    }
    tags.extend(lint.attack.iter().map(|technique| format!("external/attack/{technique}")));
    Rule {
        id: lint.id,
        name: lint.id.split('-').map(capitalised).collect(),
        short_description: Message::plain(lint.summary()),
        full_description: Message::plain(
            lint.why().unwrap_or_else(|| lint.summary().to_owned()).as_str(),
        ),
        help: Message { text: docs.clone(), markdown: Some(docs) },
        help_uri: lint.references().into_iter().next(),
        default_configuration: DefaultConfiguration { level: level(lint.severity) },
        properties: RuleProperties {
            tags,
            precision: match lint.confidence {
                Confidence::Certain => "very-high",
                Confidence::Likely => "high",
                Confidence::Heuristic => "medium",
            },
            problem_severity: match lint.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Advice => "recommendation",
            },
            security_severity: is_of_security.then_some(match lint.severity {
                Severity::Error => "8.0",
                Severity::Warning => "5.0",
                Severity::Advice => "2.0",
            }),
        },
    }
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
