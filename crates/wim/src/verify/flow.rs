use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::hashing::Hashing;
use super::{BATCH, Report};
use crate::chunks::Chunks;
use crate::resource::Resource;
use crate::stream::{ChunkDecoder, Reader};
use crate::{Error, ReadAt};

/// How many bytes of one resource may be decoded and not hashed yet, unless one chunk is larger.
const MEMORY: u64 = 512 << 20;
/// How many batches a thread may be ahead, so that one slow batch does not stop the others.
const AHEAD: u64 = 4;

/// A resource being handed out in batches.
pub(super) struct Handout<'a> {
    pub(super) flow: Arc<Flow<'a>>,
    /// The chunks not handed out yet; the next ones last.
    chunks: Vec<Range<u64>>,
    /// Chunks in a batch.
    step: u64,
    next: u64,
    /// How many batches may be on their way.
    allowed: usize,
}

/// Some chunks to decode.
pub(super) struct Batch {
    number: u64,
    chunks: Range<u64>,
}

/// Chunks that were decoded.
pub(super) struct Decoded {
    number: u64,
    first: u64,
    chunks: Vec<Result<Vec<u8>, Error>>,
}

impl<'a> Handout<'a> {
    pub(super) fn new(
        source: &'a dyn ReadAt,
        resource: Resource<'a>,
        hashing: Hashing<'a>,
        threads: usize,
    ) -> Handout<'a> {
        let mut chunks: Vec<Range<u64>> = Vec::new();
        for bytes in &hashing.ranges {
            let range = bytes.start / resource.chunk_size..bytes.end.div_ceil(resource.chunk_size);
            match chunks.last_mut() {
                Some(last) if last.end >= range.start => last.end = last.end.max(range.end),
                _ => chunks.push(range),
            }
        }
        chunks.reverse();
        let step = (BATCH / resource.chunk_size).max(1);
        let batch = step.saturating_mul(resource.chunk_size);
        let allowed = (MEMORY / batch).clamp(1, AHEAD.saturating_mul(threads as u64)) as usize;
        let flow = Flow {
            resource,
            table: Mutex::new(Chunks::new(source, resource)),
            on_the_way: AtomicUsize::new(0),
            is_lost: AtomicBool::new(false),
            is_one_blob: !matches!(resource.layout, crate::resource::Layout::Solid(_)),
            order: Mutex::new(Order { next: 0, waiting: BTreeMap::new(), hashing: Some(hashing) }),
            spare: Mutex::new(Vec::new()),
        };
        Handout { flow: Arc::new(flow), chunks, step, next: 0, allowed }
    }

    /// Whether all has been handed out.
    pub(super) fn is_over(&self) -> bool {
        self.chunks.is_empty()
    }

    /// The next batch, unless too many are on their way.
    pub(super) fn next(&mut self) -> Option<Batch> {
        if self.flow.on_the_way.load(Ordering::Acquire) >= self.allowed {
            return None;
        }
        let range = self.chunks.last_mut()?;
        let end = range.end.min(range.start + self.step);
        let chunks = range.start..end;
        range.start = end;
        if range.is_empty() {
            self.chunks.pop();
        }
        self.flow.on_the_way.fetch_add(1, Ordering::AcqRel);
        let number = self.next;
        self.next += 1;
        Some(Batch { number, chunks })
    }
}

/// A resource whose chunks are decoded by several threads and hashed in order.
pub(super) struct Flow<'a> {
    resource: Resource<'a>,
    table: Mutex<Chunks<'a>>,
    /// How many batches are handed out and not hashed.
    on_the_way: AtomicUsize,
    /// The only blob of the resource has failed: what follows need not be decoded.
    is_lost: AtomicBool,
    is_one_blob: bool,
    order: Mutex<Order<'a>>,
    /// Memory of chunks that were hashed.
    spare: Mutex<Vec<Vec<u8>>>,
}

struct Order<'a> {
    /// The batch that is to be hashed next.
    next: u64,
    /// Those that are decoded already.
    waiting: BTreeMap<u64, Decoded>,
    /// Absent while a thread is hashing.
    hashing: Option<Hashing<'a>>,
}

impl Flow<'_> {
    pub(super) fn decode(
        &self,
        reader: Reader<'_>,
        batch: Batch,
        decoder: &mut ChunkDecoder,
    ) -> Decoded {
        let Batch { number, chunks } = batch;
        let first = chunks.start;
        let decoded = chunks.map(|index| self.decode_chunk(reader, index, decoder)).collect();
        Decoded { number, first, chunks: decoded }
    }

    fn decode_chunk(
        &self,
        reader: Reader<'_>,
        index: u64,
        decoder: &mut ChunkDecoder,
    ) -> Result<Vec<u8>, Error> {
        if self.is_lost.load(Ordering::Relaxed) {
            return Err(self.resource.corrupt("an earlier chunk could not be decoded"));
        }
        let mut bytes = lock(&self.spare).pop().unwrap_or_default();
        // In a statement of its own, so that the table is free while the chunk is decoded.
        let chunk = lock(&self.table).locate(index);
        let result = chunk.and_then(|chunk| {
            reader.budget.spend(chunk.size as u64)?;
            decoder.decode(reader.source, &self.resource, chunk, &mut bytes)
        });
        if result.is_err() && self.is_one_blob {
            self.is_lost.store(true, Ordering::Relaxed);
        }
        result.map(|()| bytes)
    }

    /// Takes a decoded batch, and hashes what can be hashed now if no other thread is at it.
    /// `on_progress` is called after each batch that was hashed.
    pub(super) fn deliver(
        &self,
        decoded: Decoded,
        report: &mut Report<'_>,
        on_progress: &dyn Fn(),
    ) {
        let mut order = lock(&self.order);
        order.waiting.insert(decoded.number, decoded);
        let Some(mut hashing) = order.hashing.take() else { return };
        loop {
            let next = order.next;
            let Some(batch) = order.waiting.remove(&next) else { break };
            order.next += 1;
            drop(order);
            self.hash(batch, &mut hashing, report);
            self.on_the_way.fetch_sub(1, Ordering::AcqRel);
            on_progress();
            order = lock(&self.order);
        }
        order.hashing = Some(hashing);
    }

    fn hash(&self, batch: Decoded, hashing: &mut Hashing<'_>, report: &mut Report<'_>) {
        for (index, chunk) in (batch.first..).zip(batch.chunks) {
            let start = index.saturating_mul(self.resource.chunk_size);
            let range = start..start.saturating_add(self.resource.chunk_length(index));
            match chunk {
                Ok(bytes) => {
                    hashing.update(range, Ok(&bytes), report);
                    lock(&self.spare).push(bytes);
                }
                Err(error) => hashing.update(range, Err(&error), report),
            }
        }
    }
}

/// Locks what no panic can leave half done.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
