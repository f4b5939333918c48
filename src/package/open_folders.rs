//! Folders in which those who sign in may change or add files.

use std::collections::HashSet;

use super::Package;
use super::run::RunCall;
use crate::script::Value;
use crate::script::reading::{Style, UNKNOWN};

/// Where a file lies that others than administrators can get at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenFolder {
    /// In a folder directly on the drive, or on the drive itself: what is made there may be changed
    /// by everybody who signs in.
    OfDrive,
    /// `C:\Users\Public`.
    Public,
    /// The profile of a user, who may change it.
    Profile,
    /// A folder of its own below `C:\ProgramData`: everybody may add files.
    ProgramData,
    /// `C:\Windows\Temp`: everybody may add files.
    WindowsTemp,
}

impl OpenFolder {
    /// Whether the file itself can be replaced, and not only others put beside it.
    pub fn can_be_replaced(&self) -> bool {
        !matches!(self, Self::ProgramData | Self::WindowsTemp)
    }
}

/// What comes with Windows on the drive.
const OF_WINDOWS: &[&str] = &[
    "$recycle.bin",
    "$windows.~bt",
    "$winreagent",
    "boot",
    "documents and settings",
    "efi",
    "inetpub",
    "perflogs",
    "program files",
    "program files (x86)",
    "programdata",
    "recovery",
    "system volume information",
    "users",
    "windows",
];

/// What is below `C:\ProgramData` before, or is closed by its installer.
const OF_PROGRAM_DATA: &[&str] = &[
    "application data",
    "chocolatey",
    "desktop",
    "documents",
    "microsoft",
    "package cache",
    "packages",
    "softwaredistribution",
    "ssh",
    "start menu",
    "templates",
    "usoprivate",
    "usoshared",
];

/// Variables that stand in the texts of tasks and registry values as they are.
const VARIABLES: &[(&str, &str)] = &[
    ("%systemdrive%", "c:"),
    ("%homedrive%", "c:"),
    ("%public%", r"c:\users\public"),
    ("%programdata%", r"c:\programdata"),
    ("%allusersprofile%", r"c:\programdata"),
    ("%systemroot%", r"c:\windows"),
    ("%windir%", r"c:\windows"),
];

/// The steps of a path on drive C in lower case; none for any other.
fn steps(path: &str) -> Option<Vec<String>> {
    let mut path = path.trim_matches(['"', '\'', ' ']).replace('/', "\\").to_lowercase();
    for (variable, value) in VARIABLES {
        if let Some(rest) = path.strip_prefix(variable) {
            path = format!("{value}{rest}");
        }
    }
    let rest = path.strip_prefix("c:")?;
    let steps: Vec<String> = rest
        .split('\\')
        .filter(|step| !step.is_empty() && *step != ".")
        .map(str::to_owned)
        .collect();
    (rest.starts_with('\\') && !steps.iter().any(|step| step == "..")).then_some(steps)
}

/// The open folder that a file lies in, going by its path alone.
pub fn open_folder(path: &str) -> Option<OpenFolder> {
    let steps = steps(path)?;
    let names: Vec<&str> = steps.iter().map(String::as_str).collect();
    // What is not known may lead anywhere.
    let is_known = |count: usize| names.iter().take(count).all(|step| !step.contains(UNKNOWN));
    match names.as_slice() {
        ["users", "public", _, ..] => Some(OpenFolder::Public),
        ["users", "default" | "all users" | "default user", ..] => None,
        ["users", _, _, ..] => Some(OpenFolder::Profile),
        ["windows", "temp", _, ..] => Some(OpenFolder::WindowsTemp),
        ["programdata", folder, _, ..] if is_known(2) => {
            (!OF_PROGRAM_DATA.contains(folder)).then_some(OpenFolder::ProgramData)
        }
        [first, ..] if is_known(1) => (!OF_WINDOWS.contains(first)).then_some(OpenFolder::OfDrive),
        _ => None,
    }
}

/// What a package does to folders: which it makes or fills, and of which it takes rights away.
#[derive(Debug, Default)]
pub struct FolderChanges {
    /// The first folder of those that are made or filled; two steps below `C:\ProgramData`.
    made: HashSet<Vec<String>>,
    closed: HashSet<Vec<String>>,
    /// Whether rights are set on something that is not known.
    closes_unknown: bool,
}

/// No path is longer.
const LONGEST_PATH: usize = 1 << 15;

/// What makes folders and files.
const MAKERS: &[&str] = &[
    "add-content",
    "copy",
    "copy-item",
    "createdirectory",
    "createfolder",
    "curl",
    "downloadfile",
    "expand-archive",
    "extracttodirectory",
    "invoke-restmethod",
    "invoke-webrequest",
    "md",
    "mkdir",
    "move",
    "move-item",
    "new-item",
    "out-file",
    "robocopy",
    "set-content",
    "start-bitstransfer",
    "tar",
    "writeallbytes",
    "writealltext",
    "xcopy",
];

impl FolderChanges {
    /// What a package does.
    pub fn of(package: &Package) -> Self {
        let mut found = Self::default();
        for call in package.calls() {
            let values = call.arguments.iter().filter(|_| call.is_any(MAKERS));
            let values = values.flat_map(|argument| argument.value.each());
            // A path is short; a text that is written need not be looked at.
            let paths = values.chain(call.output_file()).map(Value::text);
            found.made.extend(paths.filter(|path| path.len() < LONGEST_PATH).filter_map(top_of));
            found.close(&call);
        }
        found
    }

