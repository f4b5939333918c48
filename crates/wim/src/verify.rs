//! Checking the SHA-1 of everything, on several threads.
//!
//! Work is handed out in the order of the file: small blobs several at a time, to be decoded and
//! hashed by one thread; large blobs and solid resources as batches of chunks, which all threads
//! decode and which are then hashed in order. Both kinds go on at once where one ends and the next
//! begins.

mod flow;
mod hashing;

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::stream::ChunkDecoder;
use crate::table::{Blob, Location};
use crate::{Error, Wim};
use flow::{Batch, Flow, Handout};
use hashing::Hashing;

/// Blobs up to this size, in bytes, are not divided; and so much is handed out at once.
const BATCH: u64 = 1 << 20;

/// What becomes of a result.
type Report<'a> = dyn FnMut(&Blob, Result<(), Error>) + Send + 'a;

impl Wim {
    /// Decodes every blob and checks its SHA-1, on `threads` threads; 0 stands for as many as the
    /// machine has. `on_result` is called once for each blob, one call at a time, in no certain
    /// order.
    ///
    /// Takes a few MB of memory a thread and at most half a GiB, or one chunk if that is larger,
    /// whatever the size of the file. Solid resources are decoded once.
    pub fn verify(
        &self,
        threads: usize,
        on_result: &mut (dyn FnMut(&Blob, Result<(), Error>) + Send),
    ) {
        let threads = match threads {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            threads => threads,
        };
        let verifier = Verifier {
            wim: self,
            threads,
            queue: Mutex::new(Queue { units: units(self).into_iter().peekable(), handout: None }),
            progress: Condvar::new(),
            report: Mutex::new(on_result),
        };
        std::thread::scope(|scope| {
            for _ in 1..threads {
                scope.spawn(|| verifier.work());
            }
            verifier.work();
        });
    }
}

/// What is decoded as one.
enum Unit<'a> {
    Blob(&'a Blob),
    /// The blobs of a solid resource, by their place in it.
    Solid(Vec<&'a Blob>),
}

/// Everything there is to verify, in the order of the file.
fn units(wim: &Wim) -> Vec<Unit<'_>> {
    let mut solid: Vec<Vec<&Blob>> = wim.table.solid.iter().map(|_| Vec::new()).collect();
    let mut units = Vec::new();
    for blob in wim.blobs() {
        let together = match &blob.location {
            // What is empty or is not where it should be gets its result without being decoded.
            Location::Solid { resource, .. } if blob.size > 0 && wim.resource_of(blob).is_ok() => {
                solid.get_mut(*resource)
            }
            _ => None,
        };
        match together {
            Some(blobs) => blobs.push(blob),
            None => units.push(Unit::Blob(blob)),
        }
    }
    for mut blobs in solid.into_iter().filter(|blobs| !blobs.is_empty()) {
        blobs.sort_by_key(|blob| match blob.location {
            Location::Solid { offset, .. } => offset,
            Location::Resource(_) => 0,
        });
        units.push(Unit::Solid(blobs));
    }
    units.sort_by_key(|unit| match unit {
        Unit::Blob(blob) => wim.offset_of(blob),
        Unit::Solid(blobs) => blobs.first().map(|blob| wim.offset_of(blob)).unwrap_or_default(),
    });
    units
}

/// What the threads share.
struct Verifier<'a> {
    wim: &'a Wim,
    threads: usize,
    queue: Mutex<Queue<'a>>,
    /// Says that a batch was hashed, so that another may be handed out.
    progress: Condvar,
    report: Mutex<&'a mut Report<'a>>,
}

/// What is still to be handed out.
struct Queue<'a> {
    units: std::iter::Peekable<std::vec::IntoIter<Unit<'a>>>,
    /// What is being handed out in batches.
    handout: Option<Handout<'a>>,
}

