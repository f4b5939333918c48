//! The whole tree of files of a package.

use crate::Error;
use crate::answer_file::answer_file_copy;
use crate::asset::Assets;
use crate::package_config::PackageConfig;
use crate::runtime::runtime_files;
use crate::runtime_document::documents;
use crate::setting::settings;
use crate::xml::{self, Declaration, Element};

/// Every file that WCD writes into a package for this project: path (with `/`) and content.
///
/// `assets` are the files that file-valued settings name, by base name; the settings hold a path
/// on the author's machine, of which only the base name counts.
///
/// What stands below `Targets` and `Variant` stays on the author's side, because no package is
/// known that shows what WCD makes of it.
///
/// # Errors
///
/// The XML is not well formed, lacks a part of `PackageConfig`, or names a file that is not among
/// the assets.
pub fn tree(
    customizations: &str,
    assets: &[(&str, &[u8])],
) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let root = xml::read(customizations)?;
    let config = PackageConfig::read(&root)?;
    let answers = root.child("Settings").ok_or(Error::Missing("Settings"))?;
    let common = answers
        .child("Customizations")
        .and_then(|customizations| customizations.child("Common"))
        .ok_or(Error::Missing("Settings/Customizations/Common"))?;

    let mut taken = Assets::default();
    let documents = documents(&settings(common), &config, assets, &mut taken)?;
    let mut files = vec![
        ("CommonSettings/CommonSettings.xml".into(), index("CommonSettings", "1")),
        ("CommonSettings/1/AnswerFile.xml".into(), answer_file_copy(answers)),
        ("Multivariant/Multivariant.xml".into(), index("Multivariant", "0")),
        ("Multivariant/0/customizations.xml".into(), customizations.as_bytes().to_vec()),
    ];
    files.extend(runtime_files(documents));
    files.extend(taken.files());
    Ok(files)
}

/// The index of a folder with one numbered folder below it.
fn index(kind: &str, number: &str) -> Vec<u8> {
    let root = Element::new("Elements", &[("Type", kind)])
        .with(Element::new("Element", &[("Index", number)]));
    xml::write(&root, Declaration::Index)
}
