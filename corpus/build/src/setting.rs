//! The settings of an author's file, one by one.

use crate::xml::Element;

/// Lists whose items have no key, only a place; WCD shows the `Name` and applies by number.
const NUMBERED_LISTS: &[&str] = &[
    "ConnectivityProfiles/WLAN/Profiles",
    "Folders/PublicDocuments",
    "ProvisioningCommands/DeviceContext/CommandFiles",
    "ProvisioningCommands/PrimaryContext/Command",
    "ProvisioningCommands/PrimaryContext/Command/CommandConfig/DependencyPackages",
    "UniversalAppInstall/DeviceContextApp/Application/DependencyAppxFiles",
    "UniversalAppInstall/DeviceContextApp/Application/OptionalPackageFiles",
    "UniversalAppInstall/UserContextApp/Application/DependencyAppxFiles",
];

/// One element on the way to a setting.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    /// The name of the element.
    pub(crate) name: String,
    /// What tells it from its siblings: a key, or a number in a list without keys.
    pub(crate) key: Option<String>,
    attributes: Vec<(String, String)>,
}

/// One value and the way to it.
#[derive(Debug, Clone)]
pub(crate) struct Setting {
    /// The elements below `Common`.
    pub(crate) steps: Vec<Step>,
    /// The text.
    pub(crate) value: String,
}

impl Setting {
    /// The path in the table of settings: element names only.
    pub(crate) fn path(&self) -> String {
        let names: Vec<&str> = self.steps.iter().map(|step| step.name.as_str()).collect();
        names.join("/")
    }

    /// The elements as the runtime names them: an item of a list by its key.
    pub(crate) fn keyed(&self) -> Vec<&str> {
        self.steps.iter().map(|step| step.key.as_deref().unwrap_or(&step.name)).collect()
    }

    /// The value of a placeholder such as `~UserName~`: the attribute of that name, else the key
    /// of the nearest item, which is what a file written by hand has.
    pub(crate) fn placeholder(&self, name: &str) -> Option<&str> {
        let steps = || self.steps.iter().rev();
        let attribute = steps()
            .flat_map(|step| &step.attributes)
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str());
        attribute.or_else(|| steps().find_map(|step| step.key.as_deref()))
    }

    /// The base name of the file that the value names; the path is one of a Windows machine.
    pub(crate) fn file_name(&self) -> &str {
        self.value.rsplit(['\\', '/']).next().unwrap_or_default()
    }
}

/// Every setting below `Common`, in order.
pub(crate) fn settings(common: &Element) -> Vec<Setting> {
    let mut found = Vec::new();
    collect(common, &mut Vec::new(), &mut found);
    found
}

fn collect(parent: &Element, way: &mut Vec<Step>, found: &mut Vec<Setting>) {
    let names: Vec<&str> = way.iter().map(|step| step.name.as_str()).collect();
    let numbered = NUMBERED_LISTS.contains(&names.join("/").as_str());
    let keyed_list = KEYED_BY_NAME.contains(&names.join("/").as_str());
    for (number, child) in parent.children.iter().enumerate() {
        let mut key = None;
        if numbered {
            key = Some(number.to_string());
        } else if let Some((_, value)) =
            child.attributes.iter().find(|(name, _)| name != "Name" && !name.starts_with("xmlns"))
        {
            key = Some(value.clone());
        } else if keyed_list {
            key = child.attribute("Name").map(str::to_owned);
        }
        let attributes = child.attributes.clone();
        way.push(Step { name: child.name.clone(), key, attributes });
        if child.children.is_empty() {
            found.push(Setting { steps: way.clone(), value: child.text.clone() });
        } else {
            collect(child, way, found);
        }
        way.pop();
    }
}

/// Lists whose items have a key of their own in WCD's files, but only a `Name` in many files
/// written by hand.
const KEYED_BY_NAME: &[&str] = &[
    "Accounts/Users",
    "Certificates/CACertificates",
    "Certificates/ClientCertificates",
    "Certificates/RootCertificates",
    "Certificates/TrustedPeopleCertificates",
    "Certificates/TrustedProvisioners",
    "ConnectivityProfiles/WLAN/WLANSetting",
    "Workplace/Enrollments",
];
