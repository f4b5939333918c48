//! Floor 4: one binary as facts.

mod catalogue;

pub use catalogue::{Catalogue, CatalogueError};
