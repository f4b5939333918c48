//! Floor 4: one binary as facts.

mod catalogue;
mod der;
mod signer;

pub use catalogue::{Catalogue, CatalogueError};
pub use signer::{Signer, Stamp};
