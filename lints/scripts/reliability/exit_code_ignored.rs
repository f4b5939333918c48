//! `script-exit-code-ignored`

use std::collections::BTreeMap;

use super::exit_code_masked::{is_success, reads_codes};
use super::work::is_installer;
use crate::lint::{Context, Findings, lint};
use crate::package::{Package, RunCall};
use crate::script::Language;
use crate::script::reading::Style;

lint! {
    /// Several programs are installed, and the script never looks at how that ended.
    ///
    /// ## Why it matters
    ///
    /// A batch file ends with the code of its last command, a script of PowerShell with 0. If the
    /// first of two installations fails, provisioning goes on and reports success.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// msiexec /i agent.msi /qn /norestart
    /// msiexec /i viewer.msi /qn /norestart
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// msiexec /i agent.msi /qn /norestart
    /// if errorlevel 1 exit /b %errorlevel%
    /// msiexec /i viewer.msi /qn /norestart
    /// ```
    ///
    /// ```batch
    /// rem one of them decides
    /// msiexec /i agent.msi /qn /norestart
    /// ```
    ///
    /// ## What to do
    ///
    /// Behind each one `if errorlevel 1 exit /b %errorlevel%`, or in PowerShell `Start-Process` with
    /// `-Wait -PassThru` and a look at `ExitCode`. 3010 and 1641 are successes.
    pub(crate) EXIT_CODE_IGNORED {
        id: "script-exit-code-ignored", category: ScriptsReliability,
        severity: Warning, confidence: Likely, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let mut parts: BTreeMap<usize, Vec<RunCall<'_>>> = BTreeMap::new();
    let mut last: BTreeMap<usize, RunCall<'_>> = BTreeMap::new();
    for call in package.calls().filter(RunCall::is_now) {
        last.insert(call.part_index, call);
        let is_script = call.is_in_script()
            && matches!(call.part().language, Language::Batch | Language::PowerShell);
        // An error of a cmdlet is no exit code.
        if is_script && call.style == Style::Program && is_installer(&call) {
            parts.entry(call.part_index).or_default().push(call);
        }
    }
    for (part, calls) in parts {
        let (Some(first), count) = (calls.first(), calls.len()) else { continue };
        let Some(root) = first.part().reading.units.first() else { continue };
        // That it ends with 0 is another lint's.
        let is_masked = last.get(&part).is_some_and(is_success);
        if count < 2 || is_masked || reads_codes(root) {
            continue;
        }
        findings
            .at(first)
            .say(format!(
                "{count} installers run in this script, and it never looks at their exit codes: \
                 if one fails, nobody learns of it"
            ))
            .here("the first of them")
            .help("look at the exit code behind each one, and end with it if it is a failure");
    }
}
