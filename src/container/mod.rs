//! Floor 3: any input as trees of files: a WIM image, a ZIP archive, a folder, a project, a single
//! file, and what is packed inside of these.
//!
//! An input is recognised by its content; only a script, which has no mark of its own, by its name.
//! What the files mean is not known here.

mod contents;
mod discover;
mod encrypted;
mod filetime;
mod folder;
mod limits;
mod neighbours;
mod nested;
mod open;
mod part;
mod safe_name;
mod script;
mod single;
mod verify;
mod wim;
mod zip;

pub use contents::{Contents, Entry, ReadError, Stream, Tree};
pub use discover::{Found, discover};
pub use filetime::from_filetime;
pub use limits::{Limits, MAX_DEPTH};
pub use neighbours::{Names, Neighbours};
pub use open::{open, open_bytes, open_bytes_within, open_within};
pub use safe_name::{Placed, SafeNames, is_safe_path};
pub use script::{is_script_name, scripts_of_project};
pub use wim::{Unreferenced, WimFacts, WimForm};

pub(crate) use limits::Memory;

use std::{path::PathBuf, sync::Arc};

use ppkglint_wim::ReadAt;

/// What an input turned out to be; the words of `packages[].kind` in the JSON report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A WIM file: what WCD builds.
    Wim,
    /// A ZIP archive.
    Zip,
    /// An unpacked package.
    Folder,
    /// A WCD project folder: `customizations.xml` and what WCD keeps beside it.
    Project,
    /// A single answer file.
    AnswerFile,
    /// A single script.
    Script,
    /// Probably an encrypted package.
    Encrypted,
    /// Nothing that could be opened.
    Unreadable,
    /// The configuration of this program, where findings are about it.
    Config,
}

/// One input, opened.
#[derive(Debug, Clone)]
pub struct Input {
    /// Its path as the user named or reached it; inside of another input, that one's, `!/`, and
    /// where it stands there.
    pub path: String,
    /// What it is.
    pub kind: Kind,
    /// Its file trees: one an image in a WIM, else one; empty when it could not be opened, and for
    /// an archive that is no package and only holds some.
    pub trees: Vec<Tree>,
    /// The inputs inside of it, in the order of the container.
    pub nested: Vec<Input>,
    /// What kept it, or a part of it, from being opened.
    pub faults: Vec<Fault>,
    /// The files (by image and path) that were not looked into for packages, as that would unpack
    /// more than is allowed for it.
    pub not_searched: Vec<(Option<u32>, String)>,
    /// What the WIM container says of itself.
    pub wim: Option<WimFacts>,
    /// The bytes of the input itself, when it is one file.
    pub bytes: Option<Bytes>,
    /// The folder that the input lies in, for what stands beside it.
    pub folder: Option<PathBuf>,
    /// The folder that the user named and that it was found in, at any depth.
    pub named_folder: Option<PathBuf>,
    /// The files that lie in `folder`, itself among them; none when nobody looked.
    pub beside: Option<Names>,
}

/// The bytes of an input that is one file.
#[derive(Clone)]
pub struct Bytes(pub(crate) Arc<dyn ReadAt>);

impl ReadAt for Bytes {
    fn size(&self) -> u64 {
        self.0.size()
    }

    fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> std::io::Result<()> {
        self.0.read_exact_at(offset, buffer)
    }
}

impl std::fmt::Debug for Bytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Bytes({})", self.0.size())
    }
}

impl Bytes {
    /// How many there are.
    pub fn size(&self) -> u64 {
        self.0.size()
    }

    /// Hands all bytes, in order and in blocks, to `take`.
    ///
    /// # Errors
    /// The file could not be read.
    pub fn for_each_block(&self, mut take: impl FnMut(&[u8])) -> std::io::Result<()> {
        let mut block = vec![0; 1 << 16];
        let mut at = 0;
        while at < self.0.size() {
            let length = (self.0.size() - at).min(block.len() as u64) as usize;
            let part = block.get_mut(..length).unwrap_or_default();
            self.0.read_exact_at(at, part)?;
            take(part);
            at += length as u64;
        }
        Ok(())
    }

    /// The first `length` bytes, or all if there are fewer.
    pub(crate) fn prefix(&self, length: usize) -> std::io::Result<Vec<u8>> {
        let mut start = vec![0; length.min(usize::try_from(self.0.size()).unwrap_or(length))];
        self.0.read_exact_at(0, &mut start)?;
        Ok(start)
    }
}

/// Why an input, or a part of it, could not be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The inner file that is concerned; none when it is the whole input.
    pub file: Option<String>,
    /// The image (from 1) that is concerned, when only one of several is.
    pub image: Option<u32>,
    /// Of what kind it is.
    pub kind: FaultKind,
    /// What is wrong, and where, in words; lower case, no full stop.
    pub reason: String,
}

/// Of what kind a [`Fault`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// There is no such file, or the system does not let it be read.
    Missing,
    /// It is no provisioning package and nothing that holds one.
    NotAPackage,
    /// It is encrypted, as far as can be told.
    Encrypted,
    /// It begins as what it should be, and is broken.
    Damaged,
    /// It is whole, but packed in a way that is not supported.
    Unsupported,
    /// A limit was reached that keeps hostile input from taking all memory or time.
    Limit,
}

impl Input {
    /// A folder that could not be listed, or a stream that could not be read.
    pub fn unlisted(path: &std::path::Path, reason: &str) -> Self {
        let reason = format!("it cannot be read: {reason}");
        let shown = path.to_string_lossy();
        Self::unopened(&shown, Kind::Unreadable, FaultKind::Missing, reason)
    }

    /// An input that could not be opened at all.
    pub(crate) fn unopened(path: &str, kind: Kind, fault: FaultKind, reason: String) -> Self {
        let fault = Fault { file: None, image: None, kind: fault, reason };
        Self { faults: vec![fault], ..Self::of(path, kind) }
    }

    /// An input with nothing in it yet.
    fn of(path: &str, kind: Kind) -> Self {
        Self {
            path: path.to_owned(),
            kind,
            trees: vec![],
            nested: vec![],
            faults: vec![],
            not_searched: vec![],
            wim: None,
            bytes: None,
            folder: None,
            named_folder: None,
            beside: None,
        }
    }

    /// Whether it is of no concern: an archive without a package, a text that is no answer file. Of
    /// an archive that nobody can look into, only the names count.
    pub fn is_foreign(&self) -> bool {
        use FaultKind::{Encrypted, NotAPackage, Unsupported};
        let is_foreign = |fault: &Fault| match fault.kind {
            NotAPackage => true,
            Encrypted | Unsupported if self.kind == Kind::Zip => {
                let file = fault.file.as_deref().unwrap_or_default().to_lowercase();
                !file.ends_with(".ppkg")
            }
            _ => false,
        };
        self.nested.is_empty() && self.trees.is_empty() && self.faults.iter().all(is_foreign)
    }

    /// Whether it is an archive of which nothing is to be said but of what is inside of it.
    pub fn only_holds_others(&self) -> bool {
        self.trees.is_empty() && self.faults.is_empty() && !self.nested.is_empty()
    }
}
