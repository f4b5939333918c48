//! A linter and risk analyser for Windows provisioning packages.

pub mod package;
