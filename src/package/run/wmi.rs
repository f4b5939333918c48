//! Methods of WMI classes, by whatever means they are called.

use super::RunCall;
use crate::script::Value;
use crate::script::reading::Style;

/// A method of a WMI class that a call runs.
#[derive(Debug)]
pub struct WmiMethod<'c, 'p> {
    call: &'c RunCall<'p>,
    /// The method, in lower case.
    pub name: String,
    /// What says of which objects, as written and in lower case: the class, and a filter.
    of: String,
}

/// How many calls that pass objects on are looked at.
const MOST_PIPED: usize = 4;

impl<'p> RunCall<'p> {
    /// The method of a WMI class that it runs, if it is one of these, in lower case:
    /// `Invoke-CimMethod`, `Invoke-WmiMethod`, `wmic … call`, `$object.Method()`.
    pub fn wmi_method(&self, names: &[&str]) -> Option<WmiMethod<'_, 'p>> {
        let name = match (self.style, self.name.as_str()) {
            (Style::Cmdlet, "invoke-cimmethod") => self.parameter_or("methodname", 1)?.known()?,
            (Style::Cmdlet, "invoke-wmimethod") => self.parameter_or("name", 1)?.known()?,
            (Style::Method, name) => name,
            (Style::Program, "wmic") => {
                let mut words = self.texts();
                words.find(|word| word.eq_ignore_ascii_case("call"))?;
                words.next()?
            }
            _ => return None,
        };
        let name = name.to_ascii_lowercase();
        names.contains(&name.as_str()).then(|| WmiMethod { of: self.objects(), name, call: self })
    }

    /// What says of which objects a method is called.
    fn objects(&self) -> String {
        let mut found = vec![];
        match self.style {
            Style::Program => found.push(self.line.text().to_owned()),
            Style::Method => found.extend(self.object().into_iter().flat_map(|it| self.given(it))),
            _ => {
                for name in ["classname", "class", "query", "path"] {
                    found.extend(self.parameter(name).map(|value| value.text().to_owned()));
                }
                found.extend(self.positional().next().map(|value| value.text().to_owned()));
                let object = self.parameter("inputobject").or(self.parameter("ciminstance"));
                found.extend(object.into_iter().flat_map(|object| self.given(object)));
                let sources = std::iter::successors(self.source(), Self::source);
                for source in sources.take(MOST_PIPED) {
                    found.push(source.text().to_owned());
                    let first =
                        source.arguments.first().filter(|_| source.style == Style::Expression);
                    found.extend(first.into_iter().flat_map(|first| source.given(&first.value)));
                }
            }
        }
        found.join(" ").to_lowercase()
    }

    /// A value as it is written, and the calls that it comes from.
    fn given(&self, value: &Value) -> Vec<String> {
        let written = self.unit().text.text().get(value.range.clone()).unwrap_or_default();
        let givers = self.givers(value).into_iter();
        std::iter::once(written.to_owned()).chain(givers.map(|it| it.text().to_owned())).collect()
    }
}

impl WmiMethod<'_, '_> {
    /// Whether it is of that class, in lower case.
    pub fn is_of(&self, class: &str) -> bool {
        self.of.contains(class)
    }

    /// What says of which objects it is called: the class and a filter, in lower case.
    pub fn objects(&self) -> &str {
        &self.of
    }

    /// The name that the objects have, in lower case: of `Name='WinDefend'` that in quotes.
    pub fn named(&self) -> Option<&str> {
        let is_quote = |ch: char| matches!(ch, '\'' | '"' | '\\');
        let names = self.of.match_indices("name").map(|(at, name)| at + name.len());
        let found = names.filter_map(|at| self.of.get(at..)).find_map(|rest| {
            let rest = rest.trim_start();
            let rest = rest.strip_prefix('=').or_else(|| rest.strip_prefix("-eq"))?.trim_start();
            let inner = rest.trim_start_matches(is_quote);
            let has_quote = inner.len() < rest.len();
            let end = |ch: char| if has_quote { is_quote(ch) } else { ch.is_whitespace() };
            let name = inner.split(end).next().unwrap_or_default();
            (!name.is_empty() && !name.contains(['$', '(', '{'])).then_some(name)
        });
        // `wmic service WinDefend call stopservice`.
        found.or_else(|| {
            let mut words = self.of.split_whitespace().filter(|_| self.call.is("wmic"));
            words.find(|word| *word == "service")?;
            let name = words.next()?.trim_matches('"');
            (words.next()? == "call").then_some(name)
        })
    }

    /// An argument, by its name in any case or else by its place.
    pub fn argument(&self, name: &str, position: usize) -> Option<Value> {
        match (self.call.style, self.call.name.as_str()) {
            (Style::Method, _) => self.call.positional().nth(position).cloned(),
            (Style::Program, _) => self.call.assigned(name).or_else(|| {
                let texts = self.call.arguments.iter().map(|argument| &argument.value);
                let mut behind = texts.skip_while(|value| !value.is("call")).skip(2);
                behind.nth(position).filter(|value| !value.text().contains('=')).cloned()
            }),
            (_, name_of_call) => {
                let given = match name_of_call {
                    "invoke-cimmethod" => self.call.parameter_or("arguments", 2)?,
                    _ => self.call.parameter_or("argumentlist", 2)?,
                };
                given
                    .entry(name)
                    .or_else(|| given.each().get(position).filter(|_| given.entries.is_empty()))
                    .cloned()
            }
        }
    }
}
