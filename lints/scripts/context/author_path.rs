//! `script-author-path`

use std::collections::HashSet;

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{FileUse, Package, Root, is_plain};

lint! {
    /// A command uses a folder of the person who wrote it.
    ///
    /// ## Why it matters
    ///
    /// `C:\Users\mira\Downloads` exists on the computer of Mira. On a fresh device nobody has a
    /// profile yet; what is started or copied from there is not found.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// copy C:\Users\mira\Desktop\wallpaper.jpg C:\Windows\Web\wallpaper.jpg
    /// ```
    ///
    /// ```powershell
    /// & 'C:\Users\mira\OneDrive - Fabrikam\Packages\agent.exe' /S
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// rem copied from C:\Users\mira\Desktop
    /// echo see C:\Users\mira\Desktop\notes.txt
    /// copy "%~dp0wallpaper.jpg" C:\Users\Public\Pictures\wallpaper.jpg
    /// copy "%~dp0layout.xml" C:\Users\Default\AppData\Local\layout.xml
    /// net user kiosk * /add
    /// copy C:\Users\Public\kiosk.cmd C:\Users\kiosk\Desktop\kiosk.cmd
    /// ```
    ///
    /// ## What to do
    ///
    /// Add the file to the package and name it without a folder, or by `%~dp0` or `$PSScriptRoot`.
    pub(crate) AUTHOR_PATH {
        id: "script-author-path", category: ScriptsContext,
        severity: Error, confidence: Likely, since: "0.1.0",
        check,
    }
}

/// Profiles that every Windows has, or may have before anybody signed in.
const USUAL: &[&str] = &[
    "public",
    "default",
    "default user",
    "all users",
    "defaultuser0",
    "defaultuser1",
    "defaultuser100000",
    "administrator",
    "desktop.ini",
    "wdagutilityaccount",
];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let made = accounts(package);
    let mut told = HashSet::new();
    for file in package.named_files() {
        let Some((name, Root::Drive(_))) =
            profile(&file.path.folders, &file.path.name).zip(Some(file.path.root))
        else {
            continue;
        };
        let lower = name.to_lowercase();
        let is_own = USUAL.contains(&lower.as_str()) || made.contains(&lower);
        let place = (file.call.part_index, file.call.unit().depth, file.value.range.clone());
        if is_own || !is_plain(name) || !told.insert(place) {
            continue;
        }
        let is_needed = file.how.needs_it() || file.how == FileUse::Enters;
        let is_needed = is_needed && file.call.is_now() && !file.is_looked_for();
        let finding = findings
            .at(file.place())
            .say(format!(
                "the path {} leads into the profile of {name}, which a fresh device does not have",
                file.shown()
            ))
            .here("exists where the script was written");
        let finding = if is_needed { finding } else { finding.lowered_to(Severity::Warning) };
        finding.help("add the file to the package and name it without a folder, or use a folder that every device has, such as C:\\ProgramData");
    }
}

/// The user whose profile a path leads into.
fn profile<'f>(folders: &'f [String], name: &'f str) -> Option<&'f str> {
    let mut parts = folders.iter().map(String::as_str).chain([name]);
    let users = parts.next()?;
    let user = parts.next().filter(|user| !user.is_empty())?;
    users.eq_ignore_ascii_case("users").then_some(user)
}

/// The names, in lower case, of the accounts that the package makes.
fn accounts(package: &Package) -> HashSet<String> {
    let settings = package.accounts().into_iter().map(|account| account.name.to_lowercase());
    let mut found: HashSet<String> = settings.collect();
    for call in package.calls() {
        let name = match call.name.as_str() {
            "new-localuser" => call.parameter_or("name", 0).map(|name| name.text().to_lowercase()),
            "net" | "net1" if call.starts_with(&["user"]) && call.has_switch(&["add"]) => {
                call.texts().nth(1).map(str::to_lowercase)
            }
            _ => None,
        };
        found.extend(name);
    }
    found
}
