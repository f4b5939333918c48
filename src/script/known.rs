//! Secrets that tell by their form what they are: tokens and keys of services, as their vendors
//! document them. Where a form has a checksum, it is checked.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};

/// A secret of a known form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// What it is, in words.
    pub what: &'static str,
    /// Whether it is certainly one, and opens something.
    pub is_certain: bool,
    /// Where it stands in the text.
    pub range: Range<usize>,
}

/// How a form is told: what it begins with, or has in it, and how the rest is read. That takes the
/// text and the place of the beginning, and gives the secret.
struct Form {
    start: &'static str,
    what: &'static str,
    is_certain: bool,
    read: fn(&str, usize) -> Option<Range<usize>>,
}

const fn form(
    start: &'static str,
    what: &'static str,
    read: fn(&str, usize) -> Option<Range<usize>>,
) -> Form {
    Form { start, what, is_certain: true, read }
}

const fn likely(
    start: &'static str,
    what: &'static str,
    read: fn(&str, usize) -> Option<Range<usize>>,
) -> Form {
    Form { start, what, is_certain: false, read }
}

/// How the base64 of what `djoin /provision` writes begins: the head of its data is always the same.
const OFFLINE_JOIN: &str = "ARAIAMzMzM";

impl Known {
    /// Whether it is what `djoin` writes, with the secret of a computer's account.
    pub fn is_offline_join(&self) -> bool {
        self.what == "the blob of an offline domain join"
    }
}

static FORMS: &[Form] = &[
    form("ghp_", "a personal access token of GitHub", github),
    form("gho_", "an OAuth token of GitHub", github),
    form("ghu_", "a user token of a GitHub app", github),
    form("ghs_", "a server token of a GitHub app", github),
    form("ghr_", "a refresh token of a GitHub app", github),
    form("github_pat_", "a personal access token of GitHub", fine_grained),
    form("npm_", "an access token of npm", github),
    form("glpat-", "a personal access token of GitLab", |text, at| {
        run(text, at, 6, 20..=64, is_word)
    }),
    form("xoxb-", "a bot token of Slack", slack),
    form("xoxp-", "a user token of Slack", slack),
    form("https://hooks.slack.com/services/T", "the address of a webhook of Slack", |text, at| {
        run(text, at, 33, 30..=60, |byte| byte.is_ascii_alphanumeric() || byte == b'/')
    }),
    form("https://discord.com/api/webhooks/", "the address of a webhook of Discord", discord),
    form("https://discordapp.com/api/webhooks/", "the address of a webhook of Discord", discord),
    form(".webhook.office.com/webhookb2/", "the address of a webhook of Teams", teams),
    form("AKIA", "an access key of AWS with its secret", aws),
    form("Q~", "a client secret of Microsoft Entra ID", entra),
    form("AccountKey=", "the key of an account of Azure Storage", |text, at| keyed(text, at, 64)),
    form("SharedAccessKey=", "a shared access key of Azure", |text, at| keyed(text, at, 32)),
    form("sk_live_", "a secret key of Stripe", stripe),
    form("rk_live_", "a restricted key of Stripe", stripe),
    form("SG.", "an API key of SendGrid", sendgrid),
    form("tskey-auth-", "an auth key of Tailscale", |text, at| run(text, at, 11, 20..=80, is_word)),
    form("GOCSPX-", "a client secret of Google", |text, at| run(text, at, 7, 28..=28, is_word)),
    form("api.telegram.org/bot", "the token of a bot of Telegram", telegram),
    form(OFFLINE_JOIN, "the blob of an offline domain join", |text, at| {
        let length = length(text, at, text.len(), |byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
        });
        (is_apart(text, at) && length >= 64).then_some(at..at + length)
    }),
    likely("AIza", "an API key of Google", |text, at| run(text, at, 4, 35..=35, is_word)),
    likely("eyJ", "a signed token (JWT)", jwt),
];

