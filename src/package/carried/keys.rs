//! Keys that are written out as text.

use std::ops::Range;

use base64::{Engine, engine::general_purpose::STANDARD};

use super::{Carried, CarriedKind, MAX_IN_TEXT};
use crate::text::{Source, SourceId};

/// A key between two lines that say what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Block {
    /// The line that begins it.
    head: Range<usize>,
    /// What stands between that line and the one that ends it.
    body: Range<usize>,
    is_encrypted: bool,
    /// Whether the body is as long as the shortest key.
    is_key: bool,
}

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const PUTTY: &str = "PuTTY-User-Key-File-";
const PUTTY_PRIVATE: &str = "Private-Lines:";

/// Letters and digits of the shortest keys: an Ed25519 key in PKCS#8 has 64.
const SHORTEST: usize = 60;

/// The private parts of the keys in a text.
pub(in crate::package) fn bodies(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = blocks(text).into_iter().map(|block| block.body).collect();
    found.extend(putty(text).map(|key| key.body));
    found
}

pub(super) fn read(id: SourceId, source: &Source, carried: &mut Carried) {
    let text = source.text();
    let keys = blocks(text).into_iter().chain(putty(text));
    for key in keys.filter(|key| key.is_key).take(MAX_IN_TEXT) {
        let kind = CarriedKind::PrivateKey { is_encrypted: key.is_encrypted };
        carried.push(id, source, part(&key.head), kind);
    }
    let is_wireguard = text.contains("[Interface]");
    let mut start = 0;
    let mut found = 0;
    for line in text.split_inclusive('\n') {
        let (name, value) = line.split_once(['=', ':']).unwrap_or_default();
        let at = start..start + name.trim_end().len();
        let name = name.trim();
        if is_wireguard
            && ["privatekey", "presharedkey"].iter().any(|n| name.eq_ignore_ascii_case(n))
        {
            let key = value.trim();
            let range = inner(text, start, line, key);
            carried.hide(id, part(&range), key);
            let is_key = STANDARD.decode(key).is_ok_and(|bytes| bytes.len() == 32);
            if is_key && name.eq_ignore_ascii_case("privatekey") && found < MAX_IN_TEXT {
                found += 1;
                carried.push(id, source, part(&at), CarriedKind::WireGuardKey);
            }
        } else if name.eq_ignore_ascii_case("password 51") {
            let secret = value.trim().strip_prefix("b:").unwrap_or_default();
            let range = inner(text, start, line, secret);
            carried.hide(id, part(&range), secret);
            // What is encrypted so has some hundred bytes.
            let is_blob = secret.len() >= 64 && secret.bytes().all(|byte| byte.is_ascii_hexdigit());
            if is_blob && found < MAX_IN_TEXT {
                found += 1;
                carried.push(id, source, part(&at), CarriedKind::RemoteDesktopPassword);
            }
        }
        start += line.len();
    }
}

/// The keys of tunnels in a script that writes the configuration of one: `PrivateKey = …`, behind
/// `echo` or in a text as well.
pub(super) fn in_script(id: SourceId, source: &Source, carried: &mut Carried) {
    let text = source.text();
    if !text.contains("[Interface]") {
        return;
    }
    let mut start = 0;
    let mut found = 0;
    for line in text.split_inclusive('\n') {
        let (name, value) = line.split_once('=').unwrap_or_default();
        let value = value.trim_start().trim_start_matches(['"', '\'']);
        let end =
            value.find(|ch: char| !ch.is_ascii_alphanumeric() && !matches!(ch, '+' | '/' | '='));
        let key = value.get(..end.unwrap_or(value.len())).unwrap_or_default();
        let is_named = name.trim_end().to_ascii_lowercase().ends_with("privatekey");
        if is_named && STANDARD.decode(key).is_ok_and(|bytes| bytes.len() == 32) {
            let range = inner(text, start, line, key);
            carried.hide(id, part(&range), key);
            if found < MAX_IN_TEXT {
                found += 1;
                carried.push(id, source, part(&range), CarriedKind::WireGuardKey);
            }
        }
        start += line.len();
    }
}

/// Where `what`, which is a part of `line`, stands in the text that the line begins in at `start`.
fn inner(text: &str, start: usize, line: &str, what: &str) -> Range<usize> {
    let at = line.rfind(what).unwrap_or_default();
    let range = start + at..start + at + what.len();
    match text.get(range.clone()) {
        Some(_) => range,
        None => start..start,
    }
}

fn part(range: &Range<usize>) -> Range<u32> {
    range.start as u32..range.end as u32
}

/// The keys between `-----BEGIN … PRIVATE KEY-----` and `-----END`.
fn blocks(text: &str) -> Vec<Block> {
    let mut found = vec![];
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(BEGIN)) {
        let start = from + at;
        let rest = text.get(start + BEGIN.len()..).unwrap_or_default();
        let line = rest.split(['\n', '\r']).next().unwrap_or_default();
        let label = line.split_once("-----").map(|(label, _)| label);
        from = start + BEGIN.len();
        let Some(label) = label.filter(|label| label.len() <= 64 && is_private(label)) else {
            continue;
        };
        let body = from + label.len() + 5;
        let end = text.get(body..).and_then(|rest| rest.find(END));
        let end = end.map_or(text.len(), |end| body + end);
        let inside = text.get(body..end).unwrap_or_default();
        found.push(Block {
            head: start..body,
            body: body..end,
            is_encrypted: label.contains("ENCRYPTED") || is_encrypted(inside),
            is_key: is_long(inside),
        });
        from = end;
    }
    found
}

fn is_private(label: &str) -> bool {
    label.contains("PRIVATE KEY") || label.starts_with("OpenVPN Static key")
}

fn is_long(body: &str) -> bool {
    body.bytes().filter(u8::is_ascii_alphanumeric).take(SHORTEST).count() == SHORTEST
}

/// Whether a body says that a password is needed: in a line before the key, or, of OpenSSH, by the
/// name of the cipher, which the key begins with.
fn is_encrypted(body: &str) -> bool {
    let start: String = body.chars().filter(|ch| !ch.is_whitespace()).take(80).collect();
    let bytes = STANDARD.decode(start).unwrap_or_default();
    let cipher = bytes.strip_prefix(b"openssh-key-v1\0").and_then(|rest| rest.get(4..8));
    body.contains("4,ENCRYPTED") || cipher.is_some_and(|cipher| cipher != b"none")
}

/// The key of PuTTY that a text is.
fn putty(text: &str) -> Option<Block> {
    let head = text.lines().next().filter(|line| line.starts_with(PUTTY))?.len();
    let at = text.find(PUTTY_PRIVATE)? + PUTTY_PRIVATE.len();
    let body = text.get(at..)?;
    let encryption = text.lines().find_map(|line| line.strip_prefix("Encryption:"));
    Some(Block {
        head: 0..head,
        body: at..text.len(),
        is_encrypted: encryption.is_some_and(|name| name.trim() != "none"),
        // The shortest, of Ed25519, has 44 characters, and a check of 64 digits follows.
        is_key: is_long(body),
    })
}
