//! What the commands and scripts of a package do, in folders by the question a reader has.

mod command;
mod context;
mod destructive;
mod download;
mod malicious;
mod persistence;
mod reliability;
mod security;
mod silent;

use crate::lint::Lint;

/// The folders, in the order in which they are listed.
pub(super) static FOLDERS: [&[&Lint]; 9] = [
    silent::ALL,
    context::ALL,
    command::ALL,
    reliability::ALL,
    download::ALL,
    security::ALL,
    persistence::ALL,
    malicious::ALL,
    destructive::ALL,
];
