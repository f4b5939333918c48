//! `dep-powershell2`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, RunCall};

lint! {
    /// PowerShell 2 is asked for, which Windows no longer has.
    ///
    /// ## Why it matters
    ///
    /// Windows 11 24H2 lost it in August 2025, and 25H2 never had it. On an older Windows it is a way around
    /// the logging of scripts and the virus scanner's look at them, since version 2 knows neither.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// powershell.exe -Version 2 -File setup.ps1
    /// ```
    ///
    /// ```powershell
    /// Enable-WindowsOptionalFeature -Online -FeatureName MicrosoftWindowsPowerShellV2Root -NoRestart
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// powershell.exe -Version 5.1 -NoProfile -File setup.ps1
    /// ```
    ///
    /// ```powershell
    /// Disable-WindowsOptionalFeature -Online -FeatureName MicrosoftWindowsPowerShellV2Root -NoRestart
    /// ```
    ///
    /// ## What to do
    ///
    /// Leave `-Version` out; PowerShell 5.1 runs what was written for 2.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/whats-new/deprecated-features>
    pub(crate) POWERSHELL2 {
        id: "dep-powershell2", category: Deprecated,
        severity: Error, confidence: Certain, attack: ["T1562.010"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls() {
        if asks_for_it(&call) {
            findings
                .at(call)
                .say("this asks for PowerShell 2, which Windows 11 no longer has")
                .help("leave -Version out: PowerShell 5.1 runs what was written for version 2");
        } else if installs_it(&call) {
            findings
                .at(call)
                .say(
                    "this turns on PowerShell 2, which logs nothing and lets no virus scanner look",
                )
                .help("remove it: PowerShell 5.1 runs what was written for version 2");
        }
    }
}

fn asks_for_it(call: &RunCall<'_>) -> bool {
    let is_version = |text: &str| {
        let name = text.strip_prefix(['-', '/']).unwrap_or_default().to_ascii_lowercase();
        !name.is_empty() && "version".starts_with(&name)
    };
    if call.is("start-job") {
        return call.parameter("psversion").is_some_and(|it| it.is("2") || it.is("2.0"));
    }
    let mut texts = call.texts();
    call.is("powershell")
        && texts.next().is_some_and(is_version)
        && texts.next().is_some_and(|number| matches!(number, "2" | "2.0"))
}

fn installs_it(call: &RunCall<'_>) -> bool {
    let is_it = |name: &str| name.to_ascii_lowercase().contains("microsoftwindowspowershellv2");
    match call.name.as_str() {
        "enable-windowsoptionalfeature" => call
            .parameter_or("featurename", 0)
            .is_some_and(|names| names.each().iter().any(|name| is_it(name.text()))),
        "dism" => {
            call.has_switch(&["enable-feature"])
                && call.option("featurename").is_some_and(|name| is_it(name.text()))
        }
        _ => false,
    }
}
