//! One provxml file: the nodes of Windows that it sets, and their values.

use crate::xml::{Declaration, Element, write};

/// One level of the way to a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Characteristic {
    /// The name of the level.
    pub(crate) kind: String,
    /// `Device` or `User`, where the store says so.
    pub(crate) scope: Option<String>,
}

impl Characteristic {
    /// A level without a scope.
    pub(crate) fn new(kind: &str) -> Self {
        Self { kind: kind.into(), scope: None }
    }
}

/// One value.
#[derive(Debug, Clone)]
pub(crate) struct Parm {
    /// The way to it.
    pub(crate) place: Vec<Characteristic>,
    /// The setting it comes from.
    pub(crate) setting: String,
    /// The name of the node.
    pub(crate) name: String,
    /// The value as Windows reads it.
    pub(crate) value: String,
    /// `string`, `integer` or `boolean`.
    pub(crate) datatype: &'static str,
    /// Whether the node is executed instead of set.
    pub(crate) exec: bool,
}

/// The bytes of a provxml file; values with a common way share its elements.
pub(crate) fn provxml(parms: &[Parm]) -> Vec<u8> {
    let mut root = Element::new("wap-provisioningdoc", &[]);
    for parm in parms {
        add(&mut root, &parm.place, parm);
    }
    write(&root, Declaration::Standalone)
}

fn add(parent: &mut Element, place: &[Characteristic], parm: &Parm) {
    let Some((next, rest)) = place.split_first() else {
        let mut element = Element::new(
            "parm",
            &[
                ("SettingsPath", &parm.setting),
                ("name", &parm.name),
                ("value", &parm.value),
                ("datatype", parm.datatype),
            ],
        );
        if parm.exec {
            element.attributes.push(("exec".into(), "1".into()));
        }
        parent.children.push(element);
        return;
    };
    let same = |child: &&mut Element| {
        child.name == "characteristic"
            && child.attribute("type") == Some(&next.kind)
            && child.attribute("scope") == next.scope.as_deref()
    };
    if let Some(child) = parent.children.iter_mut().find(same) {
        add(child, rest, parm);
        return;
    }
    let mut child = Element::new("characteristic", &[("type", &next.kind)]);
    if let Some(scope) = &next.scope {
        child.attributes.push(("scope".into(), scope.clone()));
    }
    add(&mut child, rest, parm);
    parent.children.push(child);
}
