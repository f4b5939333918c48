//! Letters of drives: what a package gives one to, and which it uses.

use super::Package;
use super::run::RunCall;
use crate::script::Value;
use crate::script::reading::{Style, UNKNOWN};

/// A command that gives a letter to something.
#[derive(Debug, Clone)]
pub struct GivenDrive<'p> {
    /// The command.
    pub call: RunCall<'p>,
    /// The letter in upper case; none for the next that is free, and where it is not known.
    pub letter: Option<char>,
    /// What gets it.
    pub of: DriveOf,
    /// Whether it is to be there after the next start, too.
    pub is_kept: bool,
}

/// What a letter is given to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DriveOf {
    /// A share.
    Share,
    /// A folder of the disk, or something that is not known.
    Folder,
    /// A partition, an image or a virtual disk.
    Volume,
}

/// A path on a drive with a letter that Windows does not give to itself.
#[derive(Debug, Clone, Copy)]
pub struct UsedDrive<'p> {
    /// The letter in upper case, D to Z.
    pub letter: char,
    /// The command.
    pub call: RunCall<'p>,
    /// The value that has the path.
    pub value: &'p Value,
}

/// The letters that a package gives, and those that it uses.
#[derive(Debug, Clone)]
pub struct Drives<'p> {
    /// What gets a letter, in the order of the run.
    pub given: Vec<GivenDrive<'p>>,
    /// Where paths begin with a letter, in the order of the run; what only says or looks for
    /// something is left out.
    pub used: Vec<UsedDrive<'p>>,
}

impl Drives<'_> {
    /// Whether something gets that letter.
    pub fn gives(&self, letter: char) -> bool {
        self.given.iter().any(|given| given.letter == Some(letter))
    }

    /// Whether something gets a letter that is not known.
    pub fn gives_unknown(&self) -> bool {
        self.given.iter().any(|given| given.letter.is_none())
    }

    /// Whether a partition, an image or a virtual disk gets one; disks may then have any.
    pub fn gives_volumes(&self) -> bool {
        self.given.iter().any(|given| given.of == DriveOf::Volume)
    }
}

impl GivenDrive<'_> {
    /// Whether a command of the same script behind it names the letter.
    pub fn is_used_behind(&self) -> bool {
        /// Commands behind it that are looked at.
        const MOST_BEHIND: usize = 500;
        let Some(drive) = self.letter else { return false };
        let names =
            |value: &Value| letter_of_path(value) == Some(drive) || letter(value) == Some(drive);
        self.call.behind().take(MOST_BEHIND).any(|next| values(&next).any(names))
    }
}

impl Package {
    /// The letters of drives that it gives, and that it uses.
    pub fn drives(&self) -> Drives<'_> {
        let mut drives = Drives { given: vec![], used: vec![] };
        for call in self.calls() {
            if let Some(Given { letter, of, is_kept }) = given_drive(&call) {
                drives.given.push(GivenDrive { call, letter, of, is_kept });
                continue;
            }
            if is_about_drives(&call) {
                continue;
            }
            for value in values(&call) {
                if let Some(letter) = letter_of_path(value).filter(|letter| *letter != 'X') {
                    drives.used.push(UsedDrive { letter, call, value });
                }
            }
        }
        drives
    }
}

/// What a command gives a letter to.
pub(super) struct Given {
    pub(super) letter: Option<char>,
    of: DriveOf,
    is_kept: bool,
}

/// Commands that give a letter to a partition, an image or a virtual disk, or may.
const OF_VOLUMES: &[&str] = &[
    "add-partitionaccesspath",
    "diskpart",
    "format-volume",
    "imdisk",
    "initialize-disk",
    "mount-diskimage",
    "mount-vhd",
    "mountvol",
    "new-partition",
    "new-volume",
    "set-partition",
    "set-volume",
];

