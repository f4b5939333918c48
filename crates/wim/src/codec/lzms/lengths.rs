/// The longest codeword.
const MAX_LENGTH: usize = 15;
/// Frequencies below this are sorted by counting.
const COUNTED: usize = 256;

/// Works out the codeword lengths of Huffman codes; holds what is used again.
///
/// The format depends on how ties are broken: of symbols equally frequent, the one of the higher
/// number counts as more frequent, and a single symbol is merged before a tree of the same weight.
#[derive(Debug, Clone)]
pub(super) struct Lengths<const SYMBOLS: usize> {
    /// The symbols, the least frequent first.
    order: [u16; SYMBOLS],
    /// The weights of the merged trees in the order in which they come about, which is ascending;
    /// later their depths.
    trees: [u32; SYMBOLS],
    /// By tree: the tree it was merged into.
    parents: [u16; SYMBOLS],
}

impl<const SYMBOLS: usize> Lengths<SYMBOLS> {
    pub(super) const fn new() -> Self {
        Lengths { order: [0; SYMBOLS], trees: [0; SYMBOLS], parents: [0; SYMBOLS] }
    }

    /// Sets `lengths` for symbols of these frequencies, of which none is 0.
    pub(super) fn compute(&mut self, frequencies: &[u32], lengths: &mut [u8]) {
        self.sort(frequencies);
        let Some(merges) = frequencies.len().checked_sub(1).filter(|merges| *merges > 0) else {
            // A lone symbol still costs a bit.
            lengths.fill(1);
            return;
        };
        self.merge(frequencies, merges);
        let counts = self.counts(merges);
        let mut order = self.order.iter();
        for (length, count) in counts.iter().enumerate().rev() {
            for symbol in order.by_ref().take(usize::from(*count)) {
                if let Some(place) = lengths.get_mut(usize::from(*symbol)) {
                    *place = length as u8;
                }
            }
        }
    }

    /// Fills `order`: by frequency, then number.
    fn sort(&mut self, frequencies: &[u32]) {
        let mut starts = [0u16; COUNTED + 1];
        let class = |frequency: u32| (frequency as usize).min(COUNTED - 1);
        for frequency in frequencies {
            if let Some(count) = starts.get_mut(class(*frequency) + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let frequent = starts.get(COUNTED - 1).copied().unwrap_or_default();
        for (symbol, frequency) in frequencies.iter().enumerate() {
            if let Some(start) = starts.get_mut(class(*frequency)) {
                if let Some(place) = self.order.get_mut(usize::from(*start)) {
                    *place = symbol as u16;
                }
                *start += 1;
            }
        }
        if let Some(frequent) = self.order.get_mut(usize::from(frequent)..frequencies.len()) {
            frequent.sort_unstable_by_key(|symbol| {
                (frequencies.get(usize::from(*symbol)).copied(), *symbol)
            });
        }
    }

    /// Huffman's algorithm with two queues: the symbols, and the trees, both ascending.
    fn merge(&mut self, frequencies: &[u32], merges: usize) {
        let mut next_symbol = 0;
        let mut next_tree = 0;
        for tree in 0..merges {
            let mut weight = 0;
            for _ in 0..2 {
                let symbol = self
                    .order
                    .get(next_symbol)
                    .filter(|_| next_symbol <= merges)
                    .and_then(|symbol| frequencies.get(usize::from(*symbol)))
                    .copied();
                let oldest = self.trees.get(next_tree).filter(|_| next_tree < tree).copied();
                match (symbol, oldest) {
                    (Some(symbol), oldest) if oldest.is_none_or(|oldest| symbol <= oldest) => {
                        weight += symbol;
                        next_symbol += 1;
                    }
                    (_, oldest) => {
                        weight += oldest.unwrap_or_default();
                        if let Some(parent) = self.parents.get_mut(next_tree) {
                            *parent = tree as u16;
                        }
                        next_tree += 1;
                    }
                }
            }
            if let Some(place) = self.trees.get_mut(tree) {
                *place = weight;
            }
        }
    }

    /// How many codewords there are of each length. Where a tree is too deep, a leaf as deep as
    /// can be is split in its place.
    fn counts(&mut self, merges: usize) -> [u16; MAX_LENGTH + 1] {
        let mut counts = [0u16; MAX_LENGTH + 1];
        counts[1] = 2;
        let root = merges - 1;
        if let Some(depth) = self.trees.get_mut(root) {
            *depth = 0;
        }
        for tree in (0..root).rev() {
            let parent = self.parents.get(tree).copied().unwrap_or_default();
            let depth = self.trees.get(usize::from(parent)).copied().unwrap_or_default() + 1;
            if let Some(place) = self.trees.get_mut(tree) {
                *place = depth;
            }
            let mut depth = (depth as usize).min(MAX_LENGTH - 1);
            while depth > 1 && counts.get(depth) == Some(&0) {
                depth -= 1;
            }
            if let Some([leaves, below]) =
                counts.get_mut(depth..).and_then(<[u16]>::first_chunk_mut::<2>)
            {
                *leaves = leaves.saturating_sub(1);
                *below += 2;
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lengths<const SYMBOLS: usize>(frequencies: &[u32; SYMBOLS]) -> Vec<u8> {
        let mut lengths = vec![0; SYMBOLS];
        Lengths::<SYMBOLS>::new().compute(frequencies, &mut lengths);
        lengths
    }

    #[test]
    fn frequent_symbols_have_short_codewords() {
        assert_eq!(lengths(&[1, 1]), [1, 1]);
        assert_eq!(lengths(&[1, 1, 1]), [2, 2, 1]);
        assert_eq!(lengths(&[8, 4, 2, 1, 1]), [1, 2, 3, 4, 4]);
        assert_eq!(lengths(&[1, 9, 300, 300, 1]), [4, 3, 2, 1, 4]);
        assert_eq!(lengths(&[1; 256]), [8; 256]);
        assert_eq!(lengths(&[5]), [1]);
    }

    #[test]
    fn codewords_are_never_too_long_and_always_fill_the_code() {
        // Fibonacci numbers make the deepest tree.
        let mut frequencies = [1u32; 30];
        for at in 2..30 {
            let sum = frequencies.iter().skip(at - 2).take(2).sum();
            if let Some(place) = frequencies.get_mut(at) {
                *place = sum;
            }
        }
        let lengths = lengths(&frequencies);
        assert_eq!(lengths.iter().max(), Some(&15));
        let filled: u32 = lengths.iter().map(|length| 1 << (15 - length)).sum();
        assert_eq!(filled, 1 << 15);
    }
}
