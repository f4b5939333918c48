//! `schema-key-missing`

use std::collections::HashMap;

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Item, Package, Place};

lint! {
    /// An entry of a list has no key, or the key of another entry.
    ///
    /// ## Why it matters
    ///
    /// Users, networks, certificates and the like are told apart by an attribute: `UserName`, `SSID`,
    /// `CertificateName`. An entry without it has no name on the device and is refused; of two with
    /// the same, one overwrites the other.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User>
    ///       <Password>Invented-Copper-5</Password>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="bench" Name="bench">
    ///       <Password>Invented-Copper-5</Password>
    ///     </User>
    ///     <User UserName="Bench" Name="Bench">
    ///       <Password>Invented-Copper-6</Password>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// Lists whose entries are numbered, and the same key in two lists:
    ///
    /// ```xml
    /// <Certificates>
    ///   <CACertificates>
    ///     <CACerificate CertificateName="Adatum" Name="Adatum">
    ///       <CertificatePath>C:\Packages\issuing.cer</CertificatePath>
    ///     </CACerificate>
    ///   </CACertificates>
    ///   <RootCertificates>
    ///     <RootCertificate CertificateName="Adatum" Name="Adatum">
    ///       <CertificatePath>C:\Packages\root.cer</CertificatePath>
    ///     </RootCertificate>
    ///   </RootCertificates>
    /// </Certificates>
    /// <ProvisioningCommands>
    ///   <PrimaryContext>
    ///     <Command>
    ///       <CommandConfig Name="First">
    ///         <CommandLine>cmd.exe /c first.cmd</CommandLine>
    ///       </CommandConfig>
    ///       <CommandConfig>
    ///         <CommandLine>cmd.exe /c second.cmd</CommandLine>
    ///       </CommandConfig>
    ///     </Command>
    ///   </PrimaryContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## What to do
    ///
    /// Add the attribute, or remove the second entry.
    pub(crate) KEY_MISSING {
        id: "schema-key-missing", category: Schema,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let mut seen: HashMap<(&str, &str, String), &Item> = HashMap::new();
    for item in &package.form.items {
        let name = item.path.leaf();
        let mut place = Place::from(&item.tag);
        place.setting = Some(item.path.to_string());
        let key = item.key.as_ref().filter(|(key, _)| !key.trim().is_empty());
        let Some((key, span)) = key else {
            let finding = findings
                .at(place)
                .say(format!("this {name} has no {}", item.key_name))
                .here(format!("{} tells it from the others", item.key_name));
            // Built all the same, so that Windows Configuration Designer made do with the name.
            match package.has_runtime {
                true => finding.lowered_to(Severity::Warning).with_confidence(Confidence::Likely),
                false => finding,
            }
            .help(format!("add {}=\"…\"", item.key_name));
            continue;
        };
        let first = *seen.entry((&item.list, name, key.to_lowercase())).or_insert(item);
        if std::ptr::eq(first, item) {
            continue;
        }
        place.span = Some(span.clone());
        let finding = findings
            .at(place)
            .say(format!("two {name} entries have the same {}, {key}", item.key_name))
            .here("of two, only one is applied");
        match &first.key {
            Some((_, span)) => finding.label(span, "the first one"),
            None => finding,
        }
        .help(format!("merge the two, or give this one another {}", item.key_name));
    }
}
