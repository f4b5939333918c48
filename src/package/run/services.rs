//! What a package does to the services of Windows, by whatever means.

use super::{RunCall, Stage};
use crate::package::{Package, Place};
use crate::script::Value;
use crate::script::reading::Style;
use crate::script::registry_key::Hive;

/// A change of a service.
#[derive(Debug, Clone)]
pub struct ServiceChange<'p> {
    /// The service, in lower case: its name, or what it is shown as.
    pub service: String,
    /// What becomes of it.
    pub to: ServiceState,
    /// Where it stands.
    pub place: Place,
    /// When it is done.
    pub stage: Stage,
    /// The command that does it; none in a registry file.
    pub call: Option<RunCall<'p>>,
}

/// What becomes of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServiceState {
    /// It runs.
    Started,
    /// It is stopped until the next start.
    Stopped,
    /// It may be started, by itself or by hand.
    Enabled,
    /// It cannot be started.
    Disabled,
    /// It is taken away.
    Deleted,
}

impl ServiceState {
    /// Whether it does its work no longer.
    pub fn is_off(self) -> bool {
        matches!(self, Self::Stopped | Self::Disabled | Self::Deleted)
    }

    /// Whether it will not do it after the next start either.
    pub fn is_off_for_good(self) -> bool {
        matches!(self, Self::Disabled | Self::Deleted)
    }

    /// What is said of it: the service *is stopped*.
    pub fn name(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Stopped => "stopped",
            Self::Enabled => "enabled",
            Self::Disabled => "disabled",
            Self::Deleted => "deleted",
        }
    }
}

/// The key that services stand below.
const SERVICES: &str = r"SYSTEM\CurrentControlSet\Services";

impl Package {
    /// What its commands, scripts and registry files do to services; one whose name cannot be known
    /// is left out.
    pub fn service_changes(&self) -> Vec<ServiceChange<'_>> {
        let mut found = vec![];
        for call in self.calls() {
            for (names, to) in of_call(&call) {
                found.extend(names.into_iter().map(|name| ServiceChange {
                    service: name.trim().to_lowercase(),
                    to,
                    place: call.place(),
                    stage: call.stage(),
                    call: Some(call),
                }));
            }
        }
        for change in self.registry_changes() {
            let to = match change.number() {
                _ if !change.is_named("Start") => continue,
                Some(0..=3) => ServiceState::Enabled,
                Some(4) => ServiceState::Disabled,
                _ => continue,
            };
            let service = change.key.path.rsplit('\\').next().unwrap_or_default().to_lowercase();
            // The key of the service itself, not one below it.
            let is_service = change.key.is(&Hive::LocalMachine, &format!("{SERVICES}\\{service}"));
            if is_service && !service.contains(crate::script::reading::UNKNOWN) {
                let (place, stage, call) = (change.place, change.stage, change.call);
                found.push(ServiceChange { service, to, place, stage, call });
            }
        }
        found.retain(|change| !change.service.is_empty());
        found
    }
}

/// The services that a command changes, and how.
fn of_call(call: &RunCall<'_>) -> Vec<(Vec<String>, ServiceState)> {
    let found = match call.style {
        Style::Cmdlet => of_cmdlet(call),
        Style::Program => of_program(call).into_iter().collect(),
        Style::Method => of_controller(call).into_iter().collect(),
        _ => vec![],
    };
    let known = |names: &Value| -> Vec<String> {
        let known = |name: &Value| match name.known() {
            Some(name) => vec![name.to_owned()],
            None => call.each_time(name),
        };
        names.each().iter().flat_map(known).collect()
    };
    match found.is_empty() {
        true => of_wmi(call).map(|(name, to)| (vec![name], to)).into_iter().collect(),
        false => found.iter().map(|(names, to)| (known(names), *to)).collect(),
    }
}

/// `(Get-Service x).Stop()`.
fn of_controller(call: &RunCall<'_>) -> Option<(Value, ServiceState)> {
    let to = match call.name.as_str() {
        "stop" => ServiceState::Stopped,
        "start" => ServiceState::Started,
        _ => return None,
    };
    let giver = call.givers(call.object()?).into_iter().find(|giver| giver.is("get-service"))?;
    Some((named(&giver)?, to))
}

