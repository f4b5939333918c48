//! Builds package trees as WCD does, for the corpus and for tests.
//!
//! Windows Configuration Designer (WCD) turns a project (`customizations.xml` and the files it
//! names) into a provisioning package: a WIM that holds the author's settings, a second copy of
//! them, and the provxml files that a device applies. [`tree`] does the same, in the shape of the
//! packages that WCD has written since 2022: byte order marks, CRLF, `SettingsPath` attributes,
//! running numbers, hashes in the names of asset folders.
//!
//! It is a development tool: its input is our own, and nothing of it is part of the linter.

mod answer_file;
mod asset;
mod catalogue;
mod error;
mod fragment;
mod package_config;
mod provxml;
mod recipe;
mod runtime;
mod runtime_document;
mod setting;
mod settings_table;
mod signer;
mod source;
mod time;
mod tree;
mod wim;
mod wlan_profile;
mod xml;

pub use catalogue::catalogue;
pub use error::Error;
pub use fragment::{answer_file, fragment_start};
pub use source::build;
pub use time::Time;
pub use tree::tree;
pub use wim::{Identity, Image, blob_place, wim, xml_data};
