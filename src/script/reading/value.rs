//! What a word is, as far as that can be known.

use std::ops::Range;

use crate::script::spliced::Spliced;

/// Stands in a text for what cannot be known.
pub const UNKNOWN: char = '\u{fffc}';

/// What a word is, as far as that can be known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Value {
    /// The text, with [`UNKNOWN`] for what cannot be known; its places are in the text of the unit.
    /// A list is its items with blanks between them.
    pub text: Spliced,
    /// Where the word stands in the text of the unit, quotes included.
    pub range: Range<usize>,
    /// Of a list, what is in it.
    pub items: Option<Vec<Value>>,
    /// Of bytes, what they are; their text is what they say, if they are a text.
    pub bytes: Option<Vec<u8>>,
    /// Of a hashtable, what is in it; the keys in lower case.
    pub entries: Vec<(String, Value)>,
    /// Of a block, its scope in the tree of the unit.
    pub block: Option<u32>,
    /// The calls that it is the output of, by their place in the tree of the unit.
    pub commands: Option<(u32, u32)>,
    /// Of a variable, the calls whose output was assigned to it, by their place in the tree of the
    /// unit: of `$a` behind `$a = Get-It x` that of `Get-It`.
    pub assigned: Option<(u32, u32)>,
    /// The variables in it.
    pub uses: Vec<Use>,
    /// Whether it was put together by more than writing it down.
    pub is_folded: bool,
    /// Whether it stands in quotes.
    pub is_quoted: bool,
}

/// A variable that a value has in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The name in lower case, `env:` before those of the environment.
    pub name: String,
    /// Where it stands in the text of the unit.
    pub range: Range<usize>,
}

impl Value {
    /// The text, with [`UNKNOWN`] for what cannot be known.
    pub fn text(&self) -> &str {
        self.text.text()
    }

    /// Whether all of it is known.
    pub fn is_known(&self) -> bool {
        !self.text().contains(UNKNOWN)
    }

    /// The text, if all of it is known.
    pub fn known(&self) -> Option<&str> {
        Some(self.text()).filter(|_| self.is_known())
    }

    /// Whether it is that text, in any case.
    pub fn is(&self, text: &str) -> bool {
        self.text().eq_ignore_ascii_case(text)
    }

    /// Whether it says no: `$false`, `0`, `False`.
    pub fn is_false(&self) -> bool {
        ["$false", "false", "0", "disabled"].iter().any(|no| self.is(no))
    }

    /// Whether it says yes: `$true`, `1`, `True`.
    pub fn is_true(&self) -> bool {
        ["$true", "true", "1", "enabled"].iter().any(|yes| self.is(yes))
    }

    /// The items of a list, or the value itself.
    pub fn each(&self) -> &[Self] {
        match &self.items {
            Some(items) => items,
            None => std::slice::from_ref(self),
        }
    }

    /// The entry of a hashtable.
    pub fn entry(&self, key: &str) -> Option<&Self> {
        self.entries.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value)
    }

    /// Whether a variable of that name is in it: `env:userprofile`.
    pub fn uses(&self, name: &str) -> bool {
        self.uses.iter().any(|found| found.name == name)
    }

    /// What is not known.
    pub(super) fn unknown(range: Range<usize>) -> Self {
        let mut text = Spliced::default();
        text.push_changed(UNKNOWN.encode_utf8(&mut [0; 4]), range.clone());
        Self { text, range, ..Self::default() }
    }

    /// A text that `range` stands for.
    pub(super) fn changed(text: &str, range: Range<usize>) -> Self {
        let mut spliced = Spliced::default();
        spliced.push_changed(text, range.clone());
        Self { text: spliced, range, ..Self::default() }
    }

    /// A list.
    pub(super) fn list(items: Vec<Self>, range: Range<usize>) -> Self {
        let mut value = Self { range, ..Self::default() };
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                let at = item.range.start;
                value.text.push_changed(" ", at..at);
            }
            value.text.push_part(&item.text, 0..item.text().len());
            value.uses.extend(item.uses.iter().cloned());
            value.is_folded |= item.is_folded;
        }
        value.items = Some(items);
        value
    }

    /// Puts another one behind it, as text.
    pub(super) fn push(&mut self, other: &Self) {
        self.text.push_part(&other.text, 0..other.text().len());
        self.uses.extend(other.uses.iter().cloned());
        self.is_folded |= other.is_folded;
    }
}
