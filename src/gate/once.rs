//! A project and the package beside it, built from it: what both say is reported once.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use crate::container::Kind;
use crate::lint::Finding;
use crate::package::Package;
use crate::text::{Source, SourceId};

/// Removes from built packages what is reported of the project beside them, when the
/// `customizations.xml` of both are the same bytes, and so are their scripts. What only the built package says stays.
pub(super) fn report_once(packages: &[Package], findings: &mut Vec<Finding>) {
    for (at, project) in packages.iter().enumerate() {
        let Some((folder, written)) = author_side(project) else { continue };
        for (number, built) in packages.iter().enumerate() {
            let is_built = matches!(built.kind, Kind::Wim | Kind::Zip | Kind::Folder);
            if !is_built || folder_of(&built.path) != folder {
                continue;
            }
            let copy = customizations(built).filter(|(_, copy)| is_same(written.1, copy));
            let Some((copied, _)) = copy else { continue };
            let written_of = copies(project, built).chain([(copied, written.0)]).collect();
            let said: HashSet<_> = findings
                .iter()
                .filter(|finding| finding.package == at)
                .filter_map(|finding| key(finding, None))
                .collect();
            findings.retain(|finding| {
                finding.package != number
                    || key(finding, Some(&written_of)).is_none_or(|key| !said.contains(&key))
            });
        }
    }
}

/// What makes two findings one: the lint, and the place in the author's file. `written_of` says which
/// file the copies in a built package are of.
fn key(
    finding: &Finding,
    written_of: Option<&HashMap<SourceId, SourceId>>,
) -> Option<(&'static str, SourceId, Range<u32>)> {
    let span = finding.span.as_ref()?;
    let source = match written_of {
        Some(written_of) => *written_of.get(&span.source)?,
        None => span.source,
    };
    Some((finding.lint.id, source, span.range()))
}

/// The scripts of a built package that are the same bytes as one of the project's, and that one.
fn copies(project: &Package, built: &Package) -> impl Iterator<Item = (SourceId, SourceId)> {
    let mut written: HashMap<&str, (SourceId, &Source)> = HashMap::new();
    for (id, source) in project.numbered_scripts() {
        written.entry(source.text()).or_insert((id, source));
    }
    built.numbered_scripts().filter_map(move |(copied, copy)| {
        let (id, source) = written.get(copy.text())?;
        is_same(source, copy).then_some((copied, *id))
    })
}

/// The folder and the author's file of a project.
fn author_side(package: &Package) -> Option<(&str, (SourceId, &Source))> {
    let folder = match package.kind {
        Kind::Project => package.path.trim_end_matches(['/', '\\']),
        Kind::AnswerFile if package.path.to_lowercase().ends_with("customizations.xml") => {
            folder_of(&package.path)
        }
        _ => return None,
    };
    Some((folder, customizations(package)?))
}

fn customizations(package: &Package) -> Option<(SourceId, &Source)> {
    let name = match package.kind {
        Kind::AnswerFile => "",
        Kind::Project => "customizations.xml",
        _ => "multivariant/0/customizations.xml",
    };
    let mut sources = package.sources().iter().zip(0..);
    let (source, number) = sources.find(|(source, _)| source.name().eq_ignore_ascii_case(name))?;
    Some((SourceId(number), source))
}

/// The folder, or the archive, that an input lies in.
fn folder_of(path: &str) -> &str {
    path.rsplit_once(['/', '\\']).map_or(".", |(folder, _)| folder).trim_end_matches('!')
}

fn is_same(a: &Source, b: &Source) -> bool {
    let size = |source: &Source| {
        let end = source.text().len() as u32;
        source.stored(&(end..end)).end
    };
    a.text() == b.text() && a.encoding() == b.encoding() && size(a) == size(b)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use crate::{container, package};

    #[test]
    fn the_script_of_a_project_is_known_again_in_what_was_built_of_it() {
        let desk = tempfile::tempdir().unwrap();
        let read = |folder: &str, files: &[(&str, &str)]| {
            for (name, text) in files {
                let path = desk.path().join(folder).join(name);
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, text).unwrap();
            }
            let input = container::open(&desk.path().join(folder));
            package::packages(&input, &package::Limits::default()).remove(0)
        };
        let project = read("project", &[("a.ps1", "Get-Date"), ("b.ps1", "Get-Item x")]);
        let built = read(
            "built",
            &[
                ("Multivariant/0/customizations.xml", "<WindowsCustomizations/>"),
                ("DataAsset/1/0_x/a.ps1", "Get-Date # later"),
                ("DataAsset/1/1_x/c.ps1", "Get-Item x"),
            ],
        );
        let name = |package: &Package, id: SourceId| {
            package.source(id).map(|source| source.name().to_owned()).unwrap_or_default()
        };
        let pairs: Vec<(String, String)> = copies(&project, &built)
            .map(|(copy, written)| (name(&built, copy), name(&project, written)))
            .collect();
        assert_eq!(pairs, [("DataAsset/1/1_x/c.ps1".to_owned(), "b.ps1".to_owned())]);
    }
}
