//! A linter and risk analyser for Windows provisioning packages (`.ppkg`).
pub mod text;
