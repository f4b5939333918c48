//! Offsets and lengths are written as the number of a range of them, a slot, and plain bits that say
//! which one of the range it is.

use super::backward::BackwardBits;

/// How many slots of offsets there are. A chunk uses those that begin below its size.
pub(super) const OFFSETS: usize = 799;
/// How many slots of lengths there are.
pub(super) const LENGTHS: usize = 54;

/// How many slots have 2^n values, by n, in their order. Measured.
const OFFSET_RUNS: [usize; 21] =
    [9, 0, 9, 7, 10, 15, 15, 20, 20, 30, 33, 40, 42, 45, 60, 73, 80, 85, 95, 105, 6];
const LENGTH_RUNS: [usize; 17] = [27, 4, 6, 4, 5, 2, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 1];
/// How many plain bits the last slot of either kind has.
const LAST_BITS: u32 = 30;

/// By slot: its first value and how many plain bits follow.
type Slots<const COUNT: usize> = [(u32, u8); COUNT];

static OFFSET_SLOTS: Slots<OFFSETS> = slots(&OFFSET_RUNS);
static LENGTH_SLOTS: Slots<LENGTHS> = slots(&LENGTH_RUNS);

/// The values begin with 1; between the first values of two slots lie as many as the run of the
/// *second* has values, so that a slot has the bits of the run that the next slot is in.
#[expect(clippy::indexing_slicing, reason = "run by the compiler, which sees every index")]
const fn slots<const COUNT: usize>(runs: &[usize]) -> Slots<COUNT> {
    let mut slots = [(0, LAST_BITS as u8); COUNT];
    let mut base = 0;
    let mut slot = 0;
    let mut bits = 0;
    while bits < runs.len() {
        let mut left = runs[bits];
        while left > 0 {
            base += 1 << bits;
            slots[slot].0 = base;
            if slot > 0 {
                slots[slot - 1].1 = bits as u8;
            }
            slot += 1;
            left -= 1;
        }
        bits += 1;
    }
    assert!(slot == COUNT);
    slots
}

/// How many slots hold offsets below `size`.
pub(super) fn offsets_below(size: usize) -> usize {
    OFFSET_SLOTS.partition_point(|(base, _)| (*base as usize) < size)
}

/// The offset whose slot was read.
#[inline(always)]
pub(super) fn offset(slot: usize, bits: &mut BackwardBits<'_>) -> u32 {
    value(&OFFSET_SLOTS, slot, bits)
}

/// The length whose slot was read.
#[inline(always)]
pub(super) fn length(slot: usize, bits: &mut BackwardBits<'_>) -> u32 {
    value(&LENGTH_SLOTS, slot, bits)
}

/// The bits must be available: reading the slot's codeword leaves 33.
#[inline(always)]
fn value(slots: &[(u32, u8)], slot: usize, bits: &mut BackwardBits<'_>) -> u32 {
    let (base, extra) = slots.get(slot).copied().unwrap_or_default();
    base + bits.take(extra.into())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn slots_follow_one_another_without_a_gap() {
        for slots in [&OFFSET_SLOTS[..], &LENGTH_SLOTS[..]] {
            assert_eq!(slots[0], (1, 0));
            for pair in slots.windows(2) {
                assert_eq!(pair[0].0 + (1 << pair[0].1), pair[1].0);
            }
        }
        assert_eq!(OFFSET_SLOTS[8], (9, 2));
        assert_eq!(LENGTH_SLOTS[LENGTHS - 1], (0x1_08ab, 30));
        let (base, bits) = LENGTH_SLOTS[LENGTHS - 1];
        assert_eq!(base + (1 << bits) - 1, 1_073_809_578, "the longest match");
    }

    #[test]
    fn a_chunk_has_the_slots_that_it_can_use() {
        for (size, slots) in [(0, 0), (1, 0), (2, 1), (10, 9), (13, 9), (14, 10), (1 << 30, 799)] {
            assert_eq!(offsets_below(size), slots, "{size}");
        }
    }
}
