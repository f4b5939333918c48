//! The certificates that a package installs.

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
