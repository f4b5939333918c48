//! `mal-credential-theft-tool`

use crate::lint::{Confidence, Context, Findings, lint};
use crate::package::{Package, Place, RunCall};
use crate::script::reading::Style;

lint! {
    /// A tool that steals credentials is called or carried.
    ///
    /// ## Why it matters
    ///
    /// The memory of `lsass` and the hives SAM, SECURITY and SYSTEM hold the passwords and tokens of
    /// those who sign in to the device. No package needs to copy them, and what runs as SYSTEM can.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// reg save HKLM\SAM C:\Windows\Temp\s.hiv /y
    /// procdump64.exe -accepteula -ma lsass.exe C:\Windows\Temp\l.dmp
    /// helper.exe "privilege::debug" "sekurlsa::logonpasswords" exit
    /// esentutl /y /vss C:\Windows\System32\config\SAM /d C:\Windows\Temp\s
    /// rundll32.exe C:\Windows\System32\comsvcs.dll, MiniDump 624 C:\Windows\Temp\l.dmp full
    /// ```
    ///
    /// ```powershell
    /// Invoke-Mimikatz -DumpCreds
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// rem mimikatz.exe
    /// reg save HKLM\SOFTWARE\Fabrikam C:\Windows\Temp\fabrikam.hiv /y
    /// procdump64.exe -accepteula -ma spoolsv.exe C:\Windows\Temp\spooler.dmp
    /// findstr /i mimikatz C:\Windows\Temp\scan.log
    /// ```
    ///
    /// ## What to do
    ///
    /// Do not apply the package. Find out who built it and where it was used.
    ///
    /// ## References
    ///
    /// * <https://attack.mitre.org/techniques/T1003/>
    pub(crate) CREDENTIAL_THEFT_TOOL {
        id: "mal-credential-theft-tool", category: ScriptsMalicious,
        severity: Error, confidence: Certain, attack: ["T1003"], since: "0.1.0",
        check,
    }
}

/// Tools that do nothing else, by their names.
const TOOLS: &[&str] = &[
    "mimikatz",
    "lazagne",
    "nanodump",
    "pypykatz",
    "rubeus",
    "safetykatz",
    "secretsdump",
    "sharpdpapi",
    "gsecdump",
    "pwdump",
    "fgdump",
    "roadrecon",
    "roadtx",
    "invoke-mimikatz",
    "invoke-kerberoast",
];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    const HELP: &str = "do not apply the package, and find out who built it";
    for call in package.calls() {
        if let Some(what) = theft(&call) {
            findings.at(call).say(what).help(HELP);
        }
    }
    for asset in &package.assets {
        let stem = asset.name.rsplit_once('.').map_or(asset.name.as_str(), |(stem, _)| stem);
        let Some(tool) = TOOLS.iter().find(|tool| tool.eq_ignore_ascii_case(stem)) else {
            continue;
        };
        // By its name alone.
        findings
            .at(Place::file(&asset.path))
            .say(format!("the package carries {tool}, which steals credentials"))
            .with_confidence(Confidence::Likely)
            .help(HELP);
    }
}

/// Commands of mimikatz, whatever the program is called.
fn is_spell(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    ["sekurlsa::", "lsadump::", "privilege::debug"].iter().any(|spell| lower.contains(spell))
}

/// The hive that a path is the file of.
fn hive_file(path: &str) -> Option<&'static str> {
    let lower = path.to_ascii_lowercase();
    let name = lower.trim_end_matches('"').rsplit_once(r"\system32\config\")?.1;
    ["SAM", "SECURITY"].into_iter().find(|hive| hive.eq_ignore_ascii_case(name))
}

fn theft(call: &RunCall<'_>) -> Option<String> {
    let names_lsass = || {
        call.texts().any(|text| {
            let text = text.to_ascii_lowercase();
            text == "lsass" || text == "lsass.exe"
        }) || call
            .inside()
            .any(|inner| inner.texts().any(|text| text.eq_ignore_ascii_case("lsass")))
    };
    let name = call.name.as_str();
    if let Some(tool) = TOOLS.iter().find(|tool| **tool == name) {
        return Some(format!("{tool} is run, which steals credentials"));
    }
    let searches = ["find", "findstr", "select-string"].contains(&name);
    if call.style == Style::Program && !searches && call.texts().any(is_spell) {
        return Some(
            "what is given to it are commands of mimikatz, which steals credentials".into(),
        );
    }
    let copies = ["copy", "xcopy", "robocopy", "esentutl", "copy-item"].contains(&name);
    if copies && let Some(hive) = call.texts().find_map(hive_file) {
        return Some(format!("the hive {hive} is copied: credentials are read out of it"));
    }
    Some(match name {
        "procdump" | "procdump64" if names_lsass() => {
            "the memory of lsass is written to a file: it holds credentials".to_owned()
        }
        "rundll32" => {
            let line = call.line.text().to_ascii_lowercase();
            let dumps =
                ["minidump", "#24", "#+24", "#+000024"].iter().any(|way| line.contains(way));
            let is_it = line.contains("comsvcs") && dumps;
            is_it
                .then_some("the memory of a process is written to a file, as is done with lsass")?
                .to_owned()
        }
        "reg" if call.starts_with(&["save"]) || call.starts_with(&["export"]) => {
            let key = call.texts().nth(1)?.to_ascii_lowercase();
            let key = key.trim_end_matches('\\').replace("hkey_local_machine", "hklm");
            let hive = match key.as_str() {
                r"hklm\sam" => "SAM",
                r"hklm\security" => "SECURITY",
                r"hklm\system" if call.starts_with(&["save"]) => "SYSTEM",
                _ => return None,
            };
            format!("the hive {hive} is written to a file: credentials are read out of it")
        }
        "ntdsutil" if call.line.text().to_ascii_lowercase().contains("ifm") => {
            "the database of the domain is copied with all its passwords".to_owned()
        }
        _ => {
            // AADInternals: those that take tokens and passwords.
            let of_tool = name.split_once("-aadint")?.1;
            let takes = ["accesstoken", "refreshtoken", "prt", "synccredentials", "lsasecrets"]
                .iter()
                .any(|what| of_tool.contains(what));
            takes.then(|| {
                let name = call.shown_text(call.program.text());
                format!("{name} of AADInternals takes tokens or passwords")
            })?
        }
    })
}
