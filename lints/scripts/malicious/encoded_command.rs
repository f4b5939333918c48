//! `mal-encoded-command`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, Place, RunCall};
use crate::script::command_line::Through;
use crate::script::{Binding, Language, Value};

lint! {
    /// A command is encoded, so that nobody can read it.
    ///
    /// ## Why it matters
    ///
    /// `-EncodedCommand` takes the command in base64. That saves nothing but quotes, and whoever
    /// reviews the package sees letters. Malware hides what it does in this way. What the text decodes
    /// to is checked as any other command, and shown here.
    ///
    /// ## Fires
    ///
    /// It turns off the protection:
    ///
    /// ```command
    /// powershell.exe -NoProfile -enc UwBlAHQALQBNAHAAUAByAGUAZgBlAHIAZQBuAGMAZQAgAC0ARABpAHMAYQBiAGwAZQBSAGUAYQBsAHQAaQBtAGUATQBvAG4AaQB0AG8AcgBpAG4AZwAgACQAdAByAHUAZQA=
    /// ```
    ///
    /// As a warning, since what it does is harmless:
    ///
    /// ```command
    /// powershell.exe -NoProfile -EncodedCommand RwBlAHQALQBTAGUAcgB2AGkAYwBlACAAcwBwAG8AbwBsAGUAcgAgAHwAIABSAGUAcwB0AGEAcgB0AC0AUwBlAHIAdgBpAGMAZQA=
    /// ```
    ///
    /// What cannot be decoded:
    ///
    /// ```batch
    /// powershell -e A
    /// ```
    ///
    /// ```powershell
    /// $text = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('R2V0LURhdGU='))
    /// Invoke-Expression $text
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// rem powershell -enc UwBlAHQALQBNAHAAUAByAGUAZgBlAHIAZQBuAGMAZQAgAC0ARABpAHMAYQBiAGwAZQBSAGUAYQBsAHQAaQBtAGUATQBvAG4AaQB0AG8AcgBpAG4AZwAgACQAdAByAHUAZQA=
    /// powershell -NoProfile -ExecutionPolicy Bypass -Command "Get-Service spooler | Restart-Service"
    /// certutil -encode logo.png logo.txt
    /// ```
    ///
    /// ```powershell
    /// $logo = [Convert]::FromBase64String('iVBORw0KGgo=')
    /// Invoke-Expression ('Get-' + 'Date' + ' -Format s')
    /// [IO.File]::WriteAllBytes('C:\ProgramData\logo.png', $logo)
    /// ```
    ///
    /// ## What to do
    ///
    /// Write the command as a script file and run it with `-File`, so that it can be read.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_powershell_exe>
    pub(crate) ENCODED_COMMAND {
        id: "mal-encoded-command", category: ScriptsMalicious,
        severity: Error, confidence: Certain, attack: ["T1027.010", "T1059.001"], since: "0.1.0",
        check,
    }
}

/// How many calls before an `Invoke-Expression` are asked whether they decode its text.
const MOST_BEFORE: usize = 32;

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls() {
        if let Some(blob) = call.encoded_command() {
            let Some(blob_text) = blob.known() else { continue };
            let place = call.place_of(blob);
            let inside: Vec<RunCall<'_>> = call.runs().collect();
            let own =
                |inner: &&RunCall<'_>| inner.through().next() == Some(Through::EncodedCommand);
            let unit = inside.iter().find(own).map(RunCall::unit);
            let text = unit.filter(|unit| !unit.text.text().contains('\u{fffd}'));
            match (text, inside.first()) {
                (Some(unit), Some(inner)) => {
                    report(findings, place, inner, unit.text.text(), &inside);
                }
                _ if blob_text.trim().is_empty() => {}
                _ => drop(
                    findings
                        .at(place)
                        .say("powershell is given an encoded command that cannot be decoded")
                        .here("no base64 of UTF-16")
                        .help("find out what it is before anybody applies the package"),
                ),
            }
        } else if call.is("invoke-expression") && call.language() == Language::PowerShell {
            let given = call.parameter_or("command", 0).filter(|given| given.is_folded);
            let is_decoded = given.is_some_and(|given| is_decoded(&call, given));
            let inside: Vec<RunCall<'_>> = match is_decoded {
                true => call.runs().collect(),
                false => continue,
            };
            if let Some(inner) = inside.first() {
                report(findings, call.place(), inner, inner.unit().text.text(), &inside);
            }
        }
    }
}

/// Whether a value comes out of base64: in its place, or by a variable.
fn is_decoded(call: &RunCall<'_>, given: &Value) -> bool {
    let decodes = |other: &RunCall<'_>| other.is("frombase64string");
    if call.inside().any(|inner| decodes(&inner)) {
        return true;
    }
    let bindings = &call.unit().tree.bindings;
    let before = call.before().take(MOST_BEFORE);
    let same_text = before.filter(|other| other.unit == call.unit && decodes(other));
    let places: Vec<usize> = same_text.map(|other| other.range.start).collect();
    let is_of = |binding: &Binding, at: usize| {
        let name = binding.target.variable().map(str::to_lowercase);
        (binding.range.start as usize..binding.range.end as usize).contains(&at)
            && name.is_some_and(|name| given.uses(&name))
    };
    places.iter().any(|at| bindings.iter().any(|binding| is_of(binding, *at)))
}

/// Reports a text that was decoded, by what it does.
fn report(
    findings: &mut Findings<'_>,
    place: Place,
    inner: &RunCall<'_>,
    text: &str,
    inside: &[RunCall<'_>],
) {
    let shown = inner.shown_text(text);
    let worst = inside.iter().find_map(|call| Some((call, danger(call)?)));
    let finding = findings.at(place);
    let finding = match worst {
        Some((_, what)) => finding.say(format!("an encoded command {what}: `{shown}`")),
        None => finding
            .say(format!("a command is encoded, so that nobody can read it: `{shown}`"))
            .lowered_to(Severity::Warning),
    };
    finding
        .here("this is what it decodes to")
        .help("write it as a script file and run that with -File, so that it can be read");
}

/// What of it somebody would hide.
fn danger(call: &RunCall<'_>) -> Option<&'static str> {
    if call.gets_from_network() {
        return Some("fetches something");
    }
    let words = call.text().to_ascii_lowercase();
    let has = |word: &str| words.contains(word);
    Some(match call.name.as_str() {
        "set-mppreference" | "add-mppreference" => "changes the protection of Defender",
        "set-netfirewallprofile" | "disable-netfirewallrule" => "changes the firewall",
        "netsh" if has("firewall") => "changes the firewall",
        "reg" | "set-itemproperty" | "new-itemproperty" | "remove-itemproperty"
            if has("defender") || has(r"policies\system") || has(r"control\lsa") =>
        {
            "changes the security of the device in the registry"
        }
        "net" | "net1" if call.starts_with(&["user"]) && call.has_switch(&["add"]) => {
            "creates an account"
        }
        "net" | "net1" if call.starts_with(&["localgroup"]) => "changes who is administrator",
        "new-localuser" | "add-localgroupmember" => "changes the accounts",
        "convertto-securestring" => "holds a password",
        "vssadmin" | "wbadmin" | "bcdedit" | "wevtutil" | "clear-eventlog" => {
            "changes what would bring the device back"
        }
        _ => return None,
    })
}
