//! What a question means to a command that runs with nobody there.

use super::{Part, RunCall, Stage};
use crate::script::reading::UNKNOWN;
use crate::script::{BindOperator, Piece, RunsIf, ScopeKind, Value};

/// How sure it is that a command asks somebody who is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alone {
    /// It runs later, or nothing in the package is seen to start it: somebody may be there.
    Later,
    /// It runs while the package is applied only if something is so.
    Perhaps,
    /// It runs while the package is applied.
    Surely,
}

/// Starters that are followed: a script that starts itself has no end of them.
const STARTERS: usize = 32;

/// Commands above it in which the end of what stands before its label is looked for.
const ABOVE: usize = 500;

/// Bytes of a condition that is looked into.
const CONDITION: usize = 400;

impl<'p> RunCall<'p> {
    /// How sure it is that it runs with nobody there.
    pub fn alone(&self) -> Alone {
        match self.stage() {
            // What asks whether somebody is there knows the answer.
            _ if self.asks_for_somebody() => Alone::Later,
            Stage::Now if self.is_conditional() || self.may_be_left_out() => Alone::Perhaps,
            Stage::Now => Alone::Surely,
            Stage::Later(_) | Stage::Unreached => Alone::Later,
        }
    }

    /// Whether it stands behind `&&`, is the default of a parameter that may be given, or stands
    /// below a label to which something must jump.
    fn may_be_left_out(&self) -> bool {
        self.runs_if != RunsIf::Always || self.is_in(ScopeKind::Param) || self.is_jumped_to()
    }

    /// Whether the run does not come to the label above it from what stands before the label.
    fn is_jumped_to(&self) -> bool {
        let mut scopes = self.unit().scopes(self.scope);
        let Some((_, label)) = scopes.find(|(_, scope)| scope.kind == ScopeKind::Label) else {
            return false;
        };
        let start = label.range.start as usize;
        let mut before = self.before().filter(|call| call.unit == self.unit).take(ABOVE);
        let last = before.find(|call| call.range.end <= start);
        last.is_some_and(|last| {
            last.is_any(&["goto", "exit"])
                && !last.is_conditional()
                && last.runs_if == RunsIf::Always
        })
    }

    fn asks_for_somebody(&self) -> bool {
        self.conditions().any(|condition| {
            condition.len() < CONDITION && condition.to_ascii_lowercase().contains("interactive")
        })
    }

    /// The calls that run it, the innermost first: in its own part, then those that start the part.
    pub fn starters(&self) -> impl Iterator<Item = Self> + use<'p> {
        let next = |call: &Self| match call.runner() {
            Some(runner) => Some(runner),
            None => call.started_by(),
        };
        std::iter::successors(next(self), move |call| next(call)).take(STARTERS)
    }

    /// The call of another part that starts the script which it stands in.
    pub fn started_by(&self) -> Option<Self> {
        let (part, call) = self.part().started_by?;
        Self::new(self.package, part, call)
    }

    /// Whether its questions are answered by what is piped to it, or by a file that its input comes
    /// from.
    pub fn is_answered(&self) -> bool {
        // A command of PowerShell takes objects through a pipeline, and answers from its host.
        let has_input = |call: &Self| {
            call.is_program() && (call.piped_from.is_some() || call.input_file().is_some())
        };
        has_input(self) || self.starters().any(|call| has_input(&call))
    }

    /// Whether it runs in a PowerShell that fails instead of asking.
    pub fn is_non_interactive(&self) -> bool {
        let shell =
            self.starters().find(|call| call.is_any(&["powershell", "pwsh", "powershell_ise"]));
        shell.is_some_and(|shell| shell.powershell_switches().any(|name| name.starts_with("noni")))
    }

    /// Of a call of PowerShell, the parameters in front of what it runs, in lower case and without
    /// sign.
    pub fn powershell_switches(&self) -> impl Iterator<Item = String> {
        let names = self.texts().map(|text| {
            let name = text.strip_prefix(['-', '/']).map(str::to_ascii_lowercase);
            name.unwrap_or_default()
        });
        let ends = |name: &String| {
            let is_encoded = name == "ec" || !name.is_empty() && "encodedcommand".starts_with(name);
            let is_command = name == "c" || name.len() > 2 && "command".starts_with(name.as_str());
            is_encoded || is_command || !name.is_empty() && "file".starts_with(name.as_str())
        };
        names.take_while(move |name| !ends(name))
    }

    /// Whether a value is the variable of a loop over a list: one of it at a time.
    pub fn is_item(&self, value: &Value) -> bool {
        let [used] = value.uses.as_slice() else { return false };
        let unit = self.unit();
        let of_text = |operator: &str| operator.eq_ignore_ascii_case("/f");
        let reads_text = unit.scopes(self.scope).any(|(_, scope)| {
            let pieces = scope.condition.iter().flat_map(|condition| &condition.pieces);
            pieces.into_iter().any(
                |piece| matches!(piece, Piece::Operation { operator, .. } if of_text(operator)),
            )
        });
        let bindings = unit.tree.bindings.iter();
        let mut own = bindings
            .filter(|binding| {
                let name = binding.target.variable();
                name.is_some_and(|name| name.eq_ignore_ascii_case(&used.name))
            })
            .peekable();
        own.peek().is_some()
            && value.text().chars().eq([UNKNOWN])
            && !reads_text
            && self.is_in(ScopeKind::Loop)
            && own.all(|binding| {
                let scope = unit.tree.scopes.get(binding.scope as usize);
                let is_given = scope.is_some_and(|scope| scope.kind == ScopeKind::Param);
                binding.value.is_none() && binding.operator == BindOperator::Set && !is_given
            })
    }

    /// Whether an argument that cannot be known may be, or bring, any switch. Paths, what stands in
    /// quotes and values of options are no switches.
    pub fn may_hide_switches(&self) -> bool {
        if self.has_unknown_parameters() || !self.program.is_known() && self.name.is_empty() {
            return true;
        }
        // What starts it may hand it more: `Start-Process setup.exe @more`.
        if self
            .runner()
            .is_some_and(|runner| runner.is("start-process") && runner.has_unknown_parameters())
        {
            return true;
        }
        let hides = |value: &Value| {
            value.text().starts_with(UNKNOWN) && !value.is_quoted && !value.text().contains('\\')
        };
        let mut is_value = false;
        self.arguments.iter().any(|argument| {
            let found = hides(&argument.value)
                && !is_value
                && argument.name.is_none()
                && !self.is_item(&argument.value);
            is_value = argument.value.text().starts_with(['/', '-']);
            found
        })
    }
}

