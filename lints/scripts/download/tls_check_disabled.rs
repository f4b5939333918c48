//! `dl-tls-check-disabled`

use super::registration::is_started;
use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Fetch, Package, Place, RunCall, Stage};
use crate::script::reading::{Argument, Style};

lint! {
    /// A script does not check the certificates of servers.
    ///
    /// ## Why it matters
    ///
    /// Without the check https protects nothing: whoever stands in between shows a certificate of
    /// their own, and the device takes what they send. What `[Net.ServicePointManager]` is told holds
    /// for all that the script does from then on.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// [Net.ServicePointManager]::ServerCertificateValidationCallback = { $true }
    /// ```
    ///
    /// ```powershell
    /// Invoke-RestMethod https://files.alpineskihouse.example/sites.json -SkipCertificateCheck
    /// ```
    ///
    /// ```batch
    /// curl.exe -sk -o kiosk.msi https://files.alpineskihouse.example/kiosk.msi
    /// ```
    ///
    /// ```powershell
    /// Add-Type 'using System.Net; public static class Trust { public static void All() {
    ///     ServicePointManager.ServerCertificateValidationCallback += delegate { return true; }; } }'
    /// [Trust]::All()
    /// ```
    ///
    /// Advice for a switch that leaves the rest of the check in place:
    ///
    /// ```batch
    /// curl.exe --ssl-no-revoke -o kiosk.msi https://files.alpineskihouse.example/kiosk.msi
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// A callback that looks at the certificate, and the device itself:
    ///
    /// ```powershell
    /// [Net.ServicePointManager]::ServerCertificateValidationCallback = {
    ///     param($sender, $certificate)
    ///     $certificate.GetCertHashString() -eq $pinned
    /// }
    /// Invoke-RestMethod https://localhost:8443/state -SkipCertificateCheck
    /// curl.exe -o kiosk.msi https://files.alpineskihouse.example/kiosk.msi
    /// ```
    ///
    /// ## What to do
    ///
    /// Remove the switch. If the server has a certificate of your own authority, install its root as
    /// a certificate setting of the package.
    pub(crate) TLS_CHECK_DISABLED {
        id: "dl-tls-check-disabled", category: ScriptsDownload,
        severity: Error, confidence: Certain, attack: ["T1557"], since: "0.1.0",
        check,
    }
}

const HELP: &str = "remove it; if the server has a certificate of your own authority, install its root with the \
     package";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let local: Vec<(usize, u32)> = package
        .fetches()
        .iter()
        .filter(|fetch| fetch.is_loopback())
        .map(|fetch: &Fetch<'_>| (fetch.call.part_index, fetch.call.index))
        .collect();
    for call in package.calls() {
        let Some((what, is_whole)) = switched_off(&call) else { continue };
        if local.binary_search(&(call.part_index, call.index)).is_ok() {
            continue;
        }
        let place = call.place();
        match is_whole {
            true => off(findings, place, what, is_started(&call)),
            false => drop(
                findings
                    .at(place)
                    .say(format!("whether a certificate was revoked is left out by {what}"))
                    .lowered_to(Severity::Advice)
                    .help("remove it, if the device reaches the lists of revoked certificates"),
            ),
        }
    }
    for assigned in package.assigned_members() {
        let is_off = match assigned.name.as_str() {
            "servercertificatevalidationcallback"
            | "servercertificatecustomvalidationcallback"
            | "servervalidationcallback" => accepts_all(assigned.value),
            "certificatepolicy" => {
                let text = assigned.text.to_ascii_lowercase();
                text.contains("icertificatepolicy") && text.contains("return true")
            }
            _ => false,
        };
        if is_off {
            let is_started = !matches!(assigned.stage, Stage::Unreached);
            off(findings, assigned.place, "this handler", is_started);
        }
    }
}

fn off(findings: &mut Findings<'_>, place: Place, what: &str, is_started: bool) {
    let finding = findings
        .at(place)
        .say(format!(
            "any certificate is accepted by {what}, so that https protects nothing of what is \
             fetched here"
        ))
        .here("no check of the certificate");
    match is_started {
        true => finding,
        false => finding.lowered_to(Severity::Warning).with_confidence(Confidence::Likely),
    }
    .help(HELP);
}

