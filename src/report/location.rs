//! Where a finding stands, for readers who know only the files that lie on disk.

use crate::container::Kind;
use crate::package::Package;
use crate::text::printable;

/// A file on disk, and the way from there inwards.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Location {
    /// The file as the user named or reached it; `-` is standard input.
    pub(super) file: String,
    /// The containers in it one after the other, then the inner file; empty when the file itself
    /// is meant.
    pub(super) inner: Vec<String>,
}

impl Location {
    /// Where `file` of a package stands; without one, the package itself.
    pub(super) fn of(package: &Package, file: Option<&str>) -> Self {
        let mut parts = package.path.split("!/").map(printable);
        let mut location = Self { file: parts.next().unwrap_or_default(), inner: parts.collect() };
        let Some(file) = file.map(|file| package.censored(file)).filter(|file| !file.is_empty())
        else {
            return location;
        };
        match package.kind {
            // The files of a folder lie on disk themselves, unless the folder was zipped.
            Kind::Folder | Kind::Project => {
                let folder = location.inner.last_mut().unwrap_or(&mut location.file);
                *folder = format!("{}/{file}", folder.trim_end_matches(['/', '\\']));
            }
            Kind::AnswerFile | Kind::Script => {}
            _ => location.inner.push(match package.image {
                Some(image) => format!("{image}/{file}"),
                None => file,
            }),
        }
        location
    }

    /// Whether a line of it is a line of a file on disk.
    pub(super) fn is_on_disk(&self) -> bool {
        self.inner.is_empty()
    }
}
