//! What the WIM's XML data says of the package.

use chrono::{DateTime, Utc};

use crate::container::from_filetime;
use crate::text::{
    Span,
    xml::{Document, Element},
};

/// The XML data of one image. Texts are as written.
#[derive(Debug, Clone, Default)]
pub struct Metadata {
    /// The place of the image's element.
    pub tag: Option<Span>,
    /// `NAME`: PackageConfig's Name.
    pub name: Option<String>,
    /// `VERSION`: PackageConfig's Version.
    pub version: Option<String>,
    /// `PACKAGEID`: PackageConfig's ID.
    pub package_id: Option<String>,
    /// `AUTHOR`: `user@domain` in packages of 2015 and 2016.
    pub author: Option<String>,
    /// `ALTITUDE`: the base of the owner type plus the rank.
    pub altitude: Option<String>,
    /// `NOTES`: since 2017 the builder's version and choices.
    pub notes: Option<String>,
    /// `CREATIONTIME`: when the package was built.
    pub created: Option<DateTime<Utc>>,
    /// `LASTMODIFICATIONTIME`: moments later.
    pub modified: Option<DateTime<Utc>>,
}

impl Metadata {
    /// Reads the `IMAGE` element of that number (from 1).
    pub(super) fn read(document: &Document, image: u32, span: impl Fn(&Element) -> Span) -> Self {
        let Some(root) = document.root() else { return Self::default() };
        let number = image.to_string();
        let element = document
            .children(root)
            .filter(|child| child.name == "IMAGE")
            .find(|child| child.value_of("INDEX") == Some(&number));
        let Some(element) = element else { return Self::default() };
        let text = |name: &str| {
            let text = document.child(element, name)?.text.text().trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        let time = |name: &str| {
            let part = |half: &str| {
                let text = document.find(element, &[name, half])?.text.text().trim();
                let digits = text.trim_start_matches("0x");
                u32::from_str_radix(digits, 16).ok().map(u64::from)
            };
            from_filetime(part("HIGHPART")? << 32 | part("LOWPART")?)
        };
        Self {
            tag: Some(span(element)),
            name: text("NAME"),
            version: text("VERSION"),
            package_id: text("PACKAGEID"),
            author: text("AUTHOR"),
            altitude: text("ALTITUDE"),
            notes: text("NOTES"),
            created: time("CREATIONTIME"),
            modified: time("LASTMODIFICATIONTIME"),
        }
    }
}
