//! What a command line really runs: through cmd, PowerShell, `start` and whatever else starts
//! programs for others.

use std::ops::Range;

use super::{Argument, Installer, hosts, installer, powershell, program, shells};
use crate::script::language::Language;
use crate::script::spliced::Spliced;

/// How many wrappers are taken off.
pub const MAX_STEPS_DEEP: usize = 8;

/// The longest command line that Windows starts a program with, in UTF-16 units. A longer one is not
/// unwrapped, as it cannot run.
const MAX_LINE: usize = 32_767;

/// A command line with all that it runs: a tree, as `cmd /c "a & b"` runs two.
#[derive(Clone, Debug)]
pub struct Unwrapped {
    /// The first is the line itself; each stands behind the one that it comes from.
    pub steps: Vec<Step>,
}

/// A command line, or a script, that another step runs.
#[derive(Clone, Debug)]
pub struct Step {
    /// The step that runs it, and by what means. None for the line itself.
    pub parent: Option<(usize, Through)>,
    /// Its text. The places are in the text of the step that runs it.
    pub text: Spliced,
    /// What the text is.
    pub what: What,
    /// Whether it only runs what comes out of it, which may be nothing (`cmd /c rem`).
    pub is_wrapper: bool,
}

/// What a text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The command line of a program, a command of cmd, or a script: its name, its arguments.
    Program(Argument, Vec<Argument>),
    /// Statements in PowerShell.
    PowerShell,
    /// Statements in JScript.
    JScript,
    /// Statements in VBScript.
    VbScript,
    /// A library, and the function in it that is called.
    Library(Argument, Option<Argument>),
    /// A page or script component that is opened, by path or address.
    Document(Argument),
}

/// By what a step runs another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Through {
    /// `cmd /c`, `cmd /k`.
    Cmd,
    /// `call`.
    Call,
    /// `powershell -Command`, or without parameter.
    PowerShellCommand,
    /// `powershell -File`.
    PowerShellFile,
    /// `powershell -EncodedCommand`.
    EncodedCommand,
    /// `start`.
    Start,
    /// `conhost`.
    Conhost,
    /// `forfiles /c`.
    Forfiles,
    /// `wscript`, `cscript`.
    ScriptHost,
    /// `mshta`.
    Mshta,
    /// `rundll32`.
    Rundll32,
    /// `regsvr32`.
    Regsvr32,
    /// `schtasks /create /tr`.
    ScheduledTask,
    /// `runas`.
    RunAs,
    /// `psexec`.
    PsExec,
    /// `Start-Process`, `ShellExecute`.
    StartProcess,
    /// `Invoke-Expression`, `Execute`, `[scriptblock]::Create`.
    Expression,
    /// `New-ScheduledTaskAction`, the XML of a task.
    TaskAction,
    /// A value below a `Run` key, or another that Windows starts from.
    RunKey,
    /// The program of a service.
    Service,
    /// A file that is written.
    WrittenFile,
    /// `wmic process call create`, the class `Win32_Process`.
    ProcessCreate,
    /// `Run` or `Exec` of `WScript.Shell`.
    ShellRun,
}

impl Through {
    /// What people know it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cmd => "cmd /c",
            Self::Call => "call",
            Self::PowerShellCommand => "powershell -Command",
            Self::PowerShellFile => "powershell -File",
            Self::EncodedCommand => "powershell -EncodedCommand",
            Self::Start => "start",
            Self::Conhost => "conhost",
            Self::Forfiles => "forfiles /c",
            Self::ScriptHost => "the script host",
            Self::Mshta => "mshta",
            Self::Rundll32 => "rundll32",
            Self::Regsvr32 => "regsvr32",
            Self::ScheduledTask => "schtasks /tr",
            Self::RunAs => "runas",
            Self::PsExec => "psexec",
            Self::StartProcess => "Start-Process",
            Self::Expression => "Invoke-Expression",
            Self::TaskAction => "a scheduled task",
            Self::RunKey => "a start-up entry of the registry",
            Self::Service => "a service",
            Self::WrittenFile => "a file that is written",
            Self::ProcessCreate => "Win32_Process",
            Self::ShellRun => "WScript.Shell",
        }
    }
}

/// A step that a wrapper runs; its places are in the text of the wrapper.
pub(super) struct Inner {
    pub(super) through: Through,
    pub(super) text: Spliced,
    pub(super) what: Option<What>,
}

