//! What provisioning runs.

use super::Package;
use super::setting::Setting;
use crate::text::Source;

/// A provisioning command.
#[derive(Debug, Clone, Copy)]
pub struct Command<'p> {
    /// Who runs it, and when.
    pub context: CommandContext,
    /// Its place in the list of the primary context; 0 for the device context.
    pub index: u32,
    /// The command line.
    pub line: &'p Setting,
    /// The file that it carries, in the primary context.
    pub file: Option<&'p Setting>,
}

/// Who runs a provisioning command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommandContext {
    /// SYSTEM, before any user signs in; one command.
    Device,
    /// SYSTEM, in the order of a list.
    Primary,
}

impl Package {
    /// The commands that provisioning runs, in its order: the device context's, then the others.
    pub fn commands(&self) -> Vec<Command<'_>> {
        let device = self.setting("ProvisioningCommands/DeviceContext/CommandLine");
        let device = device.filter(|line| line.is_set()).map(|line| Command {
            context: CommandContext::Device,
            index: 0,
            line,
            file: None,
        });
        let config = "ProvisioningCommands/PrimaryContext/Command/CommandConfig";
        let lines = self.settings(&format!("{config}/CommandLine")).filter(|line| line.is_set());
        let mut primary: Vec<Command<'_>> = lines
            .map(|line| Command {
                context: CommandContext::Primary,
                index: line.path.key().and_then(|key| key.parse().ok()).unwrap_or_default(),
                line,
                file: self.beside(line, "CommandFile"),
            })
            .collect();
        primary.sort_by_key(|command| command.index);
        device.into_iter().chain(primary).collect()
    }

    /// The command that runs first, if any runs.
    pub fn first_command(&self) -> Option<Command<'_>> {
        self.commands().first().copied()
    }

    /// The setting of that name in the same group (and list item) as `setting`.
    pub fn beside(&self, setting: &Setting, leaf: &str) -> Option<&Setting> {
        let wanted = setting.path.parent().join(leaf, None);
        self.settings.get(self.index.of_identity(&wanted.identity())?)
    }

    /// The command lines, and the scripts that the package carries, whether or not a command runs
    /// them.
    pub(super) fn texts_that_run(&self) -> impl Iterator<Item = &str> {
        let lines = self.commands().into_iter().map(|command| command.line.value());
        lines.chain(self.scripts().map(Source::text))
    }
}
