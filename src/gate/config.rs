//! `ppkglint.toml`.

use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use super::config_error::ConfigError;
use super::glob::PathPattern;
use super::ignores::Ignore;
use super::layer::{Effective, Layer};
use super::reader;
use crate::lint::Lint;
use crate::text::Source;

/// The name of the file.
pub const CONFIG_NAME: &str = "ppkglint.toml";

/// A configuration is a page or two; what is larger is something else.
const MAX_SIZE: u64 = 1 << 20;

/// One configuration, read.
#[derive(Debug, Clone)]
pub struct ConfigFile {
    /// The file, as the user reaches it.
    pub path: String,
    /// The folder that its patterns and paths go by.
    pub(super) base: PathBuf,
    pub(super) source: Source,
    pub(super) top: Layer,
    pub(super) sections: Vec<Section>,
    pub(super) ignores: Vec<Ignore>,
    pub(super) baseline: Option<PathBuf>,
}

/// A `[[per-path]]` section.
#[derive(Debug, Clone)]
pub(super) struct Section {
    pub(super) paths: Vec<PathPattern>,
    pub(super) layer: Layer,
}

impl ConfigFile {
    /// Reads a file. `shown` is what people are to see of its path; `base` is the folder that its
    /// patterns go by.
    ///
    /// # Errors
    /// It cannot be read, or something in it is wrong.
    pub fn read(
        file: &Path,
        shown: &str,
        base: &Path,
        known: &[&'static Lint],
    ) -> Result<Self, ConfigError> {
        let unread = |why: &dyn std::fmt::Display| ConfigError::unread(shown.to_owned(), why);
        let mut bytes = vec![];
        File::open(file)
            .and_then(|file| file.take(MAX_SIZE + 1).read_to_end(&mut bytes))
            .map_err(|error| unread(&error))?;
        if bytes.len() as u64 > MAX_SIZE {
            return Err(unread(&format!("it has more than {MAX_SIZE} bytes")));
        }
        Self::parse(&bytes, shown, base, known)
    }

    /// Reads the bytes of a file.
    ///
    /// # Errors
    /// Something in it is wrong.
    pub fn parse(
        bytes: &[u8],
        shown: &str,
        base: &Path,
        known: &[&'static Lint],
    ) -> Result<Self, ConfigError> {
        let source = Source::new("", bytes);
        match reader::read(&source, shown, known) {
            Ok(read) => Ok(Self {
                path: shown.to_owned(),
                baseline: read.baseline.map(|path| base.join(path)),
                base: base.to_owned(),
                top: read.top,
                sections: read.sections,
                ignores: read.ignores,
                source,
            }),
            Err(problems) => {
                Err(ConfigError { path: shown.to_owned(), text: Some(Box::new(source)), problems })
            }
        }
    }

    /// What holds for an input, with the command line on top.
    pub fn effective(&self, input: &str, command_line: &Layer) -> Effective {
        let path = self.relative(input);
        let fits = |section: &&Section| section.paths.iter().any(|pattern| pattern.fits(&path));
        let sections = self.sections.iter().filter(fits).map(|section| &section.layer);
        let layers: Vec<&Layer> =
            [&self.top].into_iter().chain(sections).chain([command_line]).collect();
        Effective::of(&layers)
    }

    /// The baseline that it names.
    pub fn baseline(&self) -> Option<&Path> {
        self.baseline.as_deref()
    }

    /// The ignores that it states: lint, and the line (from 1) that they stand at.
    pub fn ignores(&self) -> impl Iterator<Item = (&'static str, u32)> {
        self.ignores.iter().map(|ignore| (ignore.lint, self.source.position(ignore.at.start).line))
    }

    /// A path as its patterns see it: from its folder on, with `/`.
    pub(super) fn relative(&self, path: &str) -> String {
        relative_to(&self.base, path)
    }
}

/// A path from a folder on, with `/`; whole when it leads elsewhere. Case does not count.
pub(super) fn relative_to(base: &Path, path: &str) -> String {
    if path == "-" {
        return path.to_owned();
    }
    let plain = |path: &Path| path.to_string_lossy().replace('\\', "/");
    let (whole, base) = (plain(&absolute(Path::new(path))), plain(base));
    let base = base.trim_end_matches('/');
    let steps = base.chars().count();
    let is_below = whole.to_lowercase().starts_with(&base.to_lowercase())
        && whole.chars().nth(steps).is_none_or(|ch| ch == '/');
    match is_below {
        true => whole.chars().skip(steps + 1).collect(),
        false => whole,
    }
}

/// A path from the root on, without `.` and `..`; links are not followed.
pub(super) fn absolute(path: &Path) -> PathBuf {
    use std::path::Component;
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut out = PathBuf::new();
    for part in whole.components() {
        match part {
            Component::ParentDir => {
                out.pop();
            }
            Component::CurDir => {}
            _ => out.push(part),
        }
    }
    out
}
