//! Settings for some devices only: which devices a target describes, and which targets a variant
//! names. The author's side; how it is applied has not been measured.

use super::Package;
use super::author::written;
use super::setting::Setting;
use super::written::Written;
use crate::text::{
    SourceId, Span,
    xml::{Document, Element},
};

/// A group of devices: `Targets/Target`.
#[derive(Debug, Clone)]
pub struct Target {
    /// Its start tag.
    pub tag: Span,
    /// What variants call it.
    pub id: Option<Written>,
    /// What a device has to be: one list a `TargetState`, of which all must hold.
    pub states: Vec<Vec<Condition>>,
}

/// One thing that a device has to be: `TargetState/Condition`.
#[derive(Debug, Clone)]
pub struct Condition {
    /// Its start tag.
    pub tag: Span,
    /// What is looked at, such as `ProcessorName`.
    pub name: Option<Written>,
    /// What it is compared with: the value itself, `Pattern:` or `Range:` and more, `!` before it.
    pub value: Option<Written>,
}

/// Settings for the devices of some targets: `Variant`.
#[derive(Debug, Clone)]
pub struct Variant {
    /// Its start tag.
    pub tag: Span,
    /// The targets that it names; any of them is enough.
    pub targets: Vec<TargetRef>,
}

/// The name of a target in a variant: `TargetRefs/TargetRef`.
#[derive(Debug, Clone)]
pub struct TargetRef {
    /// Its start tag.
    pub tag: Span,
    /// The target's name.
    pub id: Option<Written>,
}

impl Target {
    /// The conditions of all its states.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        self.states.iter().flatten()
    }
}

impl Package {
    /// The settings of that path, and those below it, that only the devices of a variant get.
    pub fn settings_of_variants<'p>(
        &'p self,
        path: &str,
    ) -> impl Iterator<Item = &'p Setting> + use<'p> {
        let path = path.to_owned();
        let of_variants = self.settings.iter().filter(|setting| setting.path.variant.is_some());
        of_variants.filter(move |setting| {
            let rest = setting.path.table().strip_prefix(path.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }
}

/// Reads `Targets`.
pub(super) fn targets(document: &Document, element: &Element, source: SourceId) -> Vec<Target> {
    let condition = |element: &Element| Condition {
        tag: Span::new(source, element.tag.clone()),
        name: attribute(source, element, "Name"),
        value: attribute(source, element, "Value"),
    };
    let state = |element: &Element| {
        named(document, element, "Condition").into_iter().map(condition).collect::<Vec<_>>()
    };
    let target = |element: &Element| Target {
        tag: Span::new(source, element.tag.clone()),
        id: attribute(source, element, "Id"),
        states: named(document, element, "TargetState").into_iter().map(state).collect(),
    };
    named(document, element, "Target").into_iter().map(target).collect()
}

/// Reads what a `Variant` is for.
pub(super) fn variant(document: &Document, element: &Element, source: SourceId) -> Variant {
    let refs = document.children(element).filter(|child| child.name == "TargetRefs");
    let targets = refs
        .flat_map(|refs| document.children(refs))
        .filter(|child| child.name == "TargetRef")
        .map(|child| TargetRef {
            tag: Span::new(source, child.tag.clone()),
            id: attribute(source, child, "Id"),
        });
    Variant { tag: Span::new(source, element.tag.clone()), targets: targets.collect() }
}

fn named<'d>(document: &'d Document, element: &'d Element, name: &str) -> Vec<&'d Element> {
    document.children(element).filter(|child| child.name == name).collect()
}

fn attribute(source: SourceId, element: &Element, name: &str) -> Option<Written> {
    element.attribute(name).map(|attribute| written(source, element, &attribute.value))
}

#[cfg(test)]
mod tests {
    use crate::text::{SourceId, xml};

    #[test]
    fn targets_and_variants_are_read_with_their_names() {
        let text = "<C><Targets><Target Id='a'><TargetState><Condition Name='Lang' Value='de'/>\
                    </TargetState><TargetState/></Target><Target/></Targets>\
                    <Variant><TargetRefs><TargetRef Id='a'/><TargetRef/></TargetRefs></Variant></C>";
        let document = xml::parse(text).unwrap_or_default();
        let root = document.root().cloned().unwrap_or_else(|| unreachable!());
        let find = |name| document.child(&root, name).unwrap_or_else(|| unreachable!());
        let targets = super::targets(&document, find("Targets"), SourceId(0));
        let ids: Vec<_> = targets.iter().map(|t| t.id.as_ref().map(|id| id.text())).collect();
        assert_eq!(ids, [Some("a"), None]);
        let names: Vec<_> = targets
            .iter()
            .flat_map(super::Target::conditions)
            .map(|c| (c.name.as_ref().map(|n| n.text()), c.value.as_ref().map(|v| v.text())))
            .collect();
        assert_eq!(names, [(Some("Lang"), Some("de"))]);
        let variant = super::variant(&document, find("Variant"), SourceId(0));
        let refs: Vec<_> =
            variant.targets.iter().map(|t| t.id.as_ref().map(|id| id.text())).collect();
        assert_eq!(refs, [Some("a"), None]);
    }
}
