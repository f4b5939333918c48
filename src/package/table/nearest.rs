//! What was meant by a path that the table does not have.
//!
//! Settings younger than the table are the rule, not the exception, and each must pass without a
//! word. So nothing is suggested for what may be a name of its own: not where a digit differs,
//! not where every word of the name is one that WCD uses, and only what is the single candidate.

use strsim::osa_distance;

use super::{Edition, Kind, Setting, Table};

/// What a wrong path probably meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The path of the table.
    pub path: &'static str,
    /// In what the two differ.
    pub reason: Reason,
    /// The first part of the path asked for that is not as it should be, counted from 0.
    pub segment: usize,
}

/// In what a wrong path differs from the right one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// In upper and lower case alone.
    Case,
    /// In one part, by a slip of one or two letters.
    Spelling,
    /// In the elements around the last part: one is left out, added or another.
    Parent,
}

impl Table {
    /// The one path that an unknown path can be a slip for. `None` for a known path, and for an
    /// unknown one that may be a newer setting.
    pub fn nearest(&self, path: &str) -> Option<Suggestion> {
        self.nearest_among(path, |_| true)
    }

    /// As [`nearest`](Self::nearest), with only some of the table known.
    pub(super) fn nearest_among(
        &self,
        path: &str,
        is_known: impl Fn(&Setting) -> bool + Copy,
    ) -> Option<Suggestion> {
        let folded = self.get_ignoring_case(path).filter(|found| is_known(found));
        if folded.is_some_and(|found| found.path == path) {
            return None;
        }
        let asked: Vec<&str> = path.split('/').collect();
        let known = || self.iter().filter(|setting| is_known(setting));
        let (found, reason) = if let Some(found) = folded {
            (found, Reason::Case)
        } else if let Some(found) = only(known().filter(|setting| is_misspelt(&asked, setting))) {
            let is_word = |word: &str| known().any(|setting| has_word(setting.name(), word));
            (found.filter(|found| is_slip(&asked, found, is_word))?, Reason::Spelling)
        } else {
            (misplaced(&asked, known)?, Reason::Parent)
        };
        let mut parts = asked.iter().zip(found.path.split('/'));
        let segment = parts.position(|(a, b)| *a != b).unwrap_or(0);
        Some(Suggestion { path: found.path, reason, segment })
    }
}

/// `None` of nothing, `Some(None)` of several.
fn only<T>(mut all: impl Iterator<Item = T>) -> Option<Option<T>> {
    let first = all.next()?;
    Some(if all.next().is_none() { Some(first) } else { None })
}

/// Whether one part differs, and only by a letter or two.
fn is_misspelt(asked: &[&str], setting: &Setting) -> bool {
    let mut known = setting.path.split('/');
    let mut wrong = None;
    for asked in asked {
        let Some(known) = known.next() else { return false };
        if *asked != known && wrong.replace((*asked, known)).is_some() {
            return false;
        }
    }
    known.next().is_none() && wrong.is_some_and(|(asked, known)| is_near(asked, known))
}

fn is_near(asked: &str, known: &str) -> bool {
    let length = asked.chars().count();
    // The distance takes time by the product of the lengths, and the input may be anything.
    if length.abs_diff(known.len()) > 2 {
        return false;
    }
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let distance = osa_distance(&asked.to_lowercase(), &known.to_lowercase());
    distance <= 2 && distance * 3 < length && digits(asked) == digits(known)
}

/// Whether the misspelt part holds a word that is none. In the middle of a path whose last part
/// is right, a word may also be one that WCD uses: `User` for `Users`.
fn is_slip(asked: &[&str], found: &Setting, is_word: impl Fn(&str) -> bool) -> bool {
    let mut parts = asked.iter().zip(found.path.split('/'));
    let Some((wrong, right)) = parts.find(|(wrong, right)| *wrong != right) else { return false };
    // A word more or less makes a name of its own (`AllowMUUpdateService`).
    if words(wrong).count() != words(right).count() {
        return false;
    }
    let in_the_middle = asked.last() == Some(&found.name());
    let mut changed = words(wrong).zip(words(right)).filter(|(wrong, right)| wrong != right);
    changed.all(|(wrong, right)| {
        let is_acronym = [wrong, right].iter().any(|word| !word.contains(char::is_lowercase));
        !is_acronym && looks_mistyped(wrong, right) && (in_the_middle || !is_word(wrong))
    })
}

