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
}
