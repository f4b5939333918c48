//! A whole answer file around a fragment, for examples in documentation.

/// What stands before the fragment.
const BEFORE: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n",
    "<WindowsCustomizations>\n",
    "  <PackageConfig xmlns=\"urn:schemas-Microsoft-com:Windows-ICD-Package-Config.v1.0\">\n",
    "    <ID>{5e9a1d0c-3b77-4c0e-8d52-7f6b1c2e4a90}</ID>\n",
    "    <Name>Example</Name>\n",
    "    <Version>1.0</Version>\n",
    "    <OwnerType>ITAdmin</OwnerType>\n",
    "    <Rank>0</Rank>\n",
    "  </PackageConfig>\n",
    "  <Settings xmlns=\"urn:schemas-microsoft-com:windows-provisioning\">\n",
    "    <Customizations>\n",
    "      <Common>\n",
);

/// What stands after it.
const AFTER: &str = "\n      </Common>\n    </Customizations>\n  </Settings>\n\
                     </WindowsCustomizations>\n";

/// A `customizations.xml` whose `Customizations/Common` holds the fragment, verbatim.
///
/// The package in it is always the same: `Example`, version 1.0, of an `ITAdmin`.
#[must_use]
pub fn answer_file(fragment: &str) -> String {
    [BEFORE, fragment, AFTER].concat()
}

/// Where the fragment begins in what [`answer_file`] makes of it, in bytes.
#[must_use]
pub fn fragment_start() -> usize {
    BEFORE.len()
}
