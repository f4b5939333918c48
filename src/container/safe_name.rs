//! Names under which files of a package may be written: on Windows, and so everywhere.
//!
//! A package is untrusted and its names are any sequence of UTF-16 units. What comes out of here
//! stays below the folder it is written to, is no device, means the same to every program, and is
//! there once, however a file system compares names.

use std::collections::{HashMap, HashSet};

use crate::text::printable;

/// Bytes of UTF-8 that one name may take. NTFS takes 255 UTF-16 units, others 255 bytes; the rest is
/// for what makes a name unique.
const MAX_NAME: usize = 200;

/// Bytes of UTF-8 that the folders above a file may take together. Deeper ones are left out, so that
/// with the folder that it is written to a path stays below the 4,096 bytes of Linux.
const MAX_FOLDERS: usize = 1_200;

/// Bytes of an extension that is kept when a name is cut.
const MAX_EXTENSION: usize = 20;

/// Names that Windows opens a device for, in any folder and whatever follows a dot.
/// Microsoft Learn, "Naming Files, Paths, and Namespaces"; `CONIN$` and `CONOUT$` are consoles.
const DEVICES: &[&str] = &["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"];

/// The names given out so far.
///
/// ```
/// use ppkglint::container::SafeNames;
///
/// let units = |name: &str| name.encode_utf16().collect::<Vec<u16>>();
/// let mut names = SafeNames::default();
/// assert_eq!(names.place(&[units(".."), units("setup.ps1")]).path, "__/setup.ps1");
/// assert_eq!(names.place(&[units("nul.txt")]).path, "_nul.txt");
/// assert_eq!(names.place(&[units("Setup.ps1")]).path, "Setup.ps1");
/// assert_eq!(names.place(&[units("SETUP.PS1")]).path, "SETUP~2.PS1");
/// ```
#[derive(Debug)]
pub struct SafeNames {
    /// The folders, the root first.
    folders: Vec<Folder>,
}

#[derive(Debug, Default)]
struct Folder {
    /// Its path from the root, with `/`.
    path: String,
    /// The names in it, as they are compared.
    taken: HashSet<String>,
    /// Its folders, by their stored names, as they are compared.
    folders: HashMap<String, usize>,
    /// Where the search for a free number goes on.
    numbers: HashMap<String, usize>,
}

/// Where a file may be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The path below the folder that is written to, with `/`.
    pub path: String,
    /// Whether it is another one than the file has in the package.
    pub renamed: bool,
    folder: usize,
}

impl Default for SafeNames {
    fn default() -> Self {
        Self { folders: vec![Folder::default()] }
    }
}

impl SafeNames {
    /// A place for a file that has these names in the package, from below the root down to its own.
    /// Every call gives another place.
    pub fn place(&mut self, names: &[Vec<u16>]) -> Placed {
        let (own, above) = match names.split_last() {
            Some((own, above)) => (own.as_slice(), above),
            None => (&[][..], &[][..]),
        };
        let mut folder = 0;
        for name in above {
            match self.folder(folder, name) {
                Some(inner) => folder = inner,
                // The path would become too long: the file stands where there is still room.
                None => break,
            }
        }
        let path = self.take(folder, &safe(&String::from_utf16_lossy(own)));
        let stored = path.split('/').map(str::encode_utf16);
        let same = stored.clone().count() == names.len()
            && stored.zip(names).all(|(new, old)| new.eq(old.iter().copied()));
        Placed { path, renamed: !same, folder }
    }

    /// The place of a folder that has these names: the one that its files are in.
    pub fn place_folder(&mut self, names: &[Vec<u16>]) -> Placed {
        let (mut folder, mut above, mut renamed) = (0, 0, false);
        for name in names {
            match self.folder(folder, name) {
                Some(inner) => (above, folder) = (folder, inner),
                None => {
                    renamed = true;
                    break;
                }
            }
        }
        let path = self.folders.get(folder).map(|folder| folder.path.clone());
        Placed { path: path.unwrap_or_default(), renamed, folder: above }
    }

    /// A place for an alternate stream of a file that has a place: beside it, as `file;stream`.
    pub fn place_stream(&mut self, file: &Placed, stream: &str) -> Placed {
        let own = file.path.rsplit('/').next().unwrap_or(&file.path);
        let plain = format!("{own};{stream}");
        let path = self.take(file.folder, &safe(&plain));
        let renamed = path.rsplit('/').next() != Some(plain.as_str());
        Placed { path, renamed, folder: file.folder }
    }

    /// The folder of that stored name; none when its path would be too long.
    fn folder(&mut self, parent: usize, name: &[u16]) -> Option<usize> {
        let name = String::from_utf16_lossy(name);
        let key = folded(&name);
        let known = self.folders.get(parent)?;
        if let Some(folder) = known.folders.get(&key) {
            return Some(*folder);
        }
        if known.path.len() + MAX_NAME > MAX_FOLDERS {
            return None;
        }
        let path = self.take(parent, &safe(&name));
        let folder = self.folders.len();
        self.folders.push(Folder { path, ..Folder::default() });
        self.folders.get_mut(parent)?.folders.insert(key, folder);
        Some(folder)
    }

