//! `script-reg-add-prompt`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, RunCall};

lint! {
    /// `reg add` asks before it overwrites a value.
    ///
    /// ## Why it matters
    ///
    /// Without `/f`, `reg add` asks "Value exists, overwrite?" when the value is there already. It
    /// may be there on a new device, and is there when the package is applied again after a failure.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// reg add HKLM\SOFTWARE\Depot /v Site /t REG_SZ /d North
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// reg add HKLM\SOFTWARE\Depot
    /// rem reg add HKLM\SOFTWARE\Depot /v Site /d North
    /// reg add HKLM\SOFTWARE\Depot /v Site /t REG_SZ /d North /f
    /// echo y| reg add HKLM\SOFTWARE\Depot /v Site /t REG_SZ /d North
    /// ```
    ///
    /// ## What to do
    ///
    /// Add `/f`.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows-server/administration/windows-commands/reg-add>
    pub(crate) REG_ADD_PROMPT {
        id: "script-reg-add-prompt", category: ScriptsSilent,
        severity: Warning, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let calls = package.calls().filter(RunCall::is_now).filter(asks);
    let mut first: Option<(RunCall<'_>, usize)> = None;
    // One finding a script: where one is missing, dozens are.
    for call in calls {
        match &mut first {
            Some((at, count)) if at.part_index == call.part_index => *count += 1,
            _ => {
                report(first.take(), findings);
                first = Some((call, 1));
            }
        }
    }
    report(first, findings);
}

fn report(found: Option<(RunCall<'_>, usize)>, findings: &mut Findings<'_>) {
    let Some((call, count)) = found else { return };
    let say = match count {
        1 => "reg add without /f asks when the value is there already".to_owned(),
        _ => format!(
            "reg add without /f asks when the value is there already; so do {} more",
            count - 1
        ),
    };
    findings.at(call).say(say).help("add /f");
}

fn asks(call: &RunCall<'_>) -> bool {
    call.is("reg")
        && call.is_program()
        && call.starts_with(&["add"])
        // A key alone is only opened when it is there.
        && call.has_switch(&["v", "ve"])
        && !call.has_switch(&["f", "?"])
        && !call.may_hide_switches()
        && !call.is_answered()
}
