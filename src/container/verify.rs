//! Decodes every byte of an input, whether or not anybody asks for it.

use std::{
    collections::HashMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use super::contents::{ReadError, Tree};
use super::wim::describe;
use super::{Fault, FaultKind, Input};

/// Files that are named one by one as damaged.
const MAX_NAMED: usize = 1_000;

impl Input {
    /// Decodes and hashes every content of this input and of those inside of it, used by a file or
    /// not, on `threads` threads (0: all cores), and adds what fails to the faults. Memory does not
    /// grow with the input.
    pub fn verify(&mut self, threads: usize) {
        let failed = match &self.wim {
            Some(facts) => self.verify_wim(&facts.file, threads),
            None => verify_trees(&self.trees, threads),
        };
        let more = failed.len().saturating_sub(MAX_NAMED);
        let new = |fault: &Fault| !self.faults.iter().any(|known| known.file == fault.file);
        let new: Vec<Fault> = failed.into_iter().take(MAX_NAMED).filter(new).collect();
        self.faults.extend(new);
        if more > 0 {
            self.faults.push(Fault {
                file: None,
                image: None,
                kind: FaultKind::Damaged,
                reason: format!("{more} more of its files are damaged"),
            });
        }
        for nested in &mut self.nested {
            nested.verify(threads);
        }
    }

    fn verify_wim(&self, wim: &ppkglint_wim::Wim, threads: usize) -> Vec<Fault> {
        let mut failed: HashMap<usize, ReadError> = HashMap::new();
        let mut hashes: HashMap<usize, String> = HashMap::new();
        wim.verify(threads, &mut |blob, result| {
            if let Err(error) = result {
                let (kind, reason) = describe(&error);
                failed.insert(blob.index, ReadError { kind, reason });
                let hash = blob.hash.iter().map(|byte| format!("{byte:02x}")).collect();
                hashes.insert(blob.index, hash);
            }
        });
        let mut faults = vec![];
        if failed.is_empty() {
            return faults;
        }
        for tree in &self.trees {
            for (path, handle) in tree.handles() {
                let Some(blob) = tree.blob(handle) else { continue };
                let Some(error) = failed.get(&blob) else { continue };
                hashes.remove(&blob);
                let ReadError { kind, reason } = error.clone();
                faults.push(Fault { file: Some(path), image: tree.image, kind, reason });
            }
        }
        // What no file uses has no name but its hash.
        let mut unnamed: Vec<(usize, String)> = hashes.into_iter().collect();
        unnamed.sort();
        for (blob, hash) in unnamed {
            let Some(ReadError { kind, reason }) = failed.remove(&blob) else { continue };
            let reason = format!("no file uses it, and it cannot be decoded: {reason}");
            faults.push(Fault { file: Some(format!("[{hash}]")), image: None, kind, reason });
        }
        faults
    }
}

/// Decodes every file, one a thread at a time.
fn verify_trees(trees: &[Tree], threads: usize) -> Vec<Fault> {
    let threads = match threads {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        threads => threads,
    };
    let files: Vec<(&Tree, String, usize)> = trees
        .iter()
        .flat_map(|tree| tree.handles().map(move |(path, handle)| (tree, path, handle)))
        .collect();
    let next = AtomicUsize::new(0);
    let failed: Mutex<Vec<(usize, Fault)>> = Mutex::new(vec![]);
    let work = || {
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some((tree, path, handle)) = files.get(place) else { return };
            if let Err(ReadError { kind, reason }) = tree.check(*handle) {
                let fault = Fault { file: Some(path.clone()), image: tree.image, kind, reason };
                failed.lock().unwrap_or_else(PoisonError::into_inner).push((place, fault));
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads.min(files.len()) {
            scope.spawn(work);
        }
        work();
    });
    let mut failed = failed.into_inner().unwrap_or_else(PoisonError::into_inner);
    failed.sort_by_key(|(place, _)| *place);
    failed.into_iter().map(|(_, fault)| fault).collect()
}
