/// The file size that makers of WIM files assume for the translation ([MS-PATCH] 2.7 has it in the
/// stream).
const FILE_SIZE: i32 = 12_000_000;
/// In so many bytes at the end of a chunk no call is translated ([MS-PATCH] 2.7).
const TAIL: usize = 10;
/// The operation code of a call with a relative target.
const CALL: u8 = 0xe8;

/// Makes the targets of x86 calls relative again, which the encoder made absolute so that calls of
/// one function look alike ([MS-PATCH] 2.7).
pub(super) fn to_relative(chunk: &mut [u8]) {
    let end = chunk.len().saturating_sub(TAIL);
    let mut at = 0;
    while let Some(found) =
        chunk.get(at..end).and_then(|bytes| bytes.iter().position(|byte| *byte == CALL))
    {
        at += found;
        // Chunks are far below 2 GiB.
        let position = at as i32;
        if let Some(target) = chunk.get_mut(at + 1..).and_then(<[u8]>::first_chunk_mut::<4>) {
            let absolute = i32::from_le_bytes(*target);
            if (-position..FILE_SIZE).contains(&absolute) {
                let offset = if absolute >= 0 { -position } else { FILE_SIZE };
                *target = absolute.wrapping_add(offset).to_le_bytes();
            }
        }
        at += 5;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_become_relative_where_they_were_made_absolute() {
        let call = |at: usize, target: i32| {
            let mut chunk = vec![0x90; 100];
            if let Some(place) = chunk.get_mut(at..at + 5) {
                place.copy_from_slice(&[&[CALL][..], &target.to_le_bytes()].concat());
            }
            to_relative(&mut chunk);
            let bytes = chunk.get(at + 1..).and_then(|rest| rest.first_chunk().copied());
            i32::from_le_bytes(bytes.unwrap_or_default())
        };
        assert_eq!(call(20, 50), 30);
        assert_eq!(call(20, 0), -20);
        assert_eq!(call(20, -20), 12_000_000 - 20);
        assert_eq!(call(20, -21), -21);
        assert_eq!(call(20, 11_999_999), 11_999_979);
        assert_eq!(call(20, 12_000_000), 12_000_000);
        assert_eq!(call(89, 100), 11);
        assert_eq!(call(90, 100), 100, "in the tail");
    }
}
