//! `script-hardcoded-drive`

use std::collections::HashSet;

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{FileUse, Package, Root};

lint! {
    /// A command counts on a drive letter that differs from device to device.
    ///
    /// ## Why it matters
    ///
    /// Which letter a stick gets depends on the card readers, partitions and optical drives of the
    /// device; letters of the network belong to a user who signed in. Without that drive nothing is
    /// started or copied.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// D:\Drivers\setup.exe /S
    /// ```
    ///
    /// ```powershell
    /// Copy-Item E:\Files\wallpaper.jpg C:\Windows\Web
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// net use S: \\files.fabrikam.example\setup
    /// S:\agent\setup.exe /S
    /// if exist D:\Files\extra.cmd call D:\Files\extra.cmd
    /// echo D:\Files\setup.exe is on the stick
    /// ```
    ///
    /// ```powershell
    /// $stick = (Get-Volume -FileSystemLabel 'SETUP').DriveLetter
    /// Copy-Item "${stick}:\Files\wallpaper.jpg" C:\Windows\Web
    /// ```
    ///
    /// ## What to do
    ///
    /// Add the file to the package. What is too large for that can be found by the label of its
    /// volume: `(Get-Volume -FileSystemLabel SETUP).DriveLetter`.
    pub(crate) HARDCODED_DRIVE {
        id: "script-hardcoded-drive", category: ScriptsContext,
        severity: Error, confidence: Likely, yields_to: ["net-mapped-drive"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let drives = package.drives();
    // A disk that is set up here may have any letter.
    if drives.gives_volumes() || drives.gives_unknown() {
        return;
    }
    let mut told = HashSet::new();
    for file in package.named_files() {
        let Root::Drive(letter @ 'D'..='Z') = file.path.root else { continue };
        if drives.gives(letter)
            || file.is_looked_for()
            || !told.insert((file.call.part_index, letter))
        {
            continue;
        }
        let is_needed = file.how.needs_it() || file.how == FileUse::Enters;
        let is_started = is_needed && file.call.is_now();
        let finding = findings
            .at(file.place())
            .say(format!(
                "the path {} is on drive {letter}:, which is another one, or none, on other devices",
                file.shown()
            ))
            .here("a letter that nothing here assigns");
        let finding = match (is_started, file.how) {
            (true, _) => finding,
            (false, FileUse::Names) => {
                finding.lowered_to(Severity::Warning).with_confidence(Confidence::Heuristic)
            }
            (false, _) => finding.lowered_to(Severity::Warning),
        };
        finding.help("add the file to the package, or find the volume by its label");
    }
}
