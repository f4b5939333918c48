//! Local accounts, who is signed in by itself, and who can sign in at all.

use std::collections::HashMap;

use super::Package;
use super::place::Place;
use super::setting::Setting;

/// A local account that the package creates.
#[derive(Debug, Clone, Copy)]
pub struct Account<'p> {
    /// Its name.
    pub name: &'p str,
    /// The first of its settings, or the account itself where it has none.
    pub first: &'p Setting,
    /// Its password.
    pub password: Option<&'p Setting>,
    /// Its group: `1` standard users, `2` administrators.
    pub group: Option<&'p Setting>,
    /// The folder that is its home.
    pub home: Option<&'p Setting>,
    /// A second password of the same name: the account is created twice.
    pub again: Option<&'p Setting>,
}

impl Account<'_> {
    /// Whether it is an administrator.
    pub fn is_administrator(&self) -> bool {
        self.group.is_some_and(|group| group.is("2"))
    }

    /// Whether it goes by that name; Windows compares names without case.
    pub fn is_called(&self, name: &str) -> bool {
        // Letter by letter, since a hostile name is long and there are many accounts to compare.
        let folded = self.name.chars().flat_map(char::to_lowercase);
        folded.eq(name.chars().flat_map(char::to_lowercase))
    }

    /// Where the account begins: the author's `User` element, else its first setting.
    pub fn place(&self) -> Place {
        at_element(self.first)
    }
}

/// The `User` element of one of its settings, which is where its name stands.
pub fn at_element(setting: &Setting) -> Place {
    let mut place = Place::from(setting);
    if let Some(step) = setting.steps.get(USER.matches('/').count()) {
        place.span = Some(step.clone());
    }
    place.setting = Some(match setting.path.table() == USER {
        true => setting.path.to_string(),
        false => setting.path.parent().to_string(),
    });
    // What is told apart is the account, not the setting that happens to stand first.
    place.evidence.clear();
    place.beside.clear();
    place
}

/// The path of an account.
const USER: &str = "Accounts/Users/User";

/// An account that is signed in whenever the device starts.
#[derive(Debug, Clone, Copy)]
pub struct AutoLogon<'p> {
    /// Who.
    pub user: Option<&'p Setting>,
    /// The password.
    pub password: Option<&'p Setting>,
    /// The domain of the account; none for a local one.
    pub domain: Option<&'p Setting>,
}

impl<'p> AutoLogon<'p> {
    /// The name of the account, without the domain that can stand before or behind it.
    pub fn name(&self) -> Option<&'p str> {
        let name = self.user?.value().trim();
        Some(name.strip_prefix(".\\").unwrap_or(name))
    }

    /// Whether the account is one of a domain or a cloud directory.
    pub fn is_domain_account(&self) -> bool {
        self.domain.is_some() || self.name().is_some_and(|name| name.contains(['\\', '@']))
    }
}

impl Package {
    /// The local accounts that settings create.
    pub fn accounts(&self) -> Vec<Account<'_>> {
        let mut accounts: Vec<Account<'_>> = vec![];
        let mut places: HashMap<String, usize> = HashMap::new();
        let itself = self.settings(USER);
        for setting in self.settings_below(USER).chain(itself) {
            let Some(name) = setting.path.key() else { continue };
            let at = *places.entry(name.to_lowercase()).or_insert_with(|| {
                accounts.push(Account {
                    name,
                    first: setting,
                    password: None,
                    group: None,
                    home: None,
                    again: None,
                });
                accounts.len() - 1
            });
            let Some(account) = accounts.get_mut(at) else { continue };
            match setting.path.leaf() {
                "Password" if account.password.is_some() => {
                    account.again = account.again.or(Some(setting));
                }
                "Password" => account.password = Some(setting),
                "UserGroup" => account.group = account.group.or(Some(setting)),
                "HomeDir" => account.home = account.home.or(Some(setting)),
                _ => {}
            }
        }
        accounts
    }

    /// The automatic sign-in, when it is switched on.
    pub fn auto_logon(&self) -> Option<AutoLogon<'_>> {
        let of = |leaf: &str| {
            self.setting(&format!("SMISettings/AutoLogon/{leaf}")).filter(|found| found.is_set())
        };
        let logon =
            AutoLogon { user: of("UserName"), password: of("Password"), domain: of("DomainName") };
        // Without the switch, which has no other value than on, a user and a password are enough.
        let is_on = of("Enable").is_none_or(|switch| switch.is("1") || switch.is_true());
        (is_on && (logon.user.is_some() || logon.password.is_some())).then_some(logon)
    }

    /// Whether a local account is created, in Common, for some devices only, or by what seems to be
    /// a script that does.
    pub fn creates_local_account(&self) -> bool {
        !self.accounts().is_empty() || self.creates_account_elsewhere()
    }

    /// Whether there may be a local account beside those that all devices get: one of a variant, or
    /// one that a command or a script of the package creates or turns on.
    pub fn creates_account_elsewhere(&self) -> bool {
        self.settings_of_variants(USER).next().is_some() || self.brings_account_by_script()
    }

    /// Whether somebody can sign in who is no account of this package or of a directory: a guest of
    /// a shared PC, an account that a kiosk makes for itself.
    pub fn lets_guests_in(&self) -> bool {
        let is_set = |path: &str| self.setting(path).is_some_and(Setting::is_set);
        let shares = self.setting("SharedPC/EnableSharedPCMode").is_some_and(Setting::is_true);
        let model = self.setting("SharedPC/AccountManagement/AccountModel");
        // Guests are what shared-PC mode offers unless it is told otherwise.
        let offers_guest = model.is_none_or(|model| !model.is("1"));
        (shares && (offers_guest || is_set("SharedPC/AccountManagement/KioskModeAUMID")))
            || self.kiosk_signs_in_by_itself()
    }

    /// A kiosk profile can make its own account.
    fn kiosk_signs_in_by_itself(&self) -> bool {
        self.settings("AssignedAccess/MultiAppAssignedAccessSettings").any(|setting| {
            setting.runtime.is_none() || setting.value().contains("AutoLogonAccount")
        })
    }

    /// The switch that skips the setup screens, when it is on.
    pub fn hides_setup(&self) -> Option<&Setting> {
        self.setting("OOBE/Desktop/HideOobe").filter(|hide| hide.is_true())
    }
}

