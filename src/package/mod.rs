//! What a package means.

pub mod table;
