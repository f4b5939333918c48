//! `script-wow64-tool`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, RunCall};

lint! {
    /// A tool of 64-bit Windows is started from the folder of the 32-bit ones.
    ///
    /// ## Why it matters
    ///
    /// The DISM of `SysWOW64` cannot service a 64-bit Windows and stops with error 11; `manage-bde`,
    /// `bcdedit`, `reagentc`, `pnputil` and `dsregcmd` are not there at all. `Sysnative` is a name that only 32-bit
    /// programs see, and provisioning runs its commands with 64-bit ones.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// C:\Windows\SysWOW64\dism.exe /Online /Disable-Feature /FeatureName:SMB1Protocol /NoRestart
    /// ```
    ///
    /// ```powershell
    /// & "$env:windir\Sysnative\manage-bde.exe" -on C:
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// C:\Windows\System32\dism.exe /Online /Disable-Feature /FeatureName:SMB1Protocol /NoRestart
    /// C:\Windows\SysWOW64\regsvr32.exe /s C:\Windows\SysWOW64\fabrikam.ocx
    /// if exist %windir%\Sysnative\reg.exe %windir%\Sysnative\reg.exe query HKLM\SOFTWARE
    /// ```
    ///
    /// ## What to do
    ///
    /// Start the tool by its name alone, or from `C:\Windows\System32`.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/win32/winprog64/file-system-redirector>
    pub(crate) WOW64_TOOL {
        id: "script-wow64-tool", category: ScriptsContext,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// Tools that service the running Windows, and what becomes of them from 32 bits.
const TOOLS: &[(&str, &str)] = &[
    ("dism", "cannot service 64-bit Windows (error 11)"),
    ("manage-bde", "is missing"),
    ("bcdedit", "is missing"),
    ("reagentc", "is missing"),
    ("pnputil", "is missing"),
    ("dsregcmd", "is missing"),
];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls().filter(|call| call.is_program()) {
        let path = call.program.text().to_ascii_lowercase().replace('/', "\\");
        let tool = TOOLS.iter().find(|(tool, _)| call.is(tool));
        let help = "start it by its name alone, or from C:\\Windows\\System32";
        if path.contains(r"\sysnative\") {
            if call.is_conditional() || is_from_32_bits(&call) {
                continue;
            }
            findings
                .at(call.place_of(&call.program))
                .say(format!(
                    "{} is started from Sysnative, which only 32-bit programs see",
                    call.name
                ))
                .here("not found from a 64-bit program")
                .help(help);
            continue;
        }
        let is_named = path.contains(r"\syswow64\");
        let is_redirected = !path.contains('\\') && is_from_32_bits(&call);
        let Some((name, effect)) = tool.filter(|_| is_named || is_redirected) else { continue };
        findings
            .at(call.place_of(&call.program))
            .say(format!("{name} is started from SysWOW64, where it {effect}"))
            .here("the folder of 32-bit programs")
            .help(help);
    }
}

/// Whether a 32-bit shell of Windows runs the text that a call stands in.
fn is_from_32_bits(call: &RunCall<'_>) -> bool {
    let is_narrow = |call: &RunCall<'_>| {
        call.program.text().to_ascii_lowercase().replace('/', "\\").contains(r"\syswow64\")
    };
    std::iter::successors(call.runner(), RunCall::runner).take(16).any(|runner| is_narrow(&runner))
}
