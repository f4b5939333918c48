//! What calls run that is another text: a command line, a script, a task.

use super::Reader;
use super::call::{Call, REGISTRY_VALUE, Style};
use super::unit::{Later, Unit};
use super::value::Value;
use crate::script::command_line::{self, MAX_STEPS_DEEP, Through};
use crate::script::language::Language;
use crate::script::spliced::Spliced;

/// A text that a call runs; its places are in the unit of the call.
struct Inner {
    through: Through,
    language: Language,
    text: Spliced,
    later: Option<Later>,
    /// The name of the file that it is written to.
    file: Option<String>,
}

impl Inner {
    fn new(through: Through, language: Language, text: Spliced) -> Self {
        let later = match through {
            Through::ScheduledTask | Through::TaskAction => Some(Later::Task),
            Through::RunKey => Some(Later::Logon),
            Through::Service => Some(Later::Service),
            Through::WrittenFile => Some(Later::File),
            _ => None,
        };
        Self { through, language, text, later, file: None }
    }
}

impl Reader<'_> {
    /// Reads what a call runs.
    pub(super) fn follow(&mut self, at: u32) {
        let Some(call) = self.reading.calls.get(at as usize) else { return };
        let found = match call.style {
            Style::Program | Style::Builtin => match of_program(call) {
                found if found.is_empty() => self.of_input(call).into_iter().collect(),
                found => found,
            },
            Style::Cmdlet => self.of_command(call),
            Style::Method | Style::StaticMethod => of_method(call),
            Style::Expression | Style::Keyword => vec![],
        };
        let written = self.written_by(call);
        for inner in found {
            self.inner(at, inner);
        }
        if let Some((language, text, name)) = written {
            self.file(at, language, text, name);
        }
    }

    /// Reads a file that a call writes, whose text has its places in the unit of the call.
    pub(super) fn file(&mut self, at: u32, language: Language, text: Spliced, name: String) {
        let inner = Inner::new(Through::WrittenFile, language, text);
        self.inner(at, Inner { file: Some(name), ..inner });
    }

    fn inner(&mut self, at: u32, inner: Inner) {
        let Some(call) = self.reading.calls.get(at as usize) else { return };
        let Some(unit) = self.reading.units.get(call.unit as usize) else { return };
        if unit.depth >= MAX_STEPS_DEEP || inner.text.text().trim().is_empty() {
            self.reading.is_cut |= unit.depth >= MAX_STEPS_DEEP;
            return;
        }
        let later = inner.later.or(unit.later);
        let text = inner.text.within(&unit.text);
        let mut child = Unit::root(text, inner.language);
        child.depth = unit.depth + 1;
        child.from = Some((at, inner.through));
        child.later = later;
        child.written_to = inner.file.or_else(|| unit.written_to.clone());
        self.unit(child);
    }

    /// What a command of PowerShell runs.
    fn of_command(&self, call: &Call) -> Vec<Inner> {
        let line =
            |through, text: &Value| Inner::new(through, Language::CommandLine, text.text.clone());
        match call.name.as_str() {
            "invoke-expression" | "execute" | "executeglobal" | "eval" | "execscript" => {
                let language = match call.name.as_str() {
                    "invoke-expression" => Language::PowerShell,
                    _ if self.language_of(call) == Language::JScript => Language::JScript,
                    _ => Language::VbScript,
                };
                let piped = self.piped_value(call);
                let given = call.parameter_or("command", 0).or(piped.as_ref());
                let given = given.filter(|given| given.text().chars().any(char::is_alphanumeric));
                given
                    .map(|given| Inner::new(Through::Expression, language, given.text.clone()))
                    .into_iter()
                    .collect()
            }
            // The last of what is given to it is what it does.
            "function" if self.language_of(call) == Language::JScript => {
                let given = call.positional().last();
                given
                    .map(|given| {
                        Inner::new(Through::Expression, Language::JScript, given.text.clone())
                    })
                    .into_iter()
                    .collect()
            }
            "start-process" => {
                let Some(file) = call.parameter_or("filepath", 0) else { return vec![] };
                let given = call.bound(&["filepath", "argumentlist"], "argumentlist");
                vec![Inner::new(Through::StartProcess, Language::CommandLine, joined(file, given))]
            }
            "invoke-item" => {
                let file = call.parameter_or("path", 0).or(call.parameter("literalpath"));
                // A folder, or a text, only opens.
                let starts = |file: &&Value| {
                    let name = file.text().to_ascii_lowercase();
                    OPENED.iter().any(|kind| name.ends_with(kind))
                };
                file.filter(starts)
                    .map(|file| {
                        let line = joined(file, None);
                        Inner::new(Through::StartProcess, Language::CommandLine, line)
                    })
                    .into_iter()
                    .collect()
            }
            "new-scheduledtaskaction" => {
                let Some(file) = call.parameter_or("execute", 0) else { return vec![] };
                let given = call.bound(&["execute", "argument"], "argument");
                vec![Inner::new(Through::TaskAction, Language::CommandLine, joined(file, given))]
            }
            "new-service" => {
                let path = call.bound(&["name", "binarypathname"], "binarypathname");
                path.map(|path| line(Through::Service, path)).into_iter().collect()
            }
            "register-scheduledtask" => {
                let xml = call.parameter("xml").filter(|xml| xml.text().contains("<Exec>"));
                xml.map(|xml| Inner {
                    later: Some(Later::Task),
                    ..Inner::new(Through::TaskAction, Language::Xml, xml.text.clone())
                })
                .into_iter()
                .collect()
            }
            "invoke-cimmethod" | "invoke-wmimethod" => {
                let is_process = call.arguments.iter().any(|argument| {
                    argument.value.text().to_ascii_lowercase().contains("win32_process")
                });
                let command = call
                    .parameter_or("arguments", 2)
                    .and_then(|given| given.entry("commandline"))
                    .or(call.parameter("argumentlist"));
                command
                    .filter(|_| is_process)
                    .map(|command| line(Through::ProcessCreate, command))
                    .into_iter()
                    .collect()
            }
            "set-itemproperty" | "new-itemproperty" => {
                let path = call.registry_path();
                let value = call.bound(REGISTRY_VALUE, "value");
                let name = call.bound(REGISTRY_VALUE, "name");
                let starts = path.is_some_and(|path| {
                    is_start_key(path.text(), name.map_or("", |name| name.text()))
                });
                value
                    .filter(|_| starts)
                    .map(|value| line(Through::RunKey, value))
                    .into_iter()
                    .collect()
            }
            _ => vec![],
        }
    }

    /// What a shell is given to run through its pipeline: `echo ver | cmd`, `'ver' | cmd`.
    fn of_input(&self, call: &Call) -> Option<Inner> {
        let (through, language) = match call.name.as_str() {
            "cmd" => (Through::Cmd, Language::Cmd),
            "powershell" | "pwsh" => (Through::PowerShellCommand, Language::PowerShell),
            _ => return None,
        };
        let from = self.reading.calls.get(call.piped_from? as usize)?;
        if from.style != Style::Builtin || !from.is("echo") {
            return Some(Inner::new(through, language, self.piped_value(call)?.text));
        }
        let line = from.line.text();
        // What stands behind `echo` and the blank, or the sign, that ends its name.
        let start = (line.len() - line.trim_start().len() + 5).min(line.len());
        let mut text = Spliced::default();
        text.push_part(&from.line.text, start..line.len());
        Some(Inner::new(through, language, text))
    }

    fn language_of(&self, call: &Call) -> Language {
        self.reading.unit_of(call).map_or(Language::Other, |unit| unit.language)
    }

    /// The value that a call gets through its pipeline.
    pub(super) fn piped_value(&self, call: &Call) -> Option<Value> {
        let from = self.reading.calls.get(call.piped_from? as usize)?;
        match (from.style, from.name.as_str()) {
            (Style::Method | Style::StaticMethod, _) => from.output.as_deref().cloned(),
            (Style::Expression, _) => from.arguments.first().map(|first| first.value.clone()),
            (Style::Cmdlet, "write-output" | "echo") => {
                from.parameter_or("inputobject", 0).cloned()
            }
            _ => None,
        }
    }
}

