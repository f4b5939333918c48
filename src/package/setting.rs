//! One setting, from all the copies that a package keeps of it.

use super::path::SettingPath;
use super::table;
use super::written::Written;
use crate::text::Span;

/// One setting of a package, with every copy of it.
///
/// A package keeps a setting up to three times: as the author wrote it (`customizations.xml`), as
/// WCD repeats it (`AnswerFile.xml`), and as the device applies it (a provxml). Nothing ties the
/// first two to the third.
#[derive(Debug, Clone)]
pub struct Setting {
    /// Where it stands.
    pub path: SettingPath,
    /// The author's copy.
    pub author: Option<Written>,
    /// Where the author wrote the name of each step of the path; empty without an author's copy.
    pub steps: Vec<Span>,
    /// The copy in `AnswerFile.xml`.
    pub answer: Option<Written>,
    /// What the device applies.
    pub runtime: Option<Written>,
    /// Its row in the settings table, when it is one that the table knows.
    pub known: Option<&'static table::Setting>,
}

impl Setting {
    /// The copy that counts: what the device applies, else what the author wrote.
    pub fn applied(&self) -> Option<&Written> {
        self.runtime.as_ref().or(self.author.as_ref()).or(self.answer.as_ref())
    }

    /// Every copy: the author's, its repetition, the device's.
    pub fn copies(&self) -> impl Iterator<Item = &Written> {
        [&self.author, &self.answer, &self.runtime].into_iter().flatten()
    }

    /// The copy to point at: the author's while both sides agree, else the one that is applied.
    pub fn shown(&self) -> Option<&Written> {
        match (&self.author, &self.runtime) {
            (Some(author), Some(_)) if !self.sides_differ() => Some(author),
            _ => self.applied(),
        }
    }

    /// The value that counts, references resolved. May be secret: for comparing, not for showing.
    pub fn value(&self) -> &str {
        self.applied().map_or("", Written::text)
    }

    /// Whether it has a value that is more than white space.
    pub fn is_set(&self) -> bool {
        !self.value().trim().is_empty()
    }

    /// Whether its value is `raw`, given as the device stores it (`1`, `true`) or as WCD labels it.
    pub fn is(&self, raw: &str) -> bool {
        let value = self.value().trim();
        let as_raw = |text| self.known.and_then(|known| known.raw_of_label(text)).unwrap_or(text);
        as_raw(value).eq_ignore_ascii_case(as_raw(raw))
    }

    /// Whether it is switched on.
    pub fn is_true(&self) -> bool {
        matches!(self.value().trim().to_ascii_lowercase().as_str(), "true" | "1" | "yes")
    }

    /// Whether its value is a password, key or token.
    pub fn is_secret(&self) -> bool {
        self.known.is_some_and(table::Setting::is_secret)
    }

    /// Whether the device applies something else than the author wrote. False where it cannot be
    /// told: a file's content, a label that the table does not know.
    pub fn sides_differ(&self) -> bool {
        match (&self.author, &self.runtime) {
            (Some(author), Some(runtime)) => self.differ(author, runtime),
            _ => false,
        }
    }

    /// Whether `AnswerFile.xml` repeats something else than the author wrote.
    pub fn answer_differs(&self) -> bool {
        match (&self.author, &self.answer) {
            (Some(author), Some(answer)) => {
                // Both are written by the author's rules, so they are the same text.
                squeeze(author.text()) != squeeze(answer.text())
            }
            _ => false,
        }
    }

    fn differ(&self, author: &Written, runtime: &Written) -> bool {
        let Some(known) = self.known else { return false };
        // Command lines are long, and asked for once for each command in them.
        if known.kind == table::Kind::String && author.text() == runtime.text() {
            return false;
        }
        let (author, runtime) = (squeeze(author.text()), squeeze(runtime.text()));
        known.equal_values(&author, &runtime) == Some(false)
    }
}

/// A value with its white space evened out: an attribute cannot hold a line break.
fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
