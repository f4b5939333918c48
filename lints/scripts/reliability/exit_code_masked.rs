//! `script-exit-code-masked`

use std::collections::{BTreeMap, BTreeSet};

use super::work::{is_installer, is_installing_cmdlet};
use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{CommandContext, Package, RunCall};
use crate::script::RunsIf;
use crate::script::reading::{Style, Unit};
use crate::script::{Language, ScopeKind};

lint! {
    /// A script says that it succeeded, whatever happened.
    ///
    /// ## Why it matters
    ///
    /// Provisioning takes the exit code for the result. With a 0 that is always there it reports
    /// success and goes on, and the program that is missing shows only when somebody needs it.
    ///
    /// ## Fires
    ///
    /// ```command
    /// cmd.exe /c msiexec /i agent.msi /qn /norestart & exit 0
    /// ```
    ///
    /// ```batch
    /// msiexec /i agent.msi /qn /norestart
    /// copy agent.ini C:\ProgramData\Agent
    /// exit /b 0
    /// ```
    ///
    /// ```powershell
    /// try { Add-AppxProvisionedPackage -Online -PackagePath .\viewer.msix -SkipLicense } catch {}
    /// ```
    ///
    /// ```powershell
    /// $ErrorActionPreference = 'SilentlyContinue'
    /// Start-Process msiexec.exe -ArgumentList '/i agent.msi /qn /norestart' -Wait
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// if exist C:\ProgramData\Agent\agent.exe exit /b 0
    /// msiexec /i agent.msi /qn /norestart
    /// if errorlevel 1 exit /b 1
    /// exit /b 0
    /// ```
    ///
    /// ```batch
    /// reg query HKLM\SOFTWARE\Agent || exit /b 0
    /// copy agent.ini C:\ProgramData\Agent
    /// exit /b 0
    /// ```
    ///
    /// ```powershell
    /// try {
    ///     Add-AppxProvisionedPackage -Online -PackagePath .\viewer.msix -SkipLicense
    /// } catch {
    ///     Write-Output "failed: $_"
    ///     exit 1
    /// }
    /// exit 0
    /// ```
    ///
    /// ## What to do
    ///
    /// End with the code of what matters: `exit /b %errorlevel%` behind it, or `exit $LASTEXITCODE`.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-provisioningcommands>
    pub(crate) EXIT_CODE_MASKED {
        id: "script-exit-code-masked", category: ScriptsReliability,
        severity: Warning, confidence: Likely, since: "0.1.0",
        check,
    }
}

const HELP: &str = "end with the exit code of what matters, or with 1 if it failed";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let mut parts: BTreeMap<usize, Vec<RunCall<'_>>> = BTreeMap::new();
    for call in package.calls().filter(RunCall::is_now) {
        parts.entry(call.part_index).or_default().push(call);
    }
    for (part, calls) in parts {
        let of_device = package.context_of(part) == Some(CommandContext::Device);
        let mut masking = Masking { of_device, findings: &mut *findings };
        let mut units: BTreeMap<u32, Vec<RunCall<'_>>> = BTreeMap::new();
        for call in &calls {
            units.entry(call.call().unit).or_default().push(*call);
        }
        for unit in units.values() {
            masking.in_line(unit);
            masking.empty_catch(unit);
        }
        let Some(root) = units.get(&0) else { continue };
        if calls.iter().any(|call| is_installer(call) && call.style == Style::Program) {
            masking.last_exit(root);
        }
        if calls.iter().any(is_installer) {
            masking.preference(root);
        }
        for call in calls.iter().filter(|call| is_silenced(call)) {
            masking
                .findings
                .at(call)
                .say("a failure of this is passed over, so that the script goes on without it")
                .lowered_to(Severity::Advice)
                .help("take the -ErrorAction out, or look at the result");
        }
    }
}

struct Masking<'f, 'p> {
    of_device: bool,
    findings: &'f mut Findings<'p>,
}

impl Masking<'_, '_> {
    fn report(&mut self, place: crate::package::Place, text: &str) {
        let finding = self.findings.at(place).say(text).help(HELP);
        if self.of_device {
            drop(finding.lowered_to(Severity::Advice));
        }
    }

