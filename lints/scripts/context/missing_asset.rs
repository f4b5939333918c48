//! `script-missing-asset`

use std::collections::HashSet;

use crate::container::Kind;
use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{FileUse, NamedFile, Package, Root, RunCall, is_part_of_windows};
use crate::script::Language;
use crate::script::reading::Style;

lint! {
    /// A command uses a file that the package does not carry.
    ///
    /// ## Why it matters
    ///
    /// A command of a package runs in a folder that holds its own files and nothing else. A script
    /// that was forgotten, or is spelt otherwise, is not found; the command fails, and with it often
    /// the package.
    ///
    /// ## Fires
    ///
    /// ```command
    /// cmd /c setup.cmd
    /// ```
    /// ```batch asset=set-up.cmd
    /// reg add HKLM\SOFTWARE\Fabrikam /v Site /d Lyon /f
    /// ```
    ///
    /// ```command
    /// powershell.exe -ExecutionPolicy Bypass -File setup.ps1
    /// ```
    /// ```powershell asset=setup.ps1
    /// Start-Process "$PSScriptRoot\agent.exe" -ArgumentList '/S' -Wait
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```command
    /// cmd /c SETUP.CMD
    /// ```
    /// ```batch asset=setup.cmd
    /// curl -o agent.msi https://files.fabrikam.example/agent.msi
    /// msiexec /i agent.msi /qn
    /// if exist "%~dp0extra.cmd" call "%~dp0extra.cmd"
    /// cscript //b C:\Windows\System32\slmgr.vbs /ato
    /// ```
    ///
    /// ## What to do
    ///
    /// Add the file to CommandFiles of the device context, or as CommandFile or Dependency of the
    /// command. Upper and lower case do not matter.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/provisioning-packages/provisioning-script-to-install-app>
    pub(crate) MISSING_ASSET {
        id: "script-missing-asset", category: ScriptsContext,
        severity: Error, confidence: Likely, since: "0.1.0",
        check,
    }
}

/// Names that are compared with each other, at most.
const MOST_COMPARED: usize = 200;

/// What a bare name must end in to be a file that somebody meant to bring.
const BROUGHT: &[&str] =
    &["ps1", "bat", "cmd", "vbs", "wsf", "js", "reg", "msi", "msp", "msu", "msix", "appx", "cab"];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let Some(own) = package.own_files() else { return };
    let made = package.made_files();
    let mut told = HashSet::new();
    for file in package.named_files() {
        // Paths with folders are another fault.
        if !file.how.needs_it() || !file.is_of_package || !file.path.folders.is_empty() {
            continue;
        }
        let Some(name) = file.path.known_name() else { continue };
        let lower = name.to_lowercase();
        let is_there =
            is_in(&own, &lower, &file) || made.may_have(&lower) || stem_made(&made, &lower);
        if is_there || file.is_looked_for() || is_function(&file) || !told.insert(lower.clone()) {
            continue;
        }
        let Some(is_certain) = is_meant(&file, &lower) else { continue };
        // What lies beside a script by itself may be built, or be fetched, by others.
        if package.kind == Kind::Script && !is_brought(&file) {
            continue;
        }
        let is_compared = own.len() <= MOST_COMPARED && told.len() <= MOST_COMPARED;
        let nearest = if is_compared { nearest(&own, &lower) } else { None };
        let help = match &nearest {
            Some(nearest) => format!("it carries {nearest}; write that, or add {name}"),
            None => format!("add {name} to the files of the command, or take the line out"),
        };
        let (carrier, place) = match package.kind {
            Kind::Script => ("does not lie beside the script", "not beside the script"),
            _ => ("is not among the files of the package", "not in the package"),
        };
        let finding = findings
            .at(file.place())
            .say(format!("the file {name} is used, and {carrier}"))
            .here(place);
        let finding = match package.kind {
            Kind::Script => {
                finding.lowered_to(Severity::Warning).with_confidence(Confidence::Heuristic)
            }
            _ if !is_certain => finding.lowered_to(Severity::Warning),
            _ => finding,
        };
        finding.help(help);
    }
}

/// Whether the file is there; a program may be named without its extension.
fn is_in(own: &HashSet<String>, name: &str, file: &NamedFile<'_>) -> bool {
    own.contains(name)
        || file.how == FileUse::Starts
            && !name.contains('.')
            && ["exe", "cmd", "bat", "com"].iter().any(|end| own.contains(&format!("{name}.{end}")))
}

/// A file that another one of the same name with another extension may make: `a.zip`, `a`.
fn stem_made(made: &crate::package::Made, name: &str) -> bool {
    name.split_once('.').is_some_and(|(stem, _)| !stem.is_empty() && made.may_have(stem))
}

/// Whether the script itself has a function of that name.
fn is_function(file: &NamedFile<'_>) -> bool {
    file.call.style == Style::Cmdlet
        && file.how == FileUse::Starts
        && file.path.root == Root::Nothing
}

/// Whether a file of the package must be meant, and whether that is certain; none if it need not be.
fn is_meant(file: &NamedFile<'_>, name: &str) -> Option<bool> {
    if file.path.root == Root::Here {
        return Some(true);
    }
    let extension = file.path.extension()?;
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if is_part_of_windows(name) || is_part_of_windows(stem) && extension != "reg" {
        return None;
    }
    // `pnputil /add-driver x.inf`, `import-module x` and others find files elsewhere, too.
    let is_found_elsewhere =
        file.call.is("import-module") || extension == "cab" && !file.call.is("expand");
    if !is_brought(file) || is_found_elsewhere {
        return None;
    }
    let is_script = matches!(extension.as_str(), "ps1" | "bat" | "cmd" | "vbs" | "wsf" | "js");
    Some(is_script && file.how == FileUse::Starts && is_of_command_line(&file.call))
}

/// Whether the name is that of a script or an installer.
fn is_brought(file: &NamedFile<'_>) -> bool {
    let name = file.path.name.to_lowercase();
    let Some((stem, extension)) = name.rsplit_once('.') else { return false };
    BROUGHT.contains(&extension)
        || extension == "exe" && (stem.contains("setup") || stem.contains("install"))
}

/// Whether the command line of the package itself starts it.
fn is_of_command_line(call: &RunCall<'_>) -> bool {
    call.part().language == Language::CommandLine
}

/// The own file whose name is nearest, if one is near.
fn nearest<'n>(own: &'n HashSet<String>, name: &str) -> Option<&'n String> {
    let letters =
        |name: &str| -> String { name.chars().filter(|ch| ch.is_alphanumeric()).collect() };
    let (wanted, stem) = (letters(name), name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let mut near: Vec<&String> = own
        .iter()
        .filter(|found| {
            let found_stem = found.rsplit_once('.').map_or(found.as_str(), |(stem, _)| stem);
            letters(found) == wanted || found_stem == stem || distance(found, name) <= 2
        })
        .collect();
    near.sort();
    near.into_iter().next()
}

/// How many letters differ, up to 3; names of very different length are far.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > 2 || one.len() > 80 {
        return 3;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.iter().enumerate() {
        let mut before = at;
        let mut left = at + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, of) in row.iter_mut().skip(1).zip(&other) {
            let here = (before + usize::from(letter != of)).min(left + 1).min(*cell + 1);
            before = *cell;
            *cell = here;
            left = here;
        }
    }
    row.last().copied().unwrap_or(3)
}