/// What the class of WMI for services is told.
fn of_wmi(call: &RunCall<'_>) -> Option<(String, ServiceState)> {
    let method = call.wmi_method(&["stopservice", "startservice", "changestartmode", "delete"])?;
    if !(method.is_of("win32_service") || call.is("wmic") && method.is_of("service")) {
        return None;
    }
    let to = match method.name.as_str() {
        "stopservice" => ServiceState::Stopped,
        "startservice" => ServiceState::Started,
        "delete" => ServiceState::Deleted,
        _ => match method.argument("StartMode", 0)?.known()?.trim_matches('"') {
            mode if mode.eq_ignore_ascii_case("disabled") => ServiceState::Disabled,
            _ => ServiceState::Enabled,
        },
    };
    Some((method.named()?.to_owned(), to))
}

/// The service that a command names.
fn named(call: &RunCall<'_>) -> Option<Value> {
    // Of `Set-Service` it is what the service is shown as from then on.
    let shown = call.parameter("displayname").filter(|_| !call.is("set-service"));
    let name = call.parameter("name").or(shown);
    name.or(call.parameter("inputobject")).or_else(|| call.positional().next()).cloned()
}

fn of_program(call: &RunCall<'_>) -> Option<(Value, ServiceState)> {
    let mut arguments = call.arguments.iter().map(|argument| &argument.value);
    let mut verb = arguments.next()?;
    match call.name.as_str() {
        "sc" => {
            if verb.text().starts_with(r"\\") {
                verb = arguments.next()?;
            }
            let to = match verb.text().to_ascii_lowercase().as_str() {
                "stop" => ServiceState::Stopped,
                "start" => ServiceState::Started,
                "delete" => ServiceState::Deleted,
                "config" => match call.assigned("start")?.known()?.to_ascii_lowercase().as_str() {
                    "disabled" => ServiceState::Disabled,
                    "auto" | "demand" | "delayed-auto" | "boot" | "system" => ServiceState::Enabled,
                    _ => return None,
                },
                _ => return None,
            };
            Some((arguments.next()?.clone(), to))
        }
        "net" | "net1" => {
            let to = match verb.text().to_ascii_lowercase().as_str() {
                "stop" => ServiceState::Stopped,
                "start" => ServiceState::Started,
                _ => return None,
            };
            Some((arguments.next()?.clone(), to))
        }
        _ => None,
    }
}

