//! Paths of Windows as scripts write them, with what of them is known.

use crate::script::reading::UNKNOWN;

/// A path as a script names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilePath {
    /// Where it begins.
    pub root: Root,
    /// The folders, as written; [`UNKNOWN`] stands for what cannot be known.
    pub folders: Vec<String>,
    /// The last part, as written; empty for the root itself.
    pub name: String,
}

/// Where a path begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Root {
    /// The folder of the script, or the current one: `.\x`, `%~dp0x`.
    Here,
    /// Nothing: `x`, `folder\x`.
    Nothing,
    /// A drive, in upper case.
    Drive(char),
}

impl FilePath {
    /// The path that a text is; none for an address, a share, a key of the registry, and what begins
    /// with something that is not known.
    pub fn of(text: &str) -> Option<Self> {
        let text = text.trim_matches(['"', '\'', ' ', '\t']);
        let is_sign = |ch: char| matches!(ch, '"' | '<' | '>' | '|' | '\r' | '\n' | '\t');
        let first = text.chars().next()?;
        if text.contains(is_sign) || matches!(first, '\\' | '/' | '~' | '$' | '%' | '-' | '{' | '@')
        {
            return None;
        }
        let (root, rest) = match text.get(1..2) {
            Some(":") if first.is_ascii_alphabetic() => {
                let rest = text.get(2..).unwrap_or_default();
                if !rest.is_empty() && !rest.starts_with(['\\', '/']) {
                    return None;
                }
                (Root::Drive(first.to_ascii_uppercase()), rest)
            }
            _ if text == "." || text.starts_with(r".\") || text.starts_with("./") => {
                (Root::Here, text.get(1..).unwrap_or_default())
            }
            _ => (Root::Nothing, text),
        };
        if rest.contains(':') || root == Root::Nothing && first == UNKNOWN {
            return None;
        }
        let mut folders: Vec<String> = vec![];
        for part in rest.split(['\\', '/']).filter(|part| !part.is_empty() && *part != ".") {
            match part {
                // What lies above the folder of the script is not known.
                ".." => drop(folders.pop()?),
                part => folders.push(part.to_owned()),
            }
        }
        let name = folders.pop().unwrap_or_default();
        Some(Self { root, folders, name })
    }

    /// The first part below the root: a folder, or the name itself.
    pub fn first(&self) -> &str {
        self.folders.first().unwrap_or(&self.name)
    }

    /// The last part, if all of it is known and it is no pattern.
    pub fn known_name(&self) -> Option<&str> {
        is_plain(&self.name).then_some(self.name.as_str())
    }

    /// The extension of the last part in lower case, without the dot.
    pub fn extension(&self) -> Option<String> {
        self.name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase())
    }

    /// Whether it is the root itself.
    pub fn is_root(&self) -> bool {
        self.name.is_empty() && self.folders.is_empty()
    }
}

/// Whether a part of a path is a name: known, and no pattern.
pub fn is_plain(part: &str) -> bool {
    !part.is_empty() && !part.contains([UNKNOWN, '*', '?', '%', '$', '{', '}', '<', '>', '!', '`'])
}

#[cfg(test)]
mod tests {
    use super::{FilePath, Root};
    use proptest::prelude::*;

    fn parts(text: &str) -> Option<(Root, String, String)> {
        FilePath::of(text).map(|path| (path.root, path.folders.join("|"), path.name))
    }

    #[test]
    fn paths_are_taken_apart() {
        let path =
            |root, folders: &str, name: &str| Some((root, folders.to_owned(), name.to_owned()));
        assert_eq!(parts(r".\\setup.exe"), path(Root::Here, "", "setup.exe"));
        assert_eq!(parts(r".\a\.\b/c.msi"), path(Root::Here, "a|b", "c.msi"));
        assert_eq!(parts(r".\a\..\b.msi"), path(Root::Here, "", "b.msi"));
        assert_eq!(parts("setup.cmd"), path(Root::Nothing, "", "setup.cmd"));
        assert_eq!(parts("\"d:\\x y\\z\""), path(Root::Drive('D'), "x y", "z"));
        assert_eq!(parts("."), path(Root::Here, "", ""));
        for none in [r"..\x", "https://x.example/a", r"\\server\share\x", r"HKLM:\x", "c:x", ""] {
            assert_eq!(parts(none), None, "{none}");
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in r"[a-zA-Z:./\\~$%\u{fffc}é ]{0,40}") {
            if let Some(path) = FilePath::of(&text) {
                prop_assert!(path.folders.iter().all(|part| text.contains(part.as_str())));
                prop_assert!(text.contains(&path.name));
            }
        }
    }
}
