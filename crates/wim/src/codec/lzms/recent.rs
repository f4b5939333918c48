/// What recent matches repeated, the latest first. A match is not among those that the item right
/// after it can choose from.
pub(super) struct Recent<T> {
    /// One more than can be chosen from, for the one that cannot be chosen yet.
    entries: [T; 4],
    /// How many at the front cannot be chosen yet: 1 right after a match.
    unsettled: usize,
}

impl<T: Copy> Recent<T> {
    pub(super) fn new(entries: [T; 4]) -> Recent<T> {
        Recent { entries, unsettled: 0 }
    }

    /// Moves one of the three that can be chosen from to the front, and returns it.
    #[inline(always)]
    pub(super) fn repeat(&mut self, place: usize) -> T {
        let [a, b, c, d] = self.entries;
        self.entries = match place + self.unsettled {
            0 => [a, b, c, d],
            1 => [b, a, c, d],
            2 => [c, a, b, d],
            _ => [d, a, b, c],
        };
        self.unsettled = 1;
        let [front, ..] = self.entries;
        front
    }

    /// Puts a new one at the front.
    #[inline(always)]
    pub(super) fn push(&mut self, entry: T) {
        let [a, b, c, _] = self.entries;
        self.entries = [entry, a, b, c];
        self.unsettled = 1;
    }

    /// Says that an item went by that was no match of this kind.
    #[inline(always)]
    pub(super) fn settle(&mut self) {
        self.unsettled = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_match_can_be_chosen_from_the_second_item_after_it() {
        let mut recent = Recent::new([1, 2, 3, 4]);
        recent.push(9);
        assert_eq!(recent.repeat(0), 1, "9 is not there yet");
        recent.settle();
        assert_eq!(recent.repeat(1), 9);
        assert_eq!(recent.repeat(2), 3);
        recent.settle();
        assert_eq!(recent.repeat(0), 3);
    }
}
