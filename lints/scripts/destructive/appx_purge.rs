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
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// What is named, or sorted out:
    ///
    /// ```powershell
    /// Get-AppxPackage -AllUsers *ZuneMusic* | Remove-AppxPackage -AllUsers
    /// Get-AppxPackage -AllUsers | Where-Object { $_.Name -in $unwanted } | Remove-AppxPackage
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
    ("companyportal", "the Company Portal"),
    ("vclibs", "libraries that other apps need"),
    ("ui.xaml", "libraries that other apps need"),
    ("net.native", "libraries that other apps need"),
];

/// How many commands of a pipeline are looked at.
const MOST_PIPED: usize = 8;

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls() {
        if !call.is_any(&["remove-appxpackage", "remove-appxprovisionedpackage"])
            || call.has_parameter("whatif")
        {
            continue;
        }
        let sources: Vec<RunCall<'_>> =
            std::iter::successors(call.source(), RunCall::source).take(MOST_PIPED).collect();
        let lists = ["get-appxpackage", "get-appxprovisionedpackage"];
        let given = call
            .parameter("package")
            .or_else(|| call.parameter("packagename"))
            .or_else(|| call.positional().next());
        let listed = sources.iter().find(|source| source.is_any(&lists));
        let names = listed.and_then(|source| source.parameter_or("name", 0)).or(given);
        if let Some((name, lost)) = names.and_then(needed) {
            findings
                .at(call)
                .say(format!("the app {name} is removed: {lost}"))
                .help("leave it; hide it with a policy where it is not wanted");
            continue;
        }
        let is_all = |name: &Value| matches!(name.known().map(str::trim), Some("*" | "**"));
        // What chooses stands between, or takes the name from elsewhere.
        let only_lists = listed.is_some() && sources.len() == 1;
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

/// The app of that name that others need.
fn needed(name: &Value) -> Option<(String, &'static str)> {
    let known = name.known()?;
    let lower = known.to_ascii_lowercase();
    let (_, lost) = NEEDED.iter().find(|(part, _)| lower.contains(part))?;
    Some((known.trim_matches('*').to_owned(), lost))
}
