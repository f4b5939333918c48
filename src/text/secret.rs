//! Which parts of a text are secret, and what is shown in their place.

use std::{fmt, ops::Range};

/// Ranges of bytes of a decoded text that must not be shown; sorted, none touching another.
#[derive(Debug, Clone, Default)]
pub struct SecretRanges(Vec<Range<u32>>);

impl SecretRanges {
    /// Adds a range; an empty one is ignored, overlapping ones grow together.
    pub fn insert(&mut self, range: Range<u32>) {
        if range.is_empty() {
            return;
        }
        let first = self.0.partition_point(|known| known.end < range.start);
        let last = self.0.partition_point(|known| known.start <= range.end);
        let merged = self
            .0
            .get(first..last)
            .unwrap_or_default()
            .iter()
            .fold(range, |all, known| all.start.min(known.start)..all.end.max(known.end));
        self.0.splice(first..last.max(first), [merged]);
    }

    /// Adds many ranges at once: what a search found can be as many as there are lines.
    pub fn extend(&mut self, ranges: impl IntoIterator<Item = Range<u32>>) {
        self.0.extend(ranges.into_iter().filter(|range| !range.is_empty()));
        self.0.sort_unstable_by_key(|range| (range.start, range.end));
        self.0.dedup_by(|next, last| {
            let touches = next.start <= last.end;
            if touches {
                last.end = last.end.max(next.end);
            }
            touches
        });
    }

    /// The secret range that touches `range`, the first if there are several.
    pub fn touching(&self, range: &Range<u32>) -> Option<&Range<u32>> {
        let at = self.0.partition_point(|known| known.end <= range.start);
        self.0.get(at).filter(|known| known.start < range.end.max(range.start + 1))
    }

    /// The secret range that holds `offset`.
    pub fn holding(&self, offset: u32) -> Option<&Range<u32>> {
        self.touching(&(offset..offset + 1))
    }

    /// All ranges, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Range<u32>> {
        self.0.iter()
    }

    /// Whether nothing is secret.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What stands in the place of a secret: `••••` and its length in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mask(
    /// The length of the secret in Unicode scalar values.
    pub usize,
);

impl fmt::Display for Mask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "••••({})", self.0)
    }
}

/// The mask of one secret.
pub fn mask(secret: &str) -> Mask {
    Mask(secret.chars().count())
}

/// Whether finding `secret` again in other text is telling.
///
/// A short secret, or one that is an ordinary lower-case word, stands in innocent text by chance.
/// Masking it there would hide what a reader needs and point at what it hides.
pub fn is_telling(secret: &str) -> bool {
    let length = secret.chars().count();
    length >= 12 || (length >= 6 && !secret.chars().all(|ch| ch.is_lowercase() || ch == ' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_secrets_grow_together() {
        let mut secrets = SecretRanges::default();
        for range in [10..20, 30..40, 15..32, 50..50, 0..2] {
            secrets.insert(range);
        }
        assert_eq!(secrets.iter().cloned().collect::<Vec<_>>(), [0..2, 10..40]);
        let mut at_once = SecretRanges::default();
        at_once.extend([10..20, 30..40, 15..32, 50..50, 0..2]);
        assert_eq!(at_once.iter().collect::<Vec<_>>(), secrets.iter().collect::<Vec<_>>());
        assert_eq!(secrets.holding(39), Some(&(10..40)));
        assert_eq!(secrets.holding(40), None);
        assert_eq!(secrets.touching(&(2..10)), None);
        assert_eq!(secrets.touching(&(1..3)), Some(&(0..2)));
    }

    #[test]
    fn a_mask_tells_the_length_and_nothing_else() {
        assert_eq!(mask("hunter2-é").to_string(), "••••(9)");
    }

    #[test]
    fn an_ordinary_word_is_not_hunted_for() {
        assert!(!is_telling("password"));
        assert!(!is_telling("A1!"));
        assert!(is_telling("Passw0rd"));
        assert!(is_telling("correcthorsebatterystaple"));
    }
}
