//! The parts that `Register-ScheduledTask` puts together: what `New-ScheduledTaskAction` and its
//! like made, mostly in variables.

use std::collections::HashMap;

use super::RunCall;
use super::tasks::{Draft, MOST_RUN, TaskAccount};
use crate::package::Package;
use crate::script::Value;
use crate::script::task_xml::TriggerKind;

/// The commands that make parts of tasks, and those that read files.
const MAKERS: &[&str] = &[
    "new-scheduledtask",
    "new-scheduledtaskaction",
    "new-scheduledtasktrigger",
    "new-scheduledtaskprincipal",
    "new-scheduledtasksettingsset",
    "get-content",
    "readalltext",
];

/// Commands inside of one value that are looked at.
const MOST_INSIDE: u32 = 16;

/// The commands that make parts of tasks.
#[derive(Debug)]
pub(super) struct Parts<'p> {
    /// By part, unit and place in the tree.
    by_place: HashMap<(usize, u32, u32), RunCall<'p>>,
    /// By part and name, where there is only one.
    only: HashMap<(usize, &'p str), Option<RunCall<'p>>>,
}

impl<'p> Parts<'p> {
    pub(super) fn of(package: &'p Package) -> Self {
        let (mut by_place, mut only) = (HashMap::new(), HashMap::new());
        for call in package.calls().filter(|call| call.is_any(MAKERS)) {
            if let Some(command) = call.command {
                by_place.insert((call.part_index, call.unit, command), call);
            }
            let key = (call.part_index, call.call().name.as_str());
            only.entry(key).and_modify(|only| *only = None).or_insert(Some(call));
        }
        Self { by_place, only }
    }

    /// The command of that name whose output a value is; if that cannot be told, the only one of
    /// the script.
    pub(super) fn giver(
        &self,
        call: &RunCall<'p>,
        value: &Value,
        name: &str,
    ) -> Option<RunCall<'p>> {
        let told = self.told(call, value, |found| found.is(name));
        let only = || self.only.get(&(call.part_index, name)).copied().flatten();
        told.or_else(|| if value.is_known() { None } else { only() })
    }

    fn told(
        &self,
        call: &RunCall<'p>,
        value: &Value,
        is_it: impl Fn(&RunCall<'p>) -> bool,
    ) -> Option<RunCall<'p>> {
        let (first, count) = value.commands.or(value.assigned)?;
        let mut inside = first..first.saturating_add(count.min(MOST_INSIDE));
        inside.find_map(|at| {
            let found = self.by_place.get(&(call.part_index, call.unit, at)).copied();
            found.filter(|found| is_it(found))
        })
    }

    /// The path of the file that a value was read from.
    pub(super) fn read_file(&self, call: &RunCall<'p>, value: &Value) -> Option<&'p Value> {
        let reader = self.told(call, value, |found| found.is_any(&["get-content", "readalltext"]));
        let only = || self.only.get(&(call.part_index, "get-content")).copied().flatten();
        let reader = reader.or_else(only)?.call();
        reader.parameter("literalpath").or_else(|| reader.parameter_or("path", 0))
    }

    /// Adds what a command is given: `-Action`, `-Trigger`, `-Principal`, `-Settings`.
    pub(super) fn add(&self, call: &RunCall<'p>, draft: &mut Draft<'p>) {
        let command = call.call();
        let at = usize::from(command.is("register-scheduledtask"));
        let actions = command.parameter("action").or_else(|| command.positional().nth(at));
        for action in actions.into_iter().flat_map(Value::each) {
            if let Some(action) = self.giver(call, action, "new-scheduledtaskaction") {
                let room = MOST_RUN.saturating_sub(draft.runs.len());
                draft.runs.extend(action.runs().take(room));
            }
        }
        for trigger in command.parameter("trigger").into_iter().flat_map(Value::each) {
            let trigger = self.giver(call, trigger, "new-scheduledtasktrigger");
            draft.triggers.extend(trigger.and_then(|trigger| kind_of(&trigger)));
        }
        if let Some(principal) = command.parameter("principal") {
            match self.giver(call, principal, "new-scheduledtaskprincipal") {
                Some(principal) => {
                    let user = principal.parameter("groupid");
                    let user = user.or_else(|| principal.parameter_or("userid", 0));
                    let account = user.map(|user| TaskAccount::of(user.text()));
                    draft.account = Some(account.unwrap_or(TaskAccount::Unknown));
                    let level = principal.parameter("runlevel");
                    draft.is_elevated |= level.is_some_and(|level| level.is("highest"));
                }
                None => draft.account = Some(TaskAccount::Unknown),
            }
        }
        if command.has_unknown_parameters() && draft.account.is_none() {
            draft.account = Some(TaskAccount::Unknown);
        }
        if let Some(settings) = command.parameter("settings") {
            let settings = self.giver(call, settings, "new-scheduledtasksettingsset");
            draft.expires |= settings.is_some_and(|it| it.has_parameter("deleteexpiredtaskafter"));
        }
    }
}

fn kind_of(trigger: &RunCall<'_>) -> Option<TriggerKind> {
    let kinds = [
        ("atstartup", TriggerKind::Boot),
        ("atlogon", TriggerKind::Logon),
        ("once", TriggerKind::Time),
        ("daily", TriggerKind::Calendar),
        ("weekly", TriggerKind::Calendar),
    ];
    kinds.into_iter().find(|(name, _)| trigger.has_parameter(name)).map(|(_, kind)| kind)
}