/// The secrets of a text that tell by their form what they are, in its order. Those that vendors use
/// as examples are none.
pub fn known_secrets(text: &str) -> Vec<Known> {
    static STARTS: LazyLock<Option<AhoCorasick>> =
        // The other kind takes longer to make than a small package takes to read.
        LazyLock::new(|| {
            let mut builder = AhoCorasick::builder();
            builder.kind(Some(AhoCorasickKind::ContiguousNFA));
            builder.build(FORMS.iter().map(|form| form.start)).ok()
        });
    let Some(starts) = STARTS.as_ref() else { return vec![] };
    let mut found: Vec<Known> = vec![];
    for hit in starts.find_overlapping_iter(text) {
        let Some(form) = FORMS.get(hit.pattern().as_usize()) else { continue };
        let Some(range) = (form.read)(text, hit.start()) else { continue };
        // What one is found in is not read again.
        let is_new = found.last().is_none_or(|last| last.range.end <= range.start);
        let is_example = text.get(range.clone()).is_none_or(is_example);
        let is_example = is_example && form.start != OFFLINE_JOIN;
        if is_new && !is_example {
            found.push(Known { what: form.what, is_certain: form.is_certain, range });
        }
    }
    found
}

/// What stands in documentation, and what nobody has filled in.
fn is_example(secret: &str) -> bool {
    const EXAMPLES: &[&str] = &[
        "EXAMPLE",
        // The emulator of Azure Storage has this key everywhere.
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
        // The token that jwt.io opens with.
        ".eyJzdWIiOiIxMjM0NTY3ODkwIi",
    ];
    let lower = secret.to_ascii_lowercase();
    let body = secret.rsplit(['_', '-', '/', '.', '=']).find(|part| part.len() >= 8);
    let is_one_letter = body.is_some_and(|body| {
        let first = body.bytes().next();
        body.bytes().all(|byte| Some(byte) == first)
    });
    EXAMPLES.iter().any(|example| secret.contains(example))
        || is_one_letter
        || lower.contains("xxxxxx")
        || lower.contains("your")
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// A start that stands by itself, and behind it as many bytes of a kind as the form has, and no more.
fn run(
    text: &str,
    at: usize,
    start: usize,
    lengths: std::ops::RangeInclusive<usize>,
    is_of_it: fn(u8) -> bool,
) -> Option<Range<usize>> {
    if !is_apart(text, at) {
        return None;
    }
    let body = at + start;
    let length = length(text, body, lengths.end() + 1, is_of_it);
    lengths.contains(&length).then_some(at..body + length)
}

/// How many bytes of a kind stand there, counted to a limit.
fn length(text: &str, at: usize, limit: usize, is_of_it: fn(u8) -> bool) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    rest.iter().take(limit).take_while(|byte| is_of_it(**byte)).count()
}

fn is_apart(text: &str, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| text.as_bytes().get(at));
    !before.is_some_and(|byte| is_word(*byte))
}

/// `ghp_`, 30 letters and digits, and their CRC32 in six digits of base 62.
fn github(text: &str, at: usize) -> Option<Range<usize>> {
    const DIGITS: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let range = run(text, at, 4, 36..=36, |byte| byte.is_ascii_alphanumeric())?;
    let (body, sum) = text.get(at + 4..range.end)?.split_at_checked(30)?;
    let mut left = crc32fast::hash(body.as_bytes());
    let is_right = sum.bytes().rev().all(|digit| {
        let expected = DIGITS.get((left % 62) as usize);
        left /= 62;
        expected == Some(&digit)
    });
    is_right.then_some(range)
}

/// 22 letters and digits, `_`, 59 more.
fn fine_grained(text: &str, at: usize) -> Option<Range<usize>> {
    let range = run(text, at, 11, 82..=82, |byte| byte.is_ascii_alphanumeric() || byte == b'_')?;
    (text.as_bytes().get(at + 33) == Some(&b'_')).then_some(range)
}

