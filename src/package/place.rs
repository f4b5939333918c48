//! Where a finding points.

use super::setting::Setting;
use super::written::Written;
use crate::text::Span;

/// A place of a package: a part of a text, a file without text, or the whole package.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// The part of a text.
    pub span: Option<Span>,
    /// The inner file, for one without text.
    pub file: Option<String>,
    /// The path of the setting, with its keys.
    pub setting: Option<String>,
    /// What the fingerprint tells equal places apart by; never a secret.
    pub evidence: String,
    /// Where the evidence is written: when any of these is or holds a secret, it does not count.
    pub copies: Vec<Span>,
    /// What else is to be shown with it.
    pub beside: Vec<(Span, String)>,
    /// Whether it is in a script that nothing starts, or in a function that nothing calls.
    pub is_unreached: bool,
}

impl Place {
    /// The whole package.
    pub fn package() -> Self {
        Self::default()
    }

    /// A file of the package, by its path in it.
    pub fn file(path: impl Into<String>) -> Self {
        Self { file: Some(path.into()), ..Self::default() }
    }

    /// A part of a setting's value, in bytes of [`Setting::value`].
    pub fn part_of(setting: &Setting, part: &std::ops::Range<usize>) -> Self {
        let mut place = Self::from(setting);
        if let (Some(shown), Some(applied)) = (setting.shown(), setting.applied())
            && shown.text() == applied.text()
        {
            place.span = Some(shown.part(part));
        }
        place
    }
}

impl From<&Setting> for Place {
    fn from(setting: &Setting) -> Self {
        let shown = setting.shown();
        let mut beside = vec![];
        if let (true, Some(author)) = (setting.sides_differ(), &setting.author) {
            beside.push((author.span.clone(), "the author's side says something else".to_owned()));
        }
        let evidence = if setting.is_secret() { String::new() } else { setting.value().to_owned() };
        Self {
            span: shown.map(|written| written.span.clone()),
            file: None,
            setting: Some(setting.path.to_string()),
            evidence,
            copies: setting.copies().map(|copy| copy.span.clone()).collect(),
            beside,
            is_unreached: false,
        }
    }
}

impl From<&Written> for Place {
    fn from(written: &Written) -> Self {
        Self::from(&written.span)
    }
}

impl From<&Span> for Place {
    fn from(span: &Span) -> Self {
        Self { span: Some(span.clone()), ..Self::default() }
    }
}
