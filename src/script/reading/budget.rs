//! How much of what a text runs, and of what its values are, is followed.

/// How many bytes a value may have. Longer ones are not known.
pub(super) const LONGEST_VALUE: usize = 1 << 16;

/// How many texts one text may run.
const MAX_UNITS: usize = 20_000;

/// What may still be followed. It grows with the text, so that the time does.
pub(super) struct Budget {
    units: usize,
    text: usize,
    values: usize,
    /// What was done so far, counted for the tests.
    pub(super) steps: usize,
}

impl Budget {
    pub(super) fn of(text: &str) -> Self {
        let length = text.len();
        Self {
            units: MAX_UNITS,
            text: length.saturating_mul(4).saturating_add(1 << 20),
            values: length.saturating_mul(8).saturating_add(1 << 20),
            steps: 0,
        }
    }

    /// Whether a text of that length is still followed.
    pub(super) fn takes(&mut self, length: usize) -> bool {
        self.steps += 1;
        let is_left = self.units > 0 && self.text >= length;
        if is_left {
            self.units -= 1;
            self.text -= length;
            self.steps += length;
        }
        is_left
    }

    /// Whether a value of that length is still made.
    pub(super) fn makes(&mut self, length: usize) -> bool {
        self.steps += 1;
        let is_left = length <= LONGEST_VALUE && self.values >= length;
        if is_left {
            self.values -= length;
            self.steps += length;
        }
        is_left
    }
}
