//! Instances of WMI classes that a run deletes.

use super::RunCall;
use crate::script::reading::{Style, Value};

/// How many commands of a pipeline are asked what they list.
const MOST_PIPED: usize = 8;

/// How many calls before a method are asked whether it stands in their block.
const MOST_BEFORE: usize = 32;

impl<'p> RunCall<'p> {
    /// Whether it deletes instances of a class of WMI, both in lower case: by `Remove-CimInstance`, by
    /// their method `Delete`, by `wmic`, which has its own word for the class.
    pub fn deletes_instances(&self, class: &str, word: &str) -> bool {
        match (self.style, self.name.as_str()) {
            (Style::Program, "wmic") => {
                let has = |wanted: &str| self.texts().any(|text| text.eq_ignore_ascii_case(wanted));
                has("delete") && (has(word) || has(class))
            }
            (Style::Cmdlet, "remove-ciminstance" | "remove-wmiobject") => {
                let given = self.arguments.iter().map(|argument| &argument.value);
                names(self, class)
                    || self.sources().any(|source| source.lists(class))
                    || self.inside().any(|inner| names(&inner, class))
                    || given.into_iter().any(|value| self.has_output(value, class))
            }
            (Style::Method, "delete") if self.positional().next().is_none() => {
                let Some(object) = self.object() else { return false };
                self.inside().any(|inner| names(&inner, class))
                    || self.has_output(object, class)
                    || self.conditions().any(|text| text.to_ascii_lowercase().contains(class))
                    || self
                        .around_item()
                        .is_some_and(|around| around.sources().any(|source| source.lists(class)))
            }
            _ => false,
        }
    }

    /// The commands that it gets its input from, the nearest first.
    pub fn sources(&self) -> impl Iterator<Item = Self> + use<'p> {
        std::iter::successors(self.source(), Self::source).take(MOST_PIPED)
    }

    /// The `ForEach-Object` in whose block it stands.
    pub fn around_item(&self) -> Option<Self> {
        let is_around = |other: &Self| {
            other.unit == self.unit
                && other.is("foreach-object")
                && other.range.start < self.range.start
                && self.range.end <= other.range.end
        };
        self.before().take(MOST_BEFORE).find(is_around)
    }

    /// Whether it names a class, or hands on what a call gave that does.
    fn lists(&self, class: &str) -> bool {
        names(self, class)
            || self.arguments.first().is_some_and(|first| {
                self.style == Style::Expression && self.has_output(&first.value, class)
            })
            || self.style == Style::Expression && self.inside().any(|inner| names(&inner, class))
    }

    /// Whether a value is what a call gave that names a class.
    fn has_output(&self, value: &Value, class: &str) -> bool {
        let Some((first, count)) = value.assigned.or(value.commands) else { return false };
        let is_one = |call: &Self| {
            call.unit == self.unit
                && call.command.is_some_and(|at| (first..first.saturating_add(count)).contains(&at))
        };
        self.before().take(MOST_BEFORE).any(|call| is_one(&call) && names(&call, class))
    }
}

/// Whether an argument is the class, or a query for it.
fn names(call: &RunCall<'_>, class: &str) -> bool {
    call.arguments.iter().any(|argument| {
        let text = argument.value.text();
        text.eq_ignore_ascii_case(class)
            || text.to_ascii_lowercase().contains(&format!("from {class}"))
    })
}
