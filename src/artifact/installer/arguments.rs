//! The words by which installers are silent.

use super::InstallerFamily;

impl InstallerFamily {
    /// The arguments with which it asks nothing and shows nothing; empty where there are none that
    /// hold for all of the family.
    pub fn silent_switch(self) -> &'static str {
        match self {
            // In capitals only.
            Self::Nsis => "/S",
            Self::Inno => "/VERYSILENT /SUPPRESSMSGBOXES /NORESTART",
            Self::InstallShield => "/s /v\"/qn\"",
            Self::Burn => "/quiet /norestart",
            Self::AdvancedInstaller => "/exenoui /qn",
            Self::Squirrel | Self::Velopack => "--silent",
            Self::Msi | Self::Msp => "/qn /norestart",
            Self::SevenZip | Self::Msix | Self::Other => "",
        }
    }

    /// Whether it asks nobody anything with these arguments (of `msiexec`, for MSI). Where it cannot
    /// be told, it does not: InstallShield's `/s` alone suffices when a response file is beside it,
    /// an archive of 7-Zip hands on what it is given. A bar of progress and nothing else is not
    /// silent but for Inno Setup's `/SILENT`: see [`shows_progress`](Self::shows_progress).
    pub fn is_silent(self, arguments: &[&str]) -> bool {
        let has = |words: &[&str]| has(arguments, words);
        match self {
            Self::Nsis => arguments.iter().any(|argument| bare(argument) == "/S"),
            Self::Inno => has(&["verysilent", "silent"]),
            Self::InstallShield => has(&["s", "silent"]),
            Self::Burn => has(&["quiet", "q", "silent", "s"]),
            Self::AdvancedInstaller | Self::Msi | Self::Msp => has(&["qn", "q", "quiet"]),
            Self::Squirrel | Self::Velopack => has(&["silent", "s"]),
            Self::SevenZip => !arguments.is_empty(),
            Self::Msix => true,
            Self::Other => has(ANY),
        }
    }

    /// Whether it asks nothing with these arguments and shows how far it is: nobody has to be there,
    /// and nobody sees it where it runs as SYSTEM.
    pub fn shows_progress(self, arguments: &[&str]) -> bool {
        let has = |words: &[&str]| has(arguments, words);
        match self {
            Self::Inno => has(&["silent"]) && !has(&["verysilent"]),
            Self::Burn => has(&["passive"]),
            Self::AdvancedInstaller | Self::Msi | Self::Msp => {
                has(&["passive", "qb", "qb-", "qb!", "qb-!", "qb!-"])
            }
            _ => false,
        }
    }
}

/// What programs of no known family mostly take.
const ANY: &[&str] = &[
    "s",
    "q",
    "qn",
    "quiet",
    "silent",
    "verysilent",
    "sp-",
    "unattended",
    "u",
    "y",
    "passive",
    "install-silent",
    "silent-install",
];

/// Whether one of the arguments is one of these words, behind `/`, `-` or `--`.
fn has(arguments: &[&str], words: &[&str]) -> bool {
    arguments.iter().any(|argument| {
        let argument = bare(argument);
        let word = argument.strip_prefix('/').or_else(|| {
            let word = argument.strip_prefix('-')?;
            Some(word.strip_prefix('-').unwrap_or(word))
        });
        word.is_some_and(|word| words.iter().any(|known| word.eq_ignore_ascii_case(known)))
    })
}

/// An argument without quotes around it.
fn bare(argument: &str) -> &str {
    argument.trim_matches(['"', '\''])
}
