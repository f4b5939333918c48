//! The author's side: `customizations.xml`, and `AnswerFile.xml`, which repeats it.

use std::collections::HashMap;

use super::config::PackageConfig;
use super::form::{Form, Item, Part, StrayAttribute};
use super::path::{Segment, SettingPath};
use super::table::{self, Kind};
use super::telling_names::is_telling_name;
use super::variants;
use super::written::Written;
use crate::text::{
    SourceId, Span,
    xml::{Document, Element, Value},
};

/// What one answer file says.
#[derive(Debug, Clone, Default)]
pub(super) struct AnswerFile {
    pub(super) config: Option<PackageConfig>,
    pub(super) settings: Vec<AuthorSetting>,
    /// How it is put together.
    pub(super) form: Form,
    /// The first element that is too deep, or one too many, to be a setting.
    pub(super) left_out: Option<Span>,
}

/// Steps of a path that are followed; the settings table has 9 at most. Each setting holds its
/// path, so a million settings in a deep place would take all memory.
pub(super) const MAX_STEPS: usize = 32;

/// Settings of one answer file, and parms of one package.
pub(super) const MAX_SETTINGS: usize = 200_000;

/// One setting as the author wrote it.
#[derive(Debug, Clone)]
pub(super) struct AuthorSetting {
    pub(super) path: SettingPath,
    pub(super) written: Written,
    /// Where the name of each step of the path stands.
    pub(super) steps: Vec<Span>,
}

/// Reads an answer file, whatever its root is called: the settings are found below it.
pub(super) fn read(document: &Document, source: SourceId) -> AnswerFile {
    let mut file = AnswerFile::default();
    let Some(root) = document.root() else { return file };
    let written = |element: &Element| written(source, element, &element.text);
    file.config = document.child(root, "PackageConfig").map(|element| {
        let tag = Span::new(source, element.tag.clone());
        PackageConfig::read(document, element, tag, written)
    });
    let part = |element| Part::of(source, element);
    file.form.root = Some(part(root));
    file.form.config = document.child(root, "PackageConfig").map(part);
    let settings = match root.name.as_str() {
        "Settings" => Some(root),
        _ => document.child(root, "Settings"),
    };
    file.form.settings = settings.map(part);
    let customizations = settings.and_then(|settings| document.child(settings, "Customizations"));
    let Some(customizations) = customizations else { return file };
    let mut walk = Walk {
        document,
        source,
        settings: vec![],
        items: vec![],
        attributes: vec![],
        left_out: None,
    };
    for child in document.children(customizations) {
        match child.name.as_str() {
            "Common" => walk.children(child, None, &Steps::default()),
            "Variant" => {
                let number = u32::try_from(file.form.variants.len()).ok();
                file.form.variants.push(variants::variant(document, child, source));
                if let Some(settings) = document.child(child, "Settings") {
                    walk.children(settings, number, &Steps::default());
                }
            }
            "Targets" => file.form.targets.extend(variants::targets(document, child, source)),
            _ => {}
        }
    }
    file.settings = walk.settings;
    file.form.items = walk.items;
    file.form.attributes = walk.attributes;
    file.left_out = walk.left_out;
    file
}

/// A value of an element or attribute, with its place; an empty one stands at its tag.
pub(super) fn written(source: SourceId, element: &Element, value: &Value) -> Written {
    let place = if value.text().is_empty() { element.tag.clone() } else { value.range() };
    Written {
        value: value.clone(),
        span: Span::new(source, place),
        tag: Span::new(source, element.tag.clone()),
    }
}

/// The steps that led to an element.
#[derive(Debug, Clone, Default)]
struct Steps {
    segments: Vec<Segment>,
    names: Vec<Span>,
    table: String,
}

struct Walk<'d> {
    document: &'d Document,
    source: SourceId,
    settings: Vec<AuthorSetting>,
    items: Vec<Item>,
    attributes: Vec<StrayAttribute>,
    left_out: Option<Span>,
}

