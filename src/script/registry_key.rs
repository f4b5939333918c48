//! A key of the registry, from any spelling that `.reg` files, `reg.exe` and PowerShell take.

/// Where a key hangs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hive {
    /// `HKEY_LOCAL_MACHINE`.
    LocalMachine,
    /// `HKEY_CURRENT_USER`: of whoever runs what writes there.
    CurrentUser,
    /// `HKEY_CLASSES_ROOT`.
    ClassesRoot,
    /// `HKEY_USERS`, and below it the SID, or the name that a hive was loaded as; empty for
    /// `HKEY_USERS` itself.
    Users(String),
    /// `HKEY_CURRENT_CONFIG`.
    CurrentConfig,
}

/// How a key was spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeySpelling {
    /// `HKLM\…`, `HKEY_LOCAL_MACHINE\…`: `.reg` files, `reg.exe`, VBScript, .NET.
    Plain,
    /// `HKLM:\…`: a drive of PowerShell, which has only `HKLM:` and `HKCU:` unless others are made.
    Drive,
    /// `Registry::HKLM\…`: PowerShell, whatever drives there are.
    Provider,
}

/// A key of the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistryKey {
    /// Where it hangs.
    pub hive: Hive,
    /// The path below the hive (and below the SID), parted by single backslashes, as it was spelled
    /// otherwise; empty for the hive itself.
    pub path: String,
    /// How it was spelled.
    pub spelling: KeySpelling,
    /// Whether the path begins with the name of a hive again: `HKLM:\HKEY_LOCAL_MACHINE\Software`
    /// is a key of the name `HKEY_LOCAL_MACHINE` below the hive, which is never meant. So is a drive
    /// behind the name of the provider, `Registry::HKLM:\Software`.
    pub is_doubled: bool,
}

const HIVES: [(&str, &str, Hive); 5] = [
    ("HKLM", "HKEY_LOCAL_MACHINE", Hive::LocalMachine),
    ("HKCU", "HKEY_CURRENT_USER", Hive::CurrentUser),
    ("HKCR", "HKEY_CLASSES_ROOT", Hive::ClassesRoot),
    ("HKU", "HKEY_USERS", Hive::Users(String::new())),
    ("HKCC", "HKEY_CURRENT_CONFIG", Hive::CurrentConfig),
];

/// Reads the name of a key; `None` when it is no key of this computer's registry.
pub fn normal_key(key: &str) -> Option<RegistryKey> {
    let (spelling, name, below) = spelled(key)?;
    let is_plain = spelling == KeySpelling::Plain;
    // To PowerShell a slash is a backslash; elsewhere it is a character of a name.
    let steps = below.split(|ch| ch == '\\' || (!is_plain && ch == '/'));
    let mut steps = steps.filter(|step| !step.is_empty()).peekable();
    // `Registry::HKLM:\…` names the provider and a drive.
    let drive = name.strip_suffix(':').filter(|_| spelling == KeySpelling::Provider);
    let mut hive = hive(drive.unwrap_or(name))?;
    let is_doubled = drive.is_some()
        || steps.peek().is_some_and(|step| self::hive(step.trim_end_matches(':')).is_some());
    if let Hive::Users(whose) = &mut hive {
        *whose = steps.next().unwrap_or_default().to_owned();
    }
    let path = steps.collect::<Vec<_>>().join("\\");
    Some(RegistryKey { hive, path, spelling, is_doubled })
}

/// The spelling, the hive's name and what stands behind it.
fn spelled(key: &str) -> Option<(KeySpelling, &str, &str)> {
    let provider = key.split_once("::").filter(|(provider, _)| {
        let module = r"Microsoft.PowerShell.Core\";
        behind(provider, module).unwrap_or(provider).eq_ignore_ascii_case("Registry")
    });
    if let Some((_, path)) = provider {
        let path = path.trim_start_matches(['\\', '/']);
        let (name, below) = path.split_once(['\\', '/']).unwrap_or((path, ""));
        return Some((KeySpelling::Provider, name, below));
    }
    let end = key.find(['\\', ':']).unwrap_or(key.len());
    let (name, below) = key.split_at_checked(end)?;
    match below.strip_prefix(':') {
        // There is no drive of a long name.
        Some(below) if name.len() <= 4 => Some((KeySpelling::Drive, name, below)),
        Some(_) => None,
        None => Some((KeySpelling::Plain, name, below)),
    }
}

