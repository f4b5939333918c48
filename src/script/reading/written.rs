//! Files that a script writes and that are scripts themselves.

use std::collections::{BTreeMap, HashMap};

use super::Reader;
use super::call::{Call, Style};
use super::value::Value;
use crate::script::language::Language;
use crate::script::spliced::Spliced;

impl Reader<'_> {
    /// The text that a command of PowerShell writes into a file, its language, and the file.
    pub(super) fn written_by(&self, call: &Call) -> Option<(Language, Spliced, String)> {
        let piped = self.piped_value(call);
        let (path, text) = match (call.style, call.name.as_str()) {
            (Style::Cmdlet, "set-content" | "add-content") => (
                call.parameter_or("path", 0).or(call.parameter("literalpath"))?,
                call.parameter_or("value", 1).or(piped.as_ref())?,
            ),
            (Style::Cmdlet, "out-file") => (
                call.parameter_or("filepath", 0).or(call.parameter("literalpath"))?,
                call.parameter("inputobject").or(piped.as_ref())?,
            ),
            (Style::Cmdlet, "new-item") => (
                call.parameter("name").or_else(|| call.parameter_or("path", 0))?,
                call.parameter("value")?,
            ),
            (Style::StaticMethod, "writealltext" | "appendalltext") => {
                let mut given = call.positional();
                (given.next()?, given.next()?)
            }
            // `([xml]'<a/>').Save('a.xml')`.
            (Style::Method, "save") => {
                let text =
                    call.object().filter(|object| object.text().trim_start().starts_with('<'))?;
                (call.positional().next()?, text)
            }
            (Style::Expression, _) => {
                (call.output_file()?, call.arguments.first().map(|first| &first.value)?)
            }
            _ => return None,
        };
        let language = Language::of_file(path.text())?;
        Some((language, lines(text), file_name(path.text())))
    }

    /// The files that a text for cmd writes line by line.
    pub(super) fn written_by_echo(&mut self, unit: u32) {
        let mut files: HashMap<String, (u32, Language, Spliced)> = HashMap::new();
        let mut order = vec![];
        for (at, call) in self.reading.calls.iter().enumerate() {
            if call.unit != unit || !call.is("echo") {
                continue;
            }
            let Some(path) = call.output_file() else { continue };
            let Some(language) = Language::of_file(path.text()) else { continue };
            let line = call.line.text();
            // What stands behind `echo` and the blank, or the sign, that ends its name.
            let start = (line.len() - line.trim_start().len() + 5).min(line.len());
            let name = path.text().to_lowercase();
            let (_, _, text) = files.entry(name.clone()).or_insert_with(|| {
                order.push(name);
                (at as u32, language, Spliced::default())
            });
            text.push_part(&call.line.text, start..line.len());
            text.push_changed("\n", call.range.end..call.range.end);
        }
        for name in order {
            if let Some((at, language, text)) = files.remove(&name) {
                self.file(at, language, text, file_name(&name));
            }
        }
    }

    /// The files that a script writes through a stream: `Set f = fso.CreateTextFile("a.cmd")` and
    /// then `f.WriteLine "x"`. Its calls begin at `first`.
    pub(super) fn written_by_streams(&mut self, unit: u32, first: usize) {
        // By the command that opens the file.
        let mut files: BTreeMap<u32, (u32, Language, String, Spliced)> = BTreeMap::new();
        let calls = self.reading.calls.iter().enumerate().skip(first);
        for (at, call) in calls.filter(|(_, call)| call.unit == unit) {
            if let Some((command, path)) = call.command.zip(opened(call))
                && let Some(language) = Language::of_file(path.text())
            {
                let name = file_name(path.text());
                files.insert(command, (at as u32, language, name, Spliced::default()));
            } else if call.style == Style::Method && call.is_any(&["write", "writeline"]) {
                let from = call.object().and_then(|object| object.assigned.or(object.commands));
                let Some((first, count)) = from else { continue };
                let mut of = files.range_mut(first..first.saturating_add(count));
                let (Some((_, file)), Some(text)) = (of.next(), call.positional().next()) else {
                    continue;
                };
                file.3.push_part(&text.text, 0..text.text().len());
                if call.is("writeline") {
                    file.3.push_changed("\n", call.range.end..call.range.end);
                }
            }
        }
        for (_, (at, language, name, text)) in files {
            self.file(at, language, text, name);
        }
    }
}

/// The file that a call opens to be written.
fn opened(call: &Call) -> Option<&Value> {
    let is_writer = |class: &Value| class.text().to_ascii_lowercase().ends_with("io.streamwriter");
    match (call.style, call.name.as_str()) {
        (Style::Method, "createtextfile" | "opentextfile")
        | (Style::StaticMethod, "createtext" | "appendtext") => call.positional().next(),
        (Style::StaticMethod, "new") if call.object().is_some_and(is_writer) => {
            call.positional().next()
        }
        (Style::Cmdlet, "new-object")
            if call.parameter_or("typename", 0).is_some_and(is_writer) =>
        {
            call.bound(&["typename", "argumentlist"], "argumentlist")?.each().first()
        }
        _ => None,
    }
}

/// The name of a file in lower case, without folders.
fn file_name(path: &str) -> String {
    path.rsplit(['\\', '/']).next().unwrap_or(path).to_lowercase()
}

/// The lines of a text that may be a list of them.
fn lines(value: &Value) -> Spliced {
    let Some(items) = &value.items else { return value.text.clone() };
    let mut text = Spliced::default();
    for item in items {
        text.push_part(&item.text, 0..item.text().len());
        text.push_changed("\n", item.range.end..item.range.end);
    }
    text
}
