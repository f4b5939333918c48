//! The roots and issuers that a device is given to trust.

use std::collections::HashSet;

use super::Package;

/// The groups of settings that install certificates which a device trusts.
const TRUSTED: &[&str] = &["Certificates/RootCertificates", "Certificates/CACertificates"];

impl Package {
    /// The SHA-1 thumbprints, in upper-case hexadecimal, of the roots and issuers that the device
    /// is given to trust; none when the package installs some and does not say which, as a project
    /// does, which only names their files.
    pub fn trusted_thumbprints(&self) -> Option<HashSet<String>> {
        let found: HashSet<String> = self
            .runtime
            .parms
            .iter()
            .filter(|parm| {
                let store = parm.characteristics.first();
                store.is_some_and(|store| store.eq_ignore_ascii_case("RootCATrustedCertificates"))
            })
            .filter_map(|parm| {
                let node = parm.characteristics.last()?;
                let digits: String = node.chars().filter(char::is_ascii_hexdigit).collect();
                (digits.len() == 40).then(|| digits.to_uppercase())
            })
            .collect();
        let installs = || TRUSTED.iter().any(|group| self.settings_below(group).next().is_some());
        (!found.is_empty() || !installs()).then_some(found)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::expect_used, reason = "a test fails by panicking")]

    use std::path::Path;

    use crate::container::{open, open_bytes};
    use crate::package::{Limits, packages};

    #[test]
    fn roots_are_known_by_their_thumbprints_on_the_devices_side_alone() {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
        let limits = Limits::default();
        let built = packages(&open(&corpus.join("wifi-enterprise-clean.ppkg")), &limits);
        let found = built.first().and_then(super::Package::trusted_thumbprints);
        let found = found.expect("the package installs a root");
        assert!(found.contains("91535C2030CD0EAC4C26F744555F4694F11DDD6E"), "{found:?}");
        let source = corpus.join("source/wifi-enterprise-clean/customizations.xml");
        let project = packages(&open(&source), &limits);
        assert_eq!(project.first().and_then(super::Package::trusted_thumbprints), None);
        let none = packages(&open_bytes("a.xml", b"<WindowsCustomizations/>".to_vec()), &limits);
        let none = none.first().and_then(super::Package::trusted_thumbprints);
        assert_eq!(none.map(|found| found.len()), Some(0));
    }
}
