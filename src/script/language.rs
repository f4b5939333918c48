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
    /// VBScript.
    VbScript,
    /// JScript.
    JScript,
    /// A WSF file: XML with scripts in it, each in a language of its own.
    Wsf,
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
            "vbs" => Self::VbScript,
            "js" => Self::JScript,
            "wsf" => Self::Wsf,
            // They are encoded.
            "jse" | "vbe" => Self::Other,
            "reg" => Self::Registry,
            "xml" => Self::Xml,
            _ => return None,
        })
    }
}
