//! What stands within a bracket, cut into statements, and these into the commands of pipelines.

use std::ops::Range;

use super::layout::ends_statement;
use super::{Element, Head, Kind, Parser, Role, Statement};
use crate::script::RunsIf;

impl Parser<'_> {
    /// A keyword with what belongs to it; gives the token behind.
    pub(super) fn keyword(
        &mut self,
        keyword: usize,
        end: usize,
        last_do: &mut Option<usize>,
    ) -> usize {
        let word = self.token_text(keyword).to_ascii_lowercase();
        match word.as_str() {
            "return" | "throw" | "exit" | "break" | "continue" => {
                self.mark(keyword);
                return self.statement(Some(keyword), keyword + 1, end);
            }
            _ => {}
        }
        let mut at = keyword + 1;
        let mut head = None;
        let start = at;
        while at < end {
            self.work += 1;
            match self.kind(at) {
                Kind::NewLine | Kind::Semicolon | Kind::Keyword => break,
                _ => {}
            }
            let Some((index, group)) = self.group(at) else {
                // A condition without its block: what follows is a statement.
                if head.is_some() && !self.kind(at).is_blank() {
                    break;
                }
                at += 1;
                continue;
            };
            match group.role {
                Role::Condition | Role::Foreach | Role::For => head = Some(index),
                Role::Parameters if word == "param" => return self.after(at),
                Role::Body(_) | Role::Switch | Role::Class | Role::Enum => {
                    let told = match (head, word.as_str()) {
                        (Some(head), _) => Some(Head::Group(head)),
                        (None, "catch" | "trap" | "switch") => Some(Head::Tokens(start..at)),
                        _ => None,
                    };
                    if let Some(told) = told {
                        self.heads.push((index, told));
                    }
                    *last_do = (word == "do").then_some(index);
                    return self.after(at);
                }
                _ => {}
            }
            at = self.after(at);
        }
        if let (Some(body), Some(head), "while" | "until") = (last_do.take(), head, word.as_str()) {
            self.heads.push((body, Head::Group(head)));
        }
        at
    }

    /// A statement; gives the token behind.
    pub(super) fn statement(&mut self, keyword: Option<usize>, start: usize, end: usize) -> usize {
        let targets = self.targets.len();
        let elements = self.elements.len();
        let (mut at, mut from, mut pipeline) = (start, start, start);
        let mut runs_if = RunsIf::Always;
        let mut background = false;
        let mut previous = None;
        let mut is_broken = false;
        let mut has_redirection = false;
        while at < end {
            self.work += 1;
            match self.kind(at) {
                Kind::NewLine | Kind::Semicolon => break,
                Kind::Keyword => {
                    is_broken = true;
                    break;
                }
                Kind::Open if self.role(at).is_some_and(ends_statement) => {
                    is_broken = true;
                    break;
                }
                Kind::Background => {
                    background = true;
                    break;
                }
                Kind::Redirection => has_redirection = true,
                Kind::Assign if self.elements.len() == elements => {
                    self.targets.push((from..at, at));
                    (from, pipeline) = (at + 1, at + 1);
                }
                Kind::Pipe => {
                    previous = self.element(from..at, previous, runs_if);
                    from = at + 1;
                }
                kind @ (Kind::AndIf | Kind::OrIf) => {
                    self.element(from..at, previous, runs_if);
                    previous = None;
                    runs_if = if kind == Kind::AndIf { RunsIf::Succeeded } else { RunsIf::Failed };
                    from = at + 1;
                }
                _ => {}
            }
            at = self.after(at);
        }
        let at = at.min(end);
        if keyword.is_none() || self.skip(from, at) < at {
            self.element(from..at, previous, runs_if);
        }
        let pieces = self.elements.get(elements..).unwrap_or_default();
        let is_plain = match pieces {
            [only] => !only.is_command && !has_redirection && !background && !is_broken,
            _ => false,
        };
        if !is_plain {
            for index in elements..self.elements.len() {
                let Some(element) = self.elements.get_mut(index) else { break };
                element.background = background;
                if element.key.is_none() {
                    let tokens = element.tokens.clone();
                    if self.skip(tokens.start, tokens.end) < tokens.end {
                        let key = self.key_of(tokens);
                        if let Some(element) = self.elements.get_mut(index) {
                            element.key = Some(key);
                        }
                        self.mark(key);
                    }
                }
            }
            self.join(elements);
        }
        self.statements.push(Statement {
            keyword,
            targets: targets..self.targets.len(),
            elements: elements..self.elements.len(),
            is_plain,
            tokens: keyword.unwrap_or(start)..at,
            pipeline: pipeline..at,
        });
        // What ended it is not part of it, but a keyword is the start of the next.
        at + usize::from(!is_broken)
    }

    /// Notes the part of a pipeline that `tokens` are.
    fn element(
        &mut self,
        tokens: Range<usize>,
        piped_from: Option<usize>,
        runs_if: RunsIf,
    ) -> Option<usize> {
        let first = self.skip(tokens.start, tokens.end);
        let is_command =
            first < tokens.end && matches!(self.kind(first), Kind::Command | Kind::CallOperator);
        let key = is_command.then_some(first);
        if let Some(key) = key {
            self.mark(key);
        }
        let background = false;
        self.elements.push(Element { key, is_command, tokens, piped_from, runs_if, background });
        // For now by index: the key of an expression is known only when all of it was seen.
        Some(self.elements.len() - 1)
    }

    /// Turns the indices of elements into keys.
    fn join(&mut self, elements: usize) {
        for index in elements..self.elements.len() {
            let from = self.elements.get(index).and_then(|element| element.piped_from);
            let key = from.and_then(|from| self.elements.get(from)).and_then(|from| from.key);
            if let Some(element) = self.elements.get_mut(index) {
                element.piped_from = key;
            }
        }
    }
}
