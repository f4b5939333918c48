//! Whether a text may hold a secret of some form, told without compiling its pattern.

use crate::script::pattern::{
    around, behind_net, has, is_blank, without, without_blanks, without_quote,
};

/// How the words of `TELLING` end.
const TELLING_ENDS: &[&str] = &[
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "secret",
    "key",
    "token",
    "pin",
    "psk",
    "passwort",
    "kennwort",
    "wachtwoord",
    "passe",
    "contrasena",
    "contraseña",
    "material",
];

pub(super) fn has_net(text: &str, word: &str) -> bool {
    behind_net(text, word).any(|rest| rest.first().is_some_and(|byte| is_blank(*byte)))
}

pub(super) fn has_telling_option(text: &str) -> bool {
    let is_of_option = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    TELLING_ENDS.iter().any(|word| {
        around(text, word).any(|(before, behind)| {
            // Nothing is walked over twice: a blank ends what is walked over.
            without_quote(behind).first().is_some_and(|byte| is_blank(*byte)) && {
                let option = before.rsplit(|byte| !is_of_option(byte)).next().unwrap_or_default();
                let start = before.len() - option.len();
                option.contains(&b'-') || before.get(..start).is_some_and(|b| b.ends_with(b"/"))
            }
        })
    })
}

pub(super) fn has_telling_assignment(text: &str) -> bool {
    TELLING_ENDS.iter().any(|word| {
        around(text, word).any(|(_, behind)| {
            matches!(without_blanks(without_quote(behind)).first(), Some(b'=' | b':'))
        })
    })
}

pub(super) fn has_telling_element(text: &str) -> bool {
    text.contains('<') && {
        let mut places = TELLING_ENDS.iter().flat_map(|word| around(text, word));
        places.any(|(_, behind)| matches!(behind, [b'>', ..] | [b'^', b'>', ..]))
    }
}

pub(super) fn has_telling_attribute(text: &str) -> bool {
    has(text, "value") && {
        let mut places = TELLING_ENDS.iter().flat_map(|word| around(text, word));
        places.any(|(_, behind)| {
            let rest = without_quote(behind);
            let value = without_blanks(rest);
            value.len() < rest.len()
                && rest.len() < behind.len()
                && without(value, "value").len() < value.len()
        })
    }
}

pub(super) fn has_telling_index(text: &str) -> bool {
    TELLING_ENDS.iter().any(|word| {
        around(text, word).any(|(_, behind)| {
            let rest = without_quote(behind);
            rest.len() < behind.len() && without_blanks(rest).first() == Some(&b']')
        })
    })
}

pub(super) fn has_short_option(text: &str) -> bool {
    memchr::memchr2_iter(b'-', b'/', text.as_bytes()).any(|at| {
        let option = text.as_bytes().get(at + 1..).unwrap_or_default();
        match without(option, "r") {
            [b'p' | b'P', end, ..] => is_blank(*end) || matches!(end, b':' | b'='),
            _ => false,
        }
    })
}

const SECURE_STRING: &str = "ConvertTo-SecureString";

pub(super) fn has_given_secure_string(text: &str) -> bool {
    around(text, SECURE_STRING).any(|(_, behind)| {
        let first = behind.first();
        first.is_some_and(|byte| is_blank(*byte) || *byte == b':')
    })
}

pub(super) fn has_piped_secure_string(text: &str) -> bool {
    around(text, SECURE_STRING)
        .any(|(before, _)| before.iter().rev().find(|byte| !is_blank(**byte)) == Some(&b'|'))
}

pub(super) fn has_blob(text: &str) -> bool {
    let is_of_blob = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(**byte, b'+' | b'/');
    memchr::memchr2_iter(b'-', b'/', text.as_bytes()).any(|at| {
        let option = without(text.as_bytes().get(at + 1..).unwrap_or_default(), "e");
        let letters = option.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let behind = option.get(letters..).unwrap_or_default();
        let blanks = behind.iter().take_while(|byte| is_blank(**byte) || **byte == b':').count();
        let value = without_quote(behind.get(blanks..).unwrap_or_default());
        blanks > 0 && value.iter().take(16).take_while(is_of_blob).count() == 16
    })
}
