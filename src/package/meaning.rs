//! What the settings mean together: commands, accounts, the join.

use std::collections::HashMap;

use super::Package;
use super::setting::Setting;

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

/// A local account that the package creates.
#[derive(Debug, Clone, Copy)]
pub struct Account<'p> {
    /// Its name.
    pub name: &'p str,
    /// Its password.
    pub password: Option<&'p Setting>,
    /// Its group: `1` standard users, `2` administrators.
    pub group: Option<&'p Setting>,
}

impl Account<'_> {
    /// Whether it is an administrator.
    pub fn is_administrator(&self) -> bool {
        self.group.is_some_and(|group| group.is("2"))
    }
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

    /// The local accounts that settings create.
    pub fn accounts(&self) -> Vec<Account<'_>> {
        let mut accounts: Vec<Account<'_>> = vec![];
        let mut places: HashMap<String, usize> = HashMap::new();
        for setting in self.settings_below("Accounts/Users/User") {
            let Some(name) = setting.path.key() else { continue };
            let at = *places.entry(name.to_lowercase()).or_insert_with(|| {
                accounts.push(Account { name, password: None, group: None });
                accounts.len() - 1
            });
            let Some(account) = accounts.get_mut(at) else { continue };
            match setting.path.leaf() {
                "Password" => account.password = account.password.or(Some(setting)),
                "UserGroup" => account.group = account.group.or(Some(setting)),
                _ => {}
            }
        }
        accounts
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

    /// The setting of that name in the same group (and list item) as `setting`.
    fn beside(&self, setting: &Setting, leaf: &str) -> Option<&Setting> {
        let wanted = setting.path.parent().join(leaf, None);
        self.settings.get(self.index.of_identity(&wanted.identity())?)
    }

    /// Whether a command, or a script that the package carries, seems to create a local account.
    pub fn creates_account_by_script(&self) -> bool {
        let commands = self.commands();
        let lines = commands.iter().map(|command| command.line.value());
        let scripts = self.scripts().map(|source| source.text());
        lines.chain(scripts).any(crate::script::creates_account)
    }
}
