//! What the settings mean together: commands, the join, the token.

use super::Package;
use super::setting::Setting;
use crate::script;

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

/// A join of an Active Directory domain.
#[derive(Debug, Clone, Copy)]
pub struct DomainJoin<'p> {
    /// The domain.
    pub domain: &'p Setting,
    /// The account that joins.
    pub account: Option<&'p Setting>,
    /// Its password.
    pub password: Option<&'p Setting>,
    /// The organisational unit that the computer is put in.
    pub ou: Option<&'p Setting>,
    /// The computer's name.
    pub computer_name: Option<&'p Setting>,
}

/// A bulk enrolment with Microsoft Entra ID.
#[derive(Debug, Clone, Copy)]
pub struct BulkToken<'p> {
    /// The token.
    pub token: &'p Setting,
    /// Who it is sent to.
    pub authority: Option<&'p Setting>,
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

    /// The domain join, when a domain is named. A computer name alone is a rename.
    pub fn domain_join(&self) -> Option<DomainJoin<'_>> {
        let of = |leaf: &str| {
            self.setting(&format!("Accounts/ComputerAccount/{leaf}")).filter(|found| found.is_set())
        };
        Some(DomainJoin {
            domain: of("DomainName")?,
            account: of("Account"),
            password: of("Password"),
            ou: of("AccountOU"),
            computer_name: of("ComputerName"),
        })
    }

    /// The bulk token, when there is one.
    pub fn bulk_token(&self) -> Option<BulkToken<'_>> {
        let of = |leaf: &str| {
            self.setting(&format!("Accounts/Azure/{leaf}")).filter(|found| found.is_set())
        };
        Some(BulkToken { token: of("BPRT")?, authority: of("Authority") })
    }

    /// The setting of that name in the same group (and list item) as `setting`.
    pub(super) fn beside(&self, setting: &Setting, leaf: &str) -> Option<&Setting> {
        let wanted = setting.path.parent().join(leaf, None);
        self.settings.get(self.index.of_identity(&wanted.identity())?)
    }

    /// Whether a command, or a script that the package carries, seems to create a local account.
    pub fn creates_account_by_script(&self) -> bool {
        let commands = self.commands();
        let mut lines = commands.iter().map(|command| command.line.value());
        lines.any(script::line_creates_account)
            || self.scripts().any(|file| script::script_creates_account(file.name(), file.text()))
    }
}
