//! The tokens that say something, with the brackets paired.

use std::ops::Range;

use super::Kind;
use crate::script::draft::Draft;
use crate::script::{FaultKind, Token};

/// A token that says something.
pub(super) struct Item {
    pub(super) kind: Kind,
    pub(super) range: Range<u32>,
    /// Whether a line ends between it and the one before it.
    pub(super) starts_line: bool,
    /// Of a bracket, the other one.
    pub(super) partner: Option<usize>,
}

pub(super) fn items(tokens: Vec<Token<Kind>>, draft: &mut Draft) -> Vec<Item> {
    let mut items = vec![];
    let mut starts_line = true;
    for token in tokens {
        match token.kind {
            // A comment of several lines ends them too.
            Kind::Newline | Kind::Comment | Kind::Conditional => starts_line = true,
            Kind::Blank => {}
            kind => {
                items.push(Item { kind, range: token.range, starts_line, partner: None });
                starts_line = false;
            }
        }
    }
    pair(&mut items, draft);
    items
}

/// Finds the other bracket of each, and says which have none.
fn pair(items: &mut [Item], draft: &mut Draft) {
    let mut open: Vec<(usize, Kind)> = vec![];
    // How many of each sort are open, so that what closes nothing need not be looked for.
    let mut counts = [0_usize; 3];
    let mut pairs = vec![];
    for (index, item) in items.iter().enumerate() {
        draft.work += 1;
        if item.kind == Kind::Markup {
            unclosed(items, &mut open, draft);
            counts = [0; 3];
        } else if let Some(close) = item.kind.closed_by() {
            open.push((index, close));
            if let Some(count) = counts.get_mut(sort(close)) {
                *count += 1;
            }
        } else if item.kind.closes() {
            if counts.get(sort(item.kind)).is_none_or(|count| *count == 0) {
                draft.fault(item.range.clone(), FaultKind::UnexpectedClose);
                continue;
            }
            while let Some((opener, close)) = open.pop() {
                if let Some(count) = counts.get_mut(sort(close)) {
                    *count = count.saturating_sub(1);
                }
                if close == item.kind {
                    pairs.push((opener, index));
                    break;
                }
                if let Some(item) = items.get(opener) {
                    draft.fault(item.range.clone(), FaultKind::UnclosedBlock);
                }
            }
        }
    }
    unclosed(items, &mut open, draft);
    for (one, other) in pairs {
        for (at, partner) in [(one, other), (other, one)] {
            if let Some(item) = items.get_mut(at) {
                item.partner = Some(partner);
            }
        }
    }
}

fn unclosed(items: &[Item], open: &mut Vec<(usize, Kind)>, draft: &mut Draft) {
    for (opener, _) in open.drain(..) {
        if let Some(item) = items.get(opener) {
            draft.fault(item.range.clone(), FaultKind::UnclosedBlock);
        }
    }
}

fn sort(close: Kind) -> usize {
    match close {
        Kind::Close => 0,
        Kind::CloseBracket => 1,
        _ => 2,
    }
}
