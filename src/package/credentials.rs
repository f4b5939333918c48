//! The secrets that settings hold, as far as they are ones.

use super::Package;
use super::placeholder::is_placeholder;
use super::setting::Setting;
use super::table::Kind;

/// A setting that holds a secret in clear.
#[derive(Debug, Clone, Copy)]
pub struct Secret<'p> {
    /// The setting.
    pub setting: &'p Setting,
}

impl Secret<'_> {
    /// Whether a person chose it, so that it can be the same as another: no token, key file or
    /// product key.
    pub fn is_password(&self) -> bool {
        let path = self.setting.path.table();
        let is_file = self.setting.known.is_some_and(|known| known.kind == Kind::File);
        !is_file && path != "Accounts/Azure/BPRT" && !path.starts_with("EditionUpgrade/")
    }

    /// Whether it is the key of a wireless network.
    pub fn is_wireless(&self) -> bool {
        self.setting.path.table().starts_with("ConnectivityProfiles/WLAN/")
    }
}

impl Package {
    /// The settings that hold a secret, those for some devices only among them.
    ///
    /// Not what stands in a secret's place: nothing, a placeholder, the thumbprint that `Secret`
    /// holds when an enrolment goes by certificate, a product key that Microsoft publishes, a profile
    /// without a key, the path of a file whose content the package does not hold.
    pub fn secrets(&self) -> Vec<Secret<'_>> {
        let is_published = |setting: &Setting| {
            setting.path.table().starts_with("EditionUpgrade/") && {
                let key = super::product_key::ProductKey { setting };
                key.is_public() || key.is_sample()
            }
        };
        self.settings
            .iter()
            .filter(|setting| setting.is_secret() && setting.is_set())
            .filter(|setting| match setting.known.map(|known| known.kind) {
                Some(Kind::File) => holds_secret_content(setting),
                _ => !is_placeholder(setting.value()),
            })
            .filter(|setting| !is_published(setting) && !self.is_thumbprint(setting))
            .map(|setting| Secret { setting })
            .collect()
    }

    /// Whether an enrolment goes by certificate: then its `Secret` names one.
    fn is_thumbprint(&self, setting: &Setting) -> bool {
        setting.path.table() == "Workplace/Enrollments/UPN/Secret"
            && self.beside(setting, "AuthPolicy").is_some_and(|policy| policy.is("2"))
    }
}

/// On the device a file is its content: a certificate with its key, a profile with or without one.
fn holds_secret_content(setting: &Setting) -> bool {
    let is_profile = setting.path.table().starts_with("ConnectivityProfiles/WLAN/");
    let content = setting.runtime.as_ref();
    content.is_some_and(|content| !is_profile || content.text().contains("keyMaterial"))
}

#[cfg(test)]
mod tests {
    use crate::container::open_bytes;
    use crate::package::{Limits, packages};

    fn secrets(common: &str) -> Vec<String> {
        let text = corpus_build::answer_file(common);
        let input = open_bytes("customizations.xml", text.into_bytes());
        let packages = packages(&input, &Limits::default());
        let all = packages.iter().flat_map(|package| package.secrets());
        all.map(|secret| secret.setting.path.leaf().to_owned()).collect()
    }

    #[test]
    fn what_stands_in_the_place_of_a_secret_is_none() {
        let enrolment = |policy: &str| {
            format!(
                "<Workplace><Enrollments><UPN UPN=\"a@b.example\"><AuthPolicy>{policy}</AuthPolicy>\
                 <Secret>Invented-2026</Secret></UPN></Enrollments></Workplace>"
            )
        };
        assert_eq!(secrets(&enrolment("OnPremise")), ["Secret"]);
        assert!(secrets(&enrolment("Certificate")).is_empty(), "a thumbprint");
        let key = |key: &str| {
            let leaf = "ChangeProductKey";
            secrets(&format!("<EditionUpgrade><{leaf}>{key}</{leaf}></EditionUpgrade>"))
        };
        assert_eq!(key("BCDFG-HJKMP-QRTVW-XY234-6789B"), ["ChangeProductKey"]);
        assert!(key("NPPR9-FWDCX-D2C8J-H872K-2YT43").is_empty(), "published");
        assert!(key("%KEY%").is_empty() && key("XXXXX-XXXXX-XXXXX-XXXXX-XXXXX").is_empty());
        let profile = "<ConnectivityProfiles><WLAN><Profiles><Profile Name=\"a\">C:\\a.xml</Profile>\
                       </Profiles></WLAN></ConnectivityProfiles>";
        assert!(secrets(profile).is_empty(), "the path of a file");
    }
}