enum Task<'a> {
    Blobs(Vec<&'a Blob>),
    Batch(Arc<Flow<'a>>, Batch),
}

impl<'a> Verifier<'a> {
    fn work(&self) {
        let _guard = StopOnPanic(self);
        let mut decoder = ChunkDecoder::default();
        while let Some(task) = self.next_task() {
            match task {
                Task::Blobs(blobs) => {
                    for blob in blobs {
                        let result = self.wim.check(blob, &mut decoder);
                        self.report(blob, result);
                    }
                }
                Task::Batch(flow, batch) => {
                    let decoded = flow.decode(self.wim.reader(), batch, &mut decoder);
                    flow.deliver(decoded, &mut |blob, result| self.report(blob, result), &|| {
                        // Taken so that no thread misses this between looking and waiting.
                        let _queue = self.lock_queue();
                        self.progress.notify_all();
                    });
                }
            }
        }
    }

    fn report(&self, blob: &Blob, result: Result<(), Error>) {
        let mut report = self.report.lock().unwrap_or_else(PoisonError::into_inner);
        (*report)(blob, result);
    }

    fn lock_queue(&self) -> MutexGuard<'_, Queue<'a>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next task; waits where too much is decoded and not hashed yet. `None` at the end.
    fn next_task(&self) -> Option<Task<'a>> {
        let mut queue = self.lock_queue();
        loop {
            if let Some(handout) = &mut queue.handout {
                if handout.is_over() {
                    queue.handout = None;
                } else if let Some(batch) = handout.next() {
                    return Some(Task::Batch(Arc::clone(&handout.flow), batch));
                } else {
                    queue = self.progress.wait(queue).unwrap_or_else(PoisonError::into_inner);
                }
                continue;
            }
            match queue.units.next()? {
                Unit::Blob(blob) if blob.size <= BATCH => return Some(group(blob, &mut queue)),
                Unit::Blob(blob) => match self.handout(vec![blob]) {
                    Some(handout) => queue.handout = Some(handout),
                    None => return Some(Task::Blobs(vec![blob])),
                },
                Unit::Solid(blobs) => match self.handout(blobs.clone()) {
                    Some(handout) => queue.handout = Some(handout),
                    None => return Some(Task::Blobs(blobs)),
                },
            }
        }
    }

    /// A resource in batches; `None` if it cannot be read, as will be found again blob by blob.
    fn handout(&self, blobs: Vec<&'a Blob>) -> Option<Handout<'a>> {
        let (resource, _) = self.wim.resource_of(blobs.first()?).ok()?;
        let size: u64 = blobs.iter().fold(0, |sum, blob| sum.saturating_add(blob.size));
        // Blobs that overlap are cheap to decode, but each has to be hashed.
        self.wim.budget.spend(size.saturating_sub(resource.size)).ok()?;
        let mut places = Vec::with_capacity(blobs.len());
        for blob in blobs {
            let (_, start) = self.wim.resource_of(blob).ok()?;
            places.push((start, blob, self.wim.offset_of(blob)));
        }
        Some(Handout::new(self.wim.source.as_ref(), resource, Hashing::new(places), self.threads))
    }
}

/// Lets the other threads end when one panics, as the caller's function may: they would wait for
/// ever for what it was to hash.
struct StopOnPanic<'v, 'a>(&'v Verifier<'a>);

impl Drop for StopOnPanic<'_, '_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let mut queue = self.0.lock_queue();
            queue.units = Vec::new().into_iter().peekable();
            queue.handout = None;
            self.0.progress.notify_all();
        }
    }
}

/// A blob and the small ones that follow it.
fn group<'a>(first: &'a Blob, queue: &mut Queue<'a>) -> Task<'a> {
    let mut blobs = vec![first];
    let mut size = first.size;
    let fits = |size: u64, unit: &Unit<'_>| matches!(unit, Unit::Blob(next) if size.saturating_add(next.size) <= BATCH);
    while let Some(Unit::Blob(blob)) = queue.units.next_if(|unit| fits(size, unit)) {
        // What each costs besides its bytes.
        size = size.saturating_add(blob.size).saturating_add(256);
        blobs.push(blob);
    }
    Task::Blobs(blobs)
}
