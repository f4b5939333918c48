//! Which program a command line starts.

use std::ops::Range;

use super::Argument;
use crate::script::{cmd, spliced::Spliced};

/// What the names of files that run end in.
const ENDINGS: [&str; 13] = [
    ".exe", ".com", ".bat", ".cmd", ".msi", ".ps1", ".vbs", ".vbe", ".js", ".jse", ".wsf", ".cpl",
    ".scr",
];

/// Where the name of the program may end, the shorter names first, as `CreateProcess` tries them:
/// `C:\Program Files\x.exe` without quotes is `C:\Program.exe` first. With quotes there is one.
///
/// The ranges are without quotes. A name without extension gets `.exe`.
pub fn candidates(line: &str) -> Vec<Range<usize>> {
    let start = line.len() - line.trim_start_matches([' ', '\t']).len();
    let rest = line.get(start..).unwrap_or_default();
    if let Some(inner) = rest.strip_prefix('"') {
        let length = inner.find('"').unwrap_or(inner.len());
        let name = start + 1..start + 1 + length;
        return vec![name];
    }
    let is_blank = |byte: Option<&u8>| matches!(byte, Some(b' ' | b'\t'));
    let bytes = rest.as_bytes();
    let ends = (1..=bytes.len()).filter(|end| {
        !is_blank(bytes.get(end - 1)) && (*end == bytes.len() || is_blank(bytes.get(*end)))
    });
    ends.map(|end| start..start + end).collect()
}

/// Whether the name of a file says that it runs.
pub fn is_executable(name: &str) -> bool {
    let end = name.len().saturating_sub(4);
    let tail = name.get(end..).or(name.get(end + 1..)).unwrap_or_default().to_ascii_lowercase();
    ENDINGS.iter().any(|ending| tail.ends_with(ending))
}

/// The name in front of `line`, and where it ends, quotes included. Of an unquoted path with blanks
/// it is what its author means: the shortest that ends as programs do.
pub(in crate::script) fn program(line: &str, is_created: bool) -> (Argument, usize) {
    let word = word(line);
    let is_path = line.get(word.clone()).is_some_and(|name| {
        name.contains(['\\', ':']) && !name.contains('"') && !is_executable(name)
    });
    let mut range = word;
    if !is_created && let Some(length) = line.get(range.clone()).and_then(cmd::ends_early) {
        range.end = range.start + length;
    }
    if is_created && is_path {
        let named = candidates(line)
            .into_iter()
            .find(|range| line.get(range.clone()).is_some_and(is_executable));
        range = named.unwrap_or(range);
    }
    let mut value = Spliced::default();
    let mut at = range.start;
    for part in line.get(range.clone()).unwrap_or_default().split('"') {
        value.push(part, at);
        at += part.len() + 1;
    }
    let end = range.end;
    (Argument { range, value }, end)
}

/// The first word: quotes toggle, backslashes mean themselves.
fn word(line: &str) -> Range<usize> {
    let start = line.len() - line.trim_start_matches([' ', '\t']).len();
    let mut is_quoted = false;
    let end = line.bytes().skip(start).position(|byte| {
        is_quoted ^= byte == b'"';
        !is_quoted && matches!(byte, b' ' | b'\t')
    });
    start..end.map_or(line.len(), |length| start + length)
}

/// The name of a program without folders, quotes and `.exe`, in lower case.
pub(in crate::script) fn base_name(program: &str) -> String {
    let name =
        program.rsplit(['\\', '/']).next().unwrap_or_default().trim_matches(['"', '\'', ' ']);
    let name = name.to_ascii_lowercase();
    name.strip_suffix(".exe").or(name.strip_suffix(".com")).unwrap_or(&name).to_owned()
}
