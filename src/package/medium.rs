//! The medium that a package lies on: a USB stick or a card that setup screens search.

use std::path::Path;

use crate::container::{Input, Kind};

/// The medium that a package was found on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Medium {
    /// The names of the packages in its root, sorted.
    pub in_root: Vec<String>,
    /// The folder below the root that the package lies in, with `/`; empty in the root itself.
    pub below: String,
    /// The name of the answer file of Windows Setup in its root.
    pub answer_file: Option<String>,
}

/// Files and folders in the root of what a device is set up from. A folder of packages in a
/// repository, which is checked far more often, has none of them.
const SIGNS: &[&str] = &["autounattend.xml", "autorun.inf", "system volume information", "bootmgr"];

/// Names read of a root, at most.
const MAX_NAMES: usize = 10_000;

impl Medium {
    /// The medium that the input lies on: the folder that the user named, if it is the root of one.
    pub(super) fn of(input: &Input) -> Option<Self> {
        // A script is not applied from there.
        if input.kind == Kind::Script {
            return None;
        }
        let (root, folder) = (input.named_folder.as_deref()?, input.folder.as_deref()?);
        let listing = std::fs::read_dir(root).ok()?.take(MAX_NAMES);
        let mut names: Vec<String> = listing
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        let is_there = |name: &&str| names.iter().any(|n| n.eq_ignore_ascii_case(name));
        let has_windows = is_there(&"Windows") && is_there(&"Users");
        // A drive of its own is a medium, unless it is the one that Windows runs from.
        let is_medium = SIGNS.iter().any(is_there) || is_volume(root);
        if !is_medium || has_windows {
            return None;
        }
        let below = folder.strip_prefix(root).ok()?;
        let below: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        let lower = |name: &String| name.to_lowercase();
        Some(Self {
            in_root: names.iter().filter(|n| lower(n).ends_with(".ppkg")).cloned().collect(),
            below: below.join("/"),
            answer_file: names.iter().find(|n| lower(n) == "autounattend.xml").cloned(),
        })
    }
}

/// Whether a path is the root of a volume: `E:\`, and nothing but that.
fn is_volume(root: &Path) -> bool {
    cfg!(windows) && root.is_absolute() && root.parent().is_none()
}
