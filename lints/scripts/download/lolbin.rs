//! `dl-lolbin`

use super::registration::is_started;
use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Package, RunCall};
use crate::script::reading::Style;

lint! {
    /// A program of Windows that is made for something else fetches over the network.
    ///
    /// ## Why it matters
    ///
    /// `certutil`, `mshta`, `regsvr32` and the like can fetch, and malware uses them for it, since
    /// they are signed by Microsoft and on every device. Defender and other security products often
    /// block the call and report the device, so that set-up fails and somebody is alarmed.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// certutil -urlcache -split -f https://files.alpineskihouse.example/kiosk.exe kiosk.exe
    /// ```
    ///
    /// ```command
    /// regsvr32 /s /n /u /i:https://files.alpineskihouse.example/x.sct scrobj.dll
    /// ```
    ///
    /// A warning for `bitsadmin`, and advice for the cmdlet:
    ///
    /// ```powershell
    /// bitsadmin /transfer kiosk https://files.alpineskihouse.example/kiosk.exe C:\kiosk.exe
    /// Start-BitsTransfer -Source https://files.alpineskihouse.example/menu.json -Destination C:\menu.json
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// certutil -hashfile kiosk.exe SHA256
    /// certutil -addstore Root alpine.cer
    /// certutil -urlcache * delete
    /// expand drivers.cab -F:* C:\Drivers
    /// regsvr32 /s kiosk.dll
    /// ```
    ///
    /// ```powershell
    /// Start-BitsTransfer -Source D:\kiosk.wim -Destination C:\kiosk.wim
    /// ```
    ///
    /// ## What to do
    ///
    /// Use `Invoke-WebRequest` or `curl.exe` over https, and compare the SHA-256 of the file.
    ///
    /// ## References
    ///
    /// * <https://lolbas-project.github.io/>
    pub(crate) LOLBIN {
        id: "dl-lolbin", category: ScriptsDownload,
        severity: Error, confidence: Certain, attack: ["T1105", "T1218"],
        yields_to: ["dl-persistent-remote-code", "dl-execute-remote-code"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    for call in package.calls() {
        let Some(use_) = misuse(&call) else { continue };
        if use_.server.is_some_and(|server| context.site.allows_host(server)) {
            continue;
        }
        let (severity, confidence) = use_.weight;
        let finding = match severity {
            // Of the name alone: what is wrong with the file is another fact.
            Severity::Advice => findings.at(call.place_of(&call.call().program)).say(
                "a file is fetched by BITS, which malware uses too, so that security products look closely",
            ),
            _ => findings.at(call).say(format!(
                "{} fetches over the network, as malware does: security products often block that",
                call.name
            )),
        };
        let finding = finding.lowered_to(severity).with_confidence(confidence);
        match is_started(&call) {
            true => finding,
            false => finding.lowered_to(Severity::Warning),
        }
        .help("use Invoke-WebRequest or curl.exe over https, and compare the SHA-256 of the file");
    }
}

/// How bad a call is, and how sure that is.
struct Misuse<'c> {
    weight: (Severity, Confidence),
    /// The server of a share.
    server: Option<&'c str>,
}

const SURE: (Severity, Confidence) = (Severity::Error, Confidence::Certain);
const PROBABLY: (Severity, Confidence) = (Severity::Error, Confidence::Likely);
const SHARE: (Severity, Confidence) = (Severity::Warning, Confidence::Likely);

fn misuse<'p>(call: &RunCall<'p>) -> Option<Misuse<'p>> {
    let call = call.call();
    let is_url = |text: &str| {
        let text = text.to_ascii_lowercase();
        ["http://", "https://", "ftp://"].iter().any(|scheme| text.starts_with(scheme))
    };
    let found = |weight| Some(Misuse { weight, server: None });
    let has_url = || call.texts().any(is_url);
    // `/i:https://…`, `/format:"https://…"`.
    let option_is_url =
        |name: &str| call.option(name).is_some_and(|given| is_url(given.text().trim_matches('"')));
    let share = || {
        let mut texts = call.texts();
        texts.find_map(|text| text.strip_prefix(r"\\")?.split('\\').next())
    };
    if call.is("start-bitstransfer") {
        let sources = call.parameter_or("source", 0)?.each();
        let is_remote = sources.iter().any(|source| is_url(source.text()));
        return match is_remote {
            true => found((Severity::Advice, Confidence::Certain)),
            false => None,
        };
    }
    if call.style != Style::Program {
        return None;
    }
    match call.name.as_str() {
        "certutil" if call.has_switch(&["urlcache", "verifyctl"]) && has_url() => found(SURE),
        "bitsadmin" if call.has_switch(&["transfer", "addfile"]) && has_url() => {
            found((Severity::Warning, Confidence::Certain))
        }
        "mshta" | "hh" if has_url() => found(SURE),
        "regsvr32" if option_is_url("i") => found(SURE),
        "desktopimgdownldr" if option_is_url("lockscreenurl") => found(SURE),
        "wmic" if option_is_url("format") => found(SURE),
        "cmdl32" if call.has_switch(&["vpn"]) => found(PROBABLY),
        // `finger user@host`, whose answer is piped into a shell.
        "finger" if call.texts().any(|text| text.contains('@')) => found(PROBABLY),
        "esentutl" if call.has_switch(&["y"]) && has_url() => found(SURE),
        "expand" | "extrac32" if has_url() => found(SURE),
        "esentutl" if call.has_switch(&["y"]) => {
            Some(Misuse { weight: PROBABLY, server: Some(share()?) })
        }
        "expand" | "extrac32" => Some(Misuse { weight: SHARE, server: Some(share()?) }),
        _ => None,
    }
}
