use sha1::{Digest, Sha1};

use super::Report;
use crate::Error;
use crate::table::Blob;
use crate::wim::{BLOB, check_hash};

/// Hashes the blobs of a resource while its bytes go by, in order.
pub(super) struct Hashing<'a> {
    /// Those that have not begun: bytes before them, and how errors name their place.
    upcoming: std::iter::Peekable<std::vec::IntoIter<(u64, &'a Blob, u64)>>,
    begun: Vec<Begun<'a>>,
    /// The chunks that are needed are those that hold these bytes; ascending, without overlaps.
    pub(super) ranges: Vec<std::ops::Range<u64>>,
}

struct Begun<'a> {
    blob: &'a Blob,
    start: u64,
    error_offset: u64,
    sha1: Sha1,
    failure: Option<Error>,
}

impl<'a> Hashing<'a> {
    /// The blobs must be ordered by their start and lie inside the resource.
    pub(super) fn new(places: Vec<(u64, &'a Blob, u64)>) -> Hashing<'a> {
        let mut ranges: Vec<std::ops::Range<u64>> = Vec::new();
        for (start, blob, _) in &places {
            let end = start.saturating_add(blob.size);
            match ranges.last_mut() {
                Some(last) if last.end >= *start => last.end = last.end.max(end),
                _ => ranges.push(*start..end),
            }
        }
        Hashing { upcoming: places.into_iter().peekable(), begun: Vec::new(), ranges }
    }

    /// Takes a chunk: its bytes, or why there are none.
    pub(super) fn update(
        &mut self,
        range: std::ops::Range<u64>,
        chunk: Result<&[u8], &Error>,
        report: &mut Report<'_>,
    ) {
        while let Some((start, blob, error_offset)) =
            self.upcoming.next_if(|(start, _, _)| *start < range.end)
        {
            let sha1 = Sha1::new();
            self.begun.push(Begun { blob, start, error_offset, sha1, failure: None });
        }
        self.begun.retain_mut(|begun| {
            let end = begun.start.saturating_add(begun.blob.size);
            match chunk {
                Ok(bytes) => {
                    // Both are offsets into the chunk.
                    let from = begun.start.max(range.start) - range.start;
                    let to = end.min(range.end).saturating_sub(range.start);
                    let piece = bytes.get(from as usize..to as usize);
                    begun.sha1.update(piece.unwrap_or_default());
                }
                Err(error) => {
                    begun.failure.get_or_insert_with(|| error.clone());
                }
            }
            if end > range.end {
                return true;
            }
            report(begun.blob, begun.finish());
            false
        });
    }
}

impl Begun<'_> {
    fn finish(&mut self) -> Result<(), Error> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        check_hash(BLOB, self.error_offset, &self.blob.hash, self.sha1.finalize_reset().into())
    }
}
