//! `script-powershell7-only`

use std::collections::HashSet;

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, Place, RunCall, RunOrigin, RunPart, Stage};
use crate::script::powershell::{newer_operators, required_version};
use crate::script::reading::Style;
use crate::script::{Language, ScopeKind};
use crate::text::Span;

lint! {
    /// A script needs PowerShell 7, and Windows has 5.1.
    ///
    /// ## Why it matters
    ///
    /// `powershell.exe` is Windows PowerShell 5.1. It does not parse `&&`, `??` or `a ? b : c`, so
    /// that no line of the script runs, and refuses parameters that came later.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// $site = $env:SITE ?? 'Lyon'
    /// ```
    ///
    /// ```powershell
    /// 1..4 | ForEach-Object -Parallel { Start-Sleep $_ }
    /// ```
    ///
    /// ```command
    /// powershell.exe -ExecutionPolicy Bypass -File setup.ps1
    /// ```
    /// ```powershell asset=setup.ps1
    /// #requires -Version 7.2
    /// Get-Date
    /// ```
    ///
    /// ```powershell
    /// Join-Path $env:ProgramData 'Fabrikam' 'setup.log'
    /// Set-Content C:\ProgramData\site.json '{}' -Encoding utf8NoBOM
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// #requires -Version 5.1
    /// cmd /c "md C:\Fabrikam && echo done"
    /// Get-ChildItem C:\Windows | ? { $_.Name -like '*.log' } | % { $_.FullName }
    /// ```
    ///
    /// ```command
    /// pwsh.exe -File setup.ps1
    /// ```
    /// ```powershell asset=setup.ps1
    /// $site = $env:SITE ?? 'Lyon'
    /// ```
    ///
    /// ## What to do
    ///
    /// Write it for 5.1: `if` and `else` instead of `??` and `? :`, `if ($?) { … }` instead of `&&`,
    /// a loop instead of `-Parallel`. Or install PowerShell 7 first and start the script with `pwsh`.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/powershell/scripting/whats-new/differences-from-windows-powershell>
    pub(crate) POWERSHELL7_ONLY {
        id: "script-powershell7-only", category: ScriptsReliability,
        severity: Error, confidence: Likely, since: "0.1.0",
        check,
    }
}

/// Parameters that came with PowerShell 6 or 7.
const PARAMETERS: &[(&[&str], &[&str])] = &[
    (&["foreach-object"], &["parallel", "throttlelimit"]),
    (&["convertfrom-json"], &["ashashtable", "depth", "noenumerate"]),
    (&["convertto-json"], &["asarray", "enumsasstrings", "escapehandling"]),
    (&["get-content", "set-content", "add-content"], &["asbytestream"]),
    (&["get-date"], &["asutc", "unixtimeseconds"]),
    (&["select-string"], &["noemphasis", "raw", "culture"]),
    (&["split-path"], &["leafbase", "extension"]),
    (&["sort-object"], &["bottom", "stable", "top"]),
    (&["test-connection"], &["targetname", "tcpport", "traceroute", "mtusize"]),
    (
        &["invoke-webrequest", "invoke-restmethod"],
        &[
            "allowunencryptedauthentication",
            "authentication",
            "custommethod",
            "followrellink",
            "form",
            "httpversion",
            "maximumretrycount",
            "noproxy",
            "responseheadersvariable",
            "resume",
            "retryintervalsec",
            "skipcertificatecheck",
            "skipheadervalidation",
            "skiphttperrorcheck",
            "sslprotocol",
            "statuscodevariable",
            "token",
        ],
    ),
];

/// Commands that came with PowerShell 6 or 7.
const COMMANDS: &[&str] = &[
    "convertfrom-markdown",
    "get-error",
    "get-uptime",
    "join-string",
    "remove-alias",
    "remove-service",
    "show-markdown",
    "test-json",
];

/// Commands that write text, and names of encodings that came with PowerShell 6.
const WRITERS: &[&str] =
    &["add-content", "export-csv", "out-file", "set-content", "export-clixml", "tee-object"];
