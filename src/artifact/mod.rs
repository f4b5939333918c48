//! Floor 4: one binary as facts.

mod catalogue;
mod der;
mod file_type;
mod installer;
mod signer;

pub use catalogue::{Catalogue, CatalogueError};
pub use file_type::FileType;
pub use installer::{InstallerFamily, installer_family};
pub use signer::{Signer, Stamp};
