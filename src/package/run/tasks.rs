//! The scheduled tasks that a package registers.

use super::RunCall;
use super::task_parts::Parts;
use super::task_removals::{Removals, TaskName, task_name};
use super::task_texts::TaskTexts;
use crate::package::Package;
use crate::script::Value;
use crate::script::reading::UNKNOWN;
use crate::script::task_xml::{ScheduledTask, TriggerKind};

/// A scheduled task that a command registers.
#[derive(Debug, Clone)]
pub struct Task<'p> {
    /// The command.
    pub call: RunCall<'p>,
    /// Its name without folders, where it is known.
    pub name: Option<String>,
    /// Who runs it.
    pub account: TaskAccount,
    /// Whether it runs with all the rights that the account can have.
    pub is_elevated: bool,
    /// What starts it, as far as that is known.
    pub triggers: Vec<TriggerKind>,
    /// The commands that it runs, each behind the one that it comes from; none where they are not
    /// known. Of very many the first.
    pub runs: Vec<RunCall<'p>>,
    /// Whether it is gone when it has run, or when the script has.
    pub removes_itself: bool,
}

/// Who runs a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskAccount {
    /// SYSTEM.
    System,
    /// Whoever is an administrator and signed in.
    Administrators,
    /// That user or group.
    Named(String),
    /// It is not known.
    Unknown,
}

/// Commands of one task that are looked at.
pub(super) const MOST_RUN: usize = 64;

const SYSTEM: [&str; 5] =
    ["SYSTEM", r"NT AUTHORITY\SYSTEM", "S-1-5-18", "LocalSystem", r"NT-AUTORITÄT\SYSTEM"];
const ADMINISTRATORS: [&str; 3] = ["Administrators", r"BUILTIN\Administrators", "S-1-5-32-544"];

impl TaskAccount {
    /// The account of that name.
    pub fn of(name: &str) -> Self {
        let name = name.trim();
        let is_one = |of: &[&str]| of.iter().any(|one| one.eq_ignore_ascii_case(name));
        match name {
            _ if name.contains(UNKNOWN) => Self::Unknown,
            // `schtasks /ru ""`.
            "" => Self::System,
            _ if is_one(&SYSTEM) => Self::System,
            _ if is_one(&ADMINISTRATORS) => Self::Administrators,
            _ => Self::Named(name.to_owned()),
        }
    }

    /// The account of a task that names none: whoever registers it.
    pub(super) fn of_registrar(call: &RunCall<'_>) -> Self {
        if call.is_now() { Self::System } else { Self::Unknown }
    }
}

impl Task<'_> {
    /// Whether it can do what an administrator can.
    pub fn is_privileged(&self) -> bool {
        match self.account {
            TaskAccount::System | TaskAccount::Administrators => true,
            TaskAccount::Named(_) | TaskAccount::Unknown => self.is_elevated,
        }
    }

    /// Who runs it, in words: `as SYSTEM`.
    pub fn shown_account(&self) -> String {
        match &self.account {
            TaskAccount::System => "as SYSTEM".to_owned(),
            TaskAccount::Administrators => "for administrators".to_owned(),
            TaskAccount::Named(name) if self.is_elevated => {
                format!("as {name} with the highest rights")
            }
            TaskAccount::Named(name) => format!("as {name}"),
            TaskAccount::Unknown if self.is_elevated => "with the highest rights".to_owned(),
            TaskAccount::Unknown => "as somebody that is not known".to_owned(),
        }
    }
}

/// What is known of a task before it is looked up who removes it.
#[derive(Debug, Default)]
pub(super) struct Draft<'p> {
    pub(super) name: Option<String>,
    pub(super) account: Option<TaskAccount>,
    pub(super) is_elevated: bool,
    pub(super) triggers: Vec<TriggerKind>,
    pub(super) runs: Vec<RunCall<'p>>,
    pub(super) expires: bool,
}

