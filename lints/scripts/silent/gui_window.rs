//! `script-gui-window`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Package, RunCall};
use crate::script::Language;
use crate::script::reading::Style;

lint! {
    /// A script opens a window while the package is applied.
    ///
    /// ## Why it matters
    ///
    /// What provisioning runs is run by SYSTEM in session 0, whose desktop nobody sees. A window
    /// that waits to be closed stops the script; one that does not wait is for nobody.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// Add-Type -AssemblyName System.Windows.Forms
    /// [System.Windows.Forms.MessageBox]::Show('The depot is ready')
    /// ```
    ///
    /// ```powershell
    /// Get-Service | Out-GridView
    /// ```
    ///
    /// ```batch
    /// start ms-settings:windowsupdate
    /// ```
    ///
    /// ```batch
    /// slmgr /ato
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// # [System.Windows.Forms.MessageBox]::Show('The depot is ready')
    /// Write-Host 'Out-GridView'
    /// Stop-Process -Name explorer
    /// ```
    ///
    /// ```batch
    /// cscript //nologo C:\Windows\System32\slmgr.vbs /ato
    /// control intl.cpl,,/f:"C:\Depot\region.xml"
    /// schtasks /create /tn Depot /sc onlogon /tr "notepad C:\Depot\welcome.txt" /f
    /// ```
    ///
    /// ## What to do
    ///
    /// Write what it says to a log. What a person should see belongs to the first sign-in: a task
    /// with the trigger *at log on*, or `RunOnce`.
    pub(crate) GUI_WINDOW {
        id: "script-gui-window", category: ScriptsSilent,
        severity: Warning, confidence: Certain, yields_to: ["script-interactive-prompt"],
        since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls().filter(RunCall::is_now) {
        let Some((name, waits, confidence)) = window(&call) else { continue };
        let say = match waits {
            Waits::Yes => {
                format!("the window of {name} waits for a click on a desktop that nobody sees")
            }
            Waits::No => format!("the window of {name} opens on a desktop that nobody sees"),
            Waits::Message => {
                "msg shows its text to those who are signed in, mostly nobody".to_owned()
            }
        };
        let finding = findings.at(call).say(say).with_confidence(confidence);
        let finding = match (waits, call.is_conditional()) {
            (Waits::Message, _) => finding.lowered_to(Severity::Advice),
            (_, true) => finding.with_confidence(Confidence::Likely),
            (_, false) => finding,
        };
        finding.help("write it to a log, or show it at the first sign-in by a task");
    }
}

/// Whether the script waits for the window.
#[derive(Clone, Copy)]
enum Waits {
    Yes,
    No,
    Message,
}

/// The window that a call opens.
fn window(call: &RunCall<'_>) -> Option<(String, Waits, Confidence)> {
    let (certain, likely) = (Confidence::Certain, Confidence::Likely);
    let name = call.name.as_str();
    match call.style {
        Style::Method | Style::StaticMethod => {
            let object = call.object()?.text().to_ascii_lowercase();
            match name {
                "show" if object.ends_with("messagebox") => {
                    Some(("MessageBox".to_owned(), Waits::Yes, certain))
                }
                "showdialog" if call.style == Style::Method => {
                    Some(("ShowDialog".to_owned(), Waits::Yes, certain))
                }
                "run" if object.ends_with("windows.forms.application") => {
                    Some(("a form".to_owned(), Waits::Yes, certain))
                }
                "msgbox" if object.ends_with("interaction") => {
                    Some(("MsgBox".to_owned(), Waits::Yes, certain))
                }
                "echo" if is_of(call, "wscript") => {
                    host(call).map(|sure| ("WScript.Echo".to_owned(), Waits::Yes, sure))
                }
                // With a time it closes itself.
                "popup" if call.positional().nth(1).is_none_or(|time| time.is("0")) => {
                    Some(("Popup".to_owned(), Waits::Yes, certain))
                }
                _ => None,
            }
        }
        Style::Cmdlet => match name {
            "out-gridview" => {
                let picks = ["passthru", "outputmode", "wait"];
                let picks = picks.iter().any(|name| call.has_parameter(name));
                let waits = if picks { Waits::Yes } else { Waits::No };
                Some(("Out-GridView".to_owned(), waits, certain))
            }
            "msgbox" if call.language() == Language::VbScript && !is_quiet(call) => {
                Some(("MsgBox".to_owned(), Waits::Yes, certain))
            }
            _ => None,
        },
        Style::Program | Style::Builtin => {
            let target = call.program.text().to_ascii_lowercase();
            let is_address = ["ms-settings:", "http://", "https://"]
                .iter()
                .any(|scheme| target.starts_with(scheme));
            match name {
                _ if is_address => Some((call.program.text().to_owned(), Waits::No, certain)),
                "msg" if call.arguments.len() > 1 => {
                    Some(("msg".to_owned(), Waits::Message, certain))
                }
                "slmgr" | "slmgr.vbs" => of_slmgr(call),
                "regsvr32" if !call.has_switch(&["s", "?"]) && !call.may_hide_switches() => {
                    Some((name.to_owned(), Waits::Yes, certain))
                }
                "msedge" | "chrome" | "firefox" | "iexplore" if shows_page(call) => {
                    Some((name.to_owned(), Waits::No, likely))
                }
                // `control intl.cpl,,/f:"region.xml"` applies the file and shows nothing.
                "control" if call.line.text().to_ascii_lowercase().contains(",/f:") => None,
                "winver" | "control" => Some((name.to_owned(), Waits::No, likely)),
                "notepad" | "mspaint" | "wordpad" => Some((name.to_owned(), Waits::No, likely)),
                // A script in the address may only compute something.
                "mshta" if !call.line.text().contains(':') || call.line.text().contains(".hta") => {
                    Some((name.to_owned(), Waits::No, likely))
                }
                // Alone it starts the shell again.
                "explorer" if !call.arguments.is_empty() => {
                    Some((name.to_owned(), Waits::No, likely))
                }
                _ => None,
            }
        }
        Style::Expression | Style::Keyword => None,
    }
}

/// Whether the object of a method is that one, in any case.
fn is_of(call: &RunCall<'_>, name: &str) -> bool {
    call.object().is_some_and(|object| object.is(name) || object.uses(name))
}

/// Whether a browser is told to open a page, which somebody should see.
fn shows_page(call: &RunCall<'_>) -> bool {
    let is_page = |text: &str| text.contains("://") || text.starts_with("www.");
    call.texts().any(is_page) && !call.texts().any(|text| text.starts_with("--headless"))
}

/// The window of `slmgr.vbs`, which says by `WScript.Echo` what it did.
fn of_slmgr(call: &RunCall<'_>) -> Option<(String, Waits, Confidence)> {
    let sure = host(call).filter(|_| !call.arguments.is_empty())?;
    Some(("slmgr.vbs".to_owned(), Waits::Yes, sure))
}

/// How sure it is that the script host shows a window: `cscript` writes to its console.
fn host(call: &RunCall<'_>) -> Option<Confidence> {
    let mut starters = call.starters();
    match starters.find(|starter| starter.is_any(&["wscript", "cscript"])) {
        Some(host) if host.is("cscript") || is_quiet(call) => None,
        Some(_) => Some(Confidence::Certain),
        // What opens scripts by their names is mostly wscript.
        None => Some(Confidence::Likely),
    }
}

/// Whether the script host is told to show no questions and alerts.
fn is_quiet(call: &RunCall<'_>) -> bool {
    let mut starters = call.starters();
    let host = starters.find(|starter| starter.is_any(&["wscript", "cscript"]));
    host.is_some_and(|host| host.texts().any(|text| text.eq_ignore_ascii_case("//b")))
}