impl Part {
    /// Whether it is a command line of the package itself, and no script.
    pub fn is_command_line(&self) -> bool {
        matches!(self.origin, super::Origin::Setting(_))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::Alone;
    use crate::container::open_bytes;
    use crate::package::{Limits, packages};

    /// What the first call of that name is, in a script by itself.
    fn alone(file: &str, text: &str, name: &str) -> (Alone, bool, bool) {
        let input = open_bytes(file, text.as_bytes().to_vec());
        let packages = packages(&input, &Limits::default());
        let package = packages.first().unwrap();
        let call = package.calls().find(|call| call.is(name)).unwrap();
        (call.alone(), call.is_answered(), call.is_non_interactive())
    }

    #[test]
    fn a_question_counts_as_far_as_it_is_asked() {
        let batch = |text: &str| alone("a.cmd", text, "pause").0;
        assert_eq!(batch("pause"), Alone::Surely);
        assert_eq!(batch(":on\npause"), Alone::Surely);
        assert_eq!(batch("if errorlevel 1 pause"), Alone::Perhaps);
        assert_eq!(batch("x && pause"), Alone::Perhaps);
        let jumped_to = "x\nif errorlevel 1 goto error\ngoto end\n:error\npause\n:end";
        assert_eq!(batch(jumped_to), Alone::Perhaps);
        assert_eq!(batch("x\ngoto end\n:error\npause\n:end"), Alone::Later);
        let script = |text: &str| alone("a.ps1", text, "read-host").0;
        assert_eq!(script("Read-Host"), Alone::Surely);
        assert_eq!(script("param($x = (Read-Host))"), Alone::Perhaps);
        assert_eq!(script("if ([Environment]::UserInteractive) { Read-Host }"), Alone::Later);
    }

    #[test]
    fn objects_in_a_pipeline_answer_nothing() {
        let piped = "Get-ScheduledTask x | Unregister-ScheduledTask";
        assert!(!alone("a.ps1", piped, "unregister-scheduledtask").1);
        assert!(alone("a.ps1", "'y' | reg delete HKLM\\x", "reg").1);
    }

    #[test]
    fn one_of_a_list_brings_no_switches() {
        let hides = |file: &str, text: &str| {
            let input = open_bytes(file, text.as_bytes().to_vec());
            let packages = packages(&input, &Limits::default());
            let package = packages.first().unwrap();
            package.calls().find(|call| call.is("choco")).unwrap().may_hide_switches()
        };
        assert!(!hides("a.ps1", "foreach ($one in 'a', 'b') { choco install $one }"));
        assert!(hides("a.ps1", "foreach ($one in 'a', 'b') { choco install $more }"));
        assert!(hides("a.ps1", "param($one) foreach ($x in 1..3) { choco install $one }"));
        assert!(!hides("a.cmd", "for %%a in (a b) do choco install %%a"));
        assert!(hides("a.cmd", "for /f %%a in (list.txt) do choco install %%a"));
    }

    #[test]
    fn what_runs_a_command_may_answer_for_it() {
        assert!(alone("a.cmd", "echo y| cmd /c pause", "pause").1);
        assert!(alone("a.cmd", "cmd /c pause <nul", "pause").1);
        assert!(!alone("a.cmd", "cmd /c pause >nul", "pause").1);
        let quiet = "powershell -NoProfile -NonInteractive -Command \"Read-Host x\"";
        assert!(alone("a.cmd", quiet, "read-host").2);
        let given = "powershell -Command \"Read-Host -NonInteractive\"";
        assert!(!alone("a.cmd", given, "read-host").2);
    }
}
