//! `schema-required-missing`

use std::collections::HashMap;

use crate::lint::{Context, Findings, lint};
use crate::package::{Covers, Package, Place, Setting, table};

lint! {
    /// A user, certificate, command or the like lacks a setting that it cannot be without.
    ///
    /// ## Why it matters
    ///
    /// An account without a password, a PFX without the file, a command without a command line: the
    /// package does not build, or the device refuses what is half there.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="bench" Name="bench">
    ///       <UserGroup>Standard Users</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// An element with nothing in it:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="bench" Name="bench" />
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// What has a default (`KeyLocation`), what a choice calls for (`vpn-required-fields`), an empty
    /// value (which `schema-empty-value` reports), and a variant that only changes a part:
    ///
    /// ```xml
    /// <Certificates>
    ///   <ClientCertificates>
    ///     <ClientCertificate CertificateName="Till" Name="Till">
    ///       <CertificatePassword>Invented-Pfx-4</CertificatePassword>
    ///       <CertificatePath>C:\Packages\till.pfx</CertificatePath>
    ///     </ClientCertificate>
    ///   </ClientCertificates>
    /// </Certificates>
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="bench" Name="bench">
    ///       <Password></Password>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// <ConnectivityProfiles>
    ///   <VPN>
    ///     <VPNSetting>
    ///       <VPNConfig VPNProfileName="Office" Name="Office">
    ///         <VPNSettings>
    ///           <ProfileType>Native</ProfileType>
    ///           <NativeProtocolType>IKEv2</NativeProtocolType>
    ///           <AuthenticationMachineMethod>Certificate</AuthenticationMachineMethod>
    ///           <RoutingPolicyType>Split Tunnel</RoutingPolicyType>
    ///           <Server>vpn.adatum.example</Server>
    ///         </VPNSettings>
    ///       </VPNConfig>
    ///     </VPNSetting>
    ///   </VPN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// ```corpus
    /// variants
    /// ```
    ///
    /// ## What to do
    ///
    /// Fill the setting in, or remove the entry.
    pub(crate) REQUIRED_MISSING {
        id: "schema-required-missing", category: Schema,
        severity: Error, confidence: Certain,
        yields_to: ["schema-attribute-misuse", "local-account-missing-password"], since: "0.1.0",
        check,
    }
}

/// An element that holds settings, as it occurs.
struct Occurrence<'p> {
    shown: String,
    place: Place,
    table: &'p str,
    is_authored: bool,
    held: HashMap<&'p str, &'p Setting>,
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    if !package.has_author || package.is_unread(Covers::Author) {
        return;
    }
    let mut required: HashMap<&str, Vec<&'static table::Setting>> = HashMap::new();
    for occurrence in occurrences(package) {
        let required = required.entry(occurrence.table).or_insert_with(|| {
            let children = table::table().children(occurrence.table);
            children.filter(|child| child.is_required() && child.default().is_none()).collect()
        });
        if !occurrence.is_authored {
            continue;
        }
        for needed in required.iter().filter(|child| !occurrence.held.contains_key(child.name())) {
            report(&occurrence, needed.name(), findings);
        }
    }
}

/// The elements of Common that hold settings, in the author's order, and what they hold on either
/// side.
fn occurrences(package: &Package) -> Vec<Occurrence<'_>> {
    let mut found: Vec<Occurrence<'_>> = vec![];
    let mut places: HashMap<String, usize> = HashMap::new();
    for item in package.form.items.iter().filter(|item| item.path.variant.is_none()) {
        let mut place = Place::from(&item.tag);
        place.setting = Some(item.path.to_string());
        places.entry(item.path.identity()).or_insert_with(|| {
            found.push(Occurrence {
                shown: item.path.to_string(),
                place,
                table: item.path.table(),
                is_authored: true,
                held: HashMap::new(),
            });
            found.len() - 1
        });
    }
    for setting in package.settings.iter().filter(|setting| setting.path.variant.is_none()) {
        let around = setting.path.parent();
        let at = *places.entry(around.identity()).or_insert_with(|| {
            let above = setting.steps.len().checked_sub(2);
            let name = above.and_then(|above| setting.steps.get(above));
            let mut place = name.map_or_else(Place::package, Place::from);
            place.setting = Some(around.to_string());
            let table = setting.path.table();
            found.push(Occurrence {
                shown: around.to_string(),
                place,
                table: table.rsplit_once('/').map_or("", |(above, _)| above),
                is_authored: setting.author.is_some(),
                held: HashMap::new(),
            });
            found.len() - 1
        });
        if let Some(occurrence) = found.get_mut(at) {
            occurrence.held.insert(setting.path.leaf(), setting);
        }
    }
    found
}

fn report(occurrence: &Occurrence<'_>, needed: &str, findings: &mut Findings<'_>) {
    findings
        .at(occurrence.place.clone())
        .say(format!("the entry {} needs {needed}", occurrence.shown))
        .here(format!("no {needed} in it"))
        .help(format!("fill {needed} in, or remove the entry"));
}
