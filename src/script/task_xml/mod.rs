//! Task Scheduler's XML: what `schtasks /create /xml` and `Register-ScheduledTask -Xml` take.

mod read;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use read::read;

use crate::text::xml::Value;

/// A text of a task, and where it stands.
#[derive(Clone, Debug)]
pub struct TaskText {
    value: Value,
    /// Bytes before the XML.
    offset: u32,
}

/// A scheduled task. Ranges are bytes of the text that it was read from.
#[derive(Clone, Debug, Default)]
pub struct ScheduledTask {
    /// Where it is registered, as `\Fabrikam\Update`, when it says so.
    pub uri: Option<TaskText>,
    /// Who can run it.
    pub principals: Vec<Principal>,
    /// When it starts.
    pub triggers: Vec<Trigger>,
    /// What it runs, in order.
    pub actions: Vec<Action>,
    /// The principal of the actions, when they name one.
    pub context: Option<TaskText>,
    /// The settings that matter.
    pub settings: TaskSettings,
}

/// Who runs a task.
#[derive(Clone, Debug)]
pub struct Principal {
    /// The element.
    pub range: Range<u32>,
    /// Its name within the task.
    pub id: Option<TaskText>,
    /// A user: a SID or a name.
    pub user: Option<TaskText>,
    /// A group: a SID or a name.
    pub group: Option<TaskText>,
    /// `Password`, `S4U`, `InteractiveToken`, …
    pub logon_type: Option<TaskText>,
    /// `HighestAvailable`, `LeastPrivilege`.
    pub run_level: Option<TaskText>,
}

/// What starts a task.
#[derive(Clone, Debug)]
pub struct Trigger {
    /// The element.
    pub range: Range<u32>,
    /// What it waits for.
    pub kind: TriggerKind,
    /// Whether it is switched on; it is unless it says otherwise.
    pub is_enabled: bool,
    /// The user that it waits for; none for anybody.
    pub user: Option<TaskText>,
}

/// What a trigger waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TriggerKind {
    /// The start of Windows.
    Boot,
    /// A user that signs in.
    Logon,
    /// A time.
    Time,
    /// A time that comes again: days, weeks, months.
    Calendar,
    /// An event of a log.
    Event,
    /// The registration of the task.
    Registration,
    /// A device that is not in use.
    Idle,
    /// A session that is connected, locked, unlocked.
    SessionStateChange,
    /// Anything else.
    Other,
}

/// What a task runs.
#[derive(Clone, Debug)]
pub enum Action {
    /// A program.
    Exec {
        /// The element.
        range: Range<u32>,
        /// The program.
        command: TaskText,
        /// What it is handed.
        arguments: Option<TaskText>,
        /// Where it starts.
        working_directory: Option<TaskText>,
    },
    /// A COM object.
    ComHandler {
        /// The element.
        range: Range<u32>,
        /// Its class.
        class: Option<TaskText>,
        /// What it is handed.
        data: Option<TaskText>,
    },
    /// Anything else, such as the mails and messages of Windows 7.
    Other {
        /// The element.
        range: Range<u32>,
    },
}

/// The settings of a task that matter; none where it says nothing.
#[derive(Clone, Debug, Default)]
pub struct TaskSettings {
    /// Whether it runs at all.
    pub enabled: Option<bool>,
    /// Whether Task Scheduler leaves it out of its list.
    pub hidden: Option<bool>,
    /// Whether it waits for a network.
    pub run_only_if_network_available: Option<bool>,
    /// How long after its last run it is removed.
    pub delete_expired_task_after: Option<TaskText>,
}

impl TaskText {
    /// What it says, references resolved.
    pub fn text(&self) -> &str {
        self.value.text()
    }

    /// Where it stands.
    pub fn range(&self) -> Range<u32> {
        self.moved(self.value.range())
    }

    /// Where a part of [`text`](Self::text) stands.
    pub fn place(&self, part: &Range<usize>) -> Range<u32> {
        self.moved(self.value.place(part))
    }

    fn moved(&self, range: Range<u32>) -> Range<u32> {
        range.start.saturating_add(self.offset)..range.end.saturating_add(self.offset)
    }

    fn is(&self, text: &str) -> bool {
        self.text().trim().eq_ignore_ascii_case(text)
    }
}

/// The spellings of SYSTEM that Task Scheduler takes.
const SYSTEM: [&str; 4] = ["S-1-5-18", "SYSTEM", r"NT AUTHORITY\SYSTEM", "LocalSystem"];

impl Principal {
    /// Whether it is SYSTEM.
    pub fn is_system(&self) -> bool {
        self.user.as_ref().is_some_and(|user| SYSTEM.iter().any(|name| user.is(name)))
    }

    /// Whether it runs with all the rights that it can have.
    pub fn is_elevated(&self) -> bool {
        self.run_level.as_ref().is_some_and(|level| level.is("HighestAvailable"))
    }
}

impl ScheduledTask {
    /// Who runs the actions: the principal that they name, else the only one.
    pub fn principal(&self) -> Option<&Principal> {
        let named = self.context.as_ref().and_then(|context| {
            let name = context.text();
            self.principals.iter().find(|one| one.id.as_ref().is_some_and(|id| id.text() == name))
        });
        named.or(match self.principals.as_slice() {
            [only] => Some(only),
            _ => None,
        })
    }
}