    /// Gives a name out, with a number if it is taken: the path.
    fn take(&mut self, folder: usize, name: &str) -> String {
        let Some(folder) = self.folders.get_mut(folder) else { return name.to_owned() };
        let mut free = name.to_owned();
        if !folder.taken.insert(folded(&free)) {
            let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
            let (stem, dot) = match extension.len() {
                0 => (name, ""),
                1..=MAX_EXTENSION => (stem, "."),
                _ => (name, ""),
            };
            let extension = if dot.is_empty() { "" } else { extension };
            let number = folder.numbers.entry(folded(name)).or_insert(1);
            loop {
                *number += 1;
                free = format!("{stem}~{number}{dot}{extension}");
                if folder.taken.insert(folded(&free)) {
                    break;
                }
            }
        }
        match folder.path.is_empty() {
            true => free,
            false => format!("{}/{free}", folder.path),
        }
    }
}

/// Whether a path with `/` stays below where it starts, and Windows takes each of its names for what
/// it says. All that [`SafeNames`] gives out do; who writes asks once more.
pub fn is_safe_path(path: &str) -> bool {
    let is_safe = |name: &str| {
        let units = name.encode_utf16().count();
        let is_plain = |ch: char| !ch.is_control() && !"<>:\"/\\|?*".contains(ch);
        (1..=255).contains(&units)
            && name.len() <= 255
            && name.chars().all(is_plain)
            && !name.ends_with(['.', ' '])
            && !is_device(name)
    };
    path.len() < 2_000 && path.split('/').all(is_safe)
}

/// A name that Windows takes, and takes for what it says.
fn safe(name: &str) -> String {
    let mut out = String::with_capacity(name.len().min(MAX_NAME));
    for ch in name.chars() {
        let is_reserved = matches!(ch, '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*');
        // What steers a terminal or hides a part of a name from a person.
        let is_unseen = ch == '\t' || printable(ch.encode_utf8(&mut [0; 4])) != ch.to_string();
        out.push(if is_reserved || is_unseen { '_' } else { ch });
    }
    if is_device(&out) {
        out.insert(0, '_');
    }
    cut(&mut out);
    // Windows drops dots and spaces at the end.
    let kept = out.trim_end_matches(['.', ' ']).len();
    let dropped = out.len() - kept;
    out.truncate(kept);
    out.extend(std::iter::repeat_n('_', dropped));
    if out.is_empty() {
        out.push('_');
    }
    out
}

/// Whether Windows opens a device for the name. `COM¹` is one, as a superscript counts as a digit.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end_matches(' ');
    let stem = stem.to_ascii_uppercase();
    let port = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
    let is_port = port.is_some_and(|number| {
        let mut digits = number.chars();
        let digit = digits.next();
        digits.next().is_none()
            && digit.is_some_and(|ch| ch.is_ascii_digit() || matches!(ch, '¹' | '²' | '³'))
    });
    is_port || DEVICES.contains(&stem.as_str())
}

/// Cuts a name to [`MAX_NAME`], and keeps its extension.
fn cut(name: &mut String) {
    if name.len() <= MAX_NAME {
        return;
    }
    let extension = name.rsplit_once('.').map(|(_, extension)| format!(".{extension}"));
    let extension = extension.filter(|it| it.len() <= MAX_EXTENSION).unwrap_or_default();
    let mut end = MAX_NAME - extension.len();
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.truncate(end);
    name.push_str(&extension);
}

