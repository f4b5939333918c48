//! The secrets that a command line or a script writes out.

use std::{ops::Range, sync::LazyLock};

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use regex::Regex;

/// Each pattern has one group: the secret. Values that are variables are none.
static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    // Quoted, with quotes doubled or escaped in it, or up to the next blank. What begins with `-`
    // or `/` is the next option, with `$` or `%` a variable.
    let quoted = r#"\x22(?:[^\x22\\`]|\x22\x22|\\.|`.)*\x22|'(?:[^']|'')*'"#;
    let value = format!(r#"(?:({quoted}|[^\s\x22'/*$%<>|-][^\s\x22']*))"#);
    let guarded = format!(r#"(?:({quoted}|[^\s\x22'$%(){{}}\[\];,|&<>/.-][^\s\x22']*))"#);
    let name = r#"(?:"[^"]*"|'[^']*'|[^\s"'/]+)"#;
    let telling = "(?:password|passwd|passphrase|pwd|secret|apikey|api_key|api-key|access_?key|\
                   account_?key|product_?key|token|licen[sc]e_?key|pin)";
    [
        // net user NAME SECRET, net use \\server\share SECRET
        format!(r#"(?i)\bnet1?(?:\.exe)?["']?\s+user\s+{name}\s+{value}"#),
        format!(
            r#"(?i)\bnet1?(?:\.exe)?["']?\s+use\s+(?:[a-z*]:?\s+)?["']?\\\\\S+\s+{value}"#
        ),
        // -Password …, --token …; without a switch it would be prose
        format!(r#"(?i)(?:^|[\s"';|(])[-/]{{1,2}}(?:[a-z0-9]+[-_])*[a-z]*{telling}["']?\s+{guarded}"#),
        // PASSWORD=…, /password:…, client_secret=…: whatever follows is the value
        format!(
            r#"(?i)(?:^|[^a-z0-9])(?:[a-z0-9]+[-_])*[a-z]*{telling}["']?\s*[=:]\s*(?:({quoted}|[^\s\x22'$%(\[{{<>|&;,][^\s\x22']*))"#
        ),
        // schtasks /rp SECRET, psexec and others -p SECRET
        format!(r#"(?i)(?:^|\s)[-/]r?p(?:\s+|[:=]){guarded}"#),
        // ConvertTo-SecureString [-String] "…", the unusual order with -AsPlainText first, piped
        format!(
            r#"(?i)\bConvertTo-SecureString\b(?:\s+-(?:AsP\w*|Force|String))*[\s:]+{guarded}"#
        ),
        format!(r#"(?i)({quoted})\s*\|\s*ConvertTo-SecureString\b"#),
        // https://user:SECRET@host, SAS signatures
        r#"(?i)\b[a-z][a-z0-9+.-]*://[^\s/:@"']*:([^\s/@"']+)@"#.to_owned(),
        r#"(?i)[?&]sig=([^\s&"']+)"#.to_owned(),
        // slmgr /ipk, cscript slmgr.vbs -ipk
        r#"(?i)[-/]ipk\s+["']?([A-Z0-9]{5}(?:-[A-Z0-9]{5}){4})"#.to_owned(),
    ]
    .iter()
    .filter_map(|pattern| Regex::new(pattern).ok())
    .collect()
});

/// Where `text` holds secrets, in bytes of it, quotes left out.
///
/// This errs on the side of hiding: what looks like a password in its place is one. A value that
/// comes from a variable (`$env:X`, `%X%`) is not hidden, since it says nothing.
pub fn secrets(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = plainly(text).collect();
    found.extend(encoded(text));
    found
}

fn plainly(text: &str) -> impl Iterator<Item = Range<usize>> {
    let matches = PATTERNS.iter().flat_map(move |pattern| pattern.captures_iter(text));
    matches.filter_map(move |captures| {
        let secret = captures.get(1)?;
        let inner = match secret.as_str().starts_with(['"', '\'']) {
            true => secret.start() + 1..secret.end() - 1,
            false => secret.range(),
        };
        let value = text.get(inner.clone())?;
        let is_variable = value.starts_with(['$', '%']) && !value.contains(' ');
        (!value.is_empty() && !is_variable).then_some(inner)
    })
}

/// The blobs of `powershell -EncodedCommand` that hold a secret: hidden whole.
fn encoded(text: &str) -> Vec<Range<usize>> {
    static ENCODED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r#"(?i)[-/]e[a-z]*[\s:]+["']?([A-Za-z0-9+/]{16,}={0,2})"#).ok()
    });
    let Some(pattern) = ENCODED.as_ref() else { return vec![] };
    let blobs = pattern.captures_iter(text).filter_map(|captures| captures.get(1));
    blobs
        .filter(|blob| {
            let bytes = STANDARD_NO_PAD.decode(blob.as_str().trim_end_matches('='));
            bytes.is_ok_and(|bytes| {
                let (pairs, _) = bytes.as_chunks::<2>();
                let units: Vec<u16> = pairs.iter().copied().map(u16::from_le_bytes).collect();
                plainly(&String::from_utf16_lossy(&units)).next().is_some()
            })
        })
        .map(|blob| blob.range())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        assert_eq!(PATTERNS.len(), 10);
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
            ("setup.exe PASSWORD=a&b<c(d)$e;f /qn", "a&b<c(d)$e;f"),
            ("$p = 'it''s' | ConvertTo-SecureString -AsPlainText -Force", "it''s"),
            ("$Password = \"a`\"b\"", "a`\"b"),
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
    fn an_encoded_command_that_holds_a_password_is_hidden_whole() {
        let command: Vec<u8> =
            "net user kiosk Hunter2! /add".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let blob = base64::engine::general_purpose::STANDARD.encode(command);
        let line = format!("powershell -nop -enc {blob}");
        assert_eq!(secrets(&line).first(), Some(&(21..line.len())));
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
