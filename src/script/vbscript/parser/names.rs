//! Which names of a script are functions and which are variables: `a(1)` tells only by that.

use std::collections::HashSet;

use super::{Kind, Parser};

/// The names that a script gives, in lower case.
#[derive(Default)]
pub(super) struct Names {
    functions: HashSet<String>,
    variables: HashSet<String>,
}

impl Names {
    pub(super) fn is_function(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        self.functions.contains(&name) && !self.variables.contains(&name)
    }

    pub(super) fn is_variable(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        self.variables.contains(&name) && !self.functions.contains(&name)
    }
}

impl Parser<'_> {
    /// Goes over the script once. Where a name is valid does not matter.
    pub(super) fn collect_names(&mut self) {
        let mut names = Names::default();
        // In the list of a `Dim` or of parameters, the brackets around the name.
        let (mut depth, mut list) = (0_usize, None);
        // What a function is assigned to itself is what it gives.
        let mut function = String::new();
        for at in 0..self.items.len() {
            let before = at.checked_sub(1);
            let is_after = |word: &str| before.is_some_and(|at| self.is_word(at, word));
            match self.kind(at) {
                Some(Kind::Newline | Kind::Colon | Kind::Markup) => (depth, list) = (0, None),
                Some(Kind::Open) => depth += 1,
                Some(Kind::Close) => {
                    depth = depth.saturating_sub(1);
                    list = list.filter(|list| *list <= depth);
                }
                Some(Kind::Keyword) => {
                    let is = |words: &[&str]| words.iter().any(|word| self.is_keyword(at, word));
                    if is(&["dim", "redim", "private", "public", "const"]) {
                        list = Some(depth);
                    }
                }
                Some(Kind::Name) => {
                    let name = || self.name(at).to_lowercase();
                    let is_declared = ["sub", "function"].iter().any(|word| is_after(word))
                        || self.is_property_name(at);
                    if is_declared {
                        function = name();
                        names.functions.insert(function.clone());
                        list = Some(depth + 1);
                        continue;
                    }
                    let starts_item = before.is_some_and(|before| {
                        matches!(self.kind(before), Some(Kind::Comma | Kind::Open | Kind::Keyword))
                    });
                    let is_listed = starts_item && list == Some(depth);
                    let is_assigned = || self.is_assigned(at) && name() != function;
                    if is_listed || is_after("each") || is_assigned() {
                        names.variables.insert(name());
                    }
                }
                _ => {}
            }
            self.draft.work += 1;
        }
        self.names = names;
    }

    fn is_property_name(&self, at: usize) -> bool {
        let word = |back: usize, words: &[&str]| {
            at.checked_sub(back).is_some_and(|at| words.iter().any(|word| self.is_word(at, word)))
        };
        word(1, &["get", "let", "set"]) && word(2, &["property"])
    }

    /// Whether `a = …` or `a(…) = …` stands there as a statement.
    fn is_assigned(&self, at: usize) -> bool {
        let starts_statement = match at.checked_sub(1) {
            None => true,
            Some(before) => match self.kind(before) {
                Some(Kind::Newline | Kind::Colon | Kind::Markup) => true,
                Some(Kind::Keyword) => {
                    let words = ["then", "else", "set", "let", "for"];
                    words.iter().any(|word| self.is_keyword(before, word))
                }
                _ => false,
            },
        };
        let behind = match self.items.get(at + 1) {
            Some(next) if next.kind == Kind::Open => next.partner.map(|close| close + 1),
            _ => Some(at + 1),
        };
        starts_statement && behind.is_some_and(|behind| self.is_sign(behind, "="))
    }
}