/// Two or more groups of digits, then letters and digits.
fn slack(text: &str, at: usize) -> Option<Range<usize>> {
    let range = run(text, at, 5, 40..=100, |byte| byte.is_ascii_alphanumeric() || byte == b'-')?;
    let mut groups = text.get(at + 5..range.end)?.split('-');
    let is_number = |group: Option<&str>| {
        group.is_some_and(|group| group.len() >= 9 && group.bytes().all(|b| b.is_ascii_digit()))
    };
    (is_number(groups.next()) && is_number(groups.next())).then_some(range)
}

/// The number of the webhook, and a token of 60 characters or more.
fn discord(text: &str, at: usize) -> Option<Range<usize>> {
    let body = at + text.get(at..)?.find("/webhooks/")? + 10;
    let digits = length(text, body, 21, |byte| byte.is_ascii_digit());
    let slash = text.as_bytes().get(body + digits) == Some(&b'/');
    let token = length(text, body + digits + 1, 101, is_word);
    let fits = (17..=20).contains(&digits) && slash && (60..=100).contains(&token);
    fits.then_some(body..body + digits + 1 + token)
}

/// Two GUIDs, `IncomingWebhook`, 32 digits, a GUID.
fn teams(text: &str, at: usize) -> Option<Range<usize>> {
    let body = at + 30;
    let length = length(text, body, 400, |byte| is_word(byte) || matches!(byte, b'@' | b'/'));
    let path = text.get(body..body + length)?;
    (path.contains("/IncomingWebhook/") && path.contains('@') && length >= 120)
        .then_some(body..body + length)
}

/// Bytes behind the name of a key of AWS in which its secret is looked for.
const NEAR: usize = 300;

/// 16 letters and digits of base 32 name the key; the secret, 40 characters, must stand near.
fn aws(text: &str, at: usize) -> Option<Range<usize>> {
    let range = run(text, at, 4, 16..=16, |byte| {
        byte.is_ascii_uppercase() || (b'2'..=b'7').contains(&byte)
    })?;
    let near = text.as_bytes().get(range.end..)?;
    let near = near.get(..NEAR).unwrap_or(near);
    let is_of_key = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'+');
    let mut from = range.end;
    for part in near.split(|byte| !is_of_key(byte)) {
        let has = |kind: fn(&u8) -> bool| part.iter().any(kind);
        if part.len() == 40
            && has(u8::is_ascii_digit)
            && has(u8::is_ascii_lowercase)
            && has(u8::is_ascii_uppercase)
        {
            return Some(range.start..from + part.len());
        }
        from += part.len() + 1;
    }
    None
}

/// Three characters and a digit before, 31 to 34 characters behind.
fn entra(text: &str, at: usize) -> Option<Range<usize>> {
    let is_of_it = |byte: u8| is_word(byte) || matches!(byte, b'~' | b'.');
    let start = at.checked_sub(4)?;
    let before = text.as_bytes().get(start..at)?;
    let is_right = before.iter().all(|byte| is_of_it(*byte))
        && before.last().is_some_and(u8::is_ascii_digit)
        && !start
            .checked_sub(1)
            .and_then(|at| text.as_bytes().get(at))
            .is_some_and(|byte| is_of_it(*byte));
    let length = length(text, at + 2, 35, |byte| is_word(byte) || matches!(byte, b'~' | b'.'));
    (is_right && (31..=34).contains(&length)).then_some(start..at + 2 + length)
}

/// So many bytes in base64 behind the `=`.
fn keyed(text: &str, at: usize, bytes: usize) -> Option<Range<usize>> {
    let start = at + text.get(at..)?.find('=')? + 1;
    let length = length(text, start, 90, |byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
    });
    let key = text.get(start..start + length)?;
    let decoded = STANDARD.decode(key).ok()?;
    (decoded.len() == bytes).then_some(start..start + length)
}

fn stripe(text: &str, at: usize) -> Option<Range<usize>> {
    run(text, at, 8, 24..=120, |byte| byte.is_ascii_alphanumeric())
}

/// 22 characters, a dot, 43 more.
fn sendgrid(text: &str, at: usize) -> Option<Range<usize>> {
    let range = run(text, at, 3, 66..=66, |byte| is_word(byte) || byte == b'.')?;
    (text.as_bytes().get(at + 25) == Some(&b'.')).then_some(range)
}

