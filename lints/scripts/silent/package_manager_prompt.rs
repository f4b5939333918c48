//! `script-package-manager-prompt`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Alone, Package, RunCall};

lint! {
    /// Chocolatey or winget is started so that it asks before it installs.
    ///
    /// ## Why it matters
    ///
    /// Without `-y`, `choco install` asks whether to run the script of the package. `winget` asks
    /// for the terms of its sources, and of some packages. This is a question that nobody can
    /// answer.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// choco install 7zip
    /// ```
    ///
    /// ```powershell
    /// winget install --id 7zip.7zip --silent
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// choco install 7zip -y
    /// choco list
    /// winget install --id 7zip.7zip --accept-package-agreements --accept-source-agreements
    /// ```
    ///
    /// ```powershell
    /// choco feature enable -n allowGlobalConfirmation
    /// choco install 7zip
    /// ```
    ///
    /// ## What to do
    ///
    /// Add `-y` to Chocolatey, and `--silent --accept-package-agreements --accept-source-agreements`
    /// to winget.
    ///
    /// ## References
    ///
    /// * <https://docs.chocolatey.org/en-us/choco/commands/install/>
    /// * <https://learn.microsoft.com/windows/package-manager/winget/install>
    pub(crate) PACKAGE_MANAGER_PROMPT {
        id: "script-package-manager-prompt", category: ScriptsSilent,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let mut is_confirmed = false;
    for call in package.calls().filter(|call| call.is_program()) {
        if call.is("choco") && call.starts_with(&["feature", "enable"]) {
            let mut texts = call.texts();
            is_confirmed |=
                texts.any(|text| text.to_ascii_lowercase().contains("globalconfirmation"));
            continue;
        }
        let fault = match call.name.as_str() {
            "choco" | "cinst" | "cup" | "cuninst" if !is_confirmed => choco(&call),
            "winget" => winget(&call),
            _ => None,
        };
        let Some((say, add, most)) = fault else { continue };
        if call.may_hide_switches() || call.is_answered() {
            continue;
        }
        let finding = findings.at(call).say(say).lowered_to(most);
        let finding = match (most, call.alone()) {
            (_, Alone::Later) => finding.lowered_to(Severity::Advice),
            (Severity::Error, Alone::Surely) => finding,
            _ => finding.with_confidence(Confidence::Likely),
        };
        finding.help(format!("add {add}"));
    }
}

type Fault = (String, &'static str, Severity);

fn choco(call: &RunCall<'_>) -> Option<Fault> {
    let verbs = ["install", "upgrade", "uninstall"];
    let verb = match call.name.as_str() {
        "choco" => call.texts().next()?.to_ascii_lowercase(),
        "cinst" => "install".to_owned(),
        "cup" => "upgrade".to_owned(),
        _ => "uninstall".to_owned(),
    };
    if !verbs.contains(&verb.as_str())
        || call.has_switch(&["?", "help", "noop", "whatif", "what-if"])
    {
        return None;
    }
    let confirms = |text: &str| {
        let is_long = ["--yes", "--confirm"].iter().any(|flag| {
            text.get(..flag.len()).is_some_and(|start| start.eq_ignore_ascii_case(flag))
        });
        // Letters may stand together: `-fy`.
        let is_short = text.starts_with('-')
            && !text.starts_with("--")
            && text.len() <= 5
            && text.contains(['y', 'Y']);
        is_long
            || is_short
            || ["/y", "-yes", "-confirm"].iter().any(|of| of.eq_ignore_ascii_case(text))
    };
    let asks = !call.texts().any(confirms);
    asks.then(|| {
        (
            format!("choco {verb} asks whether to run scripts, and nobody answers"),
            "-y",
            Severity::Error,
        )
    })
}

fn winget(call: &RunCall<'_>) -> Option<Fault> {
    let verb = call.texts().next()?.to_ascii_lowercase();
    let verb = match verb.as_str() {
        "add" => "install",
        "update" => "upgrade",
        "find" => "search",
        "ls" => "list",
        "remove" | "rm" => "uninstall",
        "view" => "show",
        "install" | "upgrade" | "import" | "uninstall" | "list" | "search" | "show" => {
            verb.as_str()
        }
        _ => return None,
    };
    let installs = matches!(verb, "install" | "upgrade" | "import");
    // Alone it lists what could be upgraded.
    if call.has_switch(&["disable-interactivity", "?", "help"])
        || verb == "upgrade" && call.arguments.len() < 2
    {
        return None;
    }
    // The terms are those of the store, which is another source.
    let source = call.option("source").or_else(|| call.option("s"));
    let is_community = source.is_some_and(|source| source.is("winget"));
    let has_source = call.has_switch(&["accept-source-agreements"]) || is_community;
    let has_package = !installs || call.has_switch(&["accept-package-agreements"]);
    let (what, add, most) = match (has_source, has_package) {
        (true, true) => return None,
        (false, true) => ("its sources", "--accept-source-agreements", Severity::Error),
        (true, false) => {
            ("the package, if it has any", "--accept-package-agreements", Severity::Warning)
        }
        (false, false) => (
            "its sources",
            "--accept-package-agreements --accept-source-agreements",
            Severity::Error,
        ),
    };
    Some((
        format!("winget {verb} asks to accept the terms of {what}, and nobody answers"),
        add,
        most,
    ))
}