/// Whether one word is the other, mistyped. Nobody mistypes the first letter; short words and
/// acronyms stand close to one another without a slip, unless the letters are the same.
fn looks_mistyped(wrong: &str, right: &str) -> bool {
    let [wrong, right] = [wrong, right].map(str::to_lowercase);
    let letters = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    let is_long = wrong.len().max(right.len()) >= 5;
    wrong.chars().next() == right.chars().next() && (is_long || letters(&wrong) == letters(&right))
}

/// The setting that has the last part of the path under other elements. Only those of PCs: there
/// are twins of many for phones.
fn misplaced<I: Iterator<Item = &'static Setting>>(
    asked: &[&str],
    known: impl Fn() -> I,
) -> Option<&'static Setting> {
    let (last, around) = asked.split_last()?;
    let around = around.join("/");
    let parent = known().find(|setting| setting.path == around);
    let on_pcs =
        |setting: &&Setting| setting.is_for(Edition::Desktop) && setting.audience().is_none();
    let named = || known().filter(|setting| setting.name() == *last).filter(on_pcs);
    if let Some(found) = only(named().filter(|setting| is_deeper(asked, parent, setting))) {
        // Without its group, a path may as well begin with a group of its own.
        let has_group = |found: &&Setting| same_group(asked, found);
        return found.filter(|found| has_group(found) || !known().any(|group| has_group(&group)));
    }
    // Below an element that is known, a value that is not may be new.
    if parent.is_none() {
        let one_more = |setting: &&Setting| {
            let parts: Vec<&str> = setting.path.split('/').collect();
            let fits = parts.len() > 1 && parts.len() + 1 == asked.len();
            fits && !setting.kind.is_container()
                && same_group(asked, setting)
                && is_within(&parts, asked)
        };
        return only(named().filter(one_more)).flatten();
    }
    // No policy has the name of one in another area; elsewhere a name is used again and again.
    let elsewhere = only(named()).flatten().filter(|found| !found.kind.is_container())?;
    let is_policy = around.starts_with("Policies/") && elsewhere.path.starts_with("Policies/");
    (is_policy && elsewhere.depth() + 1 == asked.len()).then_some(elsewhere)
}

/// Whether elements were left out of the path.
fn is_deeper(asked: &[&str], parent: Option<&Setting>, setting: &Setting) -> bool {
    let parts: Vec<&str> = setting.path.split('/').collect();
    let is_left_out = parts.len() > asked.len() && is_within(asked, &parts);
    // Groups have twins among the policies (`KioskBrowser`, `Browser`): those are not left out.
    let is_end = parts.ends_with(asked) && parts.first() != Some(&"Policies");
    let starts = parts.first() == asked.first() || is_end;
    // What a list holds is known; anything else may have got a child since, or the top a group.
    let is_certain =
        parent.is_some_and(|parent| matches!(parent.kind, Kind::List | Kind::KeyedList));
    let is_special = setting.name().len() >= 8 && (asked.len() > 1 || !setting.kind.is_container());
    is_left_out && starts && (is_certain || is_special)
}

fn same_group(asked: &[&str], setting: &Setting) -> bool {
    setting.path.split('/').next() == asked.first().copied()
}

/// Whether all parts stand in the others, in the same order.
fn is_within(parts: &[&str], others: &[&str]) -> bool {
    let mut others = others.iter();
    parts.iter().all(|part| others.any(|other| other == part))
}

fn has_word(name: &str, word: &str) -> bool {
    words(name).any(|known| known.eq_ignore_ascii_case(word))
}

/// The words of a name, as its capital letters part them: `Hide` and `Oobe`, `WLAN` and `Config`.
fn words(name: &str) -> impl Iterator<Item = &str> {
    let mut rest = name;
    std::iter::from_fn(move || {
        let mut letters = rest.char_indices().skip(1).peekable();
        let mut before = rest.chars().next()?;
        let mut end = rest.len();
        while let Some((at, letter)) = letters.next() {
            let next_is_small = letters.peek().is_some_and(|(_, next)| next.is_lowercase());
            let starts = letter.is_uppercase() && (!before.is_uppercase() || next_is_small);
            if starts || letter.is_ascii_digit() != before.is_ascii_digit() {
                end = at;
                break;
            }
            before = letter;
        }
        let (word, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(word)
    })
}
