//! From command lines to the scripts that they start.

use std::collections::{HashMap, HashSet};

use super::reached::{self, Uncalled};
use super::{Origin, Part, Run, Stage};
use crate::container::Kind;
use crate::package::Package;
use crate::script::given::{Given, given};
use crate::script::reading::{self, Call, Reading, Style};
use crate::script::{Environment, Language, Later};
use crate::text::{Source, SourceId};

struct Builder<'p> {
    package: &'p Package,
    environment: Environment,
    /// The scripts by the names of their files, in lower case.
    scripts: HashMap<String, Vec<SourceId>>,
    /// Those that have a part.
    known: HashSet<SourceId>,
    /// What was read before.
    read: HashMap<Origin, (Reading, Vec<Given>)>,
    /// What nothing leads to.
    uncalled: HashMap<Origin, Uncalled>,
    run: Run,
}

pub(super) fn run(package: &Package) -> Run {
    let run = build(package, HashMap::new(), HashMap::new());
    let uncalled = reached::uncalled(package, &run);
    if uncalled.is_empty() {
        return run;
    }
    // What only a function starts that nothing calls is not started: who starts what is found anew.
    let read = run.parts.into_iter().map(|part| (part.origin, (part.reading, part.given)));
    build(package, read.collect(), uncalled)
}

fn build(
    package: &Package,
    read: HashMap<Origin, (Reading, Vec<Given>)>,
    uncalled: HashMap<Origin, Uncalled>,
) -> Run {
    let mut scripts: HashMap<String, Vec<SourceId>> = HashMap::new();
    let all: Vec<(SourceId, &Source)> = package.numbered_scripts().collect();
    for (id, source) in &all {
        scripts.entry(file_name(package.script_name(source)).to_lowercase()).or_default().push(*id);
    }
    // A task can be registered from its XML.
    for (id, source) in package.sources().iter().enumerate() {
        let path = source.name().to_lowercase();
        if path.starts_with("dataasset/") && path.ends_with(".xml") {
            let name = file_name(&path).to_owned();
            scripts.entry(name).or_default().push(SourceId(id as u32));
        }
    }
    let environment = Environment::device();
    let (known, run) = (HashSet::new(), Run::default());
    let mut builder = Builder { package, environment, scripts, known, read, uncalled, run };
    if package.kind == Kind::Script {
        for (id, _) in &all {
            builder.script(*id, None, Stage::Now);
        }
    }
    for command in package.commands() {
        let at = package.settings.iter().position(|setting| std::ptr::eq(setting, command.line));
        let Some(at) = at else { continue };
        let (line, language) = (command.line.value(), Language::CommandLine);
        builder.text(Origin::Setting(at), line, language, None, Stage::Now);
    }
    // What is started later is what nothing starts now.
    let count = builder.run.parts.len();
    for part in 0..count {
        builder.follow(part, false);
    }
    for (id, _) in &all {
        builder.script(*id, None, Stage::Unreached);
    }
    builder.note_started();
    builder.run
}

impl Builder<'_> {
    /// Adds a text as a part and, behind it, what it starts now.
    fn text(
        &mut self,
        origin: Origin,
        text: &str,
        language: Language,
        started_by: Option<(usize, u32)>,
        stage: Stage,
    ) {
        let (reading, given) = self.read.remove(&origin).unwrap_or_else(|| {
            let reading = reading::read(text, language, &self.environment);
            let given = given(&reading);
            (reading, given)
        });
        let uncalled = self.uncalled.remove(&origin).unwrap_or_default();
        let at = self.run.parts.len();
        self.run.parts.push(Part { origin, language, reading, given, started_by, stage, uncalled });
        if stage == Stage::Now {
            self.follow(at, true);
        }
    }

    fn script(&mut self, id: SourceId, started_by: Option<(usize, u32)>, stage: Stage) {
        if !self.known.insert(id) {
            return;
        }
        let Some(source) = self.package.source(id) else { return };
        let name = file_name(self.package.script_name(source));
        let language = Language::of_file(name).unwrap_or(Language::Other);
        self.text(Origin::Script(id), source.text(), language, started_by, stage);
    }

    /// Notes which script files are started now.
    fn note_started(&mut self) {
        let parts = self.run.parts.iter().filter(|part| part.is_now());
        let calls = parts.flat_map(|part| {
            part.reading.calls.iter().filter(|call| {
                let is_later = |unit: &crate::script::reading::Unit| unit.later.is_some();
                !part.reading.unit_of(call).is_some_and(is_later)
                    && !registers_task(call)
                    && !part.is_uncalled(call.unit, call.scope)
            })
        });
        self.run.started = calls.flat_map(scripts_of).collect();
    }

    /// Adds the scripts that a part starts: those that run now, or the others.
    fn follow(&mut self, part: usize, is_now: bool) {
        let Some(found) = self.run.parts.get(part) else { return };
        let stage = found.stage;
        let mut started = vec![];
        for (index, call) in found.reading.calls.iter().enumerate() {
            let unit = found.reading.unit_of(call);
            let stage = match unit.and_then(|unit| unit.later) {
                Some(later) => Stage::Later(later),
                None => stage,
            };
            let stage = match stage {
                _ if found.is_uncalled(call.unit, call.scope) => Stage::Unreached,
                // A task runs later what it is handed.
                Stage::Now if registers_task(call) => Stage::Later(Later::Task),
                stage => stage,
            };
            if (stage == Stage::Now) != is_now {
                continue;
            }
            for name in scripts_of(call) {
                for id in self.scripts.get(&name).into_iter().flatten() {
                    started.push((*id, index as u32, stage));
                }
            }
        }
        for (id, call, stage) in started {
            let at = self.run.parts.len();
            self.script(id, Some((part, call)), stage);
            // What runs later starts others later.
            if !is_now && self.run.parts.len() > at {
                self.follow(at, false);
            }
        }
    }
}