/// A number, a colon, 35 characters that begin with `AA`.
fn telegram(text: &str, at: usize) -> Option<Range<usize>> {
    let body = at + 20;
    let digits = length(text, body, 12, |byte| byte.is_ascii_digit());
    let token = body + digits + 1;
    let length = length(text, token, 36, is_word);
    let is_right = (8..=11).contains(&digits)
        && text.as_bytes().get(token - 1) == Some(&b':')
        && text.get(token..)?.starts_with("AA")
        && length == 35;
    is_right.then_some(body..token + length)
}

/// A header that names an algorithm, claims, a signature.
fn jwt(text: &str, at: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 8_192;
    if !is_apart(text, at) {
        return None;
    }
    let length = length(text, at, LONGEST, |byte| is_word(byte) || byte == b'.');
    let token = text.get(at..at + length)?;
    let mut parts = token.split('.');
    let (header, claims, signature) = (parts.next()?, parts.next()?, parts.next()?);
    let header = URL_SAFE_NO_PAD.decode(header).ok()?;
    let names_algorithm = header.windows(5).any(|part| part == b"\"alg\"");
    let is_right = names_algorithm && claims.starts_with("eyJ") && signature.len() >= 20;
    is_right.then_some(at..at + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&'static str, &str)> {
        known_secrets(text).into_iter().map(|known| (known.what, &text[known.range])).collect()
    }

    #[test]
    fn forms_are_known_by_their_checksums_and_lengths() {
        // Put together here, so that nobody's scanner takes them for real ones.
        let github = format!("ghp_{}{}", "InventedByFourthCoffee00000042", "4Y8lZh");
        assert_eq!(found(&format!("$t = '{github}'")).first().map(|one| one.1), Some(&*github));
        let wrong = github.replace("42", "43");
        assert_eq!(found(&wrong), []);
        assert_eq!(found(&format!("ghp_{}", "x".repeat(36))), []);
        let key = STANDARD.encode([7u8; 64]);
        let text = format!("AccountName=a;AccountKey={key};EndpointSuffix=x");
        assert_eq!(found(&text).first().map(|one| one.1), Some(&*key));
        let secret = format!("aB3{}{}", "8Q~", "abcDEFghiJKLmnoPQRstuVWXyz01234567");
        assert_eq!(found(&secret).first().map(|one| one.1), Some(&*secret));
        let aws =
            format!("AKIA{}\naws_secret_access_key = {}", "Q2Q3Q4Q5Q6Q7QWER", "aB1/".repeat(10));
        assert_eq!(found(&aws).len(), 1);
        assert_eq!(found(&aws.replace("aB1/", "ab")), [], "the name of a key opens nothing");
    }

    #[test]
    fn examples_of_the_documentation_are_none() {
        for text in [
            "AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
            "glpat-xxxxxxxxxxxxxxxxxxxx",
            "SG.x",
            "sk_test_0123456789abcdefghijklmn",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn whatever_the_text_the_ranges_stand_in_it(
            parts in proptest::collection::vec(proptest::sample::select(PARTS), 0..30),
        ) {
            let text = parts.concat();
            let mut end = 0;
            for known in known_secrets(&text) {
                assert!(known.range.start >= end && text.get(known.range.clone()).is_some());
                end = known.range.end;
            }
        }
    }

    const PARTS: &[&str] = &[
        "ghp_",
        "abcdefghijklmnopqrstuvwxyz",
        "0123456789",
        "AKIA",
        "ABCDEFGHIJKLMNOP",
        "Q~",
        "a8",
        "AccountKey=",
        "eyJ",
        ".",
        "eyJhbGciOiJub25lIn0",
        "é",
        "/",
        "https://discord.com/api/webhooks/",
        "api.telegram.org/bot",
        ":AA",
        "SG.",
        "xoxb-",
        "-",
        "=",
        " ",
        ".webhook.office.com/webhookb2/",
    ];
}
