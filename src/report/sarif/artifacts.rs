//! The files that a run looked at, each with an index.

use std::collections::HashMap;

use super::log::{Artifact, ArtifactLocation, Hashes};
use super::{Place, uri};
use crate::container::Kind;
use crate::package::Package;

/// The artifacts, in the order in which they are met.
#[derive(Default)]
pub(super) struct Artifacts {
    all: Vec<Artifact>,
    known: HashMap<(Option<usize>, String), usize>,
}

impl Artifacts {
    /// A package that was checked, with its hash; or a configuration that something is said about.
    pub(super) fn add_package(&mut self, package: &Package) {
        let at = self.at(&Place::of(package, None)).index;
        if let Some(artifact) = self.all.get_mut(at) {
            let is_config = package.kind == Kind::Config;
            artifact.roles =
                vec![if is_config { "userSpecifiedConfiguration" } else { "analysisTarget" }];
            artifact.hashes = package.sha256.clone().map(|sha256| Hashes { sha256 });
        }
    }

    /// The file on disk that a place is in.
    pub(super) fn on_disk(&mut self, place: &Place) -> ArtifactLocation {
        self.located(None, uri::of_disk(&place.file))
    }

    /// The file that a place is in, wherever it is.
    pub(super) fn at(&mut self, place: &Place) -> ArtifactLocation {
        let mut location = self.on_disk(place);
        for inner in &place.inner {
            location = self.located(Some(location.index), uri::of_inner(inner));
        }
        location
    }

    pub(super) fn into_all(self) -> Vec<Artifact> {
        self.all
    }

    fn located(&mut self, parent_index: Option<usize>, uri: String) -> ArtifactLocation {
        let next = self.all.len();
        let index = *self.known.entry((parent_index, uri.clone())).or_insert(next);
        let location = ArtifactLocation { uri, index };
        if index == next {
            self.all.push(Artifact {
                location: location.clone(),
                parent_index,
                roles: vec![],
                hashes: None,
            });
        }
        location
    }
}
