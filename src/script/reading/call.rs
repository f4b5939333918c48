//! A command, with the values of its arguments.

use std::ops::Range;

use super::value::Value;
use crate::script::command_line::{self, Encoded, Installer};
use crate::script::tree::{RunsIf, Stream};

/// A command that runs, with the values of its arguments.
#[derive(Clone, Debug)]
pub struct Call {
    /// The unit whose text it stands in.
    pub unit: u32,
    /// How its arguments are to be read.
    pub style: Style,
    /// The name in lower case and written out: `invoke-webrequest`, `msiexec`, `downloadstring`.
    /// Programs are without folders and `.exe`. Empty if it cannot be known.
    pub name: String,
    /// The name as it is called, with folders.
    pub program: Value,
    /// In the order of the text. The object or type of a method is the first.
    pub arguments: Vec<Argument>,
    /// Of a program its whole command line.
    pub line: Value,
    /// Where it stands in the text of the unit.
    pub range: Range<usize>,
    /// Its place in the tree of the unit; none if the unit has no tree.
    pub command: Option<u32>,
    /// The scope in the tree of the unit.
    pub scope: u32,
    /// The call whose output it takes.
    pub piped_from: Option<u32>,
    /// Whether it depends on the call before it.
    pub runs_if: RunsIf,
    /// Where its streams go.
    pub redirects: Vec<Redirect>,
    /// Whether nobody waits for it.
    pub is_background: bool,
    /// The first of the units that it runs.
    pub runs: Option<u32>,
    /// Of a method that is piped into another call what it gives, as far as that is known.
    pub output: Option<Box<Value>>,
}

/// How the arguments of a call are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// A command or function of PowerShell: parameters by name.
    Cmdlet,
    /// A program: a line that it splits itself.
    Program,
    /// A command that cmd has itself.
    Builtin,
    /// `$x.Method(…)`.
    Method,
    /// `[Type]::Method(…)`.
    StaticMethod,
    /// A bare value.
    Expression,
    /// `exit`, `return`, `throw`.
    Keyword,
}

/// An argument of a call.
#[derive(Clone, Debug)]
pub struct Argument {
    /// Of a parameter in PowerShell its name, in lower case and written out.
    pub name: Option<String>,
    /// Its value; of a switch it is empty.
    pub value: Value,
    /// Whether it is a parameter without value.
    pub is_switch: bool,
    /// Where it stands in the text of the unit, its name included.
    pub range: Range<usize>,
}

/// Where a stream goes.
#[derive(Clone, Debug)]
pub struct Redirect {
    /// What is sent; of `<` it is what is read.
    pub from: Stream,
    /// The file; none if it goes into another stream.
    pub file: Option<Value>,
    /// Whether what is there is kept.
    pub appends: bool,
}

/// The order of the parameters of `Set-ItemProperty` and its like.
pub const REGISTRY_VALUE: &[&str] = &["path", "name", "value"];

impl Call {
    /// The path that a command for items and their properties is given.
    pub fn registry_path(&self) -> Option<&Value> {
        self.parameter("literalpath").or_else(|| self.bound(REGISTRY_VALUE, "path"))
    }

    /// Whether it is a call of one of these, in lower case and without `.exe`.
    pub fn is_any(&self, names: &[&str]) -> bool {
        names.contains(&self.name.as_str())
    }

    /// Whether it is a call of this, in lower case and without `.exe`.
    pub fn is(&self, name: &str) -> bool {
        self.name == name
    }

    /// Whether it starts a program or a command of cmd.
    pub fn is_program(&self) -> bool {
        matches!(self.style, Style::Program | Style::Builtin)
    }

    /// Whether every argument is known.
    pub fn is_known(&self) -> bool {
        self.program.is_known() && self.arguments.iter().all(|argument| argument.value.is_known())
    }

    /// The value of a parameter of a command in PowerShell, or of what is given to it by a splatted
    /// hashtable. The name is in any case.
    pub fn parameter(&self, name: &str) -> Option<&Value> {
        let is_it = |argument: &&Argument| {
            argument.name.as_ref().is_some_and(|found| found.eq_ignore_ascii_case(name))
        };
        self.arguments.iter().find(is_it).map(|argument| &argument.value)
    }

    /// Whether a parameter of a command in PowerShell stands there; `-Name:$false` is none.
    pub fn has_parameter(&self, name: &str) -> bool {
        self.arguments.iter().any(|argument| {
            let is_it =
                argument.name.as_ref().is_some_and(|found| found.eq_ignore_ascii_case(name));
            is_it && (argument.is_switch || !argument.value.is_false())
        })
    }

    /// Whether a splatted value that cannot be known may bring any parameter.
    pub fn has_unknown_parameters(&self) -> bool {
        self.arguments.iter().any(|argument| {
            argument.name.is_none()
                && argument.value.uses.iter().any(|used| used.name.starts_with('@'))
        })
    }

    /// The arguments without name: of a command in PowerShell those by position, of a program all,
    /// of a method those behind the object.
    pub fn positional(&self) -> impl Iterator<Item = &Value> {
        let skipped = usize::from(matches!(self.style, Style::Method | Style::StaticMethod));
        let unnamed = self.arguments.iter().filter(|argument| argument.name.is_none());
        unnamed.skip(skipped).map(|argument| &argument.value)
    }

    /// The object of a method, the type of a static one.
    pub fn object(&self) -> Option<&Value> {
        let has_one = matches!(self.style, Style::Method | Style::StaticMethod);
        self.arguments.first().filter(|_| has_one).map(|argument| &argument.value)
    }

