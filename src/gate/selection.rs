//! Which lints run: `--select` and `--ignore`, by id, category, question or `all`.

use super::nearest::nearest;
use crate::lint::Lint;

/// Which lints the user wants.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Only these, when there are any.
    pub select: Vec<String>,
    /// Not these; a lint that `select` names by id runs all the same.
    pub ignore: Vec<String>,
}

/// A word that selects nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no lint, category or question called {word:?}{}", suggestion.as_ref().map_or_else(String::new, |known| format!("; did you mean {known:?}?")))]
pub struct SelectionError {
    /// The word.
    pub word: String,
    /// The nearest word that selects something.
    pub suggestion: Option<String>,
}

impl Selection {
    /// The lints of `all` that are wanted.
    ///
    /// # Errors
    /// A word fits no lint.
    pub fn apply(&self, all: &[&'static Lint]) -> Result<Vec<&'static Lint>, SelectionError> {
        for word in self.select.iter().chain(&self.ignore) {
            if !all.iter().any(|lint| fits(lint, word)) {
                return Err(unknown(word, all));
            }
        }
        let wanted = |lint: &&'static Lint| {
            let selected = |word: &String| fits(lint, word);
            let named = self.select.iter().any(|word| word == lint.id);
            (self.select.is_empty() || self.select.iter().any(selected))
                && (named || !self.ignore.iter().any(selected))
        };
        Ok(all.iter().copied().filter(wanted).collect())
    }

    /// The lints of `all` that `select` names by id.
    pub fn named(&self, all: &[&'static Lint]) -> Vec<&'static str> {
        let named = |lint: &&&'static Lint| self.select.iter().any(|word| word == lint.id);
        all.iter().filter(named).map(|lint| lint.id).collect()
    }
}

/// Whether a word selects a lint.
pub(super) fn fits(lint: &Lint, word: &str) -> bool {
    let question = lint.question.word();
    [lint.id, lint.category.word(), question, "all"].contains(&word)
}

pub(super) fn unknown(word: &str, all: &[&'static Lint]) -> SelectionError {
    let words =
        all.iter().flat_map(|lint| [lint.id, lint.category.word(), lint.question.word(), "all"]);
    SelectionError { word: word.to_owned(), suggestion: nearest(word, words).map(str::to_owned) }
}
