//! PackageConfig: how a package names itself.

use super::written::Written;
use crate::text::{
    Span,
    xml::{Document, Element},
};

/// The namespace of PackageConfig (measured on real packages).
pub const NAMESPACE: &str = "urn:schemas-Microsoft-com:Windows-ICD-Package-Config.v1.0";

/// What `PackageConfig` says; each as written.
#[derive(Debug, Clone)]
pub struct PackageConfig {
    /// The element's start tag.
    pub tag: Span,
    /// The package's GUID, braces optional.
    pub id: Option<Written>,
    /// Its name.
    pub name: Option<Written>,
    /// Its version, `N.N` or `N.N.N.N`.
    pub version: Option<Written>,
    /// Who it belongs to: `Microsoft`, `SiliconVendor`, `OEM`, `SystemIntegrator`,
    /// `MobileOperator`, `ITAdmin`.
    pub owner: Option<Written>,
    /// Its rank among the packages of its owner, 0 to 99.
    pub rank: Option<Written>,
    /// Free text.
    pub notes: Option<Written>,
    /// Free text.
    pub description: Option<Written>,
}

impl PackageConfig {
    /// Reads the element; `written` makes a value of a child.
    pub(super) fn read(
        document: &Document,
        element: &Element,
        tag: Span,
        written: impl Fn(&Element) -> Written,
    ) -> Self {
        let child = |name| document.child(element, name).map(&written);
        Self {
            tag,
            id: child("ID"),
            name: child("Name"),
            version: child("Version"),
            owner: child("OwnerType"),
            rank: child("Rank"),
            notes: child("Notes"),
            description: child("Description"),
        }
    }
}

/// A GUID without braces, in lower case: two spellings of one are equal then.
pub fn plain_guid(text: &str) -> String {
    text.trim().trim_matches(['{', '}']).to_ascii_lowercase()
}