/// What a program runs.
fn of_program(call: &Call) -> Vec<Inner> {
    let line = call.line.text();
    let (_, end) = command_line::program(line, call.style == Style::Program);
    let mut found: Vec<Inner> = command_line::once(line, end)
        .into_iter()
        .map(|(through, text, language)| {
            Inner::new(through, language, text.within(&call.line.text))
        })
        .collect();
    let through = match call.name.as_str() {
        "sc" if call.texts().any(|text| text.eq_ignore_ascii_case("create")) => {
            call.assigned("binpath").map(|path| (Through::Service, path))
        }
        "wmic" => {
            let words: Vec<String> = call.texts().map(str::to_ascii_lowercase).collect();
            let at = words.windows(2).position(|pair| pair == ["call", "create"]);
            let command = at.and_then(|at| call.arguments.get(at + 2));
            command.map(|command| (Through::ProcessCreate, command.value.clone()))
        }
        "reg" if call.texts().next().is_some_and(|verb| verb.eq_ignore_ascii_case("add")) => {
            let key = call.texts().nth(1).unwrap_or_default();
            let name = call.option("v");
            let starts = is_start_key(key, name.as_ref().map_or("", |name| name.text()));
            call.option("d").filter(|_| starts).map(|command| (Through::RunKey, command))
        }
        _ => None,
    };
    found.extend(
        through.map(|(through, value)| Inner::new(through, Language::CommandLine, value.text)),
    );
    found
}

