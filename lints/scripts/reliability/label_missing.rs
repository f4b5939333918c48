//! `script-label-missing`

use std::collections::HashSet;

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, RunCall};
use crate::script::Language;
use crate::script::reading::UNKNOWN;

lint! {
    /// A batch file jumps to a label that it does not have.
    ///
    /// ## Why it matters
    ///
    /// `goto` to a label that is not there ends the script with an error, in the middle; `call`
    /// skips what it should have run.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// if not exist "%ProgramFiles%\Fabrikam" goto install
    /// exit /b 0
    /// :instal
    /// msiexec /i "%~dp0agent.msi" /qn
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// if exist "%ProgramFiles%\Fabrikam" goto :eof
    /// goto %1
    /// call :INSTALL
    /// exit /b 0
    /// :install
    /// msiexec /i "%~dp0agent.msi" /qn
    /// ```
    ///
    /// ## What to do
    ///
    /// Add the label, or jump to `:eof`, which is the end of the script.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows-server/administration/windows-commands/goto>
    pub(crate) LABEL_MISSING {
        id: "script-label-missing", category: ScriptsReliability,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    // The labels of the script that was looked at last.
    let mut labels: Option<(usize, HashSet<String>)> = None;
    for call in package.calls() {
        // What a script writes into another one is not all of that.
        if call.language() != Language::Batch || call.unit().depth > 0 {
            continue;
        }
        let Some(target) = target(&call) else { continue };
        if labels.as_ref().is_none_or(|(part, _)| *part != call.part_index) {
            labels = Some((call.part_index, labels_of(call.unit().text.text())));
        }
        let is_there = labels.as_ref().is_some_and(|(_, labels)| labels.contains(&target));
        if is_there {
            continue;
        }
        let (effect, help) = match call.is("goto") {
            true if target == "eof" => ("the script ends here with an error", "write goto :eof"),
            true => ("the script ends here with an error", "add the label, or jump to :eof"),
            false => ("what it should run is skipped", "add the label"),
        };
        let finding = findings
            .at(call)
            .say(format!("there is no label :{target}: {effect}"))
            .here("no such label")
            .help(help);
        if !call.is_now() {
            drop(finding.lowered_to(Severity::Warning));
        }
    }
}

/// The label that a call jumps to, in lower case.
fn target(call: &RunCall<'_>) -> Option<String> {
    let first = call.arguments.first()?;
    let text = first.value.text();
    let named = match call.name.as_str() {
        "goto" => text.strip_prefix(':').unwrap_or(text),
        "call" => text.strip_prefix(':')?,
        _ => return None,
    };
    let is_variable = !first.value.uses.is_empty() || named.contains([UNKNOWN, '%', '!']);
    let is_end = text.eq_ignore_ascii_case(":eof");
    let label = label(named);
    (!is_variable && !is_end && !label.is_empty()).then_some(label)
}

/// The labels of a script, in lower case.
fn labels_of(text: &str) -> HashSet<String> {
    let lines =
        text.lines().map(|line| line.trim_start_matches([' ', '\t', ',', ';', '=', '\u{feff}']));
    lines.filter_map(|line| line.strip_prefix(':')).map(label).collect()
}

/// A label as cmd compares it.
fn label(text: &str) -> String {
    let text = text.trim_start_matches([' ', '\t', ':']);
    let is_end = |ch: char| {
        matches!(ch, ' ' | '\t' | ':' | '+' | '&' | '|' | '<' | '>' | ',' | ';' | '=' | ')' | '\r')
    };
    text.split(is_end).next().unwrap_or_default().replace('^', "").to_lowercase()
}
