//! Variables that nothing sets.

use std::collections::HashSet;

use super::RunCall;
use crate::package::Package;
use crate::script::reading::{Style, Value};
use crate::script::{Language, Piece, Word};

/// The variables that any text of a run sets, or may set.
#[derive(Debug, Default)]
pub struct SetVariables {
    /// In lower case, `env:` before those of the environment.
    names: HashSet<String>,
    /// The parts that may set others, by what is not in the package.
    open: HashSet<usize>,
}

/// Variables that Windows, cmd or PowerShell set, or whoever signs in.
const GIVEN: &[&str] = &[
    "_",
    "args",
    "error",
    "event",
    "executioncontext",
    "false",
    "foreach",
    "home",
    "host",
    "input",
    "lastexitcode",
    "matches",
    "myinvocation",
    "null",
    "pid",
    "profile",
    "psboundparameters",
    "pscmdlet",
    "pscommandpath",
    "psculture",
    "pshome",
    "psitem",
    "psscriptroot",
    "psversiontable",
    "pwd",
    "sender",
    "shellid",
    "stacktrace",
    "switch",
    "this",
    "true",
    "env:appdata",
    "env:cd",
    "env:clientname",
    "env:cmdcmdline",
    "env:cmdextversion",
    "env:computername",
    "env:date",
    "env:driverdata",
    "env:errorlevel",
    "env:homedrive",
    "env:homepath",
    "env:homeshare",
    "env:localappdata",
    "env:logonserver",
    "env:onedrive",
    "env:path",
    "env:pathext",
    "env:psmodulepath",
    "env:random",
    "env:sessionname",
    "env:time",
    "env:userdnsdomain",
    "env:userdomain",
    "env:username",
    "env:userprofile",
];

impl Package {
    /// The variables that its commands and scripts set, or may set.
    pub fn assigned(&self) -> SetVariables {
        let mut assigned = SetVariables::default();
        for part in &self.run().parts {
            for unit in &part.reading.units {
                let is_cmd = matches!(unit.language, Language::Batch | Language::Cmd);
                for binding in &unit.tree.bindings {
                    names(&binding.target, is_cmd, &mut assigned.names);
                }
            }
        }
        let carried: HashSet<String> =
            self.scripts().map(|script| self.script_name(script).to_lowercase()).collect();
        for call in self.calls() {
            assigned.call(&carried, &call);
        }
        assigned
    }
}

impl SetVariables {
    /// Whether a value begins with a variable that is provably never set, and what stands behind
    /// it.
    pub fn behind_unset<'c>(
        &self,
        call: &'c RunCall<'_>,
        value: &Value,
    ) -> Option<(String, &'c str)> {
        let text = call.unit().text.text();
        let first = value.uses.first()?;
        let starts = value.range.start..=value.range.start + 1;
        let is_first = starts.contains(&first.range.start);
        let rest = text.get(first.range.end..value.range.end)?;
        let name = first.name.as_str();
        let is_plain = name
            .strip_prefix("env:")
            .unwrap_or(name)
            .chars()
            .all(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '_' | '-'));
        let is_positional = name.starts_with(|ch: char| ch.is_ascii_digit());
        let is_set = self.names.contains(name)
            || GIVEN.contains(&name)
            || name.starts_with("env:processor_")
            || name == "env:number_of_processors";
        // Its value would be known.
        let is_unknown = value.text().starts_with(crate::script::reading::UNKNOWN);
        let is_unset = is_first
            && is_plain
            && !is_positional
            && !is_set
            && is_unknown
            && !self.open.contains(&call.part_index);
        let written = text.get(first.range.clone())?;
        is_unset.then(|| (written.to_owned(), rest.trim_end_matches(['"', '\''])))
    }

    fn call(&mut self, carried: &HashSet<String>, call: &RunCall<'_>) {
        let mut add = |value: Option<&Value>, prefix: &str| {
            if let Some(name) = value.and_then(|value| value.known()) {
                let name = name.trim_start_matches('+').to_lowercase();
                self.names.insert(format!("{prefix}{name}"));
            }
        };
        match call.style {
            Style::Cmdlet => {
                for name in ["outvariable", "errorvariable", "warningvariable", "pipelinevariable"]
                {
                    add(call.parameter(name), "");
                }
                for name in ["ov", "ev", "pv", "sessionvariable", "sv", "variable"] {
                    add(call.parameter(name), "");
                }
                if call.is_any(&["set-variable", "new-variable"]) {
                    let name = call.parameter_or("name", 0);
                    add(name, "");
                    if name.is_none_or(|name| !name.is_known()) {
                        self.open.insert(call.part_index);
                    }
                }
            }
            Style::StaticMethod if call.is("setenvironmentvariable") => {
                add(call.positional().next(), "env:");
            }
            Style::Program if call.is("setx") => {
                add(call.arguments.first().map(|first| &first.value), "env:");
            }
            _ => {}
        }
        let file = call.program.text().rsplit(['\\', '/']).next().unwrap_or_default();
        let target = match call.is("call") {
            true => call.texts().next().unwrap_or_default(),
            false => file,
        };
        let target = target.rsplit(['\\', '/']).next().unwrap_or_default();
        let is_script = Language::of_file(target).is_some() || call.is("call");
        let is_foreign =
            is_script && !target.starts_with(':') && !carried.contains(&target.to_lowercase());
        if is_foreign
            || call.name.is_empty() && matches!(call.style, Style::Cmdlet | Style::Program)
            || call.is_any(&[
                "import-module",
                "invoke-expression",
                "import-clixml",
                "invoke-command",
            ])
        {
            self.open.insert(call.part_index);
        }
    }
}

fn names(target: &Word, is_cmd: bool, found: &mut HashSet<String>) {
    for piece in &target.pieces {
        match piece {
            Piece::Variable { name, .. } => {
                let name = name.to_lowercase();
                let plain = name.split_once(':').map(|(_, plain)| plain.to_owned());
                found.extend(plain);
                found.insert(name);
            }
            Piece::Text { text, .. } if is_cmd => {
                found.insert(format!("env:{}", text.trim().to_lowercase()));
            }
            Piece::List { items, .. } => items.iter().for_each(|item| names(item, is_cmd, found)),
            _ => {}
        }
    }
}
