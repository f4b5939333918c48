//! What commands and methods do to the registry.

use super::RunCall;
use super::registry::{RegistryChange, RegistryData};
use crate::script::Value;
use crate::script::reading::{REGISTRY_VALUE, Style};
use crate::script::registry_key::normal_key;

/// What a command does to the registry.
pub(super) fn of_call(call: RunCall<'_>) -> Option<RegistryChange<'_>> {
    let found = match call.style {
        Style::Program => of_program(&call),
        Style::Cmdlet => of_cmdlet(&call),
        Style::Method | Style::StaticMethod => of_method(&call),
        _ => None,
    };
    let Written { key, at, name, to } = found.or_else(|| of_provider(&call))?;
    Some(RegistryChange {
        key: normal_key(key.trim_end_matches('\\'))?,
        name,
        to,
        place: call.place(),
        key_place: at.map_or_else(|| call.place(), |at| call.place_of(&at)),
        stage: call.stage(),
        part_index: call.part_index,
        call: Some(call),
    })
}

/// What a call writes.
struct Written {
    key: String,
    /// Where the key stands; none if that is in another call.
    at: Option<Value>,
    name: Option<String>,
    to: RegistryData,
}

impl Written {
    fn at(key: &Value, name: Option<String>, to: RegistryData) -> Self {
        Self { key: key.text().to_owned(), at: Some(key.clone()), name, to }
    }
}

/// A number in decimal, or after `0x` or `&H` in hexadecimal.
pub(super) fn number(text: &str) -> Option<u64> {
    let text = text.trim().to_ascii_lowercase();
    match text.strip_prefix("0x").or_else(|| text.strip_prefix("&h")) {
        Some(digits) => u64::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

fn data(value: Option<&Value>) -> RegistryData {
    match value.and_then(|value| value.known()) {
        Some(text) => RegistryData::Text(text.to_owned()),
        None => RegistryData::Other,
    }
}

fn of_program(call: &RunCall<'_>) -> Option<Written> {
    if !call.is("reg") {
        return None;
    }
    let verb = call.texts().next()?.to_ascii_lowercase();
    let key = call.arguments.get(1)?.value.clone();
    let name = call.option("v").map(|name| name.text().to_owned());
    let to = match verb.as_str() {
        "add" if name.is_none() && !call.has_switch(&["ve", "d"]) => RegistryData::Key,
        "add" => match call.option("d") {
            Some(value) => data(Some(&value)),
            None => RegistryData::Text(String::new()),
        },
        "delete" if name.is_some() || call.has_switch(&["ve", "va"]) => RegistryData::ValueDeleted,
        "delete" => RegistryData::KeyDeleted,
        _ => return None,
    };
    Some(Written::at(&key, name, to))
}

fn of_cmdlet(call: &RunCall<'_>) -> Option<Written> {
    let own = call.registry_path().cloned();
    let path = own.or_else(|| piped_key(call))?;
    let name = call.bound(REGISTRY_VALUE, "name").map(|name| name.text().to_owned());
    let to = match call.name.as_str() {
        "set-itemproperty" | "new-itemproperty" => data(match call.name.as_str() {
            "set-itemproperty" => call.bound(REGISTRY_VALUE, "value"),
            _ => call.parameter("value"),
        }),
        "remove-itemproperty" => RegistryData::ValueDeleted,
        "new-item" => return Some(Written::at(&path, None, RegistryData::Key)),
        "remove-item" => return Some(Written::at(&path, None, RegistryData::KeyDeleted)),
        _ => return None,
    };
    Some(Written::at(&path, name, to))
}

/// The key that a command for values gets from the one before it: `New-Item $key |
/// New-ItemProperty -Name …`.
fn piped_key(call: &RunCall<'_>) -> Option<Value> {
    let source = call.source().filter(|_| call.name.ends_with("-itemproperty"))?;
    let source = match source.style {
        Style::Expression => source.givers(&source.arguments.first()?.value).pop()?,
        _ => source,
    };
    source.is_any(&["get-item", "new-item"]).then(|| source.registry_path().cloned())?
}

fn of_method(call: &RunCall<'_>) -> Option<Written> {
    let given: Vec<&Value> = call.positional().collect();
    match (call.style, call.name.as_str(), given.as_slice()) {
        (Style::StaticMethod, "setvalue", [key, name, value, ..]) => {
            Some(Written::at(key, Some(name.text().to_owned()), data(Some(value))))
        }
        // Of a key that was opened before.
        (Style::Method, "setvalue", [name, value, ..]) => {
            let (name, to) = (Some(name.text().to_owned()), data(Some(value)));
            Some(Written { key: opened(call)?, at: None, name, to })
        }
        (Style::Method, "deletevalue", [name, ..]) => {
            let (name, to) = (Some(name.text().to_owned()), RegistryData::ValueDeleted);
            Some(Written { key: opened(call)?, at: None, name, to })
        }
        // Of WScript.Shell; the name is the last step of the path.
        (Style::Method, "regwrite", [path, value, ..]) => {
            let (key, name) = path.text().rsplit_once('\\')?;
            let mut found = (*path).clone();
            found.text = found.text.part(0..key.len());
            let name = Some(name.to_owned()).filter(|name| !name.is_empty());
            Some(Written::at(&found, name, data(Some(value))))
        }
        (Style::Method, "regdelete", [path, ..]) => {
            let to = match path.text().ends_with('\\') {
                true => RegistryData::KeyDeleted,
                false => RegistryData::ValueDeleted,
            };
            let (key, name) = path.text().rsplit_once('\\')?;
            let name = Some(name.to_owned()).filter(|name| !name.is_empty());
            let mut found = (*path).clone();
            found.text = found.text.part(0..key.len());
            Some(Written::at(&found, name, to))
        }
        _ => None,
    }
}

/// The key that the object of a method is, as `OpenSubKey` and `CreateSubKey` give it.
fn opened(call: &RunCall<'_>) -> Option<String> {
    let opener = call.givers(call.object()?).into_iter().find(|giver| {
        giver.style == Style::Method && giver.is_any(&["opensubkey", "createsubkey"])
    })?;
    let path = opener.positional().next()?.text().to_owned();
    let base = opener.object()?;
    // `[Microsoft.Win32.Registry]::LocalMachine`, `[…RegistryKey]::OpenBaseKey('LocalMachine', …)`.
    let written = opener.unit().text.text().get(base.range.clone())?.to_lowercase();
    let bases = opener.givers(base);
    let is = |name: &str| {
        written.contains(name) || bases.iter().any(|it| it.text().to_lowercase().contains(name))
    };
    let hive = match () {
        () if is("localmachine") => "HKLM",
        () if is("currentuser") => "HKCU",
        () => return None,
    };
    Some(format!("{hive}\\{path}"))
}

/// What the class of WMI for the registry is told: the hive as a number, the key, the name, the
/// data.
fn of_provider(call: &RunCall<'_>) -> Option<Written> {
    let method = call.wmi_method(&[
        "setdwordvalue",
        "setqwordvalue",
        "setstringvalue",
        "setexpandedstringvalue",
        "createkey",
        "deletekey",
        "deletevalue",
    ])?;
    let hive = match number(method.argument("hDefKey", 0)?.known()?)? {
        0x8000_0000 => "HKCR",
        0x8000_0001 => "HKCU",
        0x8000_0002 => "HKLM",
        0x8000_0003 => "HKU",
        _ => return None,
    };
    let at = method.argument("sSubKeyName", 1)?;
    let key = format!("{hive}\\{}", at.text());
    let named = || Some(method.argument("sValueName", 2)?.text().to_owned());
    let (name, to) = match method.name.as_str() {
        "createkey" => (None, RegistryData::Key),
        "deletekey" => (None, RegistryData::KeyDeleted),
        "deletevalue" => (named(), RegistryData::ValueDeleted),
        _ => {
            let value = method.argument("uValue", 3).or_else(|| method.argument("sValue", 3));
            (named(), data(value.as_ref()))
        }
    };
    Some(Written { key, at: Some(at), name, to })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use proptest::prelude::*;

    use super::super::RegistryData;
    use crate::container::open_bytes;
    use crate::package::{Limits, packages};

    /// Each change as `hive key name data`.
    fn changes(name: &str, text: &str) -> Vec<String> {
        let input = open_bytes(name, text.as_bytes().to_vec());
        let packages = packages(&input, &Limits::default());
        let changes = packages.first().unwrap().registry_changes();
        let shown = changes.iter().map(|change| {
            let to = match &change.to {
                RegistryData::Text(_) => {
                    let number = change.number().map(|number| number.to_string());
                    number.or(change.text().map(str::to_owned)).unwrap_or_default()
                }
                other => format!("{other:?}"),
            };
            let name = change.name.as_deref().unwrap_or_default();
            format!("{:?} {} {name} {to}", change.key.hive, change.key.path)
        });
        shown.collect()
    }

    #[test]
    fn values_are_set_by_whatever_means() {
        for line in [
            r"Get-Item HKLM:\Software\A | Set-ItemProperty -Name N -Value 1",
            r"New-Item HKLM:\Software\A -Force | New-ItemProperty -Name N -Value 0x1",
            r"$k = Get-Item HKLM:\Software\A; $k | Set-ItemProperty -Name N -Value 1",
            r"[Microsoft.Win32.Registry]::SetValue('HKEY_LOCAL_MACHINE\Software\A', 'N', 1)",
            r"[Microsoft.Win32.Registry]::LocalMachine.OpenSubKey('Software\A', $true).SetValue('N', 1)",
            r"$k = [Microsoft.Win32.Registry]::LocalMachine.CreateSubKey('Software\A'); $k.SetValue('N', 1, 'DWord')",
            r"$k = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64').OpenSubKey('Software\A', $true); $k.SetValue('N', 1)",
            r"([wmiclass]'root\default:StdRegProv').SetDWORDValue(2147483650, 'Software\A', 'N', 1)",
            r"Invoke-CimMethod -ClassName StdRegProv -MethodName SetDWORDValue -Arguments @{ hDefKey = [uint32]2147483650; sSubKeyName = 'Software\A'; sValueName = 'N'; uValue = 1 }",
        ] {
            let found = changes("x.ps1", line);
            let set = found.iter().filter(|found| !found.ends_with("Key"));
            assert_eq!(set.collect::<Vec<_>>(), [r"LocalMachine Software\A N 1"], "{line}");
        }
        let script = "Const HKLM = &H80000002\r\nSet r = GetObject(\"winmgmts:root\\default:StdRegProv\")\r\n\
                      r.SetDWORDValue HKLM, \"Software\\A\", \"N\", &H1\r\n";
        assert_eq!(changes("x.vbs", script), [r"LocalMachine Software\A N 1"]);
    }

    #[test]
    fn what_is_no_change_of_a_known_key() {
        for line in [
            "$list.SetValue('N', 1)",
            "$k = Get-Thing; $k.SetValue('N', 1)",
            r"$k = [Microsoft.Win32.Registry]::ClassesRoot.OpenSubKey('A'); $k.GetValue('N')",
            "Get-Thing | Set-ItemProperty -Name N -Value 1",
            "$object.SetDWORDValue('a', 'b', 'c', 1)",
        ] {
            assert!(changes("x.ps1", line).is_empty(), "{line}");
        }
    }

    proptest! {
        #[test]
        fn any_script_is_read(text in r"(\$k = )?(Get-Item|\[Registry\]::LocalMachine|\$k)?(\.OpenSubKey|\.SetValue|\.SetDWORDValue| \| Set-ItemProperty)?.{0,40}") {
            changes("x.ps1", &text);
            changes("x.vbs", &text);
        }
    }
}
