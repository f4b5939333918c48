//! The words of a text that can be names of functions.

use std::ops::Range;

use crate::script::Language;
use crate::script::reading::Unit;

/// The name of a function in lower case, without the scope before it; none if it is of a kind that
/// is not looked for.
pub(super) fn function_name(name: &str) -> Option<String> {
    let name = name.rsplit(':').next().unwrap_or(name);
    let is_plain = !name.is_empty() && name.chars().all(is_word_char);
    is_plain.then(|| name.to_lowercase())
}

/// Whether the name of a function follows.
pub(super) fn declares(word: &str) -> bool {
    ["function", "filter", "workflow", "sub"].iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// What a text holds that calls nothing: comments, and the lists of what a module gives to others.
pub(super) struct Skipped {
    ranges: std::vec::IntoIter<Range<usize>>,
    at: Option<Range<usize>>,
}

impl Skipped {
    pub(super) fn of(unit: &Unit, lists: Vec<Range<usize>>) -> Self {
        let comments = unit.tree.comments.iter();
        let comments = comments.map(|range| range.start as usize..range.end as usize);
        let mut ranges: Vec<Range<usize>> = comments.chain(lists).collect();
        ranges.sort_by_key(|range| range.start);
        let mut ranges = ranges.into_iter();
        let at = ranges.next();
        Self { ranges, at }
    }

    /// Asked for places in their order.
    pub(super) fn contains(&mut self, place: usize) -> bool {
        while self.at.as_ref().is_some_and(|range| range.end <= place) {
            self.at = self.ranges.next();
        }
        self.at.as_ref().is_some_and(|range| range.start <= place)
    }
}

fn is_word_char(ch: char) -> bool {
    ch.is_alphanumeric() || matches!(ch, '_' | '-')
}

/// The words of a text that can be names of functions.
pub(super) fn words(text: &str, language: Language) -> impl Iterator<Item = Range<usize>> {
    let is_part = move |ch: char| match language {
        Language::VbScript | Language::JScript => is_word_char(ch) && ch != '-',
        _ => is_word_char(ch),
    };
    let mut rest = 0;
    std::iter::from_fn(move || {
        let from = rest + text.get(rest..)?.find(|ch: char| is_part(ch) && ch != '-')?;
        let behind = text.get(from..)?;
        let end = from + behind.find(|ch: char| !is_part(ch)).unwrap_or(behind.len());
        rest = end;
        Some(from..end)
    })
}
