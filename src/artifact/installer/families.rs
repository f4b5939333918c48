//! The families of installers.

/// Which tool made an installer; with it come the words by which it asks nobody anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InstallerFamily {
    /// Nullsoft Scriptable Install System: <https://nsis.sourceforge.io/Docs/Chapter3.html>.
    Nsis,
    /// Inno Setup: <https://jrsoftware.org/ishelp/topic_setupcmdline.htm>.
    Inno,
    /// InstallShield's launcher, before an MSI or a script of its own:
    /// <https://docs.revenera.com/installshield/helplibrary/IHelpSetup_EXECmdLine.htm>.
    InstallShield,
    /// A bundle of WiX: <https://docs.firegiant.com/wix/tools/burn/>.
    Burn,
    /// Advanced Installer: <https://www.advancedinstaller.com/user-guide/exe-setup-file.html>.
    AdvancedInstaller,
    /// Squirrel.Windows: <https://github.com/Squirrel/Squirrel.Windows>.
    Squirrel,
    /// Velopack, which came after it: <https://docs.velopack.io>.
    Velopack,
    /// An archive of 7-Zip that unpacks itself, and may then run something:
    /// <https://documentation.help/7-Zip/sfx.htm>.
    SevenZip,
    /// A package of Windows Installer:
    /// <https://learn.microsoft.com/windows/win32/msi/command-line-options>.
    Msi,
    /// A patch of Windows Installer.
    Msp,
    /// An app package or a bundle of them: <https://learn.microsoft.com/windows/msix/>.
    Msix,
    /// A program that has the mark of none of these.
    Other,
}

impl InstallerFamily {
    /// 4 MiB: bytes of one file that are read to tell its family. Most take less than 32 KiB.
    pub const MAX_READ: u64 = 4 << 20;

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nsis => "NSIS",
            Self::Inno => "Inno Setup",
            Self::InstallShield => "InstallShield",
            Self::Burn => "WiX Burn",
            Self::AdvancedInstaller => "Advanced Installer",
            Self::Squirrel => "Squirrel",
            Self::Velopack => "Velopack",
            Self::SevenZip => "7-Zip",
            Self::Msi => "Windows Installer",
            Self::Msp => "Windows Installer patch",
            Self::Msix => "MSIX",
            Self::Other => "no known installer",
        }
    }
}
