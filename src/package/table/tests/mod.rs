//! What the rest of the program relies on.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod lookup;
mod nearest;
mod rows;
mod runtime;
mod values;
