use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many chunks are kept.
const KEPT: usize = 4;

/// How many bytes the chunks that are kept may take, together with the one that is to be decoded,
/// unless that is larger by itself: solid LZMS has chunks of 64 MiB.
const ROOM: usize = 64 << 20;

/// The resource, by its offset in the file, and the chunk.
type Key = (u64, u64);

type Kept = Vec<(Key, Arc<Vec<u8>>)>;

/// The chunks of solid resources that were decoded last: files are rarely read in the order in which
/// they lie in a solid resource, and a chunk of it takes long to decode.
#[derive(Debug, Default)]
pub(crate) struct ChunkCache {
    /// The latest first.
    chunks: Mutex<Kept>,
}

impl ChunkCache {
    pub(crate) fn get(&self, key: Key) -> Option<Arc<Vec<u8>>> {
        let mut chunks = self.lock();
        let place = chunks.iter().position(|(kept, _)| *kept == key)?;
        let front = chunks.get_mut(..=place)?;
        front.rotate_right(1);
        front.first().map(|(_, chunk)| Arc::clone(chunk))
    }

    /// Forgets what leaves no room for a chunk of `size` bytes. Before it is decoded, so that a large
    /// one does not stand in memory beside those that it displaces.
    pub(crate) fn make_room(&self, size: usize) {
        let mut chunks = self.lock();
        let mut room = ROOM.saturating_sub(size);
        let mut count = 0;
        chunks.retain(|(_, chunk)| {
            count += 1;
            let fits = count < KEPT && chunk.len() <= room;
            // Whatever is older goes too.
            room = if fits { room - chunk.len() } else { 0 };
            fits
        });
    }

    pub(crate) fn put(&self, key: Key, chunk: Vec<u8>) {
        // Other threads may have put some meanwhile.
        self.make_room(chunk.len());
        let mut chunks = self.lock();
        chunks.retain(|(kept, _)| *kept != key);
        chunks.insert(0, (key, Arc::new(chunk)));
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        // What a thread that panicked left behind is a list like any other.
        self.chunks.lock().unwrap_or_else(PoisonError::into_inner)
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

    #[test]
    fn large_chunks_displace_others_and_the_last_is_always_kept() {
        let cache = ChunkCache::default();
        let is_kept = |chunk| cache.get((7, chunk)).is_some();
        cache.put((7, 0), vec![0; ROOM / 2]);
        cache.put((7, 1), vec![0; ROOM / 2]);
        assert!(is_kept(0) && is_kept(1));
        cache.put((7, 2), vec![0; ROOM / 2 + 1]);
        assert!(!is_kept(0) && !is_kept(1) && is_kept(2));
        cache.make_room(ROOM);
        assert!(!is_kept(2), "before the next one is decoded");
        cache.put((7, 3), vec![0; ROOM + 1]);
        assert!(is_kept(3));
    }
}
