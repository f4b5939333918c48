//! Text that stands for a value, and is none: what something or somebody was to put in.

use std::ops::Range;

/// What stands around the name of a variable. Something made by chance can have such brackets, but
/// seldom has plain words between them.
const AROUND_WORDS: &[(&str, &str)] =
    &[("{", "}"), ("<", ">"), ("[", "]"), ("%", "%"), ("__", "__")];

/// What stands around the name of a variable, or an expression, and around nothing else.
const AROUND_ANYTHING: &[(&str, &str)] = &[("{{", "}}"), ("${", "}"), ("$(", ")")];

/// Whether a text stands for a secret that is put in later: `{{password}}`, `<password>`, `[KEY]`,
/// `%PASSWORD%`, `$(Password)`, `__PASSWORD__`, asterisks, `XXXX`.
pub fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    is_variable(text) || (text.len() >= 4 && text.chars().all(|ch| matches!(ch, 'x' | 'X')))
}

/// The same but for `XXXX`, which samples of product keys are made of.
pub(super) fn is_variable(text: &str) -> bool {
    let text = text.trim();
    let is_plain = |ch: char| ch.is_alphanumeric() || matches!(ch, '_' | '.' | '-' | ':' | ' ');
    let holds_words = |inside: &str| !inside.is_empty() && inside.chars().all(is_plain);
    let is_fill = |ch: char| matches!(ch, '*' | '•' | '●' | '.' | '?' | '_' | '-');
    let is_masked = !text.is_empty() && text.chars().all(is_fill);
    is_masked
        || AROUND_WORDS.iter().filter_map(|pair| inside(text, *pair)).any(holds_words)
        || AROUND_ANYTHING.iter().any(|pair| inside(text, *pair).is_some())
}

/// What stands between an opening and a closing; none when that is nothing.
fn inside<'t>(text: &'t str, (open, close): (&str, &str)) -> Option<&'t str> {
    let inside = text.strip_prefix(open)?.strip_suffix(close)?;
    Some(inside).filter(|inside| !inside.trim().is_empty())
}

/// Whether it is one letter or digit again and again, whatever stands between.
fn is_one_character(text: &str) -> bool {
    let mut letters = text.chars().filter(|ch| ch.is_alphanumeric());
    letters.next().is_some_and(|first| letters.all(|ch| ch == first))
}

/// Whether a text stands for a bulk token. Tokens are longer than any text that does, and have none
/// of what variables are written with.
pub(super) fn stands_for_token(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "token",
        "bprt",
        "replace",
        "placeholder",
        "change",
        "todo",
        "your",
        "insert",
        "paste",
        "here",
        "example",
        "dummy",
        "sample",
        "fill",
    ];
    if text.chars().count() >= 100 {
        return false;
    }
    let lower = text.to_lowercase();
    let first = lower.chars().next();
    is_placeholder(text)
        || lower.contains(['<', '>', '{', '}', '[', ']', '(', ')', '$', '%', '#', '*', '…'])
        || lower.contains("...")
        || lower.contains("xxxx")
        || lower.chars().all(|ch| Some(ch) == first)
        || WORDS.iter().any(|word| lower.contains(word))
}

/// Whether a text stands for a product key as examples have it: one character or one group again and
/// again, the alphabet, or words that ask for a key.
pub(super) fn is_sample_of_product_key(text: &str) -> bool {
    const WORDS: &[&str] = &["product", "license", "your", "insert", "enter", "-key", "key-"];
    let lower = text.to_ascii_lowercase();
    if !lower.contains(char::is_alphanumeric) {
        return false;
    }
    let is_one_group = lower
        .split_once('-')
        .is_some_and(|(first, rest)| rest.split('-').all(|group| group == first));
    is_one_character(&lower)
        || is_one_group
        || lower.starts_with("12345-")
        || lower.starts_with("abcde-fghij")
        || WORDS.iter().any(|word| lower.contains(word))
}