const ENCODINGS: &[&str] = &["utf8bom", "utf8nobom", "ansi"];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let mut told = HashSet::new();
    for (index, part) in package.run().parts.iter().enumerate() {
        let (RunOrigin::Script(id), Language::PowerShell) = (part.origin, part.language) else {
            continue;
        };
        if is_of_version_7(package, part) {
            continue;
        }
        let Some(unit) = part.reading.units.first() else { continue };
        let text = unit.text.text();
        let is_unreached = part.stage == Stage::Unreached;
        let mut report = |place: Place, what: String, effect: &str| {
            told.insert(index);
            let finding = findings
                .at(place)
                .say(format!("{what} came with a later version than 5.1, which Windows has: {effect}"))
                .here("not known to powershell.exe")
                .help("write it for Windows PowerShell 5.1, or install PowerShell 7 first and start the script with pwsh");
            if is_unreached {
                drop(finding.lowered_to(Severity::Warning));
            }
        };
        let place = |range: &std::ops::Range<usize>| {
            Place::from(&Span::new(id, range.start as u32..range.end as u32))
        };
        if let Some((range, major)) = required_version(text) {
            report(
                place(&range),
                format!("version {major}, which it requires,"),
                "the script does not start",
            );
        } else if let Some((range, name)) = newer_operators(text).first() {
            report(place(range), format!("the operator {name}"), "no line of the script runs");
        }
    }
    let own = own_functions(package);
    for call in package.calls().filter(|call| call.style == Style::Cmdlet) {
        let Some(what) = newer(&call).filter(|_| !own.contains(&call.name)) else { continue };
        let is_guarded = call.conditions().any(asks_version) || is_else_of_version(&call);
        if is_guarded || told.contains(&call.part_index) || is_in_version_7(package, &call) {
            continue;
        }
        let finding = findings
            .at(call)
            .say(format!("{what} came with a later version than 5.1, which Windows has"))
            .here("powershell.exe refuses it")
            .help("write it for Windows PowerShell 5.1, or install PowerShell 7 first and start the script with pwsh");
        if !call.is_now() {
            drop(finding.lowered_to(Severity::Warning));
        }
    }
}

fn asks_version(condition: &str) -> bool {
    let condition = condition.to_ascii_lowercase();
    ["version", "edition", "iscore", "parameters", "get-command"]
        .iter()
        .any(|word| condition.contains(word))
}

/// Whether it stands in the `else` of a question for the version.
fn is_else_of_version(call: &RunCall<'_>) -> bool {
    let unit = call.unit();
    let elses = unit.scopes(call.scope).filter(|(_, scope)| scope.kind == ScopeKind::Else);
    let mut conditions = elses.filter_map(|(at, found)| {
        let before = unit.tree.scopes.get(..at as usize)?.iter().rev();
        let mut ifs =
            before.filter(|scope| scope.kind == ScopeKind::If && scope.parent == found.parent);
        let range = &ifs.next()?.condition.as_ref()?.range;
        unit.text.text().get(range.start as usize..range.end as usize)
    });
    conditions.any(asks_version)
}

/// What of a call Windows PowerShell does not know, in words.
fn newer(call: &RunCall<'_>) -> Option<String> {
    let parameters =
        PARAMETERS.iter().filter(|(names, _)| call.is_any(names)).flat_map(|(_, found)| *found);
    if let Some(parameter) = parameters.copied().find(|name| call.has_parameter(name)) {
        return Some(format!("the parameter -{parameter} of {}", call.name));
    }
    if call.is_any(COMMANDS) {
        return Some(format!("the command {}", call.name));
    }
    let encoding = call.parameter("encoding").filter(|_| call.is_any(WRITERS));
    if let Some(encoding) = encoding.filter(|name| ENCODINGS.iter().any(|newer| name.is(newer))) {
        return Some(format!("the encoding {}", encoding.text()));
    }
    let parts = call.positional().count() + usize::from(call.parameter("path").is_some());
    let is_long = call.is("join-path") && parts > 2 && call.parameter("childpath").is_none();
    is_long.then(|| "a path of more than two parts for join-path".to_owned())
}

/// The names of the functions that the scripts have themselves.
fn own_functions(package: &Package) -> HashSet<String> {
    let units = package.run().parts.iter().flat_map(|part| &part.reading.units);
    let functions =
        units.flat_map(|unit| &unit.tree.scopes).filter(|scope| scope.kind == ScopeKind::Function);
    functions.filter_map(|scope| Some(scope.name.as_ref()?.to_lowercase())).collect()
}

/// Scripts that start each other, and shells around a call, that are looked at.
const MOST_STARTERS: usize = 16;

/// Whether PowerShell 7 starts a script.
fn is_of_version_7(package: &Package, part: &RunPart) -> bool {
    let mut part = part;
    for _ in 0..MOST_STARTERS {
        let Some((by, index)) = part.started_by else { return false };
        let Some(starter) = package.run_call(by, index) else { return false };
        if is_newer(&starter) {
            return true;
        }
        part = starter.part();
    }
    false
}

/// Whether a call is made by PowerShell 7.
fn is_in_version_7(package: &Package, call: &RunCall<'_>) -> bool {
    is_newer(call) || is_of_version_7(package, call.part())
}

/// Whether the text around a call is one for PowerShell 7.
fn is_newer(call: &RunCall<'_>) -> bool {
    std::iter::successors(Some(*call), RunCall::runner)
        .take(MOST_STARTERS)
        .any(|call| call.is("pwsh"))
}
