//! What a script is written in.

/// What a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// What `CreateProcess` starts.
    CommandLine,
    /// A batch file.
    Batch,
    /// What stands behind `cmd /c`.
    Cmd,
    /// PowerShell.
    PowerShell,
    /// VBScript, also in a WSF file.
    VbScript,
    /// JScript, which is not read.
    JScript,
    /// A `.reg` file.
    Registry,
    /// XML; that of a scheduled task is read.
    Xml,
    /// Anything else, which is not read.
    Other,
}

impl Language {
    /// That of a file, by its name.
    pub fn of_file(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        Some(match extension.trim_end().to_ascii_lowercase().as_str() {
            "ps1" | "psm1" => Self::PowerShell,
            "cmd" | "bat" => Self::Batch,
            "vbs" | "wsf" => Self::VbScript,
            "js" | "jse" | "vbe" => Self::JScript,
            "reg" => Self::Registry,
            "xml" => Self::Xml,
            _ => return None,
        })
    }
}
