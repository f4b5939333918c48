//! `schema-xml-invalid`

use crate::lint::{Confidence, Context, Findings, lint};
use crate::package::{Package, Place, Setting, table::Kind};
use crate::text::xml;

lint! {
    /// XML is in another encoding than it says, or a setting holds XML that is not well-formed.
    ///
    /// ## Why it matters
    ///
    /// Windows reads XML to the letter. A file that was saved in the code page of an editor but
    /// declares UTF-8 is refused at its first `ü`; a start layout or VPN configuration that is not
    /// well-formed is refused when it is applied, long after the package was built. (A file of the
    /// package that is not well-formed itself is `pkg-unreadable`.)
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Policies>
    ///   <Start>
    ///     <StartLayout>&lt;LayoutModificationTemplate&gt;&lt;Taskbar&gt;&lt;/LayoutModificationTemplate&gt;</StartLayout>
    ///   </Start>
    /// </Policies>
    /// ```
    ///
    /// A file that was saved in a code page of Windows:
    ///
    /// ```corpus
    /// schema-hand-written
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <Policies>
    ///   <Start>
    ///     <StartLayout>&lt;LayoutModificationTemplate Version="1" /&gt;</StartLayout>
    ///   </Start>
    ///   <ExploitGuard>
    ///     <ExploitProtectionSettings>C:\Policies\exploit.xml</ExploitProtectionSettings>
    ///   </ExploitGuard>
    /// </Policies>
    /// ```
    ///
    /// ```corpus
    /// clean-bulk-enrolment
    /// ```
    ///
    /// ## What to do
    ///
    /// Save the file as UTF-8; open the XML in an editor that shows where it breaks off.
    pub(crate) XML_INVALID {
        id: "schema-xml-invalid", category: Schema,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// Settings of text that hold a whole XML document.
const DOCUMENTS: &[&str] = &[
    "ADMXIngestion/ConfigOperations/ADMXInstall/AppName/SettingType/ADMXFileUniqueID/InsertADMXFile",
    "ConnectivityProfiles/VPN/VPNSetting/VPNConfig/VPNSettings/EAPConfiguration",
    "Policies/ExploitGuard/ExploitProtectionSettings",
    "Policies/Start/StartLayout",
];

/// Files of XML that have lints of their own.
const LEFT_TO_OTHERS: &[&str] = &["AssignedAccess/", "ConnectivityProfiles/WLAN/"];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for found in package.misdeclared_encodings() {
        let declared = match &found.declared {
            Some(declared) => format!("declares {declared}"),
            None => "declares no encoding, which means UTF-8,".to_owned(),
        };
        findings
            .at(Place::from(&found.span))
            .say(format!("the file {declared} and is stored as {}", found.actual))
            .here("Windows' parser stops here")
            .with_confidence(match found.actual {
                "UTF-8" | "UTF-16" => Confidence::Likely,
                _ => Confidence::Certain,
            })
            .help("save it as UTF-8, and let the declaration say so");
    }
    for setting in package.settings.iter().filter(|setting| holds_document(setting)) {
        let Err(error) = xml::parse(setting.value()) else { continue };
        if error.why.is_limit() {
            continue;
        }
        let range = error.range.start as usize..error.range.end as usize;
        findings
            .at(Place::part_of(setting, &range))
            .say(format!("the XML in {} cannot be read: {}", setting.path, error.why))
            .help("correct the XML, and build the package again");
    }
}

fn holds_document(setting: &Setting) -> bool {
    let path = setting.path.table();
    let is_file = setting.known.is_some_and(|known| {
        known.kind == Kind::File && known.extensions().any(|extension| extension == "xml")
    });
    let is_left = LEFT_TO_OTHERS.iter().any(|prefix| path.starts_with(prefix));
    (is_file || DOCUMENTS.contains(&path))
        && !is_left
        && setting.value().trim_start().starts_with('<')
}