/// What a call gives a letter to; none if it gives none.
pub(super) fn given_drive(call: &RunCall<'_>) -> Option<Given> {
    let call = call.call();
    let of_target = |target: Option<&Value>| match target.is_some_and(is_share) {
        true => DriveOf::Share,
        false => DriveOf::Folder,
    };
    let positional: Vec<&Value> = call.positional().collect();
    let is_yes = |value: Option<Value>| value.is_some_and(|value| value.is("yes"));
    let (letter, of, is_kept) = match (call.name.as_str(), positional.as_slice()) {
        ("net", [_, device, rest @ ..])
            if call.starts_with(&["use"]) && !call.has_switch(&["delete", "del", "d"]) =>
        {
            let is_drive = device.is("*") || device.text().ends_with(':') || !device.is_known();
            let share = rest.iter().find(|value| is_share(value));
            let is_home = call.has_switch(&["home"]);
            if !is_drive || share.is_none() && !is_home && device.is_known() {
                return None;
            }
            (letter(device), DriveOf::Share, is_yes(call.option("persistent")))
        }
        ("new-psdrive", _) => {
            const ORDER: &[&str] = &["name", "psprovider", "root"];
            let name = call.bound(ORDER, "name")?;
            // Names of several letters are for PowerShell alone: `HKU:`.
            if name.is_known() && letter(name).is_none() {
                return None;
            }
            let of = of_target(call.bound(ORDER, "root"));
            (letter(name), of, call.has_parameter("persist"))
        }
        ("new-smbmapping" | "new-smbglobalmapping", _) => {
            const ORDER: &[&str] = &["localpath", "remotepath"];
            let local = call.bound(ORDER, "localpath")?;
            (letter(local), DriveOf::Share, call.has_parameter("persistent"))
        }
        ("mapnetworkdrive", [drive, _, rest @ ..]) => {
            (letter(drive), DriveOf::Share, rest.first().is_some_and(|kept| kept.is_true()))
        }
        ("subst", [drive, target, ..]) if !target.text().starts_with(['/', '-']) => {
            (letter(drive), of_target(Some(target)), false)
        }
        // From Z down, the first that is free.
        ("pushd", [target, ..]) if call.style == Style::Builtin && is_share(target) => {
            (None, DriveOf::Share, false)
        }
        // It unlocks a volume that has its letter.
        ("manage-bde", _) => {
            (call.arguments.iter().find_map(|it| letter(&it.value)), DriveOf::Volume, true)
        }
        (name, _) if OF_VOLUMES.contains(&name) => {
            (call.arguments.iter().find_map(|it| letter(&it.value)), DriveOf::Volume, true)
        }
        _ => return None,
    };
    Some(Given { letter, of, is_kept })
}

/// Whether a command says, looks or tests, or takes letters away.
fn is_about_drives(call: &RunCall<'_>) -> bool {
    const LOOKING: &[&str] = &[
        "dir",
        "echo",
        "get-psdrive",
        "get-volume",
        "net",
        "rem",
        "remove-psdrive",
        "remove-smbmapping",
        "subst",
        "test-path",
        "vol",
    ];
    call.is_any(LOOKING) || call.name.starts_with("write-")
}

fn values<'p>(call: &RunCall<'p>) -> impl Iterator<Item = &'p Value> {
    let call = call.call();
    std::iter::once(&call.program).chain(call.arguments.iter().map(|argument| &argument.value))
}

fn is_share(value: &Value) -> bool {
    value.text().trim_start_matches('"').starts_with(r"\\")
}

/// The letter that `S:`, `S:\` or, for PowerShell, `S` is.
fn letter(value: &Value) -> Option<char> {
    let text = value.text().trim_matches('"').trim_end_matches('\\').trim_end_matches(':');
    let mut chars = text.chars();
    let first = chars.next().filter(char::is_ascii_alphabetic)?;
    chars.next().is_none().then(|| first.to_ascii_uppercase())
}

/// The letter, D to Z, that a path begins with: of the value, or of what stands behind `/source:` or
/// `NAME=` in it.
fn letter_of_path(value: &Value) -> Option<char> {
    let text = value.text().trim_start_matches('"');
    let begins = |text: &str| {
        let mut chars = text.trim_start_matches('"').chars();
        let drive = chars.next()?.to_ascii_uppercase();
        let is_path = chars.next() == Some(':') && matches!(chars.next(), Some('\\' | '/'));
        (is_path && ('D'..='Z').contains(&drive)).then_some(drive)
    };
    let is_name = |name: &str| {
        name.len() > 1
            && !name.contains(|ch: char| ch.is_whitespace() || ch == UNKNOWN || ch == '\\')
    };
    let given = match text.starts_with(['/', '-']) {
        true => text.split_once([':', '=']),
        false => text.split_once('='),
    };
    begins(text)
        .or_else(|| given.filter(|(name, _)| is_name(name)).and_then(|(_, path)| begins(path)))
}

#[cfg(test)]
mod tests;