/// What stands behind a prefix, in whatever case.
fn behind<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let (head, tail) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(tail)
}

fn hive(name: &str) -> Option<Hive> {
    let is_it = |(short, long, _): &&(&str, &str, Hive)| {
        name.eq_ignore_ascii_case(short) || name.eq_ignore_ascii_case(long)
    };
    HIVES.iter().find(is_it).map(|(.., hive)| hive.clone())
}

impl RegistryKey {
    /// Whether it is the key of that path. Case does not count, nor does `Wow6432Node`; a numbered
    /// control set counts as the current one.
    pub fn is(&self, hive: &Hive, path: &str) -> bool {
        self.rest_below(hive, path).is_some_and(|mut rest| rest.next().is_none())
    }

    /// Whether it is the key of that path or one below it, compared as [`is`](Self::is) does.
    pub fn is_below(&self, hive: &Hive, path: &str) -> bool {
        self.rest_below(hive, path).is_some()
    }

    /// The steps of its path below that path, when it is there.
    fn rest_below<'k>(
        &'k self,
        hive: &Hive,
        path: &str,
    ) -> Option<impl Iterator<Item = &'k str> + use<'k>> {
        if !self.hive.is_same(hive) {
            return None;
        }
        let mut own = steps(&self.path).enumerate();
        let is_machine = self.hive == Hive::LocalMachine;
        for (at, wanted) in steps(path).enumerate() {
            let (_, step) = own.next()?;
            let is_set = |step: &str| is_machine && at == 1 && is_control_set(step);
            let is_same = same_name(step, wanted) || (is_set(step) && is_set(wanted));
            if !is_same {
                return None;
            }
        }
        Some(own.map(|(_, step)| step))
    }
}

impl Hive {
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Users(one), Self::Users(other)) => same_name(one, other),
            (one, other) => one == other,
        }
    }
}

/// The steps of a path that count.
fn steps(path: &str) -> impl Iterator<Item = &str> {
    path.split('\\').filter(|step| !step.is_empty() && !step.eq_ignore_ascii_case("Wow6432Node"))
}

fn same_name(one: &str, other: &str) -> bool {
    let folded = |name| str::chars(name).flat_map(char::to_lowercase);
    folded(one).eq(folded(other))
}

