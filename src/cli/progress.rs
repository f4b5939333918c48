//! A spinner, when it takes more than a second and a person is watching.

use std::{
    io::IsTerminal,
    sync::mpsc::{RecvTimeoutError, Sender, channel},
    time::Duration,
};

use indicatif::{ProgressBar, ProgressStyle};

/// Shows itself until it is dropped.
pub(super) struct Progress {
    done: Option<Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Progress {
    /// Starts waiting; nothing is shown within the first second, or when nobody watches.
    pub(super) fn start(what: String) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self { done: None, thread: None };
        }
        let (done, finished) = channel();
        let thread = std::thread::spawn(move || {
            if finished.recv_timeout(Duration::from_secs(1)) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let bar =
                ProgressBar::new_spinner().with_message(what).with_elapsed(Duration::from_secs(1));
            if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(100));
            let _ = finished.recv();
            bar.finish_and_clear();
        });
        Self { done: Some(done), thread: Some(thread) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.done.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
