//! Enrolments with an MDM service by name.

use std::collections::HashMap;

use super::setting::Setting;
use super::{Package, Place};

/// One enrolment under `Workplace/Enrollments`.
#[derive(Debug, Clone, Copy)]
pub struct Enrolment<'p> {
    /// The account that enrols the devices, `user@domain`.
    pub upn: &'p str,
    /// Its first setting: where it stands.
    pub first: &'p Setting,
    /// How it proves who it is.
    pub auth_policy: Option<&'p Setting>,
    /// Where the service is found.
    pub discovery: Option<&'p Setting>,
    /// Where it enrols; the discovery says it when this is empty.
    pub enrolment: Option<&'p Setting>,
    /// Where its policies are; likewise.
    pub policy: Option<&'p Setting>,
    /// The password, or the thumbprint of a certificate.
    pub secret: Option<&'p Setting>,
}

impl<'p> Enrolment<'p> {
    /// The addresses that are set.
    pub fn addresses(&self) -> impl Iterator<Item = &'p Setting> + use<'p> {
        let addresses = [self.discovery, self.enrolment, self.policy];
        addresses.into_iter().flatten().filter(|address| address.is_set())
    }

    /// The element that names the account; without the author's side the enrolment's first setting.
    pub fn place(&self) -> Place {
        let mut steps = self.first.path.segments().iter().zip(&self.first.steps);
        let named = steps.find(|(segment, _)| segment.key.is_some()).map(|(_, span)| span.clone());
        let mut path = self.first.path.clone();
        while path.segments().last().is_some_and(|last| last.key.is_none()) {
            path = path.parent();
        }
        Place {
            span: named.or_else(|| self.first.shown().map(|shown| shown.span.clone())),
            setting: Some(path.to_string()),
            evidence: self.upn.to_owned(),
            ..Place::default()
        }
    }

    /// Whether it proves who it is with a certificate: then its secret is a thumbprint, and none.
    pub fn uses_certificate(&self) -> bool {
        self.auth_policy.is_some_and(|policy| policy.is("2"))
    }
}

impl Package {
    /// The enrolments with an MDM service by name.
    pub fn enrolments(&self) -> Vec<Enrolment<'_>> {
        let mut enrolments: Vec<Enrolment<'_>> = vec![];
        let mut places: HashMap<String, usize> = HashMap::new();
        for setting in self.settings_below("Workplace/Enrollments") {
            let Some(upn) = setting.path.key() else { continue };
            let at = *places.entry(upn.to_lowercase()).or_insert_with(|| {
                enrolments.push(Enrolment {
                    upn,
                    first: setting,
                    auth_policy: None,
                    discovery: None,
                    enrolment: None,
                    policy: None,
                    secret: None,
                });
                enrolments.len() - 1
            });
            let Some(enrolment) = enrolments.get_mut(at) else { continue };
            let field = match setting.path.leaf() {
                "AuthPolicy" => &mut enrolment.auth_policy,
                "DiscoveryServiceFullUrl" => &mut enrolment.discovery,
                "EnrollmentServiceFullUrl" => &mut enrolment.enrolment,
                "PolicyServiceFullUrl" => &mut enrolment.policy,
                "Secret" => &mut enrolment.secret,
                _ => continue,
            };
            field.get_or_insert(setting);
        }
        enrolments
    }
}

#[cfg(test)]
mod tests {
    use crate::container::open_bytes;
    use crate::package::{Limits, Package, packages};

    fn package(enrolments: &str) -> Package {
        let text = format!(
            "<WindowsCustomizations><Settings xmlns=\"urn:schemas-microsoft-com:windows-provisioning\">\
             <Customizations><Common><Workplace><Enrollments>{enrolments}</Enrollments></Workplace>\
             </Common></Customizations></Settings></WindowsCustomizations>"
        );
        let input = open_bytes("customizations.xml", text.into_bytes());
        packages(&input, &Limits::default()).remove(0)
    }

    #[test]
    fn the_settings_of_an_account_are_one_enrolment_and_stand_at_its_name() {
        let package = package(
            "<UPN UPN=\"a@fabrikam.example\"><AuthPolicy>Certificate</AuthPolicy>\
             <PolicyServiceFullUrl></PolicyServiceFullUrl>\
             <DiscoveryServiceFullUrl>https://mdm.fabrikam.example</DiscoveryServiceFullUrl></UPN>\
             <UPN UPN=\"b@fabrikam.example\"><Secret>Invented-2026</Secret></UPN>",
        );
        let enrolments = package.enrolments();
        let [first, second] = enrolments.as_slice() else { panic!("{enrolments:?}") };
        assert_eq!((first.upn, second.upn), ("a@fabrikam.example", "b@fabrikam.example"));
        assert!(first.uses_certificate() && !second.uses_certificate());
        assert_eq!(first.addresses().count(), 1);
        assert!(first.secret.is_none() && second.secret.is_some());
        let place = second.place();
        let setting = place.setting.as_deref();
        assert_eq!(setting, Some("Workplace/Enrollments/UPN[b@fabrikam.example]"));
        assert_eq!(place.span.map(|span| package.shown(&span)).as_deref(), Some("UPN"));
    }
}