/// What switches the check off in a call, and whether all of it.
fn switched_off(call: &RunCall<'_>) -> Option<(&'static str, bool)> {
    let has = |texts: &[&str]| call.texts().any(|text| texts.contains(&text));
    match (call.style, call.name.as_str()) {
        (Style::Cmdlet, _) if call.has_parameter("SkipCertificateCheck") => {
            Some(("-SkipCertificateCheck", true))
        }
        (Style::Program, "curl") if has(&["--insecure"]) || call.texts().any(is_insecure) => {
            Some(("curl with -k", true))
        }
        (Style::Program, "curl") if has(&["--ssl-no-revoke"]) => Some(("--ssl-no-revoke", false)),
        (Style::Program, "wget") if has(&["--no-check-certificate"]) => {
            Some(("wget with --no-check-certificate", true))
        }
        (Style::Program, "aria2c") if has(&["--check-certificate=false"]) => {
            Some(("aria2c with --check-certificate=false", true))
        }
        (Style::Program, "git") if call.texts().any(is_git_without_check) => {
            Some(("git with http.sslVerify=false", true))
        }
        (Style::Program, "git") => {
            let mut texts =
                call.texts().skip_while(|text| !text.eq_ignore_ascii_case("http.sslverify"));
            let is_off = texts.nth(1).is_some_and(|value| value.eq_ignore_ascii_case("false"));
            (is_off && call.starts_with(&["config"]))
                .then_some(("http.sslVerify false of git", true))
        }
        (Style::Program, "npm") => {
            let mut texts = call.texts().skip_while(|text| *text != "strict-ssl");
            let is_off = texts.nth(1).is_some_and(|value| value.eq_ignore_ascii_case("false"))
                || has(&["strict-ssl=false", "--strict-ssl=false"]);
            is_off.then_some(("strict-ssl false of npm", true))
        }
        // A class of C# that sets the handler.
        (Style::Cmdlet, "add-type") if call.arguments.iter().any(sets_handler) => {
            Some(("the handler in this class", true))
        }
        // MSXML2.ServerXMLHTTP: SXH_OPTION_IGNORE_SERVER_SSL_CERT_ERROR_FLAGS, all of them.
        (Style::Method, "setoption") => {
            let given: Vec<&str> = call.positional().map(|value| value.text()).collect();
            (given == ["2", "13056"]).then_some(("setOption 2, 13056", true))
        }
        _ => None,
    }
}

/// `git -c http.sslVerify=false clone …`.
fn is_git_without_check(text: &str) -> bool {
    text.eq_ignore_ascii_case("http.sslVerify=false")
}

/// Whether code of C# sets a handler that says yes to everything.
fn sets_handler(argument: &Argument) -> bool {
    let text: String = argument.value.text().split_whitespace().collect();
    let text = text.to_ascii_lowercase();
    let Some((_, behind)) = text.split_once("servercertificatevalidationcallback") else {
        return false;
    };
    let statement = behind.split("};").next().unwrap_or(behind);
    statement.starts_with(['=', '+'])
        && ["returntrue;", "=>true", "=>{returntrue"].iter().any(|yes| statement.contains(yes))
}

/// `-k`, `-fsSLk`: letters without a value, and `k` among them.
fn is_insecure(text: &str) -> bool {
    const WITHOUT_VALUE: &str = "fsSLkgijlnNOJRvVIaB#0146";
    text.strip_prefix('-').is_some_and(|letters| {
        let before = letters.split_once('k').map(|(before, _)| before);
        before.is_some_and(|before| before.chars().all(|ch| WITHOUT_VALUE.contains(ch)))
    })
}

/// Whether a handler says yes to everything, whatever it is shown.
fn accepts_all(value: &str) -> bool {
    let text: String = value.split_whitespace().collect::<String>().to_ascii_lowercase();
    if text.contains("dangerousacceptanyservercertificatevalidator") {
        return true;
    }
    let body = text.split_once('{').and_then(|(_, rest)| rest.rsplit_once('}'));
    let Some((body, _)) = body else { return false };
    let body = match body.strip_prefix("param(") {
        Some(rest) => rest.split_once(')').map_or(rest, |(_, body)| body),
        None => body,
    };
    let body = body.trim_matches(';');
    matches!(body.strip_prefix("return").unwrap_or(body), "$true" | "($true)" | "1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_says_yes_to_everything_is_meant() {
        for yes in [
            "{$true}",
            "{ return $true; }",
            "[System.Net.Security.RemoteCertificateValidationCallback]{ $true }",
            "{ param($a, $b, $c, $d) $true }",
            "[Net.Http.HttpClientHandler]::DangerousAcceptAnyServerCertificateValidator",
        ] {
            assert!(accepts_all(yes), "{yes}");
        }
        for no in ["$null", "{ param($s, $c) $c.Thumbprint -eq $x }", "{ $false }", "$before", "{"]
        {
            assert!(!accepts_all(no), "{no}");
        }
    }

    #[test]
    fn letters_of_curl_are_read_until_one_takes_a_value() {
        assert!(is_insecure("-k") && is_insecure("-fsSLk") && is_insecure("-kO"));
        assert!(!is_insecure("-ok") && !is_insecure("--keepalive") && !is_insecure("-L"));
    }
}