impl Walk<'_> {
    fn children(&mut self, element: &Element, variant: Option<u32>, above: &Steps) {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for child in self.document.children(element) {
            let count = counts.entry(&child.name).or_default();
            let seen = *count;
            *count += 1;
            if above.segments.len() >= MAX_STEPS || self.settings.len() >= MAX_SETTINGS {
                self.left_out.get_or_insert_with(|| Span::new(self.source, child.tag.clone()));
                return;
            }
            let mut steps = above.clone();
            if !steps.table.is_empty() {
                steps.table.push('/');
            }
            steps.table.push_str(&child.name);
            steps.segments.push(Segment {
                name: child.name.clone(),
                key: key(&above.table, &steps.table, child, seen),
            });
            steps.names.push(Span::new(self.source, child.name_range.clone()));
            self.item(element, child, variant, above, &steps);
            self.stray_attributes(child, variant, above, &steps);
            if child.children.is_empty() {
                self.leaf(child, variant, steps);
            } else {
                self.children(child, variant, &steps);
            }
        }
    }

    /// Takes an element down that is an item of a keyed list.
    fn item(
        &mut self,
        around: &Element,
        element: &Element,
        variant: Option<u32>,
        above: &Steps,
        steps: &Steps,
    ) {
        let Some(key_name) = list_key(&above.table) else { return };
        // Where the list itself carries the key, its items need none.
        if self.items.len() >= MAX_SETTINGS || around.attribute(key_name).is_some() {
            return;
        }
        self.items.push(Item {
            path: SettingPath::new(variant, steps.segments.clone()),
            list: SettingPath::new(variant, above.segments.clone()).identity(),
            key_name,
            key: element.attribute(key_name).map(|key| {
                let span = Span::new(self.source, key.value.range());
                (key.value.text().to_owned(), span)
            }),
            tag: Span::new(self.source, element.tag.clone()),
        });
    }

    /// Takes attributes down that were meant to be settings, or the value of this one.
    fn stray_attributes(
        &mut self,
        element: &Element,
        variant: Option<u32>,
        above: &Steps,
        steps: &Steps,
    ) {
        let table = table::table();
        let own = table.get(&steps.table);
        let keys = [list_key(&above.table), list_key(&steps.table), Some("Name")];
        let is_empty = element.children.is_empty() && element.text.text().trim().is_empty();
        for attribute in &element.attributes {
            if keys.contains(&Some(&attribute.name)) || self.attributes.len() >= MAX_SETTINGS {
                continue;
            }
            let below = table.get_ignoring_case(&format!("{}/{}", steps.table, attribute.name));
            let is_value = is_empty && attribute.name.eq_ignore_ascii_case("value");
            let value = own.filter(|own| is_value && !own.kind.is_container());
            let Some(meant) = below.or(value) else { continue };
            self.attributes.push(StrayAttribute {
                path: SettingPath::new(variant, steps.segments.clone()),
                name: attribute.name.clone(),
                name_span: Span::new(self.source, attribute.name_range.clone()),
                meant,
            });
        }
    }

    fn leaf(&mut self, element: &Element, variant: Option<u32>, steps: Steps) {
        let known = table::table().get(&steps.table);
        let holds_settings = known.is_some_and(|known| known.kind.is_container());
        // A group or a list without anything in it sets nothing; an account is one by its name.
        let is_account = steps.table == "Accounts/Users/User";
        if holds_settings && !is_account && element.text.text().trim().is_empty() {
            return;
        }
        self.settings.push(AuthorSetting {
            path: SettingPath::new(variant, steps.segments),
            written: written(self.source, element, &element.text),
            steps: steps.names,
        });
    }
}

/// The name of the key of the items of a keyed list.
fn list_key(path: &str) -> Option<&'static str> {
    table::table().get(path).filter(|known| known.kind == Kind::KeyedList)?.key()
}

/// What tells an element from its neighbours: the key attribute that the settings table names for
/// the list it is in (or is), the element's number in a list without keys.
fn key(above: &str, path: &str, element: &Element, seen: usize) -> Option<String> {
    let table = table::table();
    let (list, own) = (table.get(above), table.get(path));
    let key_of = |known: Option<&table::Setting>| {
        let known = known.filter(|known| known.kind == Kind::KeyedList)?;
        known.key().and_then(|key| element.value_of(key)).or_else(|| element.value_of("Name"))
    };
    if let Some(key) = key_of(list).or_else(|| key_of(own)) {
        return Some(key.to_owned());
    }
    if list.is_some_and(|list| list.kind == Kind::List) {
        return Some(seen.to_string());
    }
    // A list that the table does not know (yet): its elements still carry a key.
    let mut attributes = element.attributes.iter();
    match (own, attributes.find(|attribute| !is_telling_name(&attribute.name))) {
        (None, Some(attribute)) => Some(attribute.value.text().to_owned()),
        _ => (seen > 0).then(|| seen.to_string()),
    }
}
