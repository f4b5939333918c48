//! `net-mapped-drive`

use std::collections::HashSet;

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{DriveOf, GivenDrive, Package};

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

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let drives = package.drives();
    for given in drives.given.iter().filter(|given| given.call.is_now() && is_for_people(given)) {
        map(given, findings);
    }
    if drives.gives_unknown() {
        return;
    }
    let mut said: HashSet<(usize, char)> = HashSet::new();
    for used in drives.used.iter().filter(|used| used.letter >= FIRST_OF_NETWORK) {
        let (call, drive) = (&used.call, used.letter);
        if !call.is_now() || call.is_conditional() || drives.gives(drive) {
            continue;
        }
        if said.insert((call.part_index, drive)) {
            findings
                .at(call.place_of(used.value))
                .say(format!("the drive {drive}: is used, and SYSTEM has no such drive"))
                .here("not found")
                .help("put the file into the package");
        }
    }
}

/// Below it are letters of disks, sticks and card readers.
const FIRST_OF_NETWORK: char = 'G';

/// Whether it is a drive as people have one; without `-Persist` one of PowerShell is gone with it.
fn is_for_people(given: &GivenDrive<'_>) -> bool {
    match given.call.name.as_str() {
        "new-psdrive" => given.of == DriveOf::Share && given.is_kept,
        "net" | "new-smbmapping" | "mapnetworkdrive" => true,
        _ => false,
    }
}

fn map(given: &GivenDrive<'_>, findings: &mut Findings<'_>) {
    let name =
        given.letter.map_or_else(|| "a drive".to_owned(), |drive| format!("the drive {drive}:"));
    // What the script uses itself needs the share, of which another lint speaks.
    let is_own = given.is_used_behind() && !(given.call.is("net") && given.is_kept);
    let finding = findings.at(given.call);
    match is_own {
        true => finding
            .say(format!("{name} is mapped for SYSTEM, and gone for everybody else"))
            .lowered_to(Severity::Warning)
            .with_confidence(Confidence::Heuristic),
        false => finding.say(format!("{name} is mapped for SYSTEM: nobody who signs in sees it")),
    }
    .help("map drives by a policy, or in a script that runs at the logon of people");
}
