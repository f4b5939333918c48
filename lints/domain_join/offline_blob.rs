//! `domain-join-offline-blob`

use std::collections::HashMap;

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, Place};

lint! {
    /// The package carries the blob of an offline domain join.
    ///
    /// ## Why it matters
    ///
    /// What `djoin /provision` writes holds the password of a computer's account. Whoever has it can
    /// be that computer in the domain. And it is good for one device: the second that is set up with
    /// it takes the account away from the first.
    ///
    /// ## Fires
    ///
    /// ```command
    /// djoin /requestodj /loadfile pc7.txt /windowspath %SystemRoot% /localos
    /// ```
    ///
    /// ```text asset=pc7.txt
    /// ARAIAMzMzMzIAwAAAAAAAAAAAgABAAAAAQAAAMgDAAAIAAIAAQAAAKgDAABJbnZlbnRlZCwgbm90aGluZyBpbiBpdA==
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// A file that the package does not carry:
    ///
    /// ```batch
    /// djoin /requestodj /loadfile "%1" /windowspath %SystemRoot% /localos
    /// ```
    ///
    /// ## What to do
    ///
    /// Make a blob for each device, keep it as a password is kept, and delete it when the device has
    /// joined. For a package that many devices get, use the settings of `Accounts/ComputerAccount`.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows-server/remote/remote-access/directaccess/directaccess-offline-domain-join>
    pub(crate) OFFLINE_BLOB {
        id: "domain-join-offline-blob", category: DomainJoin, question: GivesAway,
        severity: Warning, confidence: Certain, attack: ["T1552.001"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let mut told = vec![];
    for (place, known) in package.known_secrets() {
        if known.is_offline_join() {
            let source = place.span.as_ref().and_then(|span| package.source(span.source));
            told.extend(source.map(|source| source.name().to_owned()));
            report(findings, place);
        }
    }
    // What djoin writes is UTF-16 without an extension that tells, so it may not have been read.
    let by_name: HashMap<String, &str> = package
        .assets
        .iter()
        .map(|asset| (asset.name.to_lowercase(), asset.path.as_str()))
        .collect();
    for call in package.calls().filter(|call| call.is("djoin")) {
        let Some(file) = call.option("loadfile") else { continue };
        let Some(file) = file.known() else { continue };
        let name = file.rsplit(['\\', '/']).next().unwrap_or_default().to_lowercase();
        if let Some(path) = by_name.get(&name)
            && !told.iter().any(|told| told == path)
        {
            told.push((*path).to_owned());
            report(findings, Place::file(*path));
        }
    }
}

fn report(findings: &mut Findings<'_>, place: Place) {
    findings
        .at(place)
        .say("the blob of an offline domain join: it holds the password of a computer's account")
        .here("good for one device, and for whoever finds it")
        .help("make one for each device, and keep it as a password; for many use ComputerAccount");
}
