//! A text that runs: the script itself, or what one of its commands runs.

use std::ops::Range;

use super::evaluate::bytes;
use super::variables::targets;
use crate::script::command_line::Through;
use crate::script::language::Language;
use crate::script::spliced::Spliced;
use crate::script::tree::{Piece, Scope, ScopeKind, Tree};

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
    /// The name, in lower case and without folders, of the file that it is written to, or that what
    /// is around it is written to.
    pub written_to: Option<String>,
}

/// `[X]::Member = …`, `$x.Member = …`.
#[derive(Clone, Debug)]
pub struct MemberAssignment<'u> {
    /// The member, in lower case.
    pub name: String,
    /// The value as it is written.
    pub value: &'u str,
    /// All of it, in the text of the unit.
    pub range: Range<usize>,
    /// The scope it stands in.
    pub scope: u32,
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

impl Unit {
    pub(super) fn root(text: Spliced, language: Language) -> Self {
        Self {
            text,
            language,
            from: None,
            later: None,
            tree: Tree::default(),
            depth: 0,
            written_to: None,
        }
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

    /// The assignments to variables, in the order of the text: the name in lower case (`env:` before
    /// those of the environment), and where the assignment stands. It may be one that never runs.
    pub fn assignments(&self) -> impl Iterator<Item = (String, Range<usize>)> {
        let is_cmd = matches!(self.language, Language::Batch | Language::Cmd);
        self.tree.bindings.iter().flat_map(move |binding| {
            let names = targets(&binding.target, is_cmd).into_iter();
            names.map(|name| (name, bytes(&binding.range)))
        })
    }

    /// The assignments to members, in the order of the text.
    pub fn member_assignments(&self) -> impl Iterator<Item = MemberAssignment<'_>> {
        self.tree.bindings.iter().filter_map(|binding| {
            let [Piece::Member { name, .. }] = binding.target.pieces.as_slice() else {
                return None;
            };
            Some(MemberAssignment {
                name: name.to_lowercase(),
                value: self.text.text().get(bytes(&binding.value.as_ref()?.range))?,
                range: bytes(&binding.range),
                scope: binding.scope,
            })
        })
    }
}
