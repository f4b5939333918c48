/// How far after an instruction that was recognised others are translated.
const REACH: u32 = 1023;
/// The same for calls, which are more often met by chance.
const CALL_REACH: u32 = REACH / 2;
/// How far apart two references to one address may be to be taken for instructions.
const WINDOW: u32 = 65535;
/// So many bytes at the end of a chunk are left alone.
const TAIL: usize = 16;

/// Makes the targets of x86 instructions relative again, which the encoder made absolute.
///
/// Both sides look for instructions with a relative address. Where two of them within 64 KiB have a
/// target with the same lower 16 bits, the bytes are taken for code, and what follows closely is
/// translated.
#[derive(Debug)]
pub(super) struct Filter {
    /// By the lower 16 bits of a target: where it was last referred to, plus `base`.
    last_used: Vec<u32>,
    /// Added to positions so that those of earlier chunks are too far back to count, which saves
    /// clearing them.
    base: u32,
}

impl Filter {
    pub(super) fn new() -> Filter {
        Filter { last_used: Vec::new(), base: 0 }
    }

    /// Translates a decoded chunk back.
    pub(super) fn undo(&mut self, chunk: &mut [u8]) {
        let Some(end) = chunk.len().checked_sub(TAIL) else { return };
        // At most 1 GiB, as are all chunks.
        let size = chunk.len() as u32;
        let next_base = self.base.checked_add(WINDOW + 1).and_then(|base| base.checked_add(size));
        if self.last_used.is_empty() || next_base.is_none() {
            self.last_used.clear();
            self.last_used.resize(1 << 16, 0);
            self.base = 0;
        }
        let base = self.base + WINDOW + 1;
        self.base = base + size;

        // The position of the last instruction that was recognised; none yet.
        let mut last_code = None::<u32>;
        let mut at = 1;
        while let Some(next) = chunk.get(at..end).and_then(first_candidate) {
            at += next;
            let Some(bytes) = chunk.get_mut(at..).and_then(<[u8]>::first_chunk_mut::<8>) else {
                return;
            };
            let (operand_at, reach) = match instruction(bytes) {
                Instruction::None => {
                    at += 1;
                    continue;
                }
                Instruction::Jump => {
                    at += 5;
                    continue;
                }
                Instruction::Relative { operand_at, reach } => (operand_at, reach),
            };
            let Some(operand) = bytes.get_mut(operand_at..).and_then(<[u8]>::first_chunk_mut::<4>)
            else {
                return;
            };
            let position = at as u32;
            let mut value = u32::from_le_bytes(*operand);
            if last_code.is_some_and(|last| position.wrapping_sub(last) <= reach) {
                value = value.wrapping_sub(position);
                *operand = value.to_le_bytes();
            }
            let target = value.wrapping_add(position) as u16;
            // The last byte of the instruction stands for it.
            at += operand_at + 3;
            if let Some(last_used) = self.last_used.get_mut(usize::from(target)) {
                if base + at as u32 - *last_used <= WINDOW {
                    last_code = Some(at as u32);
                }
                *last_used = base + at as u32;
            }
            at += 1;
        }
    }
}

/// By byte: whether an instruction that matters begins with it.
static IS_CANDIDATE: [bool; 256] = {
    let mut table = [false; 256];
    let mut rest: &[u8] = &[0x48, 0x4c, 0xe8, 0xe9, 0xf0, 0xff];
    while let [byte, others @ ..] = rest {
        #[expect(clippy::indexing_slicing, reason = "run by the compiler, which sees every index")]
        {
            table[*byte as usize] = true;
        }
        rest = others;
    }
    table
};

/// Where the first byte is that may begin an instruction. Most bytes do not, and this is all that is
/// done with them.
#[inline(always)]
fn first_candidate(bytes: &[u8]) -> Option<usize> {
    let is_candidate =
        |byte: &u8| IS_CANDIDATE.get(usize::from(*byte)).copied().unwrap_or_default();
    let (blocks, rest) = bytes.as_chunks::<4>();
    let mut at = 0;
    for block in blocks {
        let [a, b, c, d] = block;
        if is_candidate(a) | is_candidate(b) | is_candidate(c) | is_candidate(d) {
            return Some(at + block.iter().position(is_candidate).unwrap_or_default());
        }
        at += block.len();
    }
    rest.iter().position(is_candidate).map(|place| at + place)
}

enum Instruction {
    None,
    /// A jump with a relative target, which is not translated but skipped.
    Jump,
    /// One with a relative address.
    Relative {
        operand_at: usize,
        reach: u32,
    },
}

/// What instruction the bytes look like.
#[inline(always)]
fn instruction(bytes: &[u8; 8]) -> Instruction {
    let (operand_at, reach) = match *bytes {
        // mov r, [rip + n], of which only two registers are looked for
        [0x48, 0x8b, 0x05 | 0x0d, ..] => (3, REACH),
        // lea r, [rip + n]
        [0x48 | 0x4c, 0x8d, modes, ..] if modes & 7 == 5 => (3, REACH),
        // call n
        [0xe8, ..] => (1, CALL_REACH),
        [0xe9, ..] => return Instruction::Jump,
        // lock add [n], ...
        [0xf0, 0x83, 0x05, ..] => (3, REACH),
        // call [rip + n]
        [0xff, 0x15, ..] => (2, REACH),
        _ => return Instruction::None,
    };
    Instruction::Relative { operand_at, reach }
}