/// Takes off what a command line is wrapped in that Windows starts a process with.
pub fn unwrap(line: &str) -> Unwrapped {
    let is_too_long = line.len() > MAX_LINE && line.encode_utf16().count() > MAX_LINE;
    let line = Spliced::whole(line);
    let what = read(&line, true);
    let mut steps = vec![Step { parent: None, text: line, what, is_wrapper: false }];
    let mut depths = vec![0_usize];
    let mut index = 0;
    while let (Some(step), Some(&depth)) = (steps.get(index), depths.get(index)) {
        if depth < MAX_STEPS_DEEP && !is_too_long {
            let found = inner(step);
            if let Some(step) = steps.get_mut(index) {
                step.is_wrapper = found.is_some();
            }
            for Inner { through, text, what } in found.unwrap_or_default() {
                let by_cmd = matches!(through, Through::Cmd | Through::Call | Through::Start);
                let what = what.unwrap_or_else(|| read(&text, !by_cmd));
                let parent = Some((index, through));
                steps.push(Step { parent, text, what, is_wrapper: false });
                depths.push(depth + 1);
            }
        }
        index += 1;
    }
    Unwrapped { steps }
}

fn read(line: &Spliced, is_created: bool) -> What {
    let (program, end) = program::program(line.text(), is_created);
    What::Program(program, super::split(line.text(), end))
}

/// What a command line, whose program's name ends at `end`, runs, one wrapper taken off.
pub(in crate::script) fn once(line: &str, end: usize) -> Vec<(Through, Spliced, Language)> {
    let whole = Spliced::whole(line);
    let (program, _) = program::program(line.get(..end).unwrap_or(line), true);
    let name = program::base_name(program.text());
    if is_cmd(&name) {
        let tail = shells::cmd_tail(&whole, end);
        return tail.map(|text| (Through::Cmd, text, Language::Cmd)).into_iter().collect();
    }
    let arguments = super::split(line, end);
    let found = match name.as_str() {
        "powershell" | "pwsh" => powershell::powershell(&whole, &arguments, name == "pwsh"),
        _ => hosts::inner(&name, &whole, end, &arguments),
    };
    let language = |inner: &Inner| match (&inner.what, inner.through) {
        (None, Through::Call) => Some(Language::Cmd),
        (None | Some(What::Program(..)), _) => Some(Language::CommandLine),
        (Some(What::PowerShell), _) => Some(Language::PowerShell),
        (Some(What::JScript), _) => Some(Language::JScript),
        (Some(What::VbScript), _) => Some(Language::VbScript),
        (Some(What::Library(..) | What::Document(_)), _) => None,
    };
    let found = found.unwrap_or_default().into_iter();
    found
        .filter_map(|inner| Some((inner.through, language(&inner)?, inner.text)))
        .map(|(through, language, text)| (through, text, language))
        .collect()
}

fn is_cmd(name: &str) -> bool {
    matches!(name, "cmd" | "%comspec%" | "command")
}

/// What a step runs: nothing, if it is `cmd /c rem`. None if it is no wrapper.
fn inner(step: &Step) -> Option<Vec<Inner>> {
    let What::Program(program, arguments) = &step.what else { return None };
    let name = program::base_name(program.text());
    let (line, end) = (&step.text, program.range.end);
    match name.as_str() {
        _ if is_cmd(&name) => shells::cmd(line, end),
        "powershell" | "pwsh" => powershell::powershell(line, arguments, name == "pwsh"),
        _ => hosts::inner(&name, line, end, arguments),
    }
}

impl Unwrapped {
    /// The steps out of which nothing more comes.
    pub fn innermost(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| !step.is_wrapper)
    }

    /// The step and those that it comes through, from the inside out.
    pub fn way<'a>(&'a self, step: &'a Step) -> impl Iterator<Item = &'a Step> {
        std::iter::successors(Some(step), |step| self.steps.get(step.parent?.0))
    }

    /// Where a range of a step's text stands in the command line itself.
    pub fn place(&self, step: &Step, range: &Range<usize>) -> Range<usize> {
        self.way(step).fold(range.clone(), |range, step| step.text.source(&range))
    }
}

impl Step {
    /// The name of the program without folders and `.exe`, in lower case.
    pub fn program(&self) -> Option<String> {
        match &self.what {
            What::Program(program, _) => Some(program::base_name(program.text())),
            _ => None,
        }
    }

    /// The arguments of the program.
    pub fn arguments(&self) -> &[Argument] {
        match &self.what {
            What::Program(_, arguments) => arguments,
            _ => &[],
        }
    }

    /// Where the name of the program stands in the text of the step, quotes included.
    pub fn program_range(&self) -> Option<Range<usize>> {
        match &self.what {
            What::Program(program, _) => Some(program.range.clone()),
            _ => None,
        }
    }

    /// The name of the program as written, without quotes.
    pub fn program_text(&self) -> Option<&str> {
        match &self.what {
            What::Program(program, _) => Some(program.text()),
            _ => None,
        }
    }

    /// The policy that PowerShell is told to run scripts under, by any of the parameter's names.
    pub fn execution_policy(&self) -> Option<&Argument> {
        powershell::execution_policy(self.arguments())
    }

    /// What `msiexec` is told, if it is that.
    pub fn installer(&self) -> Option<Installer> {
        match self.program()?.as_str() {
            "msiexec" => Some(installer::read(self.text.text(), self.arguments())),
            _ => None,
        }
    }
}
