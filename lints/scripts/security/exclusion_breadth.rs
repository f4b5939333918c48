//! Exclusions that leave little for the antivirus to look at.

/// What an exclusion names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A file or folder.
    Path,
    /// All files that end so.
    Extension,
    /// Whatever a program opens.
    Process,
}

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Path => "the path",
            Self::Extension => "files that end in",
            Self::Process => "what is opened by the process",
        }
    }
}

/// Why an exclusion is too much, if it is.
pub(super) fn too_much(kind: Kind, excluded: &str) -> Option<&'static str> {
    let excluded = excluded.trim().trim_matches('"').to_lowercase().replace('/', "\\");
    match kind {
        Kind::Path => of_path(&excluded),
        Kind::Extension => of_extension(&excluded),
        Kind::Process => of_process(&excluded),
    }
}

/// Ends of what runs by itself or through a host of Windows.
const RUNNABLE: &[&str] = &[
    "exe", "dll", "sys", "scr", "com", "cpl", "msi", "ps1", "psm1", "bat", "cmd", "vbs", "vbe",
    "js", "jse", "wsf", "hta", "lnk", "*",
];

/// Programs that run whatever they are given.
const HOSTS: &[&str] = &[
    "powershell",
    "powershell_ise",
    "pwsh",
    "cmd",
    "wscript",
    "cscript",
    "mshta",
    "rundll32",
    "regsvr32",
    "msiexec",
    "msbuild",
    "installutil",
    "explorer",
    "svchost",
    "python",
    "*",
];

/// Folders that are too much as a whole.
const WHOLE: &[&str] = &[
    r"\windows",
    r"\windows\system32",
    r"\program files",
    r"\program files (x86)",
    r"\programdata",
    r"\users",
];

/// Folders that many can write to, as a whole.
const TEMPORARY: &[&str] = &[
    r"c:\windows\temp",
    "%temp%",
    "%tmp%",
    r"%windir%\temp",
    r"%systemroot%\temp",
    r"%localappdata%\temp",
];

/// Below a profile, the folders that are as much as the profile.
const OF_USERS: &[&str] = &[
    "",
    "appdata",
    r"appdata\local",
    r"appdata\local\temp",
    r"appdata\roaming",
    "desktop",
    "documents",
    "downloads",
];

fn of_path(path: &str) -> Option<&'static str> {
    if path.contains("provisioningpkgtmp") {
        return Some("packages are unpacked there, and what they bring is run as SYSTEM");
    }
    // Everything in a folder is the folder.
    let path = path.strip_suffix("*.*").unwrap_or(path).trim_end_matches(['\\', '*']);
    if path.is_empty() {
        return Some("that is everything");
    }
    if path.strip_prefix("*.").is_some_and(|end| RUNNABLE.contains(&end)) {
        return Some("programs and scripts are what there is to look at");
    }
    let rest = match path.split_once(':') {
        Some((drive, rest)) if drive.len() == 1 => rest,
        _ => path.strip_prefix("%systemdrive%").unwrap_or(path),
    };
    if rest.is_empty() {
        return Some("that is a whole drive");
    }
    if TEMPORARY.contains(&path) {
        return Some("anything that runs can put files there");
    }
    let whole = rest.replace("%windir%", r"\windows").replace("%systemroot%", r"\windows");
    let whole = whole.replace("%programdata%", r"\programdata");
    if WHOLE.contains(&whole.as_str()) {
        return Some("that is a whole folder of Windows, with all below it");
    }
    of_users(rest)
}

fn of_users(path: &str) -> Option<&'static str> {
    let below = match path.strip_prefix(r"\users\") {
        Some(below) => below.split_once('\\').map_or("", |(_, below)| below),
        None => {
            let variables = [
                ("%userprofile%", ""),
                ("%appdata%", ""),
                ("%localappdata%", ""),
                ("%public%", ""),
            ];
            let (variable, _) = variables.iter().find(|(name, _)| path.starts_with(name))?;
            path.strip_prefix(variable)?.trim_start_matches('\\')
        }
    };
    OF_USERS.contains(&below).then_some("users, and what they run, can put files there")
}

fn of_extension(extension: &str) -> Option<&'static str> {
    let extension = extension.trim_start_matches("*.").trim_start_matches('.');
    RUNNABLE.contains(&extension).then_some("programs and scripts are what there is to look at")
}

fn of_process(process: &str) -> Option<&'static str> {
    let name = process.rsplit('\\').next().unwrap_or(process);
    let name = name.strip_suffix(".exe").unwrap_or(name);
    HOSTS.contains(&name).then_some("it runs whatever it is given")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_too_much() {
        for path in [
            r"C:\",
            "D:",
            r"C:\*",
            "*",
            "*.*",
            "*.exe",
            r"C:\Windows",
            r"C:\Windows\Temp\",
            "%TEMP%",
            r"C:\Users",
            r"C:\Users\*\AppData\Local\Temp",
            r"%USERPROFILE%\Downloads",
            "C:/Users/*",
            r"C:\Windows\Temp\ProvisioningPkgTmp\x",
            r"%SystemDrive%\",
            r"%windir%\System32",
        ] {
            assert!(too_much(Kind::Path, path).is_some(), "{path}");
        }
        for path in [
            r"C:\Fabrikam\Cache",
            r"C:\Program Files\Fabrikam",
            r"C:\Fabrikam\*.mdf",
            r"C:\Users\*\AppData\Local\Fabrikam\report.db",
            r"%ProgramData%\Fabrikam",
            r"C:\Fabrikam\Users",
        ] {
            assert!(too_much(Kind::Path, path).is_none(), "{path}");
        }
        for (kind, one, is) in [
            (Kind::Extension, ".EXE", true),
            (Kind::Extension, "ps1", true),
            (Kind::Extension, "*.dll", true),
            (Kind::Extension, ".vhdx", false),
            (Kind::Process, "PowerShell.exe", true),
            (Kind::Process, r"C:\Windows\System32\cmd.exe", true),
            (Kind::Process, r"C:\Fabrikam\report.exe", false),
        ] {
            assert_eq!(too_much(kind, one).is_some(), is, "{one}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_judged(text in r"([a-z]:|%temp%|\*)?.{0,40}") {
            for kind in [Kind::Path, Kind::Extension, Kind::Process] {
                let _ = too_much(kind, &text);
            }
        }
    }
}