/// What a method runs.
fn of_method(call: &Call) -> Vec<Inner> {
    let given: Vec<&Value> = call.positional().collect();
    let object = call.object().map(|object| object.text().to_ascii_lowercase());
    let object = object.unwrap_or_default();
    let object = object.strip_prefix("system.").unwrap_or(&object);
    let inner = |through, language, text: Spliced| vec![Inner::new(through, language, text)];
    match (call.style, object, call.name.as_str(), given.as_slice()) {
        (
            Style::StaticMethod,
            "scriptblock" | "management.automation.scriptblock",
            "create",
            [text],
        ) => inner(Through::Expression, Language::PowerShell, text.text.clone()),
        (Style::StaticMethod, "diagnostics.process", "start", [file, rest @ ..]) => {
            inner(Through::StartProcess, Language::CommandLine, joined(file, rest.first().copied()))
        }
        (Style::Method, class, "create", [command, ..]) if class.ends_with("win32_process") => {
            inner(Through::ProcessCreate, Language::CommandLine, command.text.clone())
        }
        (Style::Method, _, "invokescript", [text, ..]) => {
            inner(Through::Expression, Language::PowerShell, text.text.clone())
        }
        (Style::Method, _, "run" | "exec", [text, ..]) if text.text().len() > 2 => {
            inner(Through::ShellRun, Language::CommandLine, text.text.clone())
        }
        (Style::Method, _, "shellexecute", [file, rest @ ..]) => {
            inner(Through::StartProcess, Language::CommandLine, joined(file, rest.first().copied()))
        }
        // `RegWrite "HKLM\…\Run\Name", "…"` of WScript.Shell.
        (Style::Method, _, "regwrite", [path, value, ..]) => {
            let (key, name) = path.text().rsplit_once('\\').unwrap_or_default();
            match is_start_key(key, name) {
                true => inner(Through::RunKey, Language::CommandLine, value.text.clone()),
                false => vec![],
            }
        }
        (Style::StaticMethod, "microsoft.win32.registry", "setvalue", [key, name, value, ..])
            if is_start_key(key.text(), name.text()) =>
        {
            inner(Through::RunKey, Language::CommandLine, value.text.clone())
        }
        _ => vec![],
    }
}

/// What is run, or installed, when it is opened.
const OPENED: &[&str] = &[".exe", ".msi", ".msp", ".cmd", ".bat", ".vbs"];

/// A program, in quotes where it needs them, and its arguments.
fn joined(file: &Value, given: Option<&Value>) -> Spliced {
    let mut line = Spliced::default();
    let name = file.text();
    let (start, end) = (file.range.start, file.range.end);
    let needs_quotes = name.contains(' ') && !name.starts_with('"');
    if needs_quotes {
        line.push_changed("\"", start..start);
    }
    line.push_part(&file.text, 0..name.len());
    if needs_quotes {
        line.push_changed("\"", end..end);
    }
    for item in given.into_iter().flat_map(Value::each) {
        let at = item.range.start;
        line.push_changed(" ", at..at);
        line.push_part(&item.text, 0..item.text().len());
    }
    line
}

/// Whether Windows starts what a value of that name below that key says.
fn is_start_key(key: &str, name: &str) -> bool {
    let key = key.replace('/', "\\").to_ascii_lowercase();
    let key = key.trim_end_matches('\\');
    let name = name.to_ascii_lowercase();
    let last = key.rsplit('\\').next().unwrap_or_default();
    (key.contains(r"currentversion\")
        && matches!(last, "run" | "runonce" | "runonceex" | "runservices"))
        || key.contains(r"active setup\installed components\") && name == "stubpath"
        || last == "winlogon" && matches!(name.as_str(), "shell" | "userinit" | "taskman")
        || key.contains("image file execution options") && name == "debugger"
}