    /// The value of a parameter, or else the argument at that place.
    pub fn parameter_or(&self, name: &str, position: usize) -> Option<&Value> {
        self.parameter(name).or_else(|| self.positional().nth(position))
    }

    /// The value of a parameter of a command whose parameters have that order: those that are given
    /// by name leave their positions to the others.
    pub fn bound(&self, order: &[&str], name: &str) -> Option<&Value> {
        let named = |name: &str| match name {
            "path" => self.parameter(name).or_else(|| self.parameter("literalpath")),
            _ => self.parameter(name),
        };
        named(name).or_else(|| {
            let mut free = order.iter().filter(|other| named(other).is_none());
            let at = free.position(|other| *other == name)?;
            self.positional().nth(at)
        })
    }

    /// Whether a program is given one of these switches, by any sign and in any case: `quiet` is
    /// `/quiet`, `-quiet`, `--quiet`.
    pub fn has_switch(&self, names: &[&str]) -> bool {
        self.switch(names).is_some()
    }

    /// The argument that is one of these switches of a program.
    pub fn switch(&self, names: &[&str]) -> Option<&Argument> {
        self.arguments.iter().find(|argument| {
            let text = argument.value.text();
            let Some(rest) = text.strip_prefix(['/', '-']) else { return false };
            let rest = rest.strip_prefix('-').unwrap_or(rest);
            let is_one = |text: &str| names.iter().any(|name| name.eq_ignore_ascii_case(text));
            // cmd takes `/s/q`.
            is_one(rest) || self.style == Style::Builtin && rest.split('/').any(is_one)
        })
    }

    /// What stands behind an option of a program: `/tr x`, `/tr:x`, `-tr=x`.
    pub fn option(&self, name: &str) -> Option<Value> {
        let mut arguments = self.arguments.iter();
        while let Some(argument) = arguments.next() {
            let text = argument.value.text();
            let Some(rest) = text.strip_prefix(['/', '-']) else { continue };
            let rest = rest.strip_prefix('-').unwrap_or(rest);
            let Some(found) = rest.get(..name.len()) else { continue };
            if !found.eq_ignore_ascii_case(name) {
                continue;
            }
            match rest.get(name.len()..) {
                Some("") => return arguments.next().map(|next| next.value.clone()),
                Some(value) if value.starts_with([':', '=']) => {
                    let start = text.len() - value.len() + 1;
                    let mut found = argument.value.clone();
                    found.text = found.text.part(start..text.len());
                    return Some(found);
                }
                _ => {}
            }
        }
        None
    }

    /// What stands behind `name=`, in the same argument or in the next one, as `sc` takes it.
    pub fn assigned(&self, name: &str) -> Option<Value> {
        let mut arguments = self.arguments.iter();
        while let Some(argument) = arguments.next() {
            let text = argument.value.text();
            let Some((found, value)) = text.split_once('=') else { continue };
            if !found.eq_ignore_ascii_case(name) {
                continue;
            }
            if value.is_empty() {
                return arguments.next().map(|next| next.value.clone());
            }
            let mut found = argument.value.clone();
            found.text = found.text.part(text.len() - value.len()..text.len());
            return Some(found);
        }
        None
    }

    /// The texts of a program's arguments, with [`super::UNKNOWN`] for what cannot be known.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.arguments.iter().map(|argument| argument.value.text())
    }

    /// Whether the texts of the first arguments are these, in any case: `["advfirewall", "set"]`.
    pub fn starts_with(&self, words: &[&str]) -> bool {
        let mut texts = self.texts();
        words.iter().all(|word| texts.next().is_some_and(|text| text.eq_ignore_ascii_case(word)))
    }

    /// What `msiexec` is told, if it is that.
    pub fn installer(&self) -> Option<Installer> {
        self.is("msiexec").then(|| command_line::installer(self.line.text()))
    }

    /// What stands behind `-EncodedCommand` of PowerShell, however that is shortened.
    pub fn encoded_command(&self) -> Option<&Value> {
        self.of_shell(command_line::encoded_command(self.texts()))
    }

    /// What that is, decoded; none if it cannot be known.
    pub fn decoded_command(&self) -> Option<Encoded> {
        self.encoded_command()?.known().map(command_line::decode)
    }

    /// What stands behind `-ExecutionPolicy` of PowerShell, however that is shortened.
    pub fn execution_policy(&self) -> Option<&Value> {
        self.of_shell(command_line::policy(self.texts()))
    }

    /// What stands behind `-WindowStyle` of PowerShell, however that is shortened.
    pub fn window_style(&self) -> Option<&Value> {
        self.of_shell(command_line::window_style(self.texts()))
    }

    fn of_shell(&self, at: Option<usize>) -> Option<&Value> {
        let is_shell = self.style == Style::Program && self.is_any(&["powershell", "pwsh"]);
        self.arguments.get(at.filter(|_| is_shell)?).map(|argument| &argument.value)
    }

    /// Whether its output stream, or all, goes to that file, in any case: `nul`.
    pub fn output_file(&self) -> Option<&Value> {
        let found = self.redirects.iter().rev().find(|redirect| {
            matches!(redirect.from, Stream::Output | Stream::All) && redirect.file.is_some()
        });
        found.and_then(|redirect| redirect.file.as_ref())
    }

    /// The file that its input comes from.
    pub fn input_file(&self) -> Option<&Value> {
        let found = self.redirects.iter().find(|redirect| redirect.from == Stream::Input);
        found.and_then(|redirect| redirect.file.as_ref())
    }
}
