//! `persist-remote-access-tool`

use std::collections::HashSet;

use super::remote_tools::{RemoteTool, TOOLS, by_address, by_name};
use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Package, Place, RunCall, Stage};

lint! {
    /// A program is installed with which the device is reached from elsewhere.
    ///
    /// ## Why it matters
    ///
    /// It opens the device to whoever has its account or password, past the firewall. Support uses
    /// such programs, and so do those who broke in. Reported once for each program.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// "%~dp0AnyDesk.exe" --install "%ProgramFiles%\AnyDesk" --start-with-win --silent
    /// ```
    ///
    /// ```powershell
    /// Add-WindowsCapability -Online -Name OpenSSH.Server~~~~0.0.1.0
    /// ```
    ///
    /// ```powershell
    /// Get-WindowsCapability -Online | Where-Object Name -like 'OpenSSH.Server*' | Add-WindowsCapability -Online
    /// ```
    ///
    /// ```batch
    /// winget install --id TeamViewer.TeamViewer.Host --silent
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// msiexec /x "%~dp0TeamViewer_Host.msi" /qn
    /// winget uninstall --id AnyDeskSoftwareGmbH.AnyDesk
    /// taskkill /im rustdesk.exe /f
    /// ```
    ///
    /// ```powershell
    /// Add-WindowsCapability -Online -Name OpenSSH.Client~~~~0.0.1.0
    /// ```
    ///
    /// What the configuration allows:
    ///
    /// ```batch allowed-remote-tools=teamviewer
    /// msiexec /i "%~dp0TeamViewer_Host.msi" /qn
    /// ```
    ///
    /// ## What to do
    ///
    /// Make sure that it is yours, then add it to `allowed-remote-tools` in the configuration; and that the password for access without anybody there does not
    /// stand in the command, which everybody who has the package can read.
    pub(crate) REMOTE_ACCESS_TOOL {
        id: "persist-remote-access-tool", category: ScriptsPersistence,
        severity: Warning, confidence: Likely, attack: ["T1219"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    // Those that are known need not be found.
    let allowed = |tool: &&RemoteTool| tool.names().any(|it| context.site.allows_remote_tool(it));
    let mut known: HashSet<&str> = TOOLS.iter().filter(allowed).map(|tool| tool.name).collect();
    for call in package.calls() {
        let Some(tool) = tool(&call).filter(|tool| known.insert(tool.name)) else { continue };
        let finding = report(findings, call.place(), tool, "is fetched or set up here");
        if call.stage() == Stage::Unreached {
            drop(finding.lowered_to(Severity::Advice).with_confidence(Confidence::Heuristic));
        }
    }
    for asset in &package.assets {
        let is_program = asset.name.rsplit_once('.').is_some_and(|(_, extension)| {
            ["exe", "msi", "msix", "zip"].iter().any(|it| it.eq_ignore_ascii_case(extension))
        });
        let tool = by_name(&asset.name).filter(|tool| is_program && known.insert(tool.name));
        if let Some(tool) = tool {
            drop(report(findings, Place::file(&asset.path), tool, "the package carries"));
        }
    }
}

fn report<'f>(
    findings: &'f mut Findings<'_>,
    place: Place,
    tool: &RemoteTool,
    how: &str,
) -> crate::lint::Builder<'f> {
    findings
        .at(place)
        .say(format!("with {}, which {how}, the device can be reached from elsewhere", tool.name))
        .help("make sure that it is yours, and that no password for it stands in the command; then add it \
             to allowed-remote-tools in the configuration")
}

/// Commands that fetch files.
const FETCHES: &[&str] = &[
    "bitsadmin",
    "certutil",
    "curl",
    "downloadfile",
    "invoke-restmethod",
    "invoke-webrequest",
    "start-bitstransfer",
    "wget",
];

/// The tool that a command sets up.
fn tool(call: &RunCall<'_>) -> Option<&'static RemoteTool> {
    match call.name.as_str() {
        "add-windowscapability" => {
            let mut sources = std::iter::successors(call.source(), RunCall::source).take(4);
            match call.parameter("name") {
                Some(name) => by_name(name.text()),
                // What asks for it, or what picks it.
                None => sources.find_map(|source| by_name(source.text())),
            }
        }
        "dism" if call.has_switch(&["add-capability"]) => {
            by_name(call.option("capabilityname")?.text())
        }
        "set-service" | "start-service" => {
            let name = call.parameter_or("name", 0).filter(|name| name.is("sshd"))?;
            by_name(name.text())
        }
        "winget" | "choco" | "chocolatey" | "scoop" => {
            let verb = call.texts().next()?;
            let installs = verb.eq_ignore_ascii_case("install") || verb.eq_ignore_ascii_case("add");
            call.texts().skip(1).filter(|_| installs).find_map(by_name)
        }
        _ if call.is_any(FETCHES) => {
            let values = call.arguments.iter().flat_map(|argument| argument.value.each());
            values.map(|value| value.text()).find_map(by_address)
        }
        _ if !call.is_program() || removes(call) => None,
        name => by_name(name).or_else(|| {
            let files = call.started_files();
            files.iter().find_map(|file| by_name(file.path.rsplit(['/', '\\']).next()?))
        }),
    }
}

/// Whether a program is told to remove something, or to stop.
fn removes(call: &RunCall<'_>) -> bool {
    let is_remover = call.name.contains("unins");
    let mut texts = call.texts().take(64).map(str::to_ascii_lowercase);
    is_remover
        || texts.any(|text| {
            let word = text.trim_start_matches(['/', '-']);
            matches!(word, "x" | "remove" | "stop" | "version" | "help" | "?")
                || word.starts_with("uninst")
        })
}
