//! A linter and risk analyser for Windows provisioning packages (`.ppkg`).
//!
//! The data goes one way: bytes → [`container`] (files) → [`package`] (meaning) → [`lints`] (one
//! fault each) → findings → [`gate`] → [`report`] (one format each). Nothing upstream knows
//! anything downstream.

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice,
        reason = "a test fails by panicking"
    )
)]

pub mod artifact;
pub mod cli;
pub mod container;
pub mod gate;
pub mod lint;
/// The lints: one fault a file. They stand at the top of the repository, where a reader sees faults
/// by name first.
#[path = "../lints/mod.rs"]
pub mod lints;
pub mod package;
pub mod report;
pub mod script;
pub mod text;
