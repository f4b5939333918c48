//! The secrets that a command line or a script writes out.

mod hints;

use std::ops::Range;

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};

use super::pattern::{Pattern, has};
use hints::{
    has_blob, has_given_secure_string, has_net, has_piped_secure_string, has_short_option,
    has_telling_assignment, has_telling_attribute, has_telling_element, has_telling_index,
    has_telling_option,
};

// Quoted, with quotes doubled or escaped in it, on one line, or up to the next blank. What begins with
// `-` or `/` is the next option, with `$` or `%` a variable.
const QUOTED: &str =
    r#"\x22(?:[^\x22\\`\r\n]|\x22\x22|\\[^\r\n]|`[^\r\n])*\x22|'(?:[^'\r\n]|'')*'"#;

// The next line is another command, unless this one is continued.
const BLANKS: &str = r"(?:[^\S\r\n]|[`^]\r?\n)+";

fn value() -> String {
    format!(r#"(?:({QUOTED}|[^\s\x22'/*$%<>|-][^\s\x22']*))"#)
}

fn guarded() -> String {
    format!(r#"(?:({QUOTED}|[^\s\x22'$%(){{}}\[\];,|&<>/.-][^\s\x22']*))"#)
}

const NAME: &str = r#"(?:"[^"\r\n]*"|'[^'\r\n]*'|[^\s"'/]+)"#;

const TELLING: &str = "(?:password|passwd|passphrase|pwd|secret|token|pin|psk|passwort|kennwort|\
                       wachtwoord|mot_?de_?passe|contrase[nñ]a|key_?material|(?:api|access|account|\
                       auth|product|shared|storage|subscription|workspace|encryption|licen[sc]e)\
                       [_-]?key)";

/// Each pattern has one group: the secret. Values that are variables are none.
static PATTERNS: [Pattern; 15] = [
    // net user NAME SECRET, net use \\server\share SECRET
    Pattern::new(
        |text| has_net(text, "user"),
        || {
            let value = value();
            format!(r#"(?i)\bnet1?(?:\.exe)?["']?{BLANKS}user{BLANKS}{NAME}{BLANKS}{value}"#)
        },
    ),
    Pattern::new(
        |text| has_net(text, "use"),
        || {
            let value = value();
            let drive = format!("(?:[a-z*]:?{BLANKS})?");
            let share = r#"["']?\\\\\S+"#;
            format!(r#"(?i)\bnet1?(?:\.exe)?["']?{BLANKS}use{BLANKS}{drive}{share}{BLANKS}{value}"#)
        },
    ),
    // -Password …, --token …; without a switch it would be prose
    Pattern::new(has_telling_option, || {
        let (start, guarded) = (r#"(?:^|[\s"';|(])"#, guarded());
        format!(r#"(?i){start}[-/]{{1,2}}(?:[a-z0-9]+[-_])*[a-z]*{TELLING}["']?{BLANKS}{guarded}"#)
    }),
    // PASSWORD=…, /password:…, client_secret=…: whatever follows is the value
    Pattern::new(has_telling_assignment, || {
        let value = format!(r#"(?:({QUOTED}|[^\s\x22'$%(\[{{<>|&;,][^\s\x22']*))"#);
        format!(r#"(?i)(?:^|[^a-z0-9])(?:[a-z0-9]+[-_])*[a-z]*{TELLING}["']?\s*[=:]\s*{value}"#)
    }),
    // schtasks /rp SECRET, psexec and others -p SECRET
    Pattern::new(has_short_option, || format!(r#"(?i)(?:^|\s)[-/]r?p(?:\s+|[:=]){}"#, guarded())),
    // ConvertTo-SecureString [-String] "…", the unusual order with -AsPlainText first, piped
    Pattern::new(has_given_secure_string, || {
        let options = r"(?:\s+-(?:AsP\w*|Force|String))*";
        format!(r#"(?i)\bConvertTo-SecureString\b{options}[\s:]+{}"#, guarded())
    }),
    Pattern::new(has_piped_secure_string, || {
        format!(r#"(?i)({QUOTED})\s*\|\s*ConvertTo-SecureString\b"#)
    }),
    // https://user:SECRET@host, SAS signatures
    Pattern::new(
        |text| text.contains("://") && text.contains('@'),
        || r#"(?i)\b[a-z][a-z0-9+.-]*://[^\s/:@"']*:([^\s/@"']+)@"#.to_owned(),
    ),
    Pattern::new(|text| has(text, "sig="), || r#"(?i)[?&]sig=([^\s&"']+)"#.to_owned()),
    // `$h['X-Api-Key'] = "…"`
    Pattern::new(has_telling_index, || {
        format!(r#"(?i)(?:[a-z0-9]+[-_])*[a-z]*{TELLING}["']\s*\]\s*=\s*({QUOTED})"#)
    }),
    // `Authorization: Bearer …`, `'Authorization', 'Bearer …'`
    Pattern::new(
        |text| has(text, "authorization"),
        || {
            let schemes =
                "bearer|basic|token|apikey|api-key|key|digest|negotiate|ntlm|splunk|sso-key";
            format!(
                r#"(?i)authorization["'\])]*\s*[:=,]\s*["']?(?:{schemes})\s+([^\s"'$%(){{}}<>,;]{{4,}})"#
            )
        },
    ),
    // `<keyMaterial>…</keyMaterial>`, also where `^` escapes the brackets
    Pattern::new(has_telling_element, || {
        format!(r#"(?i)<[a-z0-9_:]*{TELLING}\^?>([^\s<>$%{{^][^<>^\r\n]*)\^?</"#)
    }),
    // `<Password><Value>…</Value>`, `<Value>…</Value><PlainText>` of Setup's answer files
    Pattern::new(
        |text| has(text, "<value"),
        || {
            r#"(?i)password\^?>\s*\^?<value\^?>([^\s<>$%{^][^<>^\r\n]*)\^?</|<value\^?>([^\s<>$%{^][^<>^\r\n]*)\^?</value\^?>\s*\^?<plaintext"#
                .to_owned()
        },
    ),
    // `<parm name="Password" value="…"`, `<add key="Password" value="…"`
    Pattern::new(has_telling_attribute, || {
        format!(r#"(?i)\b(?:name|key)=["'][a-z0-9_.-]*{TELLING}["']\s+value=({QUOTED})"#)
    }),
    // slmgr /ipk, cscript slmgr.vbs -ipk
    Pattern::new(
        |text| has(text, "ipk"),
        || r#"(?i)[-/]ipk\s+["']?([A-Z0-9]{5}(?:-[A-Z0-9]{5}){4})"#.to_owned(),
    ),
];

/// The blob of `powershell -EncodedCommand`.
static ENCODED: Pattern =
    Pattern::new(has_blob, || r#"(?i)[-/]e[a-z]*[\s:]+["']?([A-Za-z0-9+/]{16,}={0,2})"#.to_owned());

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
    let patterns = PATTERNS.iter().filter_map(move |pattern| pattern.regex_for(text));
    let matches = patterns.flat_map(move |pattern| pattern.captures_iter(text));
    matches.filter_map(move |captures| {
        let secret = captures.iter().skip(1).flatten().next()?;
        let inner = match secret.as_str().starts_with(['"', '\'']) {
            true => secret.start() + 1..secret.end() - 1,
            false => secret.range(),
        };
        let value = text.get(inner.clone())?;
        let is_variable = value.starts_with(['$', '%']) && !value.contains(' ');
        let is_command = inner == secret.range()
            && (is_of_variable(text, captures.get(0)?.start()) || is_cmdlet(value));
        (!value.is_empty() && !is_variable && !is_command).then_some(inner)
    })
}

/// Whether the name that a match begins with is a variable of PowerShell, `$password` or
/// `$script:password`: what stands behind its `=` without quotes is a command.
fn is_of_variable(text: &str, start: usize) -> bool {
    let from = text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let before = text.get(..start + from).unwrap_or_default().as_bytes();
    let is_of_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(**byte, b'_' | b':');
    let name = before.iter().rev().take(64).take_while(is_of_name).count();
    before.len().checked_sub(name + 1).and_then(|at| before.get(at)) == Some(&b'$')
}

/// Whether a value without quotes is a command of PowerShell that gets one: `Password = Get-Secret`.
fn is_cmdlet(value: &str) -> bool {
    const VERBS: &[&str] =
        &["get", "read", "new", "convertto", "convertfrom", "import", "join", "select", "invoke"];
    value.split_once('-').is_some_and(|(verb, noun)| {
        let verb = verb.to_ascii_lowercase();
        VERBS.contains(&verb.as_str())
            && noun.len() >= 4
            && noun.bytes().all(|byte| byte.is_ascii_alphabetic())
    })
}

/// The blobs of `powershell -EncodedCommand` that hold a secret: hidden whole.
fn encoded(text: &str) -> Vec<Range<usize>> {
    let Some(pattern) = ENCODED.regex_for(text) else { return vec![] };
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
        assert!(PATTERNS.iter().chain([&ENCODED]).all(|pattern| pattern.regex().is_some()));
    }

    proptest::proptest! {
        // What the cheap tests let by unread would be shown.
        #[test]
        fn no_cheap_test_says_no_to_a_text_that_matches(
            parts in proptest::collection::vec(proptest::sample::select(PARTS), 1..12),
        ) {
            let text = parts.concat();
            for pattern in PATTERNS.iter().chain([&ENCODED]) {
                let matches = pattern.regex().is_some_and(|regex| regex.is_match(&text));
                assert!(!matches || pattern.regex_for(&text).is_some(), "{text}");
            }
        }
    }

    /// What the patterns are about, to be put together by chance.
    const PARTS: &[&str] = &[
        "]",
        "Authorization",
        "Bearer ",
        "<Password>",
        "<Value>",
        "</Value>",
        "<PlainText",
        "keyMaterial",
        "name=",
        "value=",
        "Kennwort",
        "contraseña",
        "<",
        ">",
        "^",
        ",",
        "net",
        "NET1",
        ".exe",
        "user",
        "use",
        "\\\\nas\\x",
        "-",
        "/",
        "--",
        "pass",
        "Password",
        "pwd",
        "secret",
        "api",
        "access",
        "licence",
        "_",
        "key",
        "KEY",
        "token",
        "pin",
        "\"",
        "'",
        " ",
        "\t",
        "\u{b}",
        "\u{a0}",
        "\r\n",
        "=",
        ":",
        "a",
        "Zq7",
        "$",
        "%",
        "rp",
        "P",
        "r",
        "ConvertTo-",
        "SecureString",
        "-AsPlainText",
        "-String",
        "|",
        "https://",
        "ci:x@",
        "?sig=",
        "&sig=",
        "slmgr",
        "ipk",
        "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE",
        "e",
        "enc",
        "bgBlAHQAIAB1AHMAZQBy",
        "\u{17f}",
        "pa\u{17f}sword",
        "to\u{212a}en",
        "é",
        ";",
        "(",
        "x",
    ];

    #[test]
    fn the_passwords_of_everyday_command_lines_are_found() {
        for (line, secret) in [
            ("net user kiosk Spring2026! /add", "Spring2026!"),
            ("cmd /c net.exe user \"local admin\" \"a b c\" /add", "a b c"),
            ("net use Z: \\\\nas\\deploy hunter2 /user:contoso\\svc", "hunter2"),
            ("msiexec /i agent.msi PASSWORD=hunter2 /qn", "hunter2"),
            ("Set-It -Password `\r\n  'hunter2'", "hunter2"),
            ("setup.exe /password:\"hunter2\" /s", "hunter2"),
            ("install.exe --enrollment-token abc.def", "abc.def"),
            ("schtasks /create /tn x /ru admin /rp hunter2", "hunter2"),
            ("ConvertTo-SecureString 'hunter2' -AsPlainText -Force", "hunter2"),
            ("ConvertTo-SecureString -AsPlainText -Force -String \"hunter2\"", "hunter2"),
            ("setup.exe PASSWORD=a&b<c(d)$e;f /qn", "a&b<c(d)$e;f"),
            ("$p = 'it''s' | ConvertTo-SecureString -AsPlainText -Force", "it''s"),
            ("$Password = \"a`\"b\"", "a`\"b"),
            ("$h['X-Api-Key'] = \"hunter2\"", "hunter2"),
            ("$h.Add('Authorization', 'Bearer hunter2')", "hunter2"),
            ("curl -H 'Authorization: Basic aHVudGVyMg==' https://x", "aHVudGVyMg=="),
            ("'<keyMaterial>hunter 2</keyMaterial>'", "hunter 2"),
            ("echo ^<keyMaterial^>hunter2^</keyMaterial^>>>w.xml", "hunter2"),
            ("<AdministratorPassword><Value>hunter2</Value>", "hunter2"),
            ("<Value>hunter2</Value>\r\n  <PlainText>true</PlainText>", "hunter2"),
            ("<parm name=\"Password\" value=\"hunter2\" />", "hunter2"),
            ("wlan psk = hunter2", "hunter2"),
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
            "@{ Password = Get-Secret Kiosk }",
            "<keyMaterial>$key</keyMaterial>",
            "<Value>1</Value>",
            "the authorization: see below",
            "authentication=WPA2PSK encryption=AES",
            "net user kiosk %PASS% /add",
            "powershell -ExecutionPolicy Bypass -File .\\setup.ps1",
            "ConvertTo-SecureString $password -AsPlainText -Force",
            "msiexec /i agent.msi /qn /norestart",
            "rem the password must be changed at the first logon",
            "$password = ConvertTo-SecureString $text -AsPlainText -Force",
            "$script:Token = Get-Token",
            "New-LocalUser belt -UserMayNotChangePassword\r\nSet-LocalUser belt",
        ] {
            assert!(secrets(line).is_empty(), "{line}: {:?}", secrets(line));
        }
    }
}
