//! What can be wrong with a source of the corpus.

use std::fmt;

/// Why a package could not be built.
#[derive(Debug)]
pub enum Error {
    /// The XML of a source file is not well formed.
    Xml(String),
    /// `customizations.xml` lacks an element that a package cannot be built without.
    Missing(&'static str),
    /// A file-valued setting names a file that is not among the assets.
    Asset {
        /// The path of the setting.
        setting: String,
        /// The base name of the file it names.
        file: String,
    },
    /// A recipe asks for something that cannot be done.
    Recipe(String),
    /// A file of the source could not be read, or a package not written.
    File {
        /// The file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Xml(reason) => write!(f, "not well formed: {reason}"),
            Self::Missing(element) => write!(f, "customizations.xml has no {element}"),
            Self::Asset { setting, file } => {
                write!(f, "{setting} names {file}, which is not among the assets")
            }
            Self::Recipe(reason) => write!(f, "recipe: {reason}"),
            Self::File { path, source } => write!(f, "{path}: {source}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::File { source, .. } => Some(source),
            _ => None,
        }
    }
}
