//! The calls that a value comes from.

use super::RunCall;
use crate::script::Value;

/// How many calls before another one are looked through.
const NEAR: usize = 256;

impl<'p> RunCall<'p> {
    /// The calls whose output a value is: those inside of `(Get-It).Do()`, and for `$it.Do()` those
    /// whose output was assigned to `$it`, where they are near.
    pub fn givers(&self, value: &Value) -> Vec<Self> {
        let Some((first, count)) = value.commands.or(value.assigned) else { return vec![] };
        let commands = first..first.saturating_add(count);
        let is_it = |found: &Self| {
            found.call().unit == self.call().unit
                && found.command.is_some_and(|command| commands.contains(&command))
        };
        let inside = self.inside().filter(|_| value.commands.is_some()).take(NEAR);
        self.before().take(NEAR).chain(inside).filter(is_it).collect()
    }
    /// The calls that stand in a value as it is written, `(Get-It x).Name`, or in what was last
    /// assigned to the first variable in it: of `$it.Name` behind `$it = Get-It x`.
    pub fn calls_behind(&self, value: &Value) -> Vec<Self> {
        let unit = self.call().unit;
        let within = match value.uses.first() {
            Some(used) => {
                let before = self.unit().assignments().filter(|(name, range)| {
                    *name == used.name && range.end <= self.call().range.start
                });
                before.last().map(|(_, range)| range)
            }
            None => Some(value.range.clone()),
        };
        let Some(within) = within else { return vec![] };
        let is_it = |found: &Self| {
            let range = &found.call().range;
            found.call().unit == unit && within.start <= range.start && range.end <= within.end
        };
        self.before().take(NEAR).chain(self.inside().take(NEAR)).filter(is_it).collect()
    }
}
