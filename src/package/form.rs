//! How the author's file is put together: what of it is no setting's value.

use super::path::SettingPath;
use super::table;
use super::variants::{Target, Variant};
use crate::text::{SourceId, Span, xml::Element};

/// The author's file apart from the values of its settings.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// The root element.
    pub root: Option<Part>,
    /// `PackageConfig`, when the root holds it.
    pub config: Option<Part>,
    /// `Settings`, when the root holds it.
    pub settings: Option<Part>,
    /// The items of keyed lists, in order.
    pub items: Vec<Item>,
    /// Attributes that were meant to be settings or values.
    pub attributes: Vec<StrayAttribute>,
    /// The groups of devices that variants are for.
    pub targets: Vec<Target>,
    /// The variants, in the order that [`SettingPath::variant`] counts.
    pub variants: Vec<Variant>,
}

/// One of the elements that give the file its shape.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its name without a prefix.
    pub name: String,
    /// The namespace that it is in; empty for none.
    pub namespace: String,
    /// Its start tag.
    pub tag: Span,
}

impl Part {
    pub(super) fn of(source: SourceId, element: &Element) -> Self {
        Self {
            name: element.name.clone(),
            namespace: element.namespace.to_string(),
            tag: Span::new(source, element.tag.clone()),
        }
    }
}

/// An item of a list whose items are told apart by a key.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its path, with the key where it has one.
    pub path: SettingPath,
    /// The list that it is in, without case: items of one list can be doubles of each other.
    pub list: String,
    /// The name of the attribute that holds the key.
    pub key_name: &'static str,
    /// What the key attribute says, and where; none without that attribute.
    pub key: Option<(String, Span)>,
    /// Its start tag.
    pub tag: Span,
}

/// An attribute that was meant to be an element, or the text of one.
#[derive(Debug, Clone)]
pub struct StrayAttribute {
    /// The element that it stands on.
    pub path: SettingPath,
    /// The attribute, from its name to the end of its value; the value can be a secret.
    pub name: String,
    /// Where its name stands.
    pub name_span: Span,
    /// The setting that was meant.
    pub meant: &'static table::Setting,
}

#[cfg(test)]
mod tests {
    use crate::text::{SourceId, xml};

    fn form(common: &str) -> super::Form {
        let text = format!(
            "<WindowsCustomizations><Settings xmlns='urn:x'><Customizations><Common>{common}\
             </Common></Customizations></Settings></WindowsCustomizations>"
        );
        let document = xml::parse(&text).unwrap_or_default();
        super::super::author::read(&document, SourceId(0)).form
    }

    #[test]
    fn the_parts_are_there_with_their_namespaces() {
        let form = form("");
        assert_eq!(
            form.root.map(|root| (root.name, root.namespace)),
            Some(("WindowsCustomizations".into(), String::new()))
        );
        assert_eq!(form.settings.map(|part| part.namespace).as_deref(), Some("urn:x"));
        assert!(form.config.is_none());
    }

    #[test]
    fn items_of_keyed_lists_are_taken_down_also_when_they_are_empty() {
        let form = form(
            "<Accounts><Users><User UserName='a'/><User Name='b'><Password>x</Password></User>\
             </Users></Accounts><ProvisioningCommands><PrimaryContext><Command><CommandConfig/>\
             </Command></PrimaryContext></ProvisioningCommands>",
        );
        let items: Vec<_> = form
            .items
            .iter()
            .map(|item| (item.path.to_string(), item.key.as_ref().map(|(key, _)| key.as_str())))
            .collect();
        let user = |key: &str| format!("Accounts/Users/User[{key}]");
        assert_eq!(items, [(user("a"), Some("a")), (user("b"), None)]);
        let [first, second] = form.items.as_slice() else { unreachable!() };
        assert_eq!(first.list, second.list);
    }

    #[test]
    fn attributes_that_were_meant_to_be_settings_are_taken_down() {
        let form = form(
            "<Accounts><Users><User UserName='a' Name='a' password='x' Colour='red'/></Users>\
             </Accounts><OOBE><Desktop><HideOobe Value='True'/></Desktop></OOBE>",
        );
        let meant: Vec<_> = form.attributes.iter().map(|stray| stray.meant.path).collect();
        assert_eq!(meant, ["Accounts/Users/User/Password", "OOBE/Desktop/HideOobe"]);
    }
}
