//! The services that a package creates.

use super::RunCall;
use crate::package::Package;
use crate::script::Value;
use crate::script::reading::Style;

/// A service that a command creates.
#[derive(Debug, Clone)]
pub struct MadeService<'p> {
    /// The command.
    pub call: RunCall<'p>,
    /// Its name, where it is known.
    pub name: Option<String>,
    /// The line that starts it.
    pub path: Option<Value>,
    /// Who runs it, as written; none for SYSTEM, which runs what names nobody.
    pub account: Option<String>,
}

impl MadeService<'_> {
    /// Whether SYSTEM runs it.
    pub fn is_of_system(&self) -> bool {
        self.account.as_ref().is_none_or(|account| {
            ["LocalSystem", r".\LocalSystem", r"NT AUTHORITY\SYSTEM", "SYSTEM"]
                .iter()
                .any(|name| name.eq_ignore_ascii_case(account))
        })
    }
}

impl Package {
    /// The services that it creates, in the order of the run.
    pub fn made_services(&self) -> Vec<MadeService<'_>> {
        self.calls().filter_map(made).collect()
    }
}

fn known(value: Option<&Value>) -> Option<String> {
    value.and_then(Value::known).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn made(call: RunCall<'_>) -> Option<MadeService<'_>> {
    match (call.name.as_str(), call.style) {
        ("sc", Style::Program) => {
            // A computer may stand first: `sc \\host create`.
            let verb = call.texts().position(|text| text.eq_ignore_ascii_case("create"))?;
            let name = call.arguments.get(verb.checked_add(1)?).filter(|_| verb < 2)?;
            let (name, path) = (known(Some(&name.value)), call.assigned("binpath"));
            let account = known(call.assigned("obj").as_ref());
            Some(MadeService { call, name, path, account })
        }
        ("new-service", _) => {
            let name = known(call.parameter_or("name", 0));
            let path = call.parameter_or("binarypathname", 1).cloned();
            let account = call.parameter("credential").map(|_| "the account that it is given");
            Some(MadeService { call, name, path, account: account.map(str::to_owned) })
        }
        ("nssm" | "nssm64", _) => {
            let mut given = call.positional().filter(|value| !value.text().is_empty());
            given.next().filter(|verb| verb.is("install"))?;
            let name = known(given.next());
            let path = given.next().cloned();
            // The program is asked for in a window then.
            path.as_ref()?;
            Some(MadeService { call, name, path, account: None })
        }
        ("invoke-cimmethod" | "invoke-wmimethod" | "wmic", _) => {
            let (name, path, account) = {
                let method = call.wmi_method(&["create"])?;
                if !method.is_of("win32_service") {
                    return None;
                }
                let name = known(method.argument("Name", 0).as_ref());
                let path = method.argument("PathName", 2);
                (name, path, known(method.argument("StartName", 7).as_ref()))
            };
            Some(MadeService { call, name, path, account })
        }
        // `instsrv NAME C:\…\srvany.exe`.
        ("instsrv", _) => {
            let name = known(call.positional().next());
            let path = call.positional().nth(1).cloned()?;
            if path.is("remove") {
                return None;
            }
            Some(MadeService { call, name, path: Some(path), account: None })
        }
        _ => None,
    }
}
