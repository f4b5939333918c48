//! `mal-encoded-command`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, Place, RunCall};
use crate::script::command_line::{Encoded, Through};
use crate::script::reading::{Style, Unit};
use crate::script::{Binding, Language, Value};

lint! {
    /// A command is encoded, so that nobody can read it.
    ///
    /// ## Why it matters
    ///
    /// `-EncodedCommand` takes the command in base64. That saves nothing but quotes, and whoever
    /// reviews the package sees letters. Malware hides what it does in this way. What the text decodes
    /// to is shown here, and checked by all lints as any other command: where one of them finds harm in
    /// it, hiding it is an error too, else a warning.
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
    /// What cannot be decoded, and base64 of UTF-8, which PowerShell does not take:
    ///
    /// ```batch
    /// powershell -e A
    /// powershell -EncodedCommand R2V0LURhdGU=
    /// ```
    ///
    /// What is unpacked and run in a script:
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
    /// A script that encodes what it shows:
    ///
    /// ```powershell
    /// $command = 'Get-Service spooler | Restart-Service'
    /// $encoded = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($command))
    /// powershell.exe -NoProfile -EncodedCommand $encoded
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

/// How many calls before one that runs a text are asked whether they decode it.
const MOST_BEFORE: usize = 32;

const HELP: &str = "write it as a script file and run that with -File, so that it can be read";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls() {
        match call.decoded_command() {
            Some(Encoded::Command(text)) => encoded(findings, &call, &text),
            Some(broken) => {
                let Some(blob) = call.encoded_command() else { continue };
                if blob.text().trim().is_empty() {
                    continue;
                }
                let (what, here, help) = match broken {
                    Encoded::Utf8 => (
                        "powershell is given base64 of UTF-8, and takes only that of UTF-16: it \
                         cannot run this",
                        "no UTF-16",
                        HELP,
                    ),
                    _ => (
                        "powershell is given an encoded command that cannot be decoded",
                        "no base64 of UTF-16",
                        "find out what it is before anybody applies the package",
                    ),
                };
                findings.at(call.place_of(blob)).say(what).here(here).help(help);
            }
            None => unpacked(findings, &call),
        }
    }
}

/// `powershell -EncodedCommand …`.
fn encoded(findings: &mut Findings<'_>, call: &RunCall<'_>, text: &str) {
    let Some(blob) = call.encoded_command() else { return };
    let unit = unit(call, Through::EncodedCommand);
    // Nobody is kept from reading what stands beside it.
    let beside = call.unit().text.text();
    if !beside.contains(blob.text()) && beside.contains(text.trim()) {
        return;
    }
    let inside: Vec<RunCall<'_>> = call.runs().collect();
    // The innermost of several is what is run.
    if let [only] = inside.iter().filter(|inner| is_right_in(call, inner)).collect::<Vec<_>>()[..]
        && matches!(only.decoded_command(), Some(Encoded::Command(_)))
    {
        return;
    }
    let layers = call.through().filter(|through| *through == Through::EncodedCommand).count() + 1;
    report(findings, call.place_of(blob), layers, unit, inside.first());
}

/// `Invoke-Expression` of what comes out of base64, and the other ways to run a text.
fn unpacked(findings: &mut Findings<'_>, call: &RunCall<'_>) {
    if call.language() != Language::PowerShell {
        return;
    }
    let Some(unit) = unit(call, Through::Expression) else { return };
    let given = match call.style {
        Style::Cmdlet => call.parameter_or("command", 0),
        _ => call.positional().next(),
    };
    let source = call.source();
    let is_decoded = match (given, &source) {
        (Some(given), _) => given.is_folded && is_decoded(call, given),
        (None, Some(source)) => {
            let first = source.arguments.first().map(|first| &first.value);
            let given = source.call().output.as_deref().or(first);
            given.is_some_and(|given| given.is_folded && is_decoded(source, given))
        }
        (None, None) => false,
    };
    if is_decoded {
        let whole = match &source {
            Some(source) => call.place_of_range(&(source.range.start..call.range.end)),
            None => call.place(),
        };
        report(findings, whole, 1, Some(unit), call.runs().next().as_ref());
    }
}

/// The text that a call runs by that means.
fn unit<'p>(call: &RunCall<'p>, through: Through) -> Option<&'p Unit> {
    let unit = call.part().reading.units.get(call.call().runs? as usize)?;
    (unit.from == Some((call.index, through))).then_some(unit)
}

/// Whether a call stands in the very text that another one runs.
fn is_right_in(call: &RunCall<'_>, inner: &RunCall<'_>) -> bool {
    inner.unit().from.is_some_and(|(from, _)| from == call.index)
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

/// Reports a text that was decoded; how bad that is, is for the lints to say that look at it.
fn report(
    findings: &mut Findings<'_>,
    place: Place,
    layers: usize,
    unit: Option<&Unit>,
    inner: Option<&RunCall<'_>>,
) {
    // What runs nothing, or is wrapped too deeply to be followed, is not shown.
    let shown = match (unit, inner) {
        (Some(unit), Some(inner)) => format!(": `{}`", inner.shown_text(unit.text.text())),
        _ => String::new(),
    };
    let what = match layers {
        0 | 1 => "a command is encoded".to_owned(),
        layers => format!("a command is encoded {layers} times over"),
    };
    findings
        .at(place)
        .say(format!("{what}, so that nobody can read it{shown}"))
        .unless_harmful(Severity::Warning)
        .here("this is what it decodes to")
        .help(HELP);
}
