//! The corpus as it lies there, and the builder against packages that WCD has built.

#![expect(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod packages;
mod reader;
mod samples;