/// The name of a file without its folders.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Whether a call makes a scheduled task, or reads the text of one.
fn registers_task(call: &Call) -> bool {
    matches!(call.name.as_str(), "schtasks" | "register-scheduledtask" | "get-content")
}

/// The names, in lower case, of the scripts that a call starts or takes in.
fn scripts_of(call: &Call) -> Vec<String> {
    let name = |text: &str| {
        let name = file_name(text.trim_matches(['"', '\'', ' '])).to_lowercase();
        Language::of_file(&name).is_some().then_some(name)
    };
    let takes_files = match call.style {
        Style::Cmdlet => matches!(
            call.name.as_str(),
            "import-module"
                | "invoke-command"
                | "start-job"
                | "get-content"
                | "register-scheduledtask"
        ),
        Style::Program => {
            matches!(call.name.as_str(), "reg" | "regedit" | "schtasks" | "wscript" | "cscript")
        }
        Style::Builtin => matches!(call.name.as_str(), "call" | "start"),
        _ => false,
    };
    let arguments = call.arguments.iter().filter(|_| takes_files);
    let arguments = arguments.filter_map(|argument| name(argument.value.text()));
    // What is read and is no task may be read for any reason, and what `reg add` writes starts later.
    let arguments = arguments.filter(|name| match call.name.as_str() {
        "get-content" => name.ends_with(".xml"),
        "reg" | "regedit" => name.ends_with(".reg"),
        _ => true,
    });
    name(call.program.text()).into_iter().chain(arguments).collect()
}

#[cfg(test)]
mod tests {
    use crate::container::open_bytes;
    use crate::package::{Limits, Package, Stage, packages};
    use crate::script::Later;

    fn stages(name: &str, text: &str, of: &str) -> Vec<Stage> {
        let input = open_bytes(name, text.as_bytes().to_vec());
        let package: Package = packages(&input, &Limits::default())
            .into_iter()
            .next()
            .unwrap_or_else(|| unreachable!());
        package.calls().filter(|call| call.is(of)).map(|call| call.stage()).collect()
    }

    #[test]
    fn a_file_that_is_written_runs_with_what_starts_it() {
        let written = "echo ping x> %TEMP%\\a.cmd\r\n";
        let stage = |behind: &str| stages("a.bat", &format!("{written}{behind}"), "ping");
        assert_eq!(stage(""), [Stage::Later(Later::File)]);
        assert_eq!(stage("call %TEMP%\\a.cmd"), [Stage::Now]);
        assert_eq!(stage("cmd /c C:\\Windows\\Temp\\A.CMD"), [Stage::Now]);
        assert_eq!(
            stage("schtasks /create /tn x /sc onlogon /tr C:\\Windows\\Temp\\a.cmd"),
            [Stage::Later(Later::File)]
        );
        assert_eq!(
            stage("reg add HKLM\\SOFTWARE\\RunOnce /v x /d C:\\Windows\\Temp\\a.cmd /f"),
            [Stage::Later(Later::File)]
        );
    }

    #[test]
    fn a_task_runs_later() {
        let text = "schtasks /create /tn x /sc onlogon /tr \"cmd /c ping x\"\r\nping y";
        assert_eq!(stages("a.cmd", text, "ping"), [Stage::Later(Later::Task), Stage::Now]);
    }
}
