//! `secret-in-metadata`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, Place, ToldSecret};

lint! {
    /// The name, the notes or the name of a file tells a password.
    ///
    /// ## Why it matters
    ///
    /// A package says its name to whoever applies it, and the name stays in the list of packages that
    /// were added. The notes stand beside it in the data of the file, and the names of files are seen
    /// in every listing. A password there is read by people who look for something else.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <PackageConfig>
    ///   <Name>Reading room, local admin pw: Invented-44</Name>
    /// </PackageConfig>
    /// <DevDetail>
    ///   <DNSComputerName>CONTOSO-%RAND:4%</DNSComputerName>
    /// </DevDetail>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <PackageConfig>
    ///   <Name>Reading room, password: see the safe</Name>
    /// </PackageConfig>
    /// <DevDetail>
    ///   <DNSComputerName>CONTOSO-%RAND:4%</DNSComputerName>
    /// </DevDetail>
    /// ```
    ///
    /// ## What to do
    ///
    /// Take it out, build the package again, and change the password.
    pub(crate) IN_METADATA {
        id: "secret-in-metadata", category: Credentials,
        severity: Warning, confidence: Heuristic, attack: ["T1552.001"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for told in package.told_secrets() {
        let (place, what) = match told {
            ToldSecret::Config(what, written) => (
                Place::from(written),
                format!(
                    "the {what} of the package {}",
                    if what == "notes" { "seem" } else { "seems" }
                ),
            ),
            ToldSecret::FileName(asset) => {
                (Place::file(&asset.path), "the name of a file seems".to_owned())
            }
        };
        findings
            .at(place)
            .say(format!("{what} to tell a password, and everybody who looks at it sees it"))
            .here("shown without opening anything")
            .help("take it out, build the package again, and change the password");
    }
}
