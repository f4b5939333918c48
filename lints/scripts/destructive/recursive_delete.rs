//! `destr-recursive-delete`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, RunCall, SetVariables};
use crate::script::Value;
use crate::script::reading::Style;

lint! {
    /// A folder of Windows, or a whole drive, is deleted with all that is in it.
    ///
    /// ## Why it matters
    ///
    /// `rd /s /q` and `Remove-Item -Recurse` ask nobody. A variable that was never set is empty, so
    /// that `"%TARGET%\*"` means every file of the drive.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// rd /s /q C:\
    /// del /s /q "%ProgramData%\*"
    /// rmdir /s /q "%FABRIKAM_CACHE%\"
    /// ```
    ///
    /// ```powershell
    /// Remove-Item -Path C:\Users\* -Recurse -Force
    /// Remove-Item "$cache\*" -Recurse -Force
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// Folders below, and variables that somebody sets:
    ///
    /// ```batch
    /// set CACHE=C:\ProgramData\Fabrikam\cache
    /// rd /s /q "%CACHE%\"
    /// rd /s /q "C:\Program Files\Fabrikam"
    /// del /s /q C:\Windows\Temp\*.log
    /// rem rd /s /q C:\
    /// ```
    ///
    /// ```powershell
    /// function Clear-Folder($path) { Remove-Item "$path\*" -Recurse -Force }
    /// Remove-Item "$env:ProgramData\Fabrikam\*" -Recurse -Force
    /// Remove-Item C:\Windows\* -Include *.fabrikam -Recurse
    /// ```
    ///
    /// ## What to do
    ///
    /// Name the folder that is meant, and stop when the variable is empty.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/powershell/module/microsoft.powershell.management/remove-item>
    pub(crate) RECURSIVE_DELETE {
        id: "destr-recursive-delete", category: ScriptsDestructive,
        severity: Error, confidence: Likely, attack: ["T1485"], since: "0.1.0",
        check,
    }
}

/// Folders of Windows that nothing works without, in lower case.
const ROOTS: &[&str] = &[
    r"c:\windows",
    r"c:\windows\system32",
    r"c:\windows\syswow64",
    r"c:\users",
    r"c:\program files",
    r"c:\program files (x86)",
    r"c:\programdata",
];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let mut assigned: Option<SetVariables> = None;
    for call in package.calls() {
        for value in deleted(&call) {
            let (what, help) = if let Some(root) = value.known().and_then(root) {
                (format!("all of {root} is deleted"), "name the folder that is meant")
            } else {
                if value.is_known() || value.uses.is_empty() {
                    continue;
                }
                let assigned = assigned.get_or_insert_with(|| package.assigned());
                let Some((name, rest)) = assigned.behind_unset(&call, &value) else { continue };
                if !matches!(rest, "\\" | "\\*" | "\\*.*" | "/" | "/*") {
                    continue;
                }
                (
                    format!(
                        "nothing sets {name}, so it is empty and `{rest}` means the whole drive"
                    ),
                    "set it, and stop when it is empty",
                )
            };
            let finding = findings.at(call.place_of(&value)).say(what).help(help);
            if !call.is_now() {
                drop(finding.lowered_to(Severity::Warning));
            }
        }
    }
}

/// What a call deletes with all that is in it.
fn deleted(call: &RunCall<'_>) -> Vec<Value> {
    let operands = || {
        let values = call.arguments.iter().map(|argument| &argument.value);
        values.filter(|value| !value.text().starts_with('/')).cloned().collect()
    };
    match (call.style, call.name.as_str()) {
        (Style::Builtin, "rd" | "rmdir" | "del" | "erase") if call.has_switch(&["s"]) => operands(),
        (Style::Cmdlet, "remove-item") if is_whole(call) => {
            let given = call.parameter("literalpath").or_else(|| call.parameter_or("path", 0));
            if let Some(given) = given {
                return given.each().to_vec();
            }
            let source = call.source().filter(|source| source.is("get-childitem"));
            let source = source.filter(narrows_nothing);
            let path = source.and_then(|source| {
                let path =
                    source.parameter("literalpath").or_else(|| source.parameter_or("path", 0));
                path.cloned()
            });
            path.into_iter().collect()
        }
        (Style::Method, "deletefolder") => call.positional().take(1).cloned().collect(),
        (Style::StaticMethod, "delete") => match call.positional().collect::<Vec<_>>().as_slice() {
            [path, all] if all.is_true() => vec![(*path).clone()],
            _ => vec![],
        },
        _ => vec![],
    }
}

fn is_whole(call: &RunCall<'_>) -> bool {
    call.has_parameter("recurse") && narrows_nothing(call) && !call.has_parameter("whatif")
}

fn narrows_nothing(call: &RunCall<'_>) -> bool {
    !["include", "exclude", "filter"].iter().any(|name| call.has_parameter(name))
}

/// The root that a path is, or is all of.
fn root(path: &str) -> Option<String> {
    let path = path.trim().trim_matches('"').replace('/', "\\");
    let is_absolute = path.starts_with('\\') || path.contains(':');
    let short = ["\\*.*", "\\*", "\\"].iter().find_map(|ending| path.strip_suffix(ending));
    let short = short.unwrap_or(&path).trim_end_matches('\\');
    let lower = short.to_ascii_lowercase();
    let is_drive = matches!(lower.as_bytes(), [letter, b':'] if letter.is_ascii_alphabetic());
    // A name alone is a folder here.
    let is_root = is_drive || lower.is_empty() && is_absolute || ROOTS.contains(&lower.as_str());
    is_root.then(|| match short {
        "" => "the drive".to_owned(),
        short if is_drive => format!("the drive {short}"),
        short => short.to_owned(),
    })
}
