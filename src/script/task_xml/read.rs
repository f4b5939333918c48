//! From text to [`ScheduledTask`].

use std::ops::Range;

use super::{Action, Principal, ScheduledTask, TaskSettings, TaskText, Trigger, TriggerKind};
use crate::text::xml::{self, Document, Element};

const NAMESPACE: &str = "http://schemas.microsoft.com/windows/2004/02/mit/task";

/// Reads a task; `None` when the text is no task, or no XML. Blank lines may stand before it, as in
/// a here-string.
pub fn read(text: &str) -> Option<ScheduledTask> {
    let inner = text.trim_start_matches(|ch: char| ch.is_whitespace() || ch == '\u{feff}');
    let offset = u32::try_from(text.len()).ok()?.checked_sub(u32::try_from(inner.len()).ok()?)?;
    // Most texts are none, and need not be read to know.
    if !inner.starts_with('<') || !inner.contains(NAMESPACE) {
        return None;
    }
    let document = xml::parse(inner).ok()?;
    let root =
        document.root().filter(|root| root.name == "Task" && &*root.namespace == NAMESPACE)?;
    Some(Reader { document: &document, offset }.task(root))
}

struct Reader<'d> {
    document: &'d Document,
    offset: u32,
}

impl Reader<'_> {
    fn task(&self, root: &Element) -> ScheduledTask {
        let parts = |name| self.document.child(root, name);
        let below = |name| parts(name).into_iter().flat_map(|part| self.document.children(part));
        ScheduledTask {
            uri: parts("RegistrationInfo").and_then(|info| self.text(info, "URI")),
            principals: below("Principals").map(|principal| self.principal(principal)).collect(),
            triggers: below("Triggers").map(|trigger| self.trigger(trigger)).collect(),
            actions: below("Actions").map(|action| self.action(action)).collect(),
            context: parts("Actions").and_then(|actions| self.attribute(actions, "Context")),
            settings: parts("Settings").map(|it| self.settings(it)).unwrap_or_default(),
        }
    }

    fn principal(&self, principal: &Element) -> Principal {
        Principal {
            range: self.range(principal),
            id: self.attribute(principal, "id"),
            user: self.text(principal, "UserId"),
            group: self.text(principal, "GroupId"),
            logon_type: self.text(principal, "LogonType"),
            run_level: self.text(principal, "RunLevel"),
        }
    }

    fn trigger(&self, trigger: &Element) -> Trigger {
        Trigger {
            range: self.range(trigger),
            kind: match trigger.name.as_str() {
                "BootTrigger" => TriggerKind::Boot,
                "LogonTrigger" => TriggerKind::Logon,
                "TimeTrigger" => TriggerKind::Time,
                "CalendarTrigger" => TriggerKind::Calendar,
                "EventTrigger" => TriggerKind::Event,
                "RegistrationTrigger" => TriggerKind::Registration,
                "IdleTrigger" => TriggerKind::Idle,
                "SessionStateChangeTrigger" => TriggerKind::SessionStateChange,
                _ => TriggerKind::Other,
            },
            is_enabled: self.switch(trigger, "Enabled") != Some(false),
            user: self.text(trigger, "UserId"),
        }
    }

    fn action(&self, action: &Element) -> Action {
        let range = self.range(action);
        match (action.name.as_str(), self.text(action, "Command")) {
            ("Exec", Some(command)) => Action::Exec {
                range,
                command,
                arguments: self.text(action, "Arguments"),
                working_directory: self.text(action, "WorkingDirectory"),
            },
            ("ComHandler", _) => Action::ComHandler {
                range,
                class: self.text(action, "ClassId"),
                data: self.text(action, "Data"),
            },
            _ => Action::Other { range },
        }
    }

    fn settings(&self, settings: &Element) -> TaskSettings {
        TaskSettings {
            enabled: self.switch(settings, "Enabled"),
            hidden: self.switch(settings, "Hidden"),
            run_only_if_network_available: self.switch(settings, "RunOnlyIfNetworkAvailable"),
            delete_expired_task_after: self.text(settings, "DeleteExpiredTaskAfter"),
        }
    }

    /// A boolean of XML Schema.
    fn switch(&self, element: &Element, name: &str) -> Option<bool> {
        match self.document.child(element, name)?.text.text().trim() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        }
    }

    /// The text of an element in another, when it has one.
    fn text(&self, element: &Element, name: &str) -> Option<TaskText> {
        let value = self.document.child(element, name)?.text.clone();
        (!value.text().is_empty()).then_some(TaskText { value, offset: self.offset })
    }

    fn attribute(&self, element: &Element, name: &str) -> Option<TaskText> {
        let value = element.attribute(name)?.value.clone();
        Some(TaskText { value, offset: self.offset })
    }

    fn range(&self, element: &Element) -> Range<u32> {
        let Range { start, end } = element.range;
        start.saturating_add(self.offset)..end.saturating_add(self.offset)
    }
}
