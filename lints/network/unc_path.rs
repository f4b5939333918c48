//! `net-unc-path`

use std::collections::{HashMap, HashSet};

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Endpoint, EndpointKind, Package, Role, Stage};

lint! {
    /// A file on a share is needed.
    ///
    /// ## Why it matters
    ///
    /// While a package is applied the device acts as SYSTEM: it has no account on the file server,
    /// guest access is off in Windows, and Windows 11 24H2 (Pro, Enterprise and Education) insists
    /// on signed connections. The path is then not found (0x80070035): the program does not start, the
    /// setting has no effect. Devices outside the network never reach the share.
    ///
    /// ## Fires
    ///
    /// What is run, installed or fetched from a share; an error, unless an account is given with it:
    ///
    /// ```command
    /// msiexec /i \\files.adatum.example\apps\reader.msi /qn
    /// ```
    ///
    /// ```powershell
    /// $share = '\\files.adatum.example\apps'
    /// Copy-Item "$share\reader.msi" C:\Windows\Temp
    /// ```
    ///
    /// ```batch
    /// net use \\files.adatum.example\apps
    /// ```
    ///
    /// In a setting it is a warning:
    ///
    /// ```xml
    /// <Personalization>
    ///   <DesktopImageUrl>\\files.adatum.example\pictures\desktop.jpg</DesktopImageUrl>
    /// </Personalization>
    /// ```
    ///
    /// ```xml
    /// <Personalization>
    ///   <LockScreenImageUrl>file://files.adatum.example/pictures/lock.jpg</LockScreenImageUrl>
    /// </Personalization>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// A local file, and what only looks like a share:
    ///
    /// ```xml
    /// <Personalization>
    ///   <DesktopImageUrl>file:///C:/Windows/Web/desktop.jpg</DesktopImageUrl>
    ///   <LockScreenImageUrl>\\localhost\c$\lock.jpg</LockScreenImageUrl>
    /// </Personalization>
    /// ```
    ///
    /// A file on the machine of whoever built the package, whose content is packed:
    ///
    /// ```xml
    /// <Certificates>
    ///   <RootCertificates>
    ///     <RootCertificate CertificateName="Adatum" Name="Adatum">
    ///       <CertificatePath>\\build01\certificates\root.cer</CertificatePath>
    ///     </RootCertificate>
    ///   </RootCertificates>
    /// </Certificates>
    /// ```
    ///
    /// Folders that the virus scanner leaves out:
    ///
    /// ```xml
    /// <Policies>
    ///   <Defender>
    ///     <ExcludedPaths>\\files.adatum.example\builds</ExcludedPaths>
    ///   </Defender>
    /// </Policies>
    /// ```
    ///
    /// What a script prints, compares or looks for, and what is no share:
    ///
    /// ```powershell
    /// # Copy-Item \\files.adatum.example\apps\reader.msi C:\
    /// Write-Host 'the files lie on \\files.adatum.example\apps'
    /// $name = $path -replace '\\\\files\\apps', ''
    /// if (Test-Path \\files.adatum.example\apps) { 'in the office' }
    /// Get-ChildItem \\.\pipe\
    /// Get-Content '\\?\C:\Windows\win.ini'
    /// ```
    ///
    /// A printer for everybody, to which the spooler connects later, as the device:
    ///
    /// ```batch
    /// rundll32 printui.dll,PrintUIEntry /ga /n\\print.adatum.example\floor2
    /// ```
    ///
    /// ## What to do
    ///
    /// Put the file into the package, or serve it by https.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows-server/storage/file-server/smb-signing>
    pub(crate) UNC_PATH {
        id: "net-unc-path", category: Network,
        severity: Error, confidence: Certain, attack: ["T1021.002"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    let joins = package.domain_join().is_some();
    let endpoints = package.endpoints();
    let with_account = hosts_with_account(package, &endpoints);
    let worst = worst_of_each_call(&endpoints);
    for (index, endpoint) in endpoints.iter().enumerate() {
        if endpoint.kind != EndpointKind::Share
            || endpoint.role == Role::Probe
            || is_printer_of_machine(endpoint)
            || endpoint.is_loopback()
            || key(endpoint).is_some_and(|key| worst.get(&key) != Some(&index))
            || context.site.allows_host(&endpoint.host)
        {
            continue;
        }
        let host = &endpoint.host;
        let finding = findings.at(endpoint.place());
        if !endpoint.is_now() {
            let finding = match endpoint.when {
                Stage::Unreached => finding.with_confidence(Confidence::Heuristic),
                _ => finding.with_confidence(Confidence::Likely),
            };
            finding
                .say(format!("a share of {host} is needed later, by whoever runs this then"))
                .lowered_to(Severity::Advice)
                .help("check that the account which runs it may read the share, or pack the file");
            continue;
        }
        if with_account.contains(host) {
            finding
                .say(format!("a share of {host} is needed, with an account that the script names"))
                .here("works only where the server is reachable")
                .lowered_to(Severity::Warning)
                .with_confidence(Confidence::Likely)
                .help("put the file into the package: then neither share nor account is needed");
            continue;
        }
        let (what, severity) = need(endpoint);
        let finding = finding
            .say(format!(
                "{what} {host}, and SYSTEM has no account there while the package is applied"
            ))
            .here("not found (0x80070035) where the share asks who is there")
            .lowered_to(severity);
        match joins {
            // The computer's own account may be let in once the domain knows it.
            true => finding.with_confidence(Confidence::Likely).help(
                "put the file into the package; or let the domain's computers read the share",
            ),
            false => finding.help("put the file into the package, or serve it by https"),
        };
    }
}

/// `printui /ga`: the spooler connects at its next start, and asks as the device.
fn is_printer_of_machine(endpoint: &Endpoint<'_>) -> bool {
    endpoint.role == Role::Printer && endpoint.call().is_some_and(|call| call.has_switch(&["ga"]))
}

/// The command and the host.
type Key<'e> = (usize, u32, &'e str);

fn key<'e>(endpoint: &'e Endpoint<'_>) -> Option<Key<'e>> {
    endpoint.call().map(|call| (call.part_index, call.index, endpoint.host.as_str()))
}

/// What a command needs of one host is one fact: the program before the file that it writes there.
fn worst_of_each_call<'e>(endpoints: &'e [Endpoint<'_>]) -> HashMap<Key<'e>, usize> {
    let rank = |endpoint: &Endpoint<'_>| match endpoint.role {
        Role::Program => 3,
        Role::File => 2,
        Role::Probe => 0,
        _ => 1,
    };
    let mut worst = HashMap::new();
    let shares = endpoints.iter().enumerate();
    for (index, endpoint) in shares.filter(|(_, found)| found.kind == EndpointKind::Share) {
        let Some(key) = key(endpoint) else { continue };
        let known = worst.entry(key).or_insert(index);
        if endpoints.get(*known).is_some_and(|found| rank(found) < rank(endpoint)) {
            *known = index;
        }
    }
    worst
}

/// What is needed of the share, and how bad it is that it is not there.
fn need(endpoint: &Endpoint<'_>) -> (&'static str, Severity) {
    let may_be_left_out = endpoint.call().is_none_or(|call| call.is_conditional());
    let severity = match may_be_left_out {
        true => Severity::Warning,
        false => Severity::Error,
    };
    match endpoint.role {
        Role::Program => ("a program comes from a share of", severity),
        Role::File => ("a file comes from a share of", severity),
        Role::Target => ("a file is written to a share of", Severity::Warning),
        _ if endpoint.setting().is_some() => ("the setting needs a share of", Severity::Warning),
        _ => ("the command needs a share of", Severity::Warning),
    }
}

/// The hosts that a script signs in to: `net use … /user:`, `-Credential`, `cmdkey /add:`.
fn hosts_with_account(package: &Package, endpoints: &[Endpoint<'_>]) -> HashSet<String> {
    let mapped = endpoints.iter().filter(|endpoint| {
        endpoint.role == Role::Drive
            && endpoint.call().is_some_and(|call| {
                call.option("user").is_some() || call.has_parameter("credential")
            })
    });
    let keys = package.calls().filter(|call| call.is("cmdkey"));
    let kept = keys.filter_map(|call| call.option("add")).map(|host| host.text().to_lowercase());
    mapped.map(|endpoint| endpoint.host.clone()).chain(kept).collect()
}
