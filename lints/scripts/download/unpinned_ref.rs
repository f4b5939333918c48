//! `dl-unpinned-ref`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::Package;

lint! {
    /// What is run comes from an address whose content changes, such as a branch.
    ///
    /// ## Why it matters
    ///
    /// What was reviewed and tried is not what the devices get: the next commit to the branch, or
    /// the next release, runs on all that are set up from then on.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// $file = 'C:\ProgramData\setup.ps1'
    /// iwr https://raw.githubusercontent.com/alpineskihouse-example/setup/main/setup.ps1 -OutFile $file
    /// & $file
    /// ```
    ///
    /// ```batch
    /// curl -L -o kiosk.msi https://github.com/alpineskihouse-example/kiosk/releases/latest/download/kiosk.msi
    /// msiexec /i kiosk.msi /qn
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// $file = 'C:\ProgramData\setup.ps1'
    /// iwr https://raw.githubusercontent.com/alpineskihouse-example/setup/refs/tags/v4.2/setup.ps1 -OutFile $file
    /// & $file
    /// iwr https://raw.githubusercontent.com/alpineskihouse-example/setup/main/notes.txt -OutFile C:\notes.txt
    /// ```
    ///
    /// ## What to do
    ///
    /// Name a commit by its 40 digits, a tag or a version, and compare the hash of the file.
    pub(crate) UNPINNED_REF {
        id: "dl-unpinned-ref", category: ScriptsDownload,
        severity: Warning, confidence: Certain, attack: ["T1195.002"],
        yields_to: ["dl-persistent-remote-code", "dl-execute-remote-code"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    for fetch in package.fetches().iter().filter(|fetch| fetch.is_run()) {
        let Some(address) = &fetch.address else { continue };
        // What is compared with a hash cannot change unseen.
        if fetch.is_checked || context.site.allows_host(&address.host) {
            continue;
        }
        let steps: Vec<&str> = address.steps().collect();
        let Some(what) = changing(&address.host, &steps) else { continue };
        let finding = findings
            .at(fetch.call)
            .say(format!("what is run comes from {what}: its content can change after the review"));
        match what {
            Changing::Redirection => finding.lowered_to(Severity::Advice),
            _ => finding,
        }
        .help("name a commit, a tag or a version, and compare the SHA-256 of the file");
    }
}

/// Why the content of an address changes.
enum Changing<'a> {
    Branch(&'a str),
    Gist,
    Latest,
    Redirection,
}

impl std::fmt::Display for Changing<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Branch(name) => write!(f, "the branch {name} of a repository"),
            Self::Gist => f.write_str("a gist without its commit"),
            Self::Latest => f.write_str("an address that gives the latest version"),
            Self::Redirection => f.write_str("a redirection that Microsoft changes"),
        }
    }
}

fn changing<'a>(host: &str, steps: &[&'a str]) -> Option<Changing<'a>> {
    const BRANCHES: &[&str] = &["main", "master", "head", "develop"];
    let branch = |step: &'a str| {
        BRANCHES.contains(&step.to_ascii_lowercase().as_str()).then_some(Changing::Branch(step))
    };
    match (host, steps) {
        ("raw.githubusercontent.com", [_, _, "refs", "heads", name, ..]) => {
            return Some(Changing::Branch(name));
        }
        ("raw.githubusercontent.com", [_, _, name, ..]) => return branch(name),
        ("github.com", [_, _, "raw" | "archive", "refs", "heads", name, ..]) => {
            return Some(Changing::Branch(name));
        }
        ("github.com", [_, _, "raw", name, ..]) => return branch(name),
        ("gist.githubusercontent.com", [_, _, "raw", rest @ ..]) => {
            let is_pinned = rest.first().is_some_and(|step| is_commit(step));
            return (!is_pinned).then_some(Changing::Gist);
        }
        ("aka.ms", [_, ..]) => return Some(Changing::Redirection),
        ("go.microsoft.com", [first, ..]) if first.eq_ignore_ascii_case("fwlink") => {
            return Some(Changing::Redirection);
        }
        _ => {}
    }
    let is_latest = steps.iter().any(|step| step.eq_ignore_ascii_case("latest"));
    is_latest.then_some(Changing::Latest)
}

fn is_commit(step: &str) -> bool {
    step.len() == 40 && step.bytes().all(|byte| byte.is_ascii_hexdigit())
}
