//! What the rest of the program relies on.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod lookup;
mod rows;
mod values;
