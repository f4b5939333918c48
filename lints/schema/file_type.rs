//! `schema-file-type`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Package, Place, Setting, table::Kind};

lint! {
    /// A file is not of the type that the setting takes.
    ///
    /// ## Why it matters
    ///
    /// A certificate, a picture or an app is handed to the part of Windows that reads just that type.
    /// A `.pem` for a `.cer`, or a `.cer` for a `.pfx`, is refused on the device, after the package
    /// was built without a word.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Certificates>
    ///   <RootCertificates>
    ///     <RootCertificate CertificateName="Adatum" Name="Adatum">
    ///       <CertificatePath>C:\Packages\root.pem</CertificatePath>
    ///     </RootCertificate>
    ///   </RootCertificates>
    /// </Certificates>
    /// ```
    ///
    /// ```xml
    /// <Personalization>
    ///   <DeployDesktopImage>C:\Packages\desktop.bmp</DeployDesktopImage>
    /// </Personalization>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <Certificates>
    ///   <RootCertificates>
    ///     <RootCertificate CertificateName="Adatum" Name="Adatum">
    ///       <CertificatePath>.\v1.2\ROOT.CER</CertificatePath>
    ///     </RootCertificate>
    ///   </RootCertificates>
    /// </Certificates>
    /// <Personalization>
    ///   <DeployDesktopImage>$(Picture)</DeployDesktopImage>
    /// </Personalization>
    /// <Folders>
    ///   <PublicDocuments>
    ///     <PublicDocument Name="read me">C:\Packages\read me</PublicDocument>
    ///   </PublicDocuments>
    /// </Folders>
    /// ```
    ///
    /// ## What to do
    ///
    /// Convert the file (for a certificate, `certutil -decode root.pem root.cer`) and name the
    /// result.
    pub(crate) FILE_TYPE {
        id: "schema-file-type", category: Schema,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// Other names of the same type.
const SAME: &[(&str, &str)] = &[("crt", "cer"), ("der", "cer"), ("p12", "pfx"), ("jpe", "jpg")];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for setting in &package.settings {
        let Some((path, taken)) = path_of_file(setting) else { continue };
        let name = path.rsplit(['\\', '/']).next().unwrap_or_default();
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        let extension = extension.to_lowercase();
        let is_filled_in_later = name.ends_with([')', '%']);
        if name.is_empty() || taken.contains(&extension.as_str()) || is_filled_in_later {
            continue;
        }
        let got = match extension.is_empty() {
            true => "a file without a type".to_owned(),
            false => format!("a .{extension} file"),
        };
        let taken_words = taken.iter().map(|one| format!(".{one}")).collect::<Vec<_>>().join(", ");
        let is_same = SAME.iter().any(|(name, of)| extension == *name && taken.contains(of));
        let finding = findings
            .at(place(setting))
            .say(format!("the setting {} takes {taken_words}, and is {got}", setting.path));
        match is_same {
            true => finding
                .lowered_to(Severity::Warning)
                .with_confidence(Confidence::Likely)
                .help("rename the file, and check that it opens"),
            false => finding.help("convert the file, and name the result"),
        };
    }
}

/// The path that the author wrote, and the types that the setting takes, if it takes only some.
fn path_of_file(setting: &Setting) -> Option<(&str, Vec<&'static str>)> {
    let known = setting.known.filter(|known| known.kind == Kind::File)?;
    let taken: Vec<&str> = known.extensions().collect();
    // Embedded in the answer file itself, it has no name.
    let path = setting.author.as_ref()?.text().trim();
    let is_path = !path.starts_with('<') && path.len() < 1024;
    (is_path && !taken.is_empty()).then_some((path, taken))
}

/// The author's side: the device has the content.
fn place(setting: &Setting) -> Place {
    let mut place = Place::from(setting);
    place.span = setting.author.as_ref().map(|author| author.span.clone()).or(place.span);
    place
}
