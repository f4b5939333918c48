//! `destr-appx-purge`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, RunCall};
use crate::script::Value;

lint! {
    /// All apps of the Store are removed, or one that others need.
    ///
    /// ## Why it matters
    ///
    /// Without the Store and the App Installer there is no winget and no Company Portal, and what
    /// Intune assigns from the Store does not arrive. A list of what to keep forgets what comes with
    /// the next version of Windows, and apps that are gone for one user only stop sysprep.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// Get-AppxPackage -AllUsers | Remove-AppxPackage
    /// Get-AppxPackage *DesktopAppInstaller* | Remove-AppxPackage -AllUsers
    /// Get-AppxProvisionedPackage -Online | Remove-AppxProvisionedPackage -Online
    /// Get-AppxPackage -AllUsers | ForEach-Object { Remove-AppxPackage $_ -AllUsers }
    /// Get-AppxPackage | Where-Object { $_.Name -like '*DesktopAppInstaller*' } | Remove-AppxPackage
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// What is named, or sorted out:
    ///
    /// ```powershell
    /// Get-AppxPackage -AllUsers *ZuneMusic* | Remove-AppxPackage -AllUsers
    /// Get-AppxPackage -AllUsers | Where-Object { $_.Name -in $unwanted } | Remove-AppxPackage
    /// Get-AppxPackage | Where-Object Name -notlike '*WindowsStore*' | Where-Object { $_.Name -in $unwanted } | Remove-AppxPackage
    /// # Get-AppxPackage | Remove-AppxPackage
    /// Get-AppxPackage -Name Microsoft.WindowsStore
    /// ```
    ///
    /// ## What to do
    ///
    /// Name the apps that are to go.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/powershell/module/appx/remove-appxpackage>
    pub(crate) APPX_PURGE {
        id: "destr-appx-purge", category: ScriptsDestructive,
        severity: Warning, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// Apps that others need, by a part of their names in lower case, and what is lost with them.
const NEEDED: &[(&str, &str)] = &[
    ("windowsstore", "the Store, which apps and their updates come from"),
    ("storepurchaseapp", "what the Store installs with"),
    ("desktopappinstaller", "the App Installer, and winget with it"),
    ("win32webviewhost", "the view of web pages that other apps need"),
    ("companyportal", "the Company Portal"),
    ("vclibs", "libraries that other apps need"),
    ("ui.xaml", "libraries that other apps need"),
    ("net.native", "libraries that other apps need"),
];

/// The shortest part of a name that is taken for one of them: `*ui*` stands in many.
const SHORTEST: usize = 5;

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls() {
        if call.is("dism") && call.has_switch(&["remove-provisionedappxpackage"]) {
            if let Some((name, lost)) = call.option("packagename").as_ref().and_then(needed) {
                gone(findings, &call, &name, lost);
            }
            continue;
        }
        if !call.is_any(&["remove-appxpackage", "remove-appxprovisionedpackage"])
            || call.has_parameter("whatif")
        {
            continue;
        }
        // In `… | ForEach-Object { Remove-AppxPackage $_ }` they come from what is piped into that.
        let around =
            call.around_item().filter(|_| call.source().is_none() && !call.is_conditional());
        let sources: Vec<RunCall<'_>> = around.as_ref().unwrap_or(&call).sources().collect();
        let lists = ["get-appxpackage", "get-appxprovisionedpackage"];
        let given = call
            .parameter("package")
            .or_else(|| call.parameter("packagename"))
            .or_else(|| call.positional().next());
        let listed = sources.iter().find(|source| source.is_any(&lists));
        let names = listed.and_then(|source| source.parameter_or("name", 0)).or(given);
        let filtered = sources.iter().filter(|source| source.is("where-object"));
        let filtered = filtered.filter_map(|source| chosen(source.text())).next();
        if let Some((name, lost)) = names.and_then(needed).or(filtered) {
            gone(findings, &call, &name, lost);
            continue;
        }
        let is_all = |name: &Value| matches!(name.known().map(str::trim), Some("*" | "**"));
        // What chooses stands between, or takes the name from elsewhere.
        let only_lists = listed.is_some() && sources.len() == 1;
        // What the block takes its name from is not the list.
        let names = if around.is_some() {
            listed.and_then(|list| list.parameter_or("name", 0))
        } else {
            names
        };
        let filters = listed.is_some_and(|source| {
            let by = ["publisher", "packagetypefilter", "user"];
            by.iter().any(|name| source.has_parameter(name))
        });
        if only_lists && !filters && names.is_none_or(is_all) {
            findings
                .at(call)
                .say("all apps are removed, the Store and the App Installer among them")
                .help("name the apps that are to go");
        }
    }
}

fn gone(findings: &mut Findings<'_>, call: &RunCall<'_>, name: &str, lost: &str) {
    findings
        .at(call)
        .say(format!("the app {name} is removed: {lost}"))
        .help("leave it; hide it with a policy where it is not wanted");
}

/// The app that a filter chooses, and that others need. One that leaves it out chooses the others.
fn chosen(filter: &str) -> Option<(String, &'static str)> {
    let lower = filter.to_ascii_lowercase();
    let leaves_out = ["-not", "-ne ", "-cne", "!"].iter().any(|word| lower.contains(word));
    let (part, lost) = NEEDED.iter().find(|(part, _)| lower.contains(part))?;
    (!leaves_out).then(|| ((*part).to_owned(), *lost))
}

/// The app of that name that others need.
fn needed(name: &Value) -> Option<(String, &'static str)> {
    let known = name.known()?;
    let lower = known.to_ascii_lowercase();
    // `*store*` is enough to mean the Store.
    let short = lower.trim_matches('*');
    let is_meant = |part: &str| {
        lower.contains(part)
            || lower.contains('*') && short.len() >= SHORTEST && part.contains(short)
    };
    let (_, lost) = NEEDED.iter().find(|(part, _)| is_meant(part))?;
    Some((known.trim_matches('*').to_owned(), lost))
}
