//! What the lines of a text end in.

/// How many lines end in what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LineEnds {
    /// Lines that end in a line feed alone.
    pub line_feed: usize,
    /// Lines that end in a carriage return and a line feed.
    pub both: usize,
}

impl LineEnds {
    /// Counts those of `text`.
    pub fn of(text: &str) -> Self {
        let mut found = Self::default();
        for at in memchr::memchr_iter(b'\n', text.as_bytes()) {
            let before = at.checked_sub(1).and_then(|at| text.as_bytes().get(at));
            match before {
                Some(b'\r') => found.both += 1,
                _ => found.line_feed += 1,
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_counted_once() {
        assert_eq!(LineEnds::of("\na\r\n\n\r"), LineEnds { line_feed: 2, both: 1 });
        assert_eq!(LineEnds::of(""), LineEnds::default());
    }
}
