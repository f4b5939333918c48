//! What of a package could not be read: a lint about something missing asks here first.

use super::Package;
use crate::container::{Fault, FaultKind, Input, Tree, is_script_name};
use crate::text::Span;

/// One thing that was there and could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The inner file; none when it is the whole input or image.
    pub file: Option<String>,
    /// Where in it, for a text that is not well-formed.
    pub span: Option<Span>,
    /// Of what kind the reason is.
    pub kind: FaultKind,
    /// Why, in words; lower case, no full stop; printable and free of secrets.
    pub reason: String,
    /// What it leaves unknown.
    pub covers: Covers,
}

/// What an [`Unread`] leaves unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Covers {
    /// Anything at all.
    Everything,
    /// What the author wrote.
    Author,
    /// What the device applies.
    Runtime,
    /// An asset's content.
    Assets,
    /// Something that no setting, command or asset depends on.
    Other,
}

impl Package {
    /// Whether something is unread that leaves `what` unknown.
    pub fn is_unread(&self, what: Covers) -> bool {
        let leaves = |unread: &Unread| [what, Covers::Everything].contains(&unread.covers);
        self.unread.iter().any(leaves)
    }

    /// Whether a setting that is not there may stand in what could not be read.
    pub fn has_unread_settings(&self) -> bool {
        self.is_unread(Covers::Author) || self.is_unread(Covers::Runtime)
    }

    /// Whether a setting, or something that a script does, may stand in what could not be read.
    pub fn has_unread_settings_or_scripts(&self) -> bool {
        self.has_unread_settings() || self.is_unread(Covers::Assets)
    }
}

/// What kept the container from being opened, as far as it concerns this tree.
pub(super) fn faults(input: &Input, tree: Option<&Tree>) -> Vec<Unread> {
    let image = tree.and_then(|tree| tree.image);
    let first = image.is_none_or(|image| input.trees.first().and_then(|t| t.image) == Some(image));
    let concerns = |fault: &&Fault| match (fault.image, image) {
        (Some(of), Some(image)) => of == image || (first && is_missing_image(input, of)),
        _ => first,
    };
    let unread = |fault: &Fault| Unread {
        file: fault.file.clone(),
        span: None,
        kind: fault.kind,
        reason: match (fault.image, fault.image == image) {
            (Some(of), false) => format!("image {of}: {}", fault.reason),
            _ => fault.reason.clone(),
        },
        covers: fault.file.as_deref().map_or(Covers::Everything, covers_of),
    };
    input.faults.iter().filter(concerns).map(unread).collect()
}

fn is_missing_image(input: &Input, image: u32) -> bool {
    input.trees.iter().all(|tree| tree.image != Some(image))
}

/// What is unknown when a file cannot be read.
pub(super) fn covers_of(path: &str) -> Covers {
    let path = path.to_lowercase();
    let name = path.rsplit('/').next().unwrap_or(&path);
    if name == "customizations.xml" || path.is_empty() {
        Covers::Author
    } else if path.starts_with("multivariant/") {
        Covers::Runtime
    } else if path.starts_with("dataasset/") || is_script_name(&path) {
        Covers::Assets
    } else {
        Covers::Other
    }
}
