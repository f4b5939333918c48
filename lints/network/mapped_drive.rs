//! `net-mapped-drive`

use std::collections::HashSet;

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Package, RunCall};
use crate::script::Value;

lint! {
    /// A script relies on the letter of a network drive.
    ///
    /// ## Why it matters
    ///
    /// While a package is applied, commands run as SYSTEM, which has none of the drives that people
    /// have: `Z:\` is not there. A drive that a script maps then is one of SYSTEM's alone; nobody
    /// who signs in sees it.
    ///
    /// ## Fires
    ///
    /// A letter that nothing in the package creates:
    ///
    /// ```command
    /// msiexec /i Z:\apps\reader.msi /qn
    /// ```
    ///
    /// A drive for people who will not see it:
    ///
    /// ```batch
    /// net use S: \\files.adatum.example\shared /persistent:yes
    /// ```
    ///
    /// ```powershell
    /// New-PSDrive -Name S -PSProvider FileSystem -Root \\files.adatum.example\shared -Persist
    /// ```
    ///
    /// ```vbscript
    /// CreateObject("WScript.Network").MapNetworkDrive "S:", "\\files.adatum.example\shared", True
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// A letter that the script makes, looks for or gets, and drives of people at their logon:
    ///
    /// ```powershell
    /// New-PSDrive -Name R -PSProvider FileSystem -Root C:\ProgramData\Adatum
    /// Copy-Item R:\a.txt C:\a.txt
    /// if (Test-Path H:\) { Remove-Item H:\old.txt }
    /// ```
    ///
    /// ```batch
    /// net use S: /delete
    /// subst T: C:\ProgramData\Adatum
    /// copy T:\a.txt C:\a.txt
    /// ```
    ///
    /// ## What to do
    ///
    /// Put the file into the package. Drives for people belong to a policy, or to a script that
    /// runs at their logon.
    pub(crate) MAPPED_DRIVE {
        id: "net-mapped-drive", category: Network,
        severity: Error, confidence: Likely, since: "0.1.0",
        check,
    }
}

/// Commands that give a letter to something, or may.
const CREATING: &[&str] = &[
    "diskpart",
    "mapnetworkdrive",
    "mount-diskimage",
    "mountvol",
    "net",
    "new-partition",
    "new-psdrive",
    "new-smbmapping",
    "set-partition",
    "subst",
];

/// Commands that say, look or test.
const LOOKING: &[&str] = &["dir", "echo", "get-psdrive", "get-volume", "rem", "test-path", "vol"];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let mut created: HashSet<char> = HashSet::new();
    let mut is_any_created = false;
    for call in package.calls().filter(|call| call.is_any(CREATING)) {
        let letters: Vec<char> = call.arguments.iter().filter_map(|it| letter(&it.value)).collect();
        // A list of commands for diskpart, a letter out of a variable.
        is_any_created |= letters.is_empty() && !call.is("net");
        created.extend(letters);
    }
    let mut said: HashSet<(usize, char)> = HashSet::new();
    for call in package.calls().filter(RunCall::is_now) {
        if let Some(found) = mapping(&call) {
            map(&call, found, findings);
        }
        if call.is_any(CREATING)
            || call.is_any(LOOKING)
            || call.name.starts_with("write-")
            || call.is_conditional()
            || is_any_created
        {
            continue;
        }
        let arguments = call.call().arguments.iter().map(|argument| &argument.value);
        for value in std::iter::once(&call.call().program).chain(arguments) {
            let Some(drive) = drive_of_path(value) else { continue };
            if !created.contains(&drive) && said.insert((call.part_index, drive)) {
                findings
                    .at(call.place_of(value))
                    .say(format!("the drive {drive}: is used, and SYSTEM has no such drive"))
                    .here("not found")
                    .help("put the file into the package");
            }
        }
    }
}

/// The letter that `S:`, `S:\` or, for PowerShell, `S` is.
fn letter(value: &Value) -> Option<char> {
    let text = value.text().trim_end_matches('\\').trim_end_matches(':');
    let mut chars = text.chars();
    let first = chars.next().filter(char::is_ascii_alphabetic)?;
    chars.next().is_none().then_some(first.to_ascii_uppercase())
}

/// The letter, G to Z, that a path begins with. X: is that of the system that sets up Windows.
fn drive_of_path(value: &Value) -> Option<char> {
    let mut chars = value.text().chars();
    let drive = chars.next()?.to_ascii_uppercase();
    let is_path = chars.next() == Some(':') && matches!(chars.next(), Some('\\' | '/'));
    (is_path && ('G'..='Z').contains(&drive) && drive != 'X').then_some(drive)
}

/// What a command maps for good: the letter, or none for the next that is free.
fn mapping(call: &RunCall<'_>) -> Option<Option<char>> {
    let is_share = |value: &Value| value.text().starts_with(r"\\");
    match call.name.as_str() {
        "net" if call.starts_with(&["use"]) && !call.has_switch(&["delete", "d"]) => {
            let mut given = call.arguments.iter().skip(1).map(|argument| &argument.value);
            let device = given.next()?;
            let is_drive = device.is("*") || device.text().ends_with(':');
            (is_drive && given.any(is_share)).then(|| letter(device))
        }
        "new-psdrive" if call.has_parameter("persist") => {
            call.parameter("root").filter(|root| is_share(root))?;
            Some(call.parameter_or("name", 0).and_then(letter))
        }
        // Of WScript.Network: the letter, the share, whether it is kept.
        "mapnetworkdrive" => {
            let mut given = call.positional();
            let drive = given.next()?;
            given.next().filter(|share| is_share(share))?;
            Some(letter(drive))
        }
        "new-smbmapping" => call.parameter("localpath").map(letter),
        _ => None,
    }
}

fn map(call: &RunCall<'_>, drive: Option<char>, findings: &mut Findings<'_>) {
    let is_kept = call.option("persistent").is_some_and(|value| value.is("yes"));
    let mut behind = call.behind().take(500);
    let is_used = behind.any(|next| {
        let values = next.call().arguments.iter().map(|argument| &argument.value);
        let mut values = std::iter::once(&next.call().program).chain(values);
        values.any(|value| {
            drive.is_some() && (drive_of_path(value) == drive || letter(value) == drive)
        })
    });
    let name = drive.map_or_else(|| "a drive".to_owned(), |drive| format!("the drive {drive}:"));
    let finding = findings.at(call);
    // What the script uses itself needs the share, of which another lint speaks.
    match is_used && !is_kept {
        true => finding
            .say(format!("{name} is mapped for SYSTEM, and gone for everybody else"))
            .lowered_to(Severity::Warning)
            .with_confidence(Confidence::Heuristic),
        false => finding.say(format!("{name} is mapped for SYSTEM: nobody who signs in sees it")),
    }
    .help("map drives by a policy, or in a script that runs at the logon of people");
}