#[cfg(test)]
mod tests {
    use crate::container::open_bytes;
    use crate::package::{Limits, Package, packages};

    fn package(common: &str) -> Package {
        let text = corpus_build::answer_file(common);
        let input = open_bytes("customizations.xml", text.into_bytes());
        packages(&input, &Limits::default()).into_iter().next().unwrap_or_else(|| unreachable!())
    }

    fn users(users: &str) -> String {
        format!("<Accounts><Users>{users}</Users></Accounts>")
    }

    #[test]
    fn an_account_is_one_without_settings_and_one_with_another_case() {
        let package = package(&users(
            r#"<User UserName="desk"><Password>a</Password><UserGroup>2</UserGroup></User>
               <User UserName="Desk"><Password>b</Password><HomeDir>D:\</HomeDir></User>
               <User UserName="bare" Password="c" />"#,
        ));
        let accounts = package.accounts();
        let names: Vec<&str> = accounts.iter().map(|account| account.name).collect();
        assert_eq!(names, ["desk", "bare"]);
        let [desk, bare] = accounts.as_slice() else { unreachable!() };
        assert!(desk.is_administrator() && desk.again.is_some() && desk.home.is_some());
        assert!(desk.is_called("DESK") && !desk.is_called("des") && bare.password.is_none());
        assert_eq!(desk.place().setting.as_deref(), Some("Accounts/Users/User[desk]"));
        assert_eq!(package.shown(&bare.place().span.unwrap_or_else(|| unreachable!())), "User");
    }

    #[test]
    fn a_sign_in_is_on_unless_it_says_otherwise() {
        let logon = |inside: &str| {
            let logon = format!("<SMISettings><AutoLogon>{inside}</AutoLogon></SMISettings>");
            let package = package(&logon);
            let logon = package.auto_logon();
            logon.map(|logon| (logon.name().map(str::to_owned), logon.is_domain_account()))
        };
        let of = |name: &str, is_domain| Some((Some(name.to_owned()), is_domain));
        assert_eq!(logon("<Enable>ENABLE</Enable><UserName>.\\desk</UserName>"), of("desk", false));
        assert_eq!(logon("<UserName>corp\\desk</UserName>"), of("corp\\desk", true));
        assert_eq!(logon("<Enable>0</Enable><UserName>desk</UserName>"), None);
        assert_eq!(logon("<Enable>ENABLE</Enable>"), None);
    }

    #[test]
    fn an_account_of_a_variant_or_of_a_command_is_one_elsewhere() {
        let elsewhere = |common: &str, variant: &str| {
            let variant =
                format!("</Common><Variant Name=\"east\"><Settings>{variant}</Settings></Variant>");
            let text = corpus_build::answer_file(common).replace("</Common>", &variant);
            let input = open_bytes("customizations.xml", text.into_bytes());
            let found = packages(&input, &Limits::default());
            found.first().is_some_and(Package::creates_account_elsewhere)
        };
        let user = users(r#"<User UserName="desk"><Password>a</Password></User>"#);
        let command = |line: &str| {
            format!(
                "<ProvisioningCommands><DeviceContext><CommandLine>{line}</CommandLine>\
                 </DeviceContext></ProvisioningCommands>"
            )
        };
        assert!(elsewhere("", &user) && elsewhere(&command("net user desk * /add"), ""));
        assert!(
            !elsewhere(&user, "") && !elsewhere(&command("cmd /c rem net user desk * /add"), "")
        );
    }

    #[test]
    fn guests_get_in_where_a_shared_pc_has_them() {
        let shared = |model: &str| {
            format!(
                "<SharedPC><AccountManagement><AccountModel>{model}</AccountModel></AccountManagement>\
                 <EnableSharedPCMode>True</EnableSharedPCMode></SharedPC>"
            )
        };
        assert!(package(&shared("Only guest")).lets_guests_in());
        assert!(!package(&shared("Domain-joined only")).lets_guests_in());
        assert!(!package("").lets_guests_in());
    }
}
