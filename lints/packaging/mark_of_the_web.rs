//! `pkg-mark-of-the-web`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Download, Package, Place};

lint! {
    /// A file in the package still carries the mark that it was downloaded.
    ///
    /// ## Why it matters
    ///
    /// Browsers and mail programs mark what comes from the internet with a hidden stream
    /// (`Zone.Identifier`), and a package stores it along. Where the mark arrives on the device,
    /// PowerShell refuses a script that carries it under the policy RemoteSigned, and other programs
    /// ask before they open such a file. The stream also says where the file came from, which may be
    /// more than whoever gets the package should know. Of what no policy holds up it is advice.
    ///
    /// ## Fires
    ///
    /// A script that is run under the policy of the device:
    ///
    /// ```corpus
    /// pkg-downloaded
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```corpus
    /// utf16-scripts
    /// ```
    ///
    /// ## What to do
    ///
    /// Run `Unblock-File` on the file (or tick *Unblock* in its properties), add it to the project
    /// again and build again. And make sure that it is what you meant to download.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/unblock-file>
    pub(crate) MARK_OF_THE_WEB {
        id: "pkg-mark-of-the-web", category: Packaging, question: Works,
        severity: Warning, confidence: Likely, since: "0.1.0",
        check,
    }
}

/// Files that are named one by one.
const NAMED: usize = 20;

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let lines: Vec<String> =
        package.commands().iter().map(|command| command.line.value().to_lowercase()).collect();
    for mark in package.downloads.iter().filter(|mark| mark.is_foreign()).take(NAMED) {
        let name = mark.path.rsplit('/').next().unwrap_or(&mark.path);
        let from = match &mark.host {
            Some((host, _)) => format!("from {host}"),
            None => "from the internet".to_owned(),
        };
        let is_held_up = is_held_up(name, &lines);
        let finding = findings
            .at(place(mark))
            .say(match is_held_up {
                true => format!(
                    "the script {name} still carries the mark that it was downloaded {from}, and \
                     PowerShell refuses such scripts under RemoteSigned"
                ),
                false => {
                    format!("the file {name} still carries the mark that it was downloaded {from}")
                }
            })
            .here("where it came from")
            .help("run Unblock-File on it, add it to the project again and build again");
        if !is_held_up {
            drop(finding.lowered_to(Severity::Advice));
        }
    }
}

fn place(mark: &Download) -> Place {
    match &mark.host {
        Some((_, span)) => Place::from(span),
        None => Place::file(&mark.path),
    }
}

/// Whether a command runs the script and leaves the policy as it is.
fn is_held_up(name: &str, lines: &[String]) -> bool {
    let name = name.to_lowercase();
    name.ends_with(".ps1")
        && lines.iter().any(|line| {
            let lifts = ["bypass", "unrestricted", "unblock-file"];
            line.contains(&name) && !lifts.iter().any(|word| line.contains(word))
        })
}
