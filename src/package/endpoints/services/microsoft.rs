//! Services of Microsoft that commands name: updates, activation, sign-in, Office.

use super::{OnlineService, Reached};
use crate::package::run::RunCall;
use crate::script::reading::Style;

pub(super) fn reached(call: &RunCall<'_>) -> Vec<Reached> {
    match call.style {
        _ if call.is("createobject") => {
            let of_updates = call.positional().next().is_some_and(|name| is_session(name.text()));
            of_updates.then(|| Reached::now(OnlineService::WindowsUpdate)).into_iter().collect()
        }
        Style::Program | Style::Builtin => of_program(call).into_iter().collect(),
        Style::Cmdlet => of_cmdlet(call),
        _ => vec![],
    }
}

fn is_session(name: &str) -> bool {
    name.eq_ignore_ascii_case("Microsoft.Update.Session")
}

fn of_program(call: &RunCall<'_>) -> Option<Reached> {
    use OnlineService::{Activation, Azure, Defender, Entra, Intune, Office, OneDrive, Time};
    let now = |service, is_so: bool| is_so.then(|| Reached::now(service));
    let sometime = |service, is_so: bool| is_so.then(|| Reached::sometime(service));
    let verb = call.texts().next().unwrap_or_default();
    match call.name.as_str() {
        "usoclient" => sometime(OnlineService::WindowsUpdate, looks_for_updates(verb)),
        "wuauclt" => {
            let looks = call.has_switch(&["detectnow", "updatenow", "reportnow"]);
            sometime(OnlineService::WindowsUpdate, looks)
        }
        "dism" => now(OnlineService::WindowsUpdate, dism(call)),
        "mpcmdrun" => now(Defender, call.has_switch(&["signatureupdate"])),
        "changepk" => now(Activation, call.has_switch(&["productkey"])),
        "dsregcmd" => now(Entra, call.has_switch(&["join"])),
        "deviceenroller" => {
            let enrols = call.texts().any(|text| {
                text.to_ascii_lowercase().trim_start_matches(['/', '-']) == "autoenrollmdm"
            });
            sometime(Intune, enrols)
        }
        "onedrivesetup" => sometime(OneDrive, !call.has_switch(&["uninstall"])),
        // The tool that deploys Office; other installers know no such switch.
        "setup" | "officedeploymenttool" | "odt" => {
            let names_xml = call
                .texts()
                .any(|text| text.trim_matches('"').to_ascii_lowercase().ends_with(".xml"));
            now(Office, call.has_switch(&["configure", "download"]) && names_xml)
        }
        "officec2rclient" => now(Office, call.has_switch(&["update"])),
        "w32tm" => sometime(Time, call.has_switch(&["resync"])),
        "az" => {
            let is_local = ["--version", "version", "config", "configure", "logout", "help"];
            now(Azure, !verb.is_empty() && !is_local.iter().any(|it| verb.eq_ignore_ascii_case(it)))
        }
        "azcopy" => now(Azure, verb.eq_ignore_ascii_case("login")),
        // As a file; by its name alone it is a command.
        "get-windowsautopilotinfo.ps1" | "get-windowsautopilotinfocommunity.ps1" => {
            now(OnlineService::Autopilot, call.has_switch(&["online"]))
        }
        _ => now(Activation, activates(call)),
    }
}

fn looks_for_updates(verb: &str) -> bool {
    const LOOKING: &[&str] =
        &["scaninstallwait", "startdownload", "startinstall", "startinteractivescan", "startscan"];
    LOOKING.iter().any(|known| verb.eq_ignore_ascii_case(known))
}

/// `slmgr /ato`, `ospp.vbs /act`; of a script host it is the call that it runs.
fn activates(call: &RunCall<'_>) -> bool {
    match call.name.trim_end_matches(".vbs") {
        "slmgr" => call.has_switch(&["ato"]),
        "ospp" => call.has_switch(&["act"]),
        _ => false,
    }
}

/// What is on the disk of no Windows, and comes from Windows Update unless a source is named.
fn dism(call: &RunCall<'_>) -> bool {
    let has = |names: &[&str]| {
        call.texts().any(|text| {
            let text = text.to_ascii_lowercase();
            let name = text.trim_start_matches(['/', '-']);
            names.contains(&name.split([':', '=']).next().unwrap_or(name))
        })
    };
    let is_netfx3 = || {
        let feature = call.option("featurename");
        feature.is_some_and(|feature| feature.is("NetFx3"))
    };
    has(&["online"])
        && !has(&["source", "limitaccess"])
        && (has(&["add-capability", "restorehealth"]) || has(&["enable-feature"]) && is_netfx3())
}

fn of_cmdlet(call: &RunCall<'_>) -> Vec<Reached> {
    use OnlineService::{Autopilot, Azure, Defender, Entra, Graph, WindowsUpdate};
    let is_local = || call.has_parameter("source") || call.has_parameter("limitaccess");
    let now = |service| vec![Reached::now(service)];
    match call.name.as_str() {
        "get-windowsupdate"
        | "get-wulist"
        | "install-windowsupdate"
        | "download-windowsupdate"
        | "get-wuinstall"
        | "start-wuscan"
        | "install-wuupdates"
        | "install-language" => now(WindowsUpdate),
        "add-windowscapability" if !is_local() && call.has_parameter("online") => {
            now(WindowsUpdate)
        }
        "repair-windowsimage"
            if !is_local()
                && call.has_parameter("online")
                && call.has_parameter("restorehealth") =>
        {
            now(WindowsUpdate)
        }
        "enable-windowsoptionalfeature" if !is_local() => {
            let feature = call.parameter("featurename");
            match feature.is_some_and(|feature| feature.is("NetFx3")) {
                true => now(WindowsUpdate),
                false => vec![],
            }
        }
        "new-object" => {
            let object = call.parameter("comobject");
            match object.is_some_and(|name| is_session(name.text())) {
                true => now(WindowsUpdate),
                false => vec![],
            }
        }
        "update-mpsignature" if !call.has_parameter("updatesource") => now(Defender),
        "connect-azuread" | "connect-entra" | "connect-msolservice" => now(Entra),
        "connect-mggraph" | "connect-msgraph" | "connect-msintunegraph" => now(Graph),
        "connect-azaccount" | "login-azurermaccount" | "connect-azurermaccount" => now(Azure),
        "get-windowsautopilotinfo" | "get-windowsautopilotinfocommunity"
            if call.has_parameter("online") =>
        {
            now(Autopilot)
        }
        _ => vec![],
    }
}
