//! `ppkglint explain`: the documentation of a lint, offline.

use super::{UsageError, known_lints, print};
use crate::gate::ExitCode;
use crate::lint::Lint;

pub(super) fn run(id: &str) -> Result<ExitCode, UsageError> {
    let lints = known_lints();
    let Some(lint) = lints.iter().find(|lint| lint.id == id) else {
        let nearest = lints.iter().min_by_key(|lint| strsim::osa_distance(lint.id, id));
        let hint = nearest
            .filter(|lint| strsim::osa_distance(lint.id, id) <= lint.id.len() / 2)
            .map_or_else(
                || "`ppkglint lints` lists them".to_owned(),
                |lint| format!("did you mean {}?", lint.id),
            );
        return Err(UsageError::UnknownLint(format!("there is no lint called {id:?}; {hint}")));
    };
    print(&text(lint));
    Ok(ExitCode::Clean)
}

fn text(lint: &Lint) -> String {
    let mut out = format!(
        "{}\n\n{}, {}, {}; since {}\n",
        lint.id,
        lint.severity.word(),
        lint.confidence.word(),
        lint.category.word(),
        lint.since
    );
    if !lint.attack.is_empty() {
        out.push_str(&format!("MITRE ATT&CK: {}\n", lint.attack.join(", ")));
    }
    out.push('\n');
    out.push_str(&lint.plain_docs());
    out.push('\n');
    out
}
