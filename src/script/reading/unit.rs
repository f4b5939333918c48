//! A text that runs: the script itself, or what one of its commands runs.

use crate::script::command_line::Through;
use crate::script::spliced::Spliced;
use crate::script::tree::{Scope, ScopeKind, Tree};

/// A text that runs.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The text; its places are in the text that was read.
    pub text: Spliced,
    /// What it is written in.
    pub language: Language,
    /// The call that runs it, and by what means. None for the text itself.
    pub from: Option<(u32, Through)>,
    /// When it runs, if not with the script: the nearest reason.
    pub later: Option<Later>,
    /// Its tree; of a command line it is empty.
    pub tree: Tree,
    /// How many units are around it.
    pub depth: usize,
}

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

/// What runs a text later than the script that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Later {
    /// A scheduled task.
    Task,
    /// The logon of a user: Run, RunOnce, Active Setup, the Startup folder.
    Logon,
    /// A service.
    Service,
    /// A file that it is written to; who runs that is not known.
    File,
    /// A trigger: a WMI event, a debugger entry.
    Trigger,
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

impl Unit {
    pub(super) fn root(text: Spliced, language: Language) -> Self {
        Self { text, language, from: None, later: None, tree: Tree::default(), depth: 0 }
    }

    /// A scope and those around it, the innermost first.
    pub fn scopes(&self, scope: u32) -> impl Iterator<Item = (u32, &Scope)> {
        let next = move |at: u32| Some((at, self.tree.scopes.get(at as usize)?));
        std::iter::successors(next(scope), move |(_, scope)| next(scope.parent?))
    }

    /// Whether a scope never runs.
    pub fn is_unreachable(&self, scope: u32) -> bool {
        self.scopes(scope).any(|(_, scope)| scope.kind == ScopeKind::Unreachable)
    }
}
