//! `script-unused-asset`

use crate::lint::{Context, Findings, lint};
use crate::package::{Asset, Covers, FileUse, Package, Place, RunCall, RunOrigin, RunPart, Stage};
use crate::script::reading::UNKNOWN;

lint! {
    /// The package carries a script or an installer that nothing in it mentions.
    ///
    /// ## Why it matters
    ///
    /// Either it is dead weight that every device unpacks, or the command that should run it was
    /// forgotten. Whoever reviews the package cannot tell which.
    ///
    /// ## Fires
    ///
    /// ```command
    /// cmd /c setup.cmd
    /// ```
    /// ```batch asset=setup.cmd
    /// reg add HKLM\SOFTWARE\Fabrikam /v Site /d Lyon /f
    /// ```
    /// ```powershell asset=fonts.ps1
    /// Copy-Item "$PSScriptRoot\fabrikam.ttf" C:\Windows\Fonts
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```command
    /// cmd /c setup.cmd
    /// ```
    /// ```batch asset=setup.cmd
    /// for %%s in (*.ps1) do powershell -ExecutionPolicy Bypass -File "%%s"
    /// ```
    /// ```powershell asset=fonts.ps1
    /// Copy-Item "$PSScriptRoot\fabrikam.ttf" C:\Windows\Fonts
    /// ```
    ///
    /// ## What to do
    ///
    /// Take the file out, or add the command that runs it.
    pub(crate) UNUSED_ASSET {
        id: "script-unused-asset", category: ScriptsContext,
        severity: Advice, confidence: Likely, since: "0.1.0",
        check,
    }
}

/// Files that somebody must start; others may be read by a program that lies beside them.
const STARTED: &[&str] =
    &["ps1", "bat", "cmd", "vbs", "wsf", "reg", "msi", "msp", "msu", "exe", "msix", "appx"];

/// Files times bytes of text that are searched, at most.
const MOST: usize = 1 << 28;

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let candidates: Vec<(&Asset, String, String)> = package
        .assets
        .iter()
        .filter_map(|asset| {
            let lower = asset.name.to_lowercase();
            let (_, extension) = lower.rsplit_once('.')?;
            let extension = extension.to_owned();
            let is_file_of_command = asset.setting_path.as_ref().is_some_and(|path| {
                path.starts_with("ProvisioningCommands/") && path.contains("CommandFile")
            });
            let is_one = is_file_of_command && STARTED.contains(&extension.as_str());
            is_one.then_some((asset, lower, extension))
        })
        .collect();
    if candidates.is_empty()
        || package.first_command().is_none()
        || package.has_unread_settings_or_scripts()
        || package.is_unread(Covers::Everything)
    {
        return;
    }
    let Some(patterns) = patterns(package) else { return };
    let texts: Vec<(Option<&str>, String)> = package
        .commands()
        .into_iter()
        .map(|command| (None, command.line.value().to_lowercase()))
        .chain(
            package
                .scripts()
                .map(|script| (Some(package.script_name(script)), script.text().to_lowercase())),
        )
        .collect();
    let bytes: usize = texts.iter().map(|(_, text)| text.len()).sum();
    if bytes.saturating_mul(candidates.len()) > MOST {
        return;
    }
    for (asset, lower, extension) in candidates {
        let stem = lower.rsplit_once('.').map_or(lower.as_str(), |(stem, _)| stem);
        // A short stem is found in anything; `7z.exe` may be called `7z`.
        let is_mentioned = texts.iter().any(|(name, text)| {
            let is_itself = name.is_some_and(|name| name.eq_ignore_ascii_case(&asset.name));
            !is_itself && text.contains(stem)
        });
        if is_mentioned || patterns.contains(&extension) || is_started(package, &lower) {
            continue;
        }
        findings
            .at(Place::file(asset.path.clone()))
            .say(format!(
                "the file {} is in the package, and no command or script mentions it",
                asset.name
            ))
            .help("take it out, or add the command that runs it");
    }
}

/// Whether the run starts a script of that name.
fn is_started(package: &Package, name: &str) -> bool {
    package.run().parts.iter().any(|part: &RunPart| {
        let RunOrigin::Script(id) = part.origin else { return false };
        let source = package.source(id);
        part.stage != Stage::Unreached
            && source.is_some_and(|source| package.script_name(source).eq_ignore_ascii_case(name))
    })
}

/// Whether a call lists the files of a folder that may be the own one.
fn lists_folder(call: &RunCall<'_>) -> bool {
    if !call.is_any(&["get-childitem", "get-item", "dir", "forfiles", "where"]) {
        return false;
    }
    let path = call.parameter("literalpath").or_else(|| call.parameter_or("path", 0));
    let known = path.and_then(|path| path.known()).filter(|path| !path.starts_with(['/', '-']));
    // Elsewhere: on a drive, in the registry, in the certificates.
    !known.is_some_and(|path| path.contains(':'))
}

/// The extensions of which any file may be meant; none if any file at all may be.
fn patterns(package: &Package) -> Option<Vec<String>> {
    let mut found = vec![];
    for call in package.calls() {
        let program = call.program.text();
        // Something that is not known is started, or the folder is searched.
        let is_unknown = call.name.is_empty() && program.contains(UNKNOWN);
        if is_unknown || lists_folder(&call) {
            return None;
        }
        for argument in &call.arguments {
            let text = argument.value.text().trim_matches('"');
            let last = text.rsplit(['\\', '/']).next().unwrap_or_default();
            let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
            if matches!(text, "." | r".\" | "*" | "*.*") || text == r".\*" || text == r".\*.*" {
                return None;
            }
            if stem.contains(['*', '?', UNKNOWN])
                && let Some((_, extension)) = last.rsplit_once('.')
            {
                found.push(extension.to_lowercase());
            }
        }
    }
    // `for %f in (*.msi)` is no argument.
    for script in package.scripts() {
        for (at, _) in script.text().match_indices("*.") {
            let rest = script.text().get(at + 2..).unwrap_or_default();
            let extension: String =
                rest.chars().take_while(|ch| ch.is_ascii_alphanumeric()).take(6).collect();
            found.push(extension.to_lowercase());
        }
    }
    // An installer that is started may start others that lie beside it.
    let starts_installer = package.named_files().iter().any(|file| {
        file.how == FileUse::Starts
            && file.is_of_package
            && file.path.extension().as_deref() == Some("exe")
    });
    if starts_installer {
        found.extend(["exe", "msi", "msp", "msu", "msix", "appx", "reg"].map(str::to_owned));
    }
    Some(found)
}
