use super::CodecError;

/// Bytes after the end of a chunk that a decoder may scribble on, so that it can copy in blocks.
pub(crate) const SLACK: usize = 32;
/// Bytes a block copy moves at once.
const BLOCK: usize = 16;

/// The chunk being decoded: a fixed number of bytes, filled from the front.
pub(crate) struct Output<'a> {
    /// The chunk and [`SLACK`].
    bytes: &'a mut [u8],
    /// How many are filled. Never above `end`.
    position: usize,
    /// The size of the chunk.
    end: usize,
}

const BEFORE_START: CodecError = CodecError::new("a match reaches back before the chunk's start");
const PAST_END: CodecError = CodecError::new("a match runs past the chunk's end");

impl<'a> Output<'a> {
    /// Makes room for `size` bytes in `buffer`, replacing what it holds. Once decoding is over the
    /// buffer must be cut to `size`.
    pub(crate) fn new(buffer: &'a mut Vec<u8>, size: usize) -> Output<'a> {
        buffer.resize(size.saturating_add(SLACK), 0);
        Output { bytes: buffer, position: 0, end: size }
    }

    pub(crate) fn is_full(&self) -> bool {
        self.position >= self.end
    }

    /// How many bytes are filled.
    #[inline(always)]
    pub(crate) fn position(&self) -> usize {
        self.position
    }

    /// How many bytes are not filled.
    #[inline(always)]
    pub(crate) fn room(&self) -> usize {
        self.end.saturating_sub(self.position)
    }

    /// Appends bytes, of which there must be room for all.
    pub(crate) fn append(&mut self, bytes: &[u8]) {
        let place = self.bytes.get_mut(self.position..).and_then(|to| to.get_mut(..bytes.len()));
        if let Some(place) = place {
            place.copy_from_slice(bytes);
            self.position += bytes.len();
        }
    }

    /// Appends a byte. Only to be called when not full: the slack takes the byte otherwise.
    #[inline(always)]
    pub(crate) fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.position) {
            *place = byte;
            self.position += 1;
        }
    }

    /// Appends the `length` bytes that lie `distance` back, which may overlap those appended.
    #[inline(always)]
    pub(crate) fn copy(&mut self, distance: usize, length: usize) -> Result<(), CodecError> {
        if distance == 0 || distance > self.position {
            return Err(BEFORE_START);
        }
        if length > self.room() {
            return Err(PAST_END);
        }
        let from = self.position - distance;
        let to = self.position;
        self.position += length;
        if distance >= BLOCK {
            // A block never overlaps itself, and what it writes too much is in the slack or is
            // overwritten by what comes next.
            let mut done = 0;
            while done < length {
                self.copy_block::<BLOCK>(from + done, to + done);
                done += BLOCK;
            }
        } else {
            self.copy_near(from, to, length);
        }
        Ok(())
    }

    /// Appends `length` bytes, each being what lies `step` back, plus the difference that the bytes
    /// `distance` back had over the same step.
    pub(crate) fn copy_delta(
        &mut self,
        step: usize,
        distance: u64,
        length: usize,
    ) -> Result<(), CodecError> {
        let distance = usize::try_from(distance).unwrap_or(usize::MAX);
        let reach = distance.checked_add(step).filter(|reach| *reach <= self.position);
        let Some(reach) = reach.filter(|_| distance != 0) else {
            return Err(BEFORE_START);
        };
        if length > self.room() {
            return Err(PAST_END);
        }
        // All that is read and written, from the earliest byte on.
        let start = self.position - reach;
        let Some(bytes) = self.bytes.get_mut(start..self.position + length) else {
            return Err(PAST_END);
        };
        self.position += length;
        for at in 0..length {
            let earlier = bytes.get(at).copied().unwrap_or_default();
            let model = bytes.get(at + step).copied().unwrap_or_default();
            let base = bytes.get(at + distance).copied().unwrap_or_default();
            if let Some(place) = bytes.get_mut(at + reach) {
                *place = base.wrapping_add(model).wrapping_sub(earlier);
            }
        }
        Ok(())
    }

    #[inline(always)]
    fn copy_block<const N: usize>(&mut self, from: usize, to: usize) {
        let block: Option<[u8; N]> =
            self.bytes.get(from..).and_then(<[u8]>::first_chunk::<N>).copied();
        let place = self.bytes.get_mut(to..).and_then(<[u8]>::first_chunk_mut::<N>);
        if let (Some(block), Some(place)) = (block, place) {
            *place = block;
        }
    }

    /// Copies that overlap themselves within a block.
    fn copy_near(&mut self, from: usize, to: usize, length: usize) {
        let distance = to - from;
        if distance == 1 {
            let byte = self.bytes.get(from).copied().unwrap_or_default();
            if let Some(run) = self.bytes.get_mut(to..to + length) {
                run.fill(byte);
            }
            return;
        }
        // The bytes repeat with the distance as their period, so what is copied may lie back any
        // multiple of it: double until a block fits.
        let mut period = distance;
        let mut done = 0;
        while period < BLOCK && done < length {
            let step = period.min(length - done);
            self.bytes.copy_within(from..from + step, to + done);
            done += step;
            period *= 2;
        }
        while done < length {
            self.copy_block::<BLOCK>(to + done - period, to + done);
            done += BLOCK;
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn every_distance_and_length_copies_as_byte_by_byte() {
        for distance in 1..40 {
            for length in 0..100 {
                let start: Vec<u8> = (0..40).collect();
                let mut wanted = start.clone();
                for _ in 0..length {
                    wanted.push(wanted[wanted.len() - distance]);
                }
                let mut buffer = Vec::new();
                let mut output = Output::new(&mut buffer, 40 + length);
                for byte in &start {
                    output.push(*byte);
                }
                output.copy(distance, length).unwrap();
                assert!(output.is_full());
                buffer.truncate(40 + length);
                assert_eq!(buffer, wanted, "distance {distance}, length {length}");
            }
        }
    }

    #[test]
    fn deltas_continue_a_table_of_numbers() {
        let numbers = |range: std::ops::Range<u32>| -> Vec<u8> {
            range.flat_map(|number| (number * 700).to_le_bytes()).collect()
        };
        let mut buffer = Vec::new();
        let mut output = Output::new(&mut buffer, 20);
        output.append(&[5, 0, 0, 0, 10, 0, 0, 0, 7, 0, 0, 0]);
        // Steps of 4, as 10 is 5 more than 5.
        output.copy_delta(4, 4, 8).unwrap();
        buffer.truncate(20);
        assert_eq!(buffer[12..], [4, 0, 0, 0, 1, 0, 0, 0]);

        let mut output = Output::new(&mut buffer, 8);
        output.append(&numbers(0..1));
        assert_eq!(output.copy_delta(1, 4, 1), Err(BEFORE_START));
        assert_eq!(output.copy_delta(1, 0, 1), Err(BEFORE_START));
        assert_eq!(output.copy_delta(128, u64::MAX, 1), Err(BEFORE_START));
        assert_eq!(output.copy_delta(1, 3, 5), Err(PAST_END));
        assert_eq!(output.copy_delta(1, 3, 4), Ok(()));
    }

    #[test]
    fn matches_stay_inside_the_chunk() {
        let mut buffer = Vec::new();
        let mut output = Output::new(&mut buffer, 4);
        output.push(1);
        assert_eq!(output.copy(2, 1), Err(BEFORE_START));
        assert_eq!(output.copy(0, 1), Err(BEFORE_START));
        assert_eq!(output.copy(1, 4), Err(PAST_END));
        assert_eq!(output.copy(1, 3), Ok(()));
    }
}