/// A name as file systems compare it, and coarser: two that any of them takes for one are equal.
fn folded(name: &str) -> String {
    let lower = |ch: char| ch.to_lowercase();
    let upper = |ch: char| ch.to_uppercase();
    name.chars().flat_map(lower).flat_map(upper).flat_map(lower).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    fn units(name: &str) -> Vec<u16> {
        name.encode_utf16().collect()
    }

    fn placed(path: &[&str]) -> String {
        let names: Vec<Vec<u16>> = path.iter().map(|name| units(name)).collect();
        SafeNames::default().place(&names).path
    }

    #[test]
    fn each_kind_of_hostile_name() {
        for (names, expected) in [
            (&["..", "..", "x"][..], "__/__/x"),
            (&[".", "x"], "_/x"),
            (&["", "", "x"], "_/_/x"),
            (&["C:", "x"], "C_/x"),
            (&["C:\\Windows\\x.dll"], "C__Windows_x.dll"),
            (&["/etc/passwd"], "_etc_passwd"),
            (&["\\\\server\\share"], "__server_share"),
            (&["a:b"], "a_b"),
            (&["CON"], "_CON"),
            (&["con.tar.gz"], "_con.tar.gz"),
            (&["Nul .txt"], "_Nul .txt"),
            (&["COM1"], "_COM1"),
            (&["com¹.log"], "_com¹.log"),
            (&["lpt²"], "_lpt²"),
            (&["CONIN$"], "_CONIN$"),
            (&["COM"], "COM"),
            (&["COM10"], "COM10"),
            (&["console"], "console"),
            (&["x. . "], "x____"),
            (&["a\u{0}b\u{1b}[2Jc\t"], "a_b_[2Jc_"),
            (&["gpj\u{202e}exe.txt"], "gpj_exe.txt"),
            (&["a<b>|?*\"c"], "a_b_____c"),
            (&["überprüfung.ps1"], "überprüfung.ps1"),
        ] {
            assert_eq!(placed(names), expected, "{names:?}");
        }
        let lone = SafeNames::default().place(&[vec![0xd800, u16::from(b'x')]]);
        assert_eq!((lone.path.as_str(), lone.renamed), ("\u{fffd}x", true));
        let plain = SafeNames::default().place(&[units("a b"), units("c.d")]);
        assert_eq!((plain.path.as_str(), plain.renamed), ("a b/c.d", false));
    }

    #[test]
    fn names_that_differ_by_case_alone_get_numbers() {
        let mut names = SafeNames::default();
        let mut place = |name: &str| names.place(&[units(name)]).path;
        assert_eq!(place("a.txt"), "a.txt");
        assert_eq!(place("A.TXT"), "A~2.TXT");
        assert_eq!(place("a~2.txt"), "a~2~2.txt");
        assert_eq!(place("a.txt"), "a~3.txt");
        assert_eq!(place("straße"), "straße");
        assert_eq!(place("STRASSE"), "STRASSE~2");
        // A folder keeps clear of a file, and two spellings of a folder are one.
        assert_eq!(names.place(&[units("a.TXT"), units("b")]).path, "a~4.TXT/b");
        assert_eq!(names.place(&[units("A.txt"), units("c")]).path, "a~4.TXT/c");
    }

    #[test]
    fn streams_stand_beside_their_file() {
        let mut names = SafeNames::default();
        let taken = names.place(&[units("x.ps1;Zone.Identifier")]);
        assert!(!taken.renamed);
        let file = names.place(&[units("x.ps1")]);
        let stream = names.place_stream(&file, "Zone.Identifier");
        assert_eq!(stream.path, "x.ps1;Zone~2.Identifier");
        let stream = names.place_stream(&file, "..\\evil:$DATA");
        assert_eq!(stream.path, "x.ps1;.._evil_$DATA");
    }

    #[test]
    fn long_names_and_deep_folders_stay_short() {
        let long = "n".repeat(32_000) + ".ps1";
        let cut = placed(&[&long]);
        assert!(cut.ends_with("n.ps1") && cut.len() == MAX_NAME);
        let deep = vec![units(&"d".repeat(100)); 320];
        let mut names = SafeNames::default();
        let first = names.place(&deep);
        let second = names.place(&deep);
        assert!(first.path.len() < 1_500 && first.renamed);
        assert_ne!(first.path, second.path);
    }

    /// Whatever two file systems take for one name is one name here.
    #[test]
    fn folding_is_coarser_than_any_single_mapping() {
        for ch in '\0'..=char::MAX {
            let name = ch.to_string();
            assert_eq!(folded(&name), folded(&name.to_lowercase()), "{ch:?}");
            assert_eq!(folded(&name), folded(&name.to_uppercase()), "{ch:?}");
        }
    }

    fn unit() -> impl Strategy<Value = u16> {
        let telling: Vec<u16> =
            "./\\: ;~12CONULcon$<>\u{1b}\u{202e}¹ßSsſKkİıéE\u{301}".encode_utf16().collect();
        prop_oneof![4 => proptest::sample::select(telling), 1 => any::<u16>()]
    }

    fn paths() -> impl Strategy<Value = Vec<Vec<Vec<u16>>>> {
        let name = prop_oneof![
            6 => proptest::collection::vec(unit(), 0..6),
            1 => proptest::sample::select(vec!["CON", "nul.x", "COM¹", "..", "a.", "LPT9 .y"])
                .prop_map(units),
            1 => proptest::collection::vec(unit(), 190..300),
        ];
        let path = proptest::collection::vec(name, 0..12);
        proptest::collection::vec(path, 1..24)
    }

    proptest! {
        #[test]
        fn any_names_give_places_that_windows_takes(paths in paths()) {
            let mut names = SafeNames::default();
            let mut places = vec![];
            for path in &paths {
                let file = names.place(path);
                places.push(names.place_stream(&file, "Zone.Identifier").path);
                places.push(file.path);
            }
            let mut seen = HashSet::new();
            let mut folders: HashSet<String> = HashSet::new();
            for place in &places {
                prop_assert!(is_safe_path(place), "{place:?}");
                prop_assert!(seen.insert(place.to_lowercase()), "{place:?} twice");
                let parents = place.match_indices('/').map(|(at, _)| place.split_at(at).0);
                folders.extend(parents.map(str::to_lowercase));
            }
            let upper: HashSet<String> = places.iter().map(|place| place.to_uppercase()).collect();
            prop_assert_eq!(upper.len(), places.len());
            prop_assert!(folders.is_disjoint(&seen), "a file is a folder");
        }
    }
}
