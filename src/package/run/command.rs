//! The provisioning command that a part of a run comes from.

use super::Origin;
use crate::package::{CommandContext, Package};

impl Package {
    /// The context of the command that starts a part of the run, by its place there; none for what
    /// no command is seen to start.
    pub fn context_of(&self, mut part: usize) -> Option<CommandContext> {
        let parts = &self.run().parts;
        // A part is started by one before it; the bound holds whatever is written there.
        for _ in 0..=parts.len() {
            let found = parts.get(part)?;
            match (found.started_by, found.origin) {
                (Some((by, _)), _) => part = by,
                (None, Origin::Script(_)) => return None,
                (None, Origin::Setting(setting)) => {
                    let setting = self.settings.get(setting)?;
                    let commands = self.commands().into_iter();
                    let mut same = commands.filter(|command| std::ptr::eq(command.line, setting));
                    return same.next().map(|command| command.context);
                }
            }
        }
        None
    }
}