impl<'p> Draft<'p> {
    /// Takes over what the XML of a task says; what the command says comes before it.
    pub(super) fn take(&mut self, task: &ScheduledTask) {
        if self.name.is_none() {
            let name = task.uri.as_ref().and_then(|uri| uri.text().rsplit('\\').next());
            self.name = name.map(str::to_owned).filter(|name| !name.is_empty());
        }
        let principal = task.principal();
        if self.account.is_none() {
            let named = principal.and_then(|one| one.group.as_ref().or(one.user.as_ref()));
            self.account = named.map(|named| TaskAccount::of(named.text()));
        }
        self.is_elevated |= principal.is_some_and(|principal| principal.is_elevated());
        let enabled = task.triggers.iter().filter(|trigger| trigger.is_enabled);
        self.triggers.extend(enabled.map(|trigger| trigger.kind));
        self.expires |= task.settings.delete_expired_task_after.is_some();
    }

    /// Who runs a task whose XML was not read is not known.
    fn is_of_nobody_unless(&mut self, is_read: bool) {
        if !is_read && self.account.is_none() {
            self.account = Some(TaskAccount::Unknown);
        }
    }
}

/// A task as the package keeps it: commands by their places in the run.
#[derive(Debug, Clone)]
pub(in crate::package) struct KeptTask {
    call: (usize, u32),
    name: Option<String>,
    account: TaskAccount,
    is_elevated: bool,
    triggers: Vec<TriggerKind>,
    runs: Vec<(usize, u32)>,
    removes_itself: bool,
}

impl KeptTask {
    fn of(task: Task<'_>) -> Self {
        let Task { call, name, account, is_elevated, triggers, runs, removes_itself } = task;
        let at = |call: &RunCall<'_>| (call.part_index, call.index);
        let (call, runs) = (at(&call), runs.iter().map(at).collect());
        Self { call, name, account, is_elevated, triggers, runs, removes_itself }
    }

    fn of_package<'p>(&self, package: &'p Package) -> Option<Task<'p>> {
        let call = |(part, index): (usize, u32)| package.run_call(part, index);
        Some(Task {
            call: call(self.call)?,
            name: self.name.clone(),
            account: self.account.clone(),
            is_elevated: self.is_elevated,
            triggers: self.triggers.clone(),
            runs: self.runs.iter().filter_map(|at| call(*at)).collect(),
            removes_itself: self.removes_itself,
        })
    }
}

impl Package {
    /// The scheduled tasks that it registers, in the order of the run. They are found when they are
    /// asked for first.
    pub fn tasks(&self) -> Vec<Task<'_>> {
        let kept =
            self.tasks.get_or_init(|| self.find_tasks().into_iter().map(KeptTask::of).collect());
        kept.iter().filter_map(|task| task.of_package(self)).collect()
    }

    fn find_tasks(&self) -> Vec<Task<'_>> {
        let registers = |call: &RunCall<'_>| match call.name.as_str() {
            "schtasks" => call.has_switch(&["create"]),
            "register-scheduledtask" | "registertaskdefinition" | "registertask" => true,
            _ => false,
        };
        let registering: Vec<RunCall<'_>> = self.calls().filter(registers).collect();
        if registering.is_empty() {
            return vec![];
        }
        let facts = Facts { texts: TaskTexts::of(self), parts: Parts::of(self) };
        let removals = Removals::of(self);
        let tasks = registering.into_iter().filter_map(|call| {
            let draft = match call.name.as_str() {
                "schtasks" => facts.by_program(&call),
                "register-scheduledtask" => facts.by_cmdlet(&call),
                _ => facts.by_method(&call)?,
            };
            let name: TaskName = draft.name.as_deref().and_then(task_name);
            let removes_itself = draft.expires
                || removals.is_behind(&call, &name)
                || removals.is_in(&draft.runs, &name);
            let account = draft.account.unwrap_or_else(|| TaskAccount::of_registrar(&call));
            let (is_elevated, triggers, runs) = (draft.is_elevated, draft.triggers, draft.runs);
            let name = draft.name;
            Some(Task { call, name, account, is_elevated, triggers, runs, removes_itself })
        });
        tasks.collect()
    }
}

