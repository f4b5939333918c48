/// The range coder: binary decisions out of units read from the front. Past the end come zeros.
pub(super) struct RangeDecoder<'a> {
    units: std::slice::Iter<'a, [u8; 2]>,
    range: u32,
    code: u32,
}

impl<'a> RangeDecoder<'a> {
    pub(super) fn new(units: &'a [[u8; 2]]) -> RangeDecoder<'a> {
        let mut decoder = RangeDecoder { units: units.iter(), range: u32::MAX, code: 0 };
        decoder.code = decoder.unit() << 16 | decoder.unit();
        decoder
    }

    #[inline(always)]
    fn unit(&mut self) -> u32 {
        self.units.next().map_or(0, |unit| u32::from(u16::from_le_bytes(*unit)))
    }
}

/// How likely a decision is to be no, from the last 64 times it was made.
#[derive(Clone, Copy)]
struct Probability {
    /// What it was, the latest time as the lowest bit.
    history: u64,
    /// How many bits of it are 0.
    zeros: u32,
}

/// A kind of decision, which depends on how it went the last few times: `CONTEXTS` is a power of
/// two and its logarithm the number of times.
pub(super) struct Decision<const CONTEXTS: usize> {
    probabilities: [Probability; CONTEXTS],
    context: usize,
}

impl<const CONTEXTS: usize> Decision<CONTEXTS> {
    pub(super) fn new() -> Self {
        let start = Probability { history: 0x5555_5555, zeros: 48 };
        Decision { probabilities: [start; CONTEXTS], context: 0 }
    }

    #[inline(always)]
    pub(super) fn decide(&mut self, decoder: &mut RangeDecoder<'_>) -> bool {
        let context = self.context % CONTEXTS;
        let Some(probability) = self.probabilities.get_mut(context) else { return false };
        if decoder.range <= 0xffff {
            decoder.range <<= 16;
            decoder.code = decoder.code << 16 | decoder.unit();
        }
        // Neither is ever held impossible.
        let bound = (decoder.range >> 6) * probability.zeros.clamp(1, 63);
        let is_set = decoder.code >= bound;
        if is_set {
            decoder.range -= bound;
            decoder.code -= bound;
        } else {
            decoder.range = bound;
        }
        let oldest = (probability.history >> 63) as u32;
        probability.zeros = probability.zeros + oldest - u32::from(is_set);
        probability.history = probability.history << 1 | u64::from(is_set);
        self.context = context << 1 | usize::from(is_set);
        is_set
    }
}
