//! Arguments that look like paths, of commands that are not known.

use super::FileUse::Names;
use super::Used;
use crate::script::reading::Call;

/// Arguments that look like paths, also behind `/name:` and `name=`.
pub(super) fn named_by(call: &Call) -> Vec<Used> {
    let mut found = vec![];
    for argument in &call.arguments {
        let text = argument.value.text();
        let Some(start) = path_start(text) else { continue };
        // Two backslashes are those of a regular expression, or of another language.
        if text.get(start + 1..).is_some_and(|path| path.starts_with(r":\\")) {
            continue;
        }
        let mut value = argument.value.clone();
        value.text = value.text.part(start..text.len());
        found.push((Names, value));
    }
    found
}

/// Where a path with a drive, or one of the own folder, begins in an argument.
fn path_start(text: &str) -> Option<usize> {
    let is_path = |rest: &str| {
        let bytes = rest.as_bytes();
        rest == "."
            || rest.starts_with(r".\")
            || rest.starts_with("./")
            || matches!(bytes, [drive, b':', b'\\' | b'/', ..] if drive.is_ascii_alphabetic())
    };
    if is_path(text) {
        return Some(0);
    }
    let at = text.find([':', '=']).filter(|_| !text.contains("://"))?;
    let before = text.as_bytes().get(at.saturating_sub(1))?;
    let rest = text.get(at + 1..)?;
    let quoted = usize::from(rest.starts_with('"'));
    let is_found = before.is_ascii_alphanumeric() && is_path(rest.get(quoted..)?);
    is_found.then_some(at + 1 + quoted)
}

#[cfg(test)]
mod tests {
    use super::path_start;
    use proptest::prelude::*;

    #[test]
    fn paths_stand_alone_or_behind_a_name() {
        let path = |text: &'static str| path_start(text).and_then(|at| text.get(at..));
        assert_eq!(path(r"C:\x"), Some(r"C:\x"));
        assert_eq!(path(r"/D=C:\x y"), Some(r"C:\x y"));
        assert_eq!(path(r"/log:.\x.log"), Some(r".\x.log"));
        assert_eq!(path("/extract:."), Some("."));
        assert_eq!(path("DIR=\"D:\\x\""), Some("D:\\x\""));
        for none in ["https://x.example/C:/", "/quiet", "x.exe", "HKLM:\\x", "=C:\\x"] {
            assert_eq!(path(none), None, "{none}");
        }
    }

    proptest! {
        #[test]
        fn a_start_lies_on_a_character(text in r#"[a-zA-Z:=./\\" é\u{fffc}]{0,30}"#) {
            if let Some(at) = path_start(&text) {
                prop_assert!(text.get(at..).is_some());
            }
        }
    }
}
