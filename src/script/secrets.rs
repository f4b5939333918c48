//! The secrets that a command line or a script writes out.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

/// What the name of a secret ends with.
const NAMES: &str = "(?:password|passwd|passphrase|pwd|secret|apikey|api_key|api-key|access_?key|\
                     account_?key|product_?key|token|licen[sc]e_?key|pin)";

/// Each pattern has one group: the secret. Values that are variables are none.
static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        // net user NAME SECRET, net use \\server\share SECRET
        r#"(?i)\bnet1?(?:\.exe)?["']?\s+user\s+(?:"[^"]*"|'[^']*'|[^\s"'/]+)\s+("[^"]*"|'[^']*'|[^\s/"'*][^\s"']*)"#,
        r#"(?i)\bnet1?(?:\.exe)?["']?\s+use\s+(?:[a-z*]:?\s+)?["']?\\\\\S+\s+("[^"]*"|'[^']*'|[^\s/"'*][^\s"']*)"#,
        // PASSWORD=…, /password:…, client_secret=…
        r#"(?i)(?:^|[^a-z0-9])[-/]*(?:[a-z0-9]+[-_])*[a-z]*NAMES["']?\s*[=:]\s*("[^"]*"|'[^']*'|[^\s"'$%(){}\[\];,|&<>]+)"#,
        // -Password …, --enrollment-token …; without a switch it would be prose
        r#"(?i)(?:^|\s)[-/]{1,2}(?:[a-z0-9]+[-_])*[a-z]*NAMES\s+("[^"]*"|'[^']*'|[^\s"'$%(){}\[\];,|&<>/-][^\s"'(){}\[\];,|&<>]*)"#,
        // schtasks /rp SECRET, psexec and others -p SECRET
        r#"(?i)(?:^|\s)[-/]r?p(?:\s+|[:=])("[^"]*"|'[^']*'|[^\s"'$%(){}/-][^\s"']*)"#,
        // ConvertTo-SecureString [-String] "…", and the unusual order with -AsPlainText first
        r#"(?i)\bConvertTo-SecureString\b(?:\s+-(?:AsPlainText|Force|String|AsP\w*))*\s+("[^"]*"|'[^']*'|[^\s"'$()-][^\s"']*)"#,
        // https://user:SECRET@host, SAS signatures
        r#"(?i)\b[a-z][a-z0-9+.-]*://[^\s/:@"']*:([^\s/@"']+)@"#,
        r#"(?i)[?&]sig=([^\s&"']+)"#,
        // slmgr /ipk, cscript slmgr.vbs -ipk
        r#"(?i)[-/]ipk\s+["']?([A-Z0-9]{5}(?:-[A-Z0-9]{5}){4})"#,
    ]
    .iter()
    .filter_map(|pattern| Regex::new(&pattern.replace("NAMES", NAMES)).ok())
    .collect()
});

/// Where `text` holds secrets, in bytes of it, quotes left out.
///
/// This errs on the side of hiding: what looks like a password in its place is one. A value that
/// comes from a variable (`$env:X`, `%X%`) is not hidden, since it says nothing.
pub fn secrets(text: &str) -> Vec<Range<usize>> {
    let mut found = vec![];
    for pattern in PATTERNS.iter() {
        for captures in pattern.captures_iter(text) {
            let Some(secret) = captures.get(1) else { continue };
            let quoted = secret.as_str().starts_with(['"', '\'']);
            let inner = match quoted {
                true => secret.start() + 1..secret.end() - 1,
                false => secret.range(),
            };
            let value = text.get(inner.clone()).unwrap_or_default();
            let is_variable = value.starts_with(['$', '%']) && !value.contains(' ');
            if !value.is_empty() && !is_variable {
                found.push(inner);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        assert_eq!(PATTERNS.len(), 9);
    }

    #[test]
    fn the_passwords_of_everyday_command_lines_are_found() {
        for (line, secret) in [
            ("net user kiosk Spring2026! /add", "Spring2026!"),
            ("cmd /c net.exe user \"local admin\" \"a b c\" /add", "a b c"),
            ("net use Z: \\\\nas\\deploy hunter2 /user:contoso\\svc", "hunter2"),
            ("msiexec /i agent.msi PASSWORD=hunter2 /qn", "hunter2"),
            ("setup.exe /password:\"hunter2\" /s", "hunter2"),
            ("install.exe --enrollment-token abc.def", "abc.def"),
            ("schtasks /create /tn x /ru admin /rp hunter2", "hunter2"),
            ("ConvertTo-SecureString 'hunter2' -AsPlainText -Force", "hunter2"),
            ("ConvertTo-SecureString -AsPlainText -Force -String \"hunter2\"", "hunter2"),
            ("curl https://ci:hunter2@files.example/x.zip", "hunter2"),
            ("$u = 'https://x.blob.example/a?sv=1&sig=abc%2Bdef&se=2'", "abc%2Bdef"),
            (
                "cscript slmgr.vbs /ipk AAAAA-BBBBB-CCCCC-DDDDD-EEEEE",
                "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE",
            ),
        ] {
            let found: Vec<&str> = secrets(line).into_iter().map(|range| &line[range]).collect();
            assert!(found.contains(&secret), "{line}: {found:?}");
        }
    }

    #[test]
    fn what_says_nothing_is_not_hidden() {
        for line in [
            "net user kiosk /add",
            "net user kiosk * /add",
            "net user kiosk %PASS% /add",
            "powershell -ExecutionPolicy Bypass -File .\\setup.ps1",
            "ConvertTo-SecureString $password -AsPlainText -Force",
            "msiexec /i agent.msi /qn /norestart",
            "rem the password must be changed at the first logon",
        ] {
            assert!(secrets(line).is_empty(), "{line}: {:?}", secrets(line));
        }
    }
}