/// What registering commands refer to.
struct Facts<'p> {
    texts: TaskTexts<'p>,
    parts: Parts<'p>,
}

fn known_name(value: Option<&Value>) -> Option<String> {
    let name = value?.known()?.rsplit('\\').next()?;
    (!name.is_empty()).then(|| name.to_owned())
}

impl<'p> Facts<'p> {
    /// `schtasks /create`.
    fn by_program(&self, call: &RunCall<'p>) -> Draft<'p> {
        let mut draft = Draft {
            name: known_name(call.option("tn").as_ref()),
            account: call.option("ru").map(|user| TaskAccount::of(user.text())),
            is_elevated: call.option("rl").is_some_and(|level| level.is("highest")),
            runs: call.runs().take(MOST_RUN).collect(),
            expires: call.has_switch(&["z"]),
            ..Draft::default()
        };
        let schedule = call.option("sc");
        draft.triggers.extend(schedule.and_then(|schedule| schedule_of(schedule.text())));
        if let Some(xml) = call.option("xml") {
            let is_read = self.texts.add_file(xml.text(), &mut draft);
            draft.is_of_nobody_unless(is_read);
        }
        draft
    }

    /// `Register-ScheduledTask`.
    fn by_cmdlet(&self, call: &RunCall<'p>) -> Draft<'p> {
        let command = call.call();
        let mut draft = Draft {
            name: known_name(command.parameter_or("taskname", 0)),
            account: command.parameter("user").map(|user| TaskAccount::of(user.text())),
            is_elevated: command.parameter("runlevel").is_some_and(|level| level.is("highest")),
            ..Draft::default()
        };
        if let Some(xml) = command.parameter("xml") {
            let is_read = self.texts.add_inner(call, &mut draft)
                || self
                    .parts
                    .read_file(call, xml)
                    .is_some_and(|file| self.texts.add_file(file.text(), &mut draft));
            draft.is_of_nobody_unless(is_read);
            return draft;
        }
        // The parts stand in the command, or in a task that it is given as one.
        let source = call.source().filter(|source| source.is("new-scheduledtask"));
        let whole = source.or_else(|| {
            self.parts.giver(call, command.parameter("inputobject")?, "new-scheduledtask")
        });
        if whole.is_none() && command.has_parameter("inputobject") {
            draft.account = Some(TaskAccount::Unknown);
        }
        self.parts.add(&whole.unwrap_or(*call), &mut draft);
        draft
    }

    /// `RegisterTaskDefinition`, `RegisterTask` of `Schedule.Service`: the name, the task, how, who.
    fn by_method(&self, call: &RunCall<'p>) -> Option<Draft<'p>> {
        let given: Vec<&Value> = call.call().positional().collect();
        let [name, _, _, rest @ ..] = given.as_slice() else { return None };
        let user = rest.first().filter(|user| !user.text().is_empty());
        let account = match user {
            Some(user) => TaskAccount::of(user.text()),
            // The definition may say it.
            None => TaskAccount::Unknown,
        };
        Some(Draft { name: known_name(Some(name)), account: Some(account), ..Draft::default() })
    }
}

/// What `/sc` says.
fn schedule_of(text: &str) -> Option<TriggerKind> {
    Some(match text.to_ascii_lowercase().as_str() {
        "minute" | "hourly" | "daily" | "weekly" | "monthly" => TriggerKind::Calendar,
        "once" => TriggerKind::Time,
        "onstart" => TriggerKind::Boot,
        "onlogon" => TriggerKind::Logon,
        "onidle" => TriggerKind::Idle,
        "onevent" => TriggerKind::Event,
        _ => return None,
    })
}