/// `CurrentControlSet`, `ControlSet001`. Only below `SYSTEM` are there such keys.
fn is_control_set(step: &str) -> bool {
    let is_number = |text: &str| text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    step.eq_ignore_ascii_case("CurrentControlSet")
        || behind(step, "ControlSet").is_some_and(is_number)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use proptest::prelude::*;

    use super::*;

    const POLICIES: &str = r"SOFTWARE\Policies\Microsoft";

    #[test]
    fn one_key_in_all_its_spellings() {
        use KeySpelling::{Drive, Plain, Provider};
        for (spelling, key) in [
            (Plain, r"HKLM\SOFTWARE\Policies\Microsoft"),
            (Plain, r"hkey_local_machine\software\policies\MICROSOFT\"),
            (Plain, r"HKLM\\SOFTWARE\\Policies\\Microsoft"),
            (Plain, r"HKEY_LOCAL_MACHINE\SOFTWARE\WOW6432Node\Policies\Microsoft"),
            (Drive, r"HKLM:\SOFTWARE\Policies\Microsoft"),
            (Drive, r"HKLM:SOFTWARE\Policies\Microsoft"),
            (Drive, r"hklm:/SOFTWARE/Policies\Microsoft/"),
            (Provider, r"Registry::HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft"),
            (Provider, r"registry::HKLM/SOFTWARE/Policies/Microsoft"),
            (Provider, r"Microsoft.PowerShell.Core\Registry::HKLM\SOFTWARE\Policies\Microsoft"),
        ] {
            let found = normal_key(key).unwrap();
            assert_eq!(found.spelling, spelling, "{key}");
            assert!(found.is(&Hive::LocalMachine, POLICIES), "{key}");
            assert!(found.is_below(&Hive::LocalMachine, "Software"), "{key}");
            assert!(found.is_below(&Hive::LocalMachine, ""), "{key}");
            assert!(!found.is_below(&Hive::CurrentUser, "Software"), "{key}");
            assert!(!found.is_below(&Hive::LocalMachine, r"SOFTWARE\Policies\Micro"), "{key}");
            assert!(!found.is_doubled);
        }
    }

    #[test]
    fn what_is_no_key() {
        for key in [
            "",
            "HKLM/SOFTWARE",
            r"\HKLM\SOFTWARE",
            r"\\.\HKLM\SOFTWARE",
            r"\\server\HKLM\SOFTWARE",
            r"C:\Windows",
            r"HKEY_LOCAL_MACHINE:\SOFTWARE",
            r"HKLM2\SOFTWARE",
            r"FileSystem::HKLM\SOFTWARE",
            "$key",
        ] {
            assert_eq!(normal_key(key), None, "{key}");
        }
    }

    #[test]
    fn the_hives() {
        let hive = |key| normal_key(key).map(|key| (key.hive, key.path));
        let users = |whose: &str| Hive::Users(whose.to_owned());
        assert_eq!(hive("HKCU:"), Some((Hive::CurrentUser, String::new())));
        assert_eq!(hive("HKU"), Some((users(""), String::new())));
        assert_eq!(hive(r"HKU\.DEFAULT\Software"), Some((users(".DEFAULT"), "Software".into())));
        assert_eq!(hive(r"HKU:\S-1-5-18\a\\b"), Some((users("S-1-5-18"), r"a\b".into())));
        assert_eq!(hive(r"HKCR\*\shell"), Some((Hive::ClassesRoot, r"*\shell".into())));
        assert_eq!(hive(r"HKLM\a/b"), Some((Hive::LocalMachine, "a/b".into())));
        let default = normal_key(r"HKEY_USERS\.Default\Software\x").unwrap();
        assert!(default.is_below(&users(".DEFAULT"), "software"));
        assert!(!default.is_below(&users("S-1-5-18"), "software"));
    }

    #[test]
    fn control_sets_are_the_current_one() {
        let wanted = r"SYSTEM\CurrentControlSet\Services";
        for (key, is) in [
            (r"HKLM\SYSTEM\ControlSet001\Services", true),
            (r"HKLM\System\currentcontrolset\services", true),
            (r"HKLM\SYSTEM\ControlSet1\Services", false),
            (r"HKLM\SYSTEM\ControlSetabc\Services", false),
            (r"HKLM\SYSTEM\001\Services", false),
            (r"HKCU\SYSTEM\ControlSet001\Services", false),
        ] {
            assert_eq!(normal_key(key).unwrap().is(&Hive::LocalMachine, wanted), is, "{key}");
        }
    }

    #[test]
    fn a_hive_in_a_hive() {
        for (key, is_doubled) in [
            (r"HKLM:\HKEY_LOCAL_MACHINE\SOFTWARE\x", true),
            (r"HKLM:\HKLM:\SOFTWARE\x", true),
            (r"HKCU\HKEY_CURRENT_USER\x", true),
            (r"HKU:\HKEY_USERS\S-1-5-18", true),
            (r"HKLM:\SOFTWARE\HKLM", false),
        ] {
            let found = normal_key(key).unwrap();
            assert_eq!(found.is_doubled, is_doubled, "{key}");
            assert!(!is_doubled || !found.is_below(&Hive::LocalMachine, "SOFTWARE"), "{key}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_key_or_none(key in r"(HK(LM|CU|U)|Registry::|.)?[:\\/]{0,2}.{0,40}") {
            if let Some(found) = normal_key(&key) {
                prop_assert!(found.is(&found.hive, &found.path));
                prop_assert!(found.is_below(&found.hive, ""));
            }
        }
    }
}
