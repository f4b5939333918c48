//! A linter and risk analyser for Windows provisioning packages (`.ppkg`).
pub mod artifact;
pub mod container;
pub mod package;
pub mod script;
pub mod text;
