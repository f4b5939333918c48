use std::sync::{Arc, Mutex, PoisonError};

/// How many chunks are kept.
const KEPT: usize = 4;

/// The resource, by its offset in the file, and the chunk.
type Key = (u64, u64);

/// The chunks of solid resources that were decoded last: files are rarely read in the order in which
/// they lie in a solid resource, and a chunk of it takes long to decode.
#[derive(Debug, Default)]
pub(crate) struct ChunkCache {
    /// The latest first.
    chunks: Mutex<Vec<(Key, Arc<Vec<u8>>)>>,
}

impl ChunkCache {
    pub(crate) fn get(&self, key: Key) -> Option<Arc<Vec<u8>>> {
        // What a thread that panicked left behind is a list like any other.
        let mut chunks = self.chunks.lock().unwrap_or_else(PoisonError::into_inner);
        let place = chunks.iter().position(|(kept, _)| *kept == key)?;
        let front = chunks.get_mut(..=place)?;
        front.rotate_right(1);
        front.first().map(|(_, chunk)| Arc::clone(chunk))
    }

    pub(crate) fn put(&self, key: Key, chunk: Vec<u8>) {
        let mut chunks = self.chunks.lock().unwrap_or_else(PoisonError::into_inner);
        chunks.retain(|(kept, _)| *kept != key);
        chunks.insert(0, (key, Arc::new(chunk)));
        chunks.truncate(KEPT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chunks_used_last_are_kept() {
        let cache = ChunkCache::default();
        for chunk in 0..5 {
            cache.put((7, chunk), vec![chunk as u8]);
            assert!(cache.get((7, 1)).is_some() == (chunk >= 1));
        }
        let kept: Vec<u64> = (0..5).filter(|chunk| cache.get((7, *chunk)).is_some()).collect();
        assert_eq!(kept, [1, 2, 3, 4]);
        assert_eq!(cache.get((7, 3)).as_deref(), Some(&vec![3]));
        assert!(cache.get((8, 3)).is_none());
    }
}