    /// `a || exit 0`, `a || ver`, `cmd /c a & exit 0`.
    fn in_line(&mut self, calls: &[RunCall<'_>]) {
        for pair in calls.windows(2) {
            let [work, then] = pair else { continue };
            let unit = then.unit();
            let is_cmd = matches!(unit.language, Language::Cmd | Language::Batch);
            let is_script = work.style == Style::Program && Language::of_file(&work.name).is_some();
            let is_work = is_installer(work) || is_script && unit.language == Language::Cmd;
            if !is_cmd || !is_work {
                continue;
            }
            let is_masked = match then.runs_if {
                RunsIf::Failed => is_success(then) || then.is("ver"),
                RunsIf::Always => unit.language == Language::Cmd && is_success(then),
                RunsIf::Succeeded => false,
            };
            if is_masked && !then.is_conditional() {
                self.report(
                    then.place(),
                    "the exit code becomes 0, even if what is before it failed",
                );
            }
        }
    }

    /// `exit 0` as the last word of a script that nothing else ends, and that never looks at a code.
    fn last_exit(&mut self, calls: &[RunCall<'_>]) {
        let Some(last) = calls.last() else { return };
        let is_script = last.is_in_script();
        let is_at_end =
            last.scopes().all(|kind| matches!(kind, ScopeKind::Script | ScopeKind::Label));
        let fails =
            calls.iter().any(|call| call.is("throw") || call.is("exit") && !is_success(call));
        if is_script && is_at_end && is_success(last) && !fails && !reads_codes(last.unit()) {
            self.report(
                last.place(),
                "the script ends with 0 and never looks at the exit codes of what it installs",
            );
        }
    }

    /// `try { … } catch {}` around something that matters.
    fn empty_catch(&mut self, calls: &[RunCall<'_>]) {
        let Some(first) = calls.first() else { return };
        let unit = first.unit();
        if unit.language != Language::PowerShell {
            return;
        }
        let tries: BTreeSet<u32> = calls
            .iter()
            .filter(|call| is_installing_cmdlet(call) || call.is("start-process"))
            .flat_map(|call| unit.scopes(call.call().scope))
            .filter(|(_, scope)| scope.kind == ScopeKind::Try)
            .map(|(at, _)| at)
            .collect();
        if tries.is_empty() {
            return;
        }
        let mut filled: BTreeSet<u32> = BTreeSet::new();
        filled.extend(unit.tree.commands.iter().map(|command| command.scope));
        filled.extend(unit.tree.bindings.iter().map(|binding| binding.scope));
        filled.extend(unit.tree.scopes.iter().filter_map(|scope| scope.parent));
        let mut last: BTreeMap<Option<u32>, u32> = BTreeMap::new();
        for (at, scope) in (0..).zip(&unit.tree.scopes) {
            match scope.kind {
                ScopeKind::Try => drop(last.insert(scope.parent, at)),
                ScopeKind::Catch if !filled.contains(&at) => {
                    let is_around = last.get(&scope.parent).is_some_and(|at| tries.contains(at));
                    let range = scope.range.start as usize..scope.range.end as usize;
                    if is_around {
                        let place = first.place_of_range(&range);
                        self.report(place, "a failure of what is tried here is thrown away");
                    }
                }
                _ => {}
            }
        }
    }

    /// `$ErrorActionPreference = 'SilentlyContinue'` for all of a script.
    fn preference(&mut self, calls: &[RunCall<'_>]) {
        let Some(first) = calls.first() else { return };
        let name = "erroractionpreference";
        let mut bindings = first.unit().tree.bindings.iter().filter(|binding| {
            let found = binding.target.variable().unwrap_or_default();
            let found = found.rsplit(':').next().unwrap_or_default();
            found.eq_ignore_ascii_case(name)
        });
        let (Some(only), None) = (bindings.next(), bindings.next()) else { return };
        let value = only.value.as_ref().and_then(|value| value.constant()).unwrap_or_default();
        if only.scope == 0 && is_silent(value) {
            let range = only.range.start as usize..only.range.end as usize;
            self.findings
                .at(first.place_of_range(&range))
                .say("errors are passed over in the whole script, so that it goes on and succeeds")
                .lowered_to(Severity::Advice)
                .help("set it to Stop, and let single commands that may fail say so");
        }
    }
}

/// `exit 0`, `exit /b 0`.
pub(super) fn is_success(call: &RunCall<'_>) -> bool {
    let mut texts = call.texts().filter(|text| !text.eq_ignore_ascii_case("/b"));
    call.is("exit") && texts.next() == Some("0") && texts.next().is_none()
}

/// Whether a text looks at a result anywhere.
pub(super) fn reads_codes(unit: &Unit) -> bool {
    let text = unit.text.text().to_ascii_lowercase();
    let words = ["errorlevel", "exitcode", "$?", "||", "&&", "throw"];
    words.iter().any(|word| text.contains(word))
}

fn is_silent(value: &str) -> bool {
    value.eq_ignore_ascii_case("SilentlyContinue") || value.eq_ignore_ascii_case("Ignore")
}

fn is_silenced(call: &RunCall<'_>) -> bool {
    let action = || call.parameter("ErrorAction").and_then(|action| action.known());
    is_installing_cmdlet(call) && action().is_some_and(is_silent)
}
