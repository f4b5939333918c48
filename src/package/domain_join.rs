//! The join of an Active Directory domain.

use super::Package;
use super::setting::Setting;

/// A join of an Active Directory domain.
#[derive(Debug, Clone, Copy)]
pub struct DomainJoin<'p> {
    /// The domain.
    pub domain: &'p Setting,
    /// The account that joins.
    pub account: Option<&'p Setting>,
    /// Its password.
    pub password: Option<&'p Setting>,
    /// The organisational unit that the computer is put in.
    pub ou: Option<&'p Setting>,
    /// The computer's name.
    pub computer_name: Option<&'p Setting>,
}

impl<'p> DomainJoin<'p> {
    /// The domain's name, without a dot at its end and without the domain controller that may
    /// stand behind it (`corp.example\dc01`).
    pub fn domain_name(&self) -> &'p str {
        let written = self.domain.value();
        let name = written.split_once('\\').map_or(written, |(name, _)| name);
        name.trim().trim_end_matches('.')
    }

    /// Whether the domain is named as in DNS, not by its short NetBIOS name.
    pub fn is_dns_domain(&self) -> bool {
        self.domain_name().contains('.')
    }
}

impl Package {
    /// The domain join, when a domain is named. A computer name alone is a rename.
    pub fn domain_join(&self) -> Option<DomainJoin<'_>> {
        Some(DomainJoin {
            domain: self.join_setting("DomainName")?,
            account: self.join_setting("Account"),
            password: self.join_setting("Password"),
            ou: self.join_setting("AccountOU"),
            computer_name: self.join_setting("ComputerName"),
        })
    }

    /// One setting of the join that has a value, whether or not a domain is named.
    pub fn join_setting(&self, leaf: &str) -> Option<&Setting> {
        self.setting(&format!("Accounts/ComputerAccount/{leaf}")).filter(|found| found.is_set())
    }
}

#[cfg(test)]
mod tests {
    use crate::container::open_bytes;
    use crate::package::{Limits, packages};

    #[test]
    fn the_domain_is_named_without_its_controller_and_its_last_dot() {
        for (written, name, is_dns) in [
            ("corp.adatum.example", "corp.adatum.example", true),
            (" corp.adatum.example. ", "corp.adatum.example", true),
            (r"corp.adatum.example\dc01.corp.adatum.example", "corp.adatum.example", true),
            ("ADATUM", "ADATUM", false),
            (r"ADATUM\dc01.corp.adatum.example", "ADATUM", false),
        ] {
            let text = format!(
                "<WindowsCustomizations><Settings><Customizations><Common><Accounts>\
                 <ComputerAccount><DomainName>{written}</DomainName></ComputerAccount></Accounts>\
                 </Common></Customizations></Settings></WindowsCustomizations>"
            );
            let input = open_bytes("customizations.xml", text.into_bytes());
            let packages = packages(&input, &Limits::default());
            let join = packages[0].domain_join().expect("a join");
            assert_eq!((join.domain_name(), join.is_dns_domain()), (name, is_dns), "{written}");
        }
    }
}
