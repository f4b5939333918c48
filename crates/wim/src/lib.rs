#![doc = include_str!("../README.md")]

mod cache;
mod chunks;
pub mod codec;
mod error;
mod fields;
mod header;
mod image;
mod limits;
mod metadata;
mod read_at;
mod resource;
mod solid;
mod stream;
mod table;
mod verify;
mod wim;
pub mod writer;

pub use codec::Compression;
pub use error::Error;
pub use header::{Header, ResourceHeader};
pub use image::{Entry, Image, Stream};
pub use limits::Limits;
pub use read_at::{FileAt, ReadAt};
pub use table::{Blob, Location};
pub use wim::Wim;