    /// Whether it makes, or puts something into, the folder that a file lies in.
    pub fn makes_folder_of(&self, path: &str) -> bool {
        top_of(path).is_some_and(|top| self.made.contains(&top))
    }

    /// Whether it may take rights away from the folder that a file lies in, or one around it.
    pub fn may_close(&self, path: &str) -> bool {
        let Some(mut steps) = steps(path) else { return false };
        if self.closes_unknown {
            return true;
        }
        while !steps.is_empty() {
            if self.closed.contains(&steps) {
                return true;
            }
            steps.pop();
        }
        false
    }

    fn close(&mut self, call: &RunCall<'_>) {
        let target = match (call.name.as_str(), call.style) {
            ("icacls" | "cacls" | "xcacls", _) if takes_away(call) => call.positional().next(),
            // Of files, and not of keys or services.
            ("setacl", Style::Program) if call.option("ot").is_some_and(|it| it.is("file")) => {
                call.texts().position(|text| text.eq_ignore_ascii_case("-on")).and_then(|at| {
                    call.call().arguments.get(at.checked_add(1)?).map(|name| &name.value)
                })
            }
            ("set-acl", _) => {
                call.parameter("literalpath").or_else(|| call.parameter_or("path", 0))
            }
            // Of `(Get-Item x)`: of what, is not followed.
            ("setaccesscontrol", _) => None,
            _ => return,
        };
        let is_unknown = target.is_none_or(|target| target.text().contains(UNKNOWN));
        self.closes_unknown |= is_unknown;
        // A file, or all that is in a folder, is closed by that path.
        let path = target.map(|target| target.text().trim_end_matches(['*', '\\']));
        if !is_unknown && let Some(steps) = path.and_then(steps) {
            self.closed.insert(steps);
        }
    }
}

/// Whether `icacls` takes rights away, and gives none to everybody.
fn takes_away(call: &RunCall<'_>) -> bool {
    let texts: Vec<String> = call.texts().map(str::to_ascii_lowercase).collect();
    let takes = texts.iter().any(|text| {
        ["/inheritance:r", "/inheritance:d", "/remove", "/deny", "/setowner", "/restore"]
            .iter()
            .any(|switch| text.starts_with(switch))
    });
    takes && !texts.iter().any(|text| gives_all(text))
}

/// `Users:(OI)(CI)F`: rights to change, for those who are no administrators.
fn gives_all(grant: &str) -> bool {
    let Some((who, rights)) = grant.rsplit_once(':') else { return false };
    let who = who.trim_start_matches('*').rsplit('\\').next().unwrap_or_default();
    let is_everybody = matches!(
        who,
        "users" | "everyone" | "authenticated users" | "s-1-1-0" | "s-1-5-11" | "s-1-5-32-545"
    );
    let mut words = rights.split(['(', ')', ',']);
    is_everybody && words.any(|right| matches!(right, "f" | "m" | "w"))
}

fn top_of(path: &str) -> Option<Vec<String>> {
    let mut steps = steps(path)?;
    let count = match steps.first().map(String::as_str) {
        Some("programdata") => 2,
        Some(_) => 1,
        None => return None,
    };
    steps.truncate(count);
    (steps.len() == count && !steps.iter().any(|step| step.contains(UNKNOWN))).then_some(steps)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn who_may_change_a_file_goes_by_its_folder() {
        use OpenFolder::{OfDrive, Profile, ProgramData, Public, WindowsTemp};
        for (path, folder) in [
            (r"C:\Scripts\a.ps1", Some(OfDrive)),
            (r"c:/Temp/a.ps1", Some(OfDrive)),
            (r"%SystemDrive%\a.ps1", Some(OfDrive)),
            (r"C:\Users\Public\a.ps1", Some(Public)),
            (r"C:\Users\kiosk\Desktop\a.ps1", Some(Profile)),
            (r"C:\ProgramData\Fabrikam\a.exe", Some(ProgramData)),
            (r"%WINDIR%\Temp\a.exe", Some(WindowsTemp)),
            (r"C:\Program Files\Fabrikam\a.exe", None),
            (r"C:\Windows\System32\cmd.exe", None),
            (r"C:\ProgramData\Microsoft\a.exe", None),
            (r"D:\Scripts\a.ps1", None),
            (r".\a.ps1", None),
            ("a.ps1", None),
            (r"C:\Scripts\..\Windows\a.ps1", None),
            ("C:\\\u{fffc}\\a.ps1", None),
        ] {
            assert_eq!(open_folder(path), folder, "{path}");
        }
    }

    #[test]
    fn rights_for_everybody_close_nothing() {
        assert!(gives_all(r"builtin\users:(oi)(ci)f") && gives_all("*s-1-1-0:(oi)(ci)(m)"));
        assert!(gives_all("everyone:(f)") && gives_all("users:m"));
        assert!(!gives_all("users:(oi)(ci)rx") && !gives_all("administrators:f"));
        assert!(!gives_all("/inheritance:r"));
    }

    proptest! {
        #[test]
        fn any_path_has_an_answer(path in r#"(C:|%[a-z]{0,12}%)?([\\/"'. ]|.){0,40}"#) {
            let _ = (open_folder(&path), top_of(&path), gives_all(&path));
        }
    }
}