/// The part of any setting's value that somebody was to replace. Of a secret only what is
/// unmistakable: a weak password is a password.
pub fn template_text(value: &str, is_secret: bool) -> Option<Range<usize>> {
    let trimmed = value.trim();
    let start = value.len() - value.trim_start().len();
    let whole = start..start + trimmed.len();
    if trimmed.len() > LONGEST_REMINDER {
        return None;
    }
    let lower = trimmed.to_lowercase();
    let is_reminder = !is_secret && REMINDERS.contains(&lower.as_str());
    let is_yours = YOURS.iter().any(|start| lower.starts_with(start));
    let is_name = |ch: char| ch.is_alphanumeric() || matches!(ch, ' ' | '_' | '-');
    // `<name of the site>`: words in angle brackets, and no element.
    let is_in_angles = inside(trimmed, ("<", ">")).is_some_and(|inside| {
        inside.starts_with(char::is_alphabetic) && inside.chars().all(is_name)
    });
    if is_reminder || is_yours || is_in_angles {
        return Some(whole);
    }
    let open = trimmed.find("{{")?;
    let (name, _) = trimmed.get(open + 2..)?.split_once("}}")?;
    let is_template = !name.trim().is_empty() && name.chars().all(|ch| is_name(ch) || ch == '.');
    is_template.then(|| start + open..start + open + name.len() + 4)
}

/// Whether a host or domain, in lower case, is one of examples; nobody's devices belong to them.
pub fn is_example_domain(host: &str) -> bool {
    DOMAINS.iter().any(|domain| {
        host.strip_suffix(domain).is_some_and(|above| above.is_empty() || above.ends_with('.'))
    })
}

/// Bytes of a value that can be a reminder; longer ones are texts.
const LONGEST_REMINDER: usize = 200;

/// Values that are nothing but a reminder.
const REMINDERS: &[&str] = &[
    "change me",
    "change-me",
    "change_me",
    "changeme",
    "fill me in",
    "fixme",
    "lorem ipsum",
    "placeholder",
    "replace me",
    "replace-me",
    "replace_me",
    "replaceme",
    "tbd",
    "to do",
    "todo",
];

/// How a value begins that tells its reader to write something of their own.
const YOURS: &[&str] = &["your_", "your-", "<your", "[your"];

/// Domains of examples.
const DOMAINS: &[&str] = &[
    "contoso.com",
    "contoso.local",
    "contoso.onmicrosoft.com",
    "domain.com",
    "domain.local",
    "example.com",
    "example.net",
    "example.org",
    "fabrikam.com",
    "mycompany.com",
    "yourcompany.com",
    "yourdomain.com",
    "yourdomain.local",
    "yourtenant.onmicrosoft.com",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_told_from_secrets() {
        for placeholder in [
            "{{PASSWORD}}",
            "{{ vault.wifi | quote }}",
            "<password>",
            "[lanterns]",
            "[WIFI KEY]",
            "%PW%",
            "$(Secret)",
            "${WIFI_KEY}",
            "__PW__",
            "****",
            "XXXXXXXX",
        ] {
            assert!(is_placeholder(placeholder), "{placeholder}");
        }
        for secret in [
            "",
            "x",
            "%",
            "{}",
            "{{}}",
            "a{b}",
            "a{{b}}",
            "P@ss<word>x",
            "%start",
            "<k3$R!q>",
            "lanterns over the bay",
        ] {
            assert!(!is_placeholder(secret), "{secret}");
        }
    }

    #[test]
    fn sample_text_is_no_product_key() {
        for sample in [
            "XXXXX-XXXXX-XXXXX-XXXXX-XXXXX",
            "ABCDE-ABCDE-ABCDE-ABCDE-ABCDE",
            "12345-67890-12345-67890-12345",
            "Enter product key here",
            "00000",
        ] {
            assert!(is_sample_of_product_key(sample), "{sample}");
        }
        for other in ["BCDFG-HJKMP-QRTVW-XY234-6789B", "", "-"] {
            assert!(!is_sample_of_product_key(other), "{other}");
        }
    }

    #[test]
    fn what_a_template_left_has_its_place() {
        fn part(value: &str) -> Option<&str> {
            value.get(template_text(value, false)?)
        }
        assert_eq!(part("a {{PREFIX}}-1"), Some("{{PREFIX}}"));
        assert_eq!(part(" <your domain> "), Some("<your domain>"));
        assert_eq!(part("ToDo"), Some("ToDo"));
        for value in ["", "<a/>", r#"{"a":{"b":1}}"#, "todos", "%SERIAL%"] {
            assert_eq!(part(value), None, "{value}");
        }
        assert_eq!(template_text("changeme", true), None, "a weak password is a password");
    }

    #[test]
    fn domains_of_examples_are_whole_names() {
        assert!(is_example_domain("contoso.com") && is_example_domain("www.contoso.com"));
        assert!(!is_example_domain("mycontoso.com"));
    }
}