fn of_cmdlet(call: &RunCall<'_>) -> Vec<(Value, ServiceState)> {
    let is_setting = call.is("set-service");
    let kind = match call.name.as_str() {
        "stop-service" => Some(ServiceState::Stopped),
        "start-service" => Some(ServiceState::Started),
        "remove-service" => Some(ServiceState::Deleted),
        "set-service" => match call.parameter("startuptype").and_then(Value::known) {
            Some(kind) if kind.eq_ignore_ascii_case("disabled") || kind == "4" => {
                Some(ServiceState::Disabled)
            }
            Some(_) => Some(ServiceState::Enabled),
            None => None,
        },
        _ => return vec![],
    };
    let status = match call.parameter("status").and_then(Value::known) {
        Some(status) if is_setting && status.eq_ignore_ascii_case("stopped") => {
            Some(ServiceState::Stopped)
        }
        Some(status) if is_setting && status.eq_ignore_ascii_case("running") => {
            Some(ServiceState::Started)
        }
        _ => None,
    };
    if call.has_parameter("whatif") {
        return vec![];
    }
    let piped = || match call.source() {
        Some(source) if source.is("get-service") => named(&source),
        Some(source) if source.style == Style::Expression => source.program.clone().into(),
        _ => None,
    };
    let Some(names) = named(call).or_else(piped) else { return vec![] };
    // One finding for one command: of the two that it does, what stays.
    let to = kind.or(status);
    to.into_iter().map(|to| (names.clone(), to)).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use proptest::prelude::*;

    use crate::container::open_bytes;
    use crate::package::{Limits, packages};

    fn changes(name: &str, text: &str) -> Vec<String> {
        let input = open_bytes(name, text.as_bytes().to_vec());
        let packages = packages(&input, &Limits::default());
        let changes = packages.first().unwrap().service_changes();
        changes.iter().map(|change| format!("{} {}", change.service, change.to.name())).collect()
    }

    #[test]
    fn what_is_done_to_services_is_read_from_programs_and_commands() {
        let text = "sc stop WinDefend\r\nsc.exe config \"wuauserv\" start= disabled\r\n\
                    sc config x start=demand\r\nnet stop mpssvc /y\r\nnet start\r\n\
                    sc query mpssvc\r\nsc \\\\pc delete Old\r\nrem sc stop y\r\n\
                    reg add HKLM\\SYSTEM\\CurrentControlSet\\Services\\UsoSvc /v Start /t REG_DWORD /d 4 /f\r\n\
                    reg add HKLM\\SYSTEM\\CurrentControlSet\\Services\\a\\Parameters /v Start /d 4 /f\r\n";
        assert_eq!(
            changes("x.cmd", text),
            [
                "windefend stopped",
                "wuauserv disabled",
                "x enabled",
                "mpssvc stopped",
                "old deleted",
                "usosvc disabled"
            ]
        );
        let text = "Stop-Service -Name 'WinDefend', mpssvc -Force\nStop-Service $x\n\
                    Get-Service wuauserv | Stop-Service\n\
                    Get-Service -Name wuauserv | Set-Service -StartupType Disabled -Status Stopped\n\
                    Set-Service UsoSvc -StartupType Manual\n\
                    sc.exe delete Sense\nsc stop WinDefend\n\
                    Set-ItemProperty HKLM:\\SYSTEM\\CurrentControlSet\\Services\\BFE -Name Start -Value 4\n";
        assert_eq!(
            changes("x.ps1", text),
            [
                "windefend stopped",
                "mpssvc stopped",
                "wuauserv stopped",
                "wuauserv disabled",
                "usosvc enabled",
                "sense deleted",
                "bfe disabled"
            ]
        );
    }

    #[test]
    fn services_are_changed_through_wmi_and_in_loops() {
        for line in [
            "(Get-Service x).Stop()",
            "$s = Get-Service -Name x; $s.Stop()",
            "(Get-WmiObject Win32_Service -Filter \"Name='X'\").StopService()",
            "Get-CimInstance Win32_Service -Filter \"Name = 'x'\" | Invoke-CimMethod -MethodName StopService",
            "$s = Get-CimInstance Win32_Service | Where-Object { $_.Name -eq 'x' }\nInvoke-CimMethod -InputObject $s -MethodName StopService",
            "wmic service where name=\"x\" call stopservice",
            "wmic service x call StopService",
            "foreach ($s in 'x') { Stop-Service $s }",
            "$all = @('x')\nforeach ($s in $all) { sc.exe stop $s }",
            "'x' | ForEach-Object { Stop-Service -Name $_ -Force }",
        ] {
            assert_eq!(changes("x.ps1", line), ["x stopped"], "{line}");
        }
        let line = "for %%s in (a b) do sc config %%s start= disabled\r\n";
        assert_eq!(changes("x.cmd", line), ["a disabled", "b disabled"]);
        for line in [
            "$x.Stop()",
            "$watch = Get-Watch; $watch.Stop()",
            "(Get-WmiObject Win32_Product -Filter \"Name='x'\").Delete()",
            "(Get-WmiObject Win32_Service -Filter \"Name='$s'\").StopService()",
            "foreach ($s in Get-Names) { Stop-Service $s }",
            "foreach ($s in 'x') { $s = Read-It; Stop-Service $s }",
        ] {
            assert!(changes("x.ps1", line).is_empty(), "{line}");
        }
    }

    proptest! {
        #[test]
        fn any_script_is_read(text in r"(sc|net|Stop-Service|Set-Service|reg add|for %%s in|foreach \(|wmic service|\(Get-Service)? ?.{0,60}") {
            changes("x.cmd", &text);
            changes("x.ps1", &text);
        }
    }
}
