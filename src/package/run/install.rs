//! Commands that start installers.

use std::collections::HashMap;

use super::RunCall;
use crate::artifact::InstallerFamily;
use crate::package::{Asset, Package};

/// The assets of a package by the names of their files.
#[derive(Debug)]
pub struct InstallerAssets<'p>(HashMap<String, &'p Asset>);

/// An installer that a command starts.
#[derive(Debug, Clone, Copy)]
pub struct Started<'p> {
    /// The tool that made it; none if the file is not at hand, or does not tell, and its name is not
    /// one that everybody knows.
    pub family: Option<InstallerFamily>,
    /// The file, if the package carries it.
    pub asset: Option<&'p Asset>,
}

impl Package {
    /// Its assets, to be found by what is started.
    pub fn installer_assets(&self) -> InstallerAssets<'_> {
        let named = self.assets.iter().map(|asset| (asset.name.to_lowercase(), asset));
        InstallerAssets(named.collect())
    }
}

impl<'p> InstallerAssets<'p> {
    /// The installer that a call starts by its own name: no package of Windows Installer, and none
    /// of the programs of Windows.
    pub fn started(&self, call: &RunCall<'_>) -> Option<Started<'p>> {
        if !call.is_program() || call.name.is_empty() || call.program.text().len() > 1_000 {
            return None;
        }
        let path = call.program.text().trim_matches(['"', '\'', ' ']).to_lowercase();
        let file = path.rsplit(['\\', '/']).next().unwrap_or_default();
        let has_folder = path.contains(['\\', '/']);
        if path.starts_with(r"c:\windows\system32\") || path.starts_with(r"c:\windows\syswow64\") {
            return None;
        }
        let named = format!("{}.exe", call.name);
        let asset = self.0.get(&named).copied();
        if let Some(asset) = asset {
            let is_one = match asset.family {
                Some(InstallerFamily::Other) | None => is_installer_name(&call.name),
                Some(_) => true,
            };
            return is_one.then_some(Started { family: asset.family, asset: Some(asset) });
        }
        // A bare word may be a function, or anything on the path.
        let is_file = file.ends_with(".exe") || has_folder && !file.contains('.');
        let family = family_by_name(&call.name);
        (is_file && is_installer_name(&call.name)).then_some(Started { family, asset: None })
    }
}

/// Names that are those of installers, and are not.
const OTHERS: &[&str] = &["installutil", "oemsetup", "pnputil", "winsetup"];

/// What the names of the installers of runtimes by Microsoft begin with, which WiX makes.
const KNOWN: &[&str] = &["vc_redist", "windowsdesktop-runtime-", "dotnet-runtime-"];

/// The family of an installer by its name, in lower case and without `.exe`.
fn family_by_name(name: &str) -> Option<InstallerFamily> {
    KNOWN.iter().any(|known| name.starts_with(known)).then_some(InstallerFamily::Burn)
}

/// Whether the name of a program, in lower case and without `.exe`, is that of an installer.
fn is_installer_name(name: &str) -> bool {
    let words = ["setup", "install", "installer"];
    let is_word = |part: &str| words.contains(&part);
    !OTHERS.contains(&name)
        && !name.starts_with("uninst")
        && (name.starts_with("vcredist")
            || KNOWN.iter().any(|known| name.starts_with(known))
            || name.split([' ', '-', '_', '.', '(', ')']).any(is_word)
            || words.iter().any(|word| name.ends_with(word)))
}

#[cfg(test)]
mod tests {
    use super::is_installer_name;

    #[test]
    fn installers_are_known_by_their_names() {
        for name in ["setup", "firefox installer", "vc_redist.x64", "reader-setup-4.2", "7zinstall"]
        {
            assert!(is_installer_name(name), "{name}");
        }
        for name in ["installutil", "notepad", "setupdiag", "uninstall", "installation-log", "setx"]
        {
            assert!(!is_installer_name(name), "{name}");
        }
    }
}
