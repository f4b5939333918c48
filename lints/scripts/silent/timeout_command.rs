//! `script-timeout-command`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, RunCall};

lint! {
    /// A script waits with `timeout`, which needs a console.
    ///
    /// ## Why it matters
    ///
    /// `timeout` reads the keyboard. Where there is none, as for what is run in the background, it
    /// stops at once with "Input redirection is not supported" and does not wait; `/nobreak` and
    /// `>nul` do not change that. What comes next then starts too early.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// timeout /t 30 /nobreak >nul
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// rem timeout /t 30
    /// bcdedit /timeout 5
    /// ping -n 31 127.0.0.1 >nul
    /// ```
    ///
    /// ## What to do
    ///
    /// Use `ping -n 31 127.0.0.1 >nul` for 30 seconds, or `Start-Sleep` in PowerShell.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows-server/administration/windows-commands/timeout>
    pub(crate) TIMEOUT_COMMAND {
        id: "script-timeout-command", category: ScriptsSilent,
        severity: Warning, confidence: Likely, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let timeouts = package.calls().filter(|call| call.is("timeout") && call.is_program());
    for call in timeouts.filter(RunCall::is_now) {
        let Some(seconds) = seconds(&call) else { continue };
        let finding = findings.at(call);
        if seconds < 0 {
            finding.say("timeout -1 waits for a key, and nobody is there").help("take it out");
            continue;
        }
        finding
            .say(format!(
                "without a console `timeout` stops with an error and does not wait {seconds} s"
            ))
            .help(format!(
                "wait with `ping -n {} 127.0.0.1 >nul`, or with Start-Sleep",
                seconds.saturating_add(1)
            ));
    }
}

/// The seconds of `timeout /t 30`, `timeout 30`.
fn seconds(call: &RunCall<'_>) -> Option<i64> {
    let given = call.option("t");
    let text = match &given {
        Some(value) => value.text(),
        None => call.texts().find(|text| text.trim().parse::<i64>().is_ok())?,
    };
    text.trim().parse().ok()
}
