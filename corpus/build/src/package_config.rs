//! Who a package says it is: the `PackageConfig` of a `customizations.xml`.

use crate::Error;
use crate::xml::Element;

/// The parts of `PackageConfig` that also stand elsewhere in a package.
#[derive(Debug, Clone)]
pub(crate) struct PackageConfig {
    /// The id as written, with or without braces.
    pub(crate) id: String,
    /// The name.
    pub(crate) name: String,
    /// The version as written.
    pub(crate) version: String,
    /// The description, often empty.
    pub(crate) description: String,
    /// Who made it, which decides the precedence.
    pub(crate) owner: String,
    /// Where it stands among packages of the same owner.
    pub(crate) rank: u32,
}

impl PackageConfig {
    /// Reads it from the root of a `customizations.xml`.
    pub(crate) fn read(root: &Element) -> Result<Self, Error> {
        let config = root.child("PackageConfig").ok_or(Error::Missing("PackageConfig"))?;
        let text = |name| config.child(name).map(|element| element.text.clone());
        Ok(Self {
            id: text("ID").ok_or(Error::Missing("PackageConfig/ID"))?,
            name: text("Name").ok_or(Error::Missing("PackageConfig/Name"))?,
            version: text("Version").ok_or(Error::Missing("PackageConfig/Version"))?,
            description: text("Description").unwrap_or_default(),
            owner: text("OwnerType").ok_or(Error::Missing("PackageConfig/OwnerType"))?,
            rank: text("Rank").and_then(|rank| rank.parse().ok()).unwrap_or(0),
        })
    }

    /// The id without braces.
    pub(crate) fn bare_id(&self) -> &str {
        self.id.trim_start_matches('{').trim_end_matches('}')
    }
}
