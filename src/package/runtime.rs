//! What the device applies: the provxml files, in the order that the lists name them.

use std::collections::{BTreeMap, HashMap};

use super::author::{MAX_SETTINGS, MAX_STEPS};
use super::texts::Texts;
use super::written::Written;
use crate::text::{
    SourceId, Span,
    xml::{Document, Element},
};

/// The device's side of a package.
#[derive(Debug, Clone, Default)]
pub struct Runtime {
    /// Every parm that the device applies, in order.
    pub parms: Vec<Parm>,
    /// Files that a list names and that are not there, with the place that names them.
    pub missing: Vec<(String, Span)>,
    /// Settings files that no list names: the device does not apply them.
    pub stray: Vec<String>,
    /// The first place that was not followed, when there is too much or it is too deep.
    pub left_out: Option<Span>,
}

/// One `parm` of a provxml.
#[derive(Debug, Clone)]
pub struct Parm {
    /// The names of the characteristics around it, the outermost first.
    pub characteristics: Vec<String>,
    /// Its name.
    pub name: String,
    /// What it is set to.
    pub written: Written,
    /// `SettingsPath`, where the builder wrote it (WCD since November 2022).
    pub settings_path: Option<String>,
    /// The `SettingsGroup` of its file.
    pub group: String,
    /// Whether it applies to each user at sign-in.
    pub is_user_scope: bool,
    /// The variant that it belongs to.
    pub variant: Option<u32>,
}

impl Parm {
    /// Its node: `AADJ/BPRT`.
    pub fn node(&self) -> String {
        let names = self.characteristics.iter().map(String::as_str);
        names.chain([self.name.as_str()]).collect::<Vec<_>>().join("/")
    }
}

/// Reads every list of every variant, and the files they name.
pub(super) fn read(texts: &Texts) -> Runtime {
    let mut runtime = Runtime::default();
    let mut listed = HashMap::new();
    // A list can name a file, and a datastore a list, as often as it likes.
    let mut steps = MAX_SETTINGS;
    for (number, paths) in variants(texts) {
        let folder = format!("Multivariant/{number}");
        let variant = number.checked_sub(1);
        for (event, list) in sources(texts, &folder, &paths) {
            let Some((source, document)) = texts.document(&list) else { continue };
            for (file, group, span) in sets(document, source) {
                let Some(left) = steps.checked_sub(1) else {
                    runtime.left_out.get_or_insert(span);
                    break;
                };
                steps = left;
                let path = resolve(&folder, &file);
                listed.insert(path.to_lowercase(), ());
                match texts.document(&path) {
                    Some((source, document)) => {
                        let file = File { group, event: event.clone(), variant };
                        parms(document, source, &file, &mut runtime);
                    }
                    None if texts.is_unread(&path) => {}
                    None => runtime.missing.push((path, span)),
                }
            }
        }
    }
    let is_stray = |path: &&str| {
        path.to_lowercase().ends_with(".provxml") && !listed.contains_key(&path.to_lowercase())
    };
    runtime.stray = texts.paths().filter(is_stray).map(str::to_owned).collect();
    runtime
}

/// The numbers of the folders below `Multivariant`, with the paths of their files.
fn variants(texts: &Texts) -> BTreeMap<u32, Vec<&str>> {
    let mut found: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for path in texts.paths() {
        let Some((folder, rest)) = path.split_once('/') else { continue };
        let number = rest.split_once('/').and_then(|(number, _)| number.parse().ok());
        if let Some(number) = number.filter(|_| folder.eq_ignore_ascii_case("Multivariant")) {
            found.entry(number).or_default().push(path);
        }
    }
    found
}

/// The lists that MasterDatastore.xml names, with the event each belongs to; without that file
/// every list in `Prov`.
fn sources(texts: &Texts, folder: &str, paths: &[&str]) -> Vec<(String, String)> {
    if let Some((_, document)) = texts.document(&format!("{folder}/MasterDatastore.xml")) {
        let named = document.elements().filter(|element| element.name == "ConfigurationSource");
        return named
            .filter_map(|element| {
                let name = element.value_of("Name").unwrap_or_default().to_owned();
                Some((name, resolve(folder, element.value_of("Path")?)))
            })
            .collect();
    }
    let prefix = format!("{folder}/prov/").to_lowercase();
    let is_list = |path: &&str| {
        let path = path.to_lowercase();
        path.strip_prefix(&prefix).is_some_and(|name| !name.contains('/') && name.ends_with(".xml"))
    };
    let lists = paths.iter().copied().filter(is_list);
    lists
        .map(|path| {
            let name = path.rsplit('/').next().unwrap_or(path);
            (name.trim_end_matches(".xml").to_owned(), path.to_owned())
        })
        .collect()
}

/// The files that a list names: path, group, place.
fn sets(document: &Document, source: SourceId) -> Vec<(String, String, Span)> {
    let sets = document.elements().filter(|element| element.name == "ConfigurationSet");
    sets.filter_map(|element| {
        let data = element.attribute("Data")?;
        let group = element.value_of("SettingsGroup").unwrap_or_default().to_owned();
        Some((data.value.text().to_owned(), group, Span::new(source, data.value.range())))
    })
    .collect()
}

/// `$(_prov)\RunTime\x.provxml` as a path of the package.
fn resolve(folder: &str, data: &str) -> String {
    let path = data.replace('\\', "/");
    match path.strip_prefix("$(_prov)/") {
        Some(rest) => format!("{folder}/Prov/{rest}"),
        None => format!("{folder}/{}", path.trim_start_matches('/')),
    }
}

struct File {
    group: String,
    event: String,
    variant: Option<u32>,
}

fn parms(document: &Document, source: SourceId, file: &File, runtime: &mut Runtime) {
    for element in document.elements().filter(|element| element.name == "parm") {
        let mut characteristics = vec![];
        let mut is_user_scope = file.event.starts_with("User_");
        let mut above = element.parent;
        while let Some(around) = above.and_then(|index| document.element(index)) {
            if around.name == "characteristic" {
                characteristics.push(around.value_of("type").unwrap_or_default().to_owned());
                is_user_scope |=
                    around.value_of("scope").is_some_and(|s| s.eq_ignore_ascii_case("user"));
            }
            above = around.parent;
            if characteristics.len() > MAX_STEPS {
                break;
            }
        }
        if characteristics.len() > MAX_STEPS || runtime.parms.len() >= MAX_SETTINGS {
            runtime.left_out.get_or_insert_with(|| Span::new(source, element.tag.clone()));
            return;
        }
        characteristics.reverse();
        runtime.parms.push(Parm {
            characteristics,
            name: element.value_of("name").unwrap_or_default().to_owned(),
            written: written(element, source),
            settings_path: element.value_of("SettingsPath").map(str::to_owned),
            group: file.group.clone(),
            is_user_scope,
            variant: file.variant,
        });
    }
}

fn written(element: &Element, source: SourceId) -> Written {
    let value = element.attribute("value").map(|value| value.value.clone()).unwrap_or_default();
    super::author::written(source, element, &value)
}
