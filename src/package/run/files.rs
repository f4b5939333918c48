//! The files that the calls of a run name: what is done with each, and where it is.

use std::collections::{HashMap, HashSet};

use super::file_path::{FilePath, Root, is_plain};
use super::file_uses::{FileUse, uses_of};
use super::{Origin, RunCall, Stage};
use crate::container::Kind;
use crate::package::{Covers, Package, Place};
use crate::script::reading::Style;
use crate::script::{HERE, Value};

/// Wrappers around a call that are looked at.
const MOST_WRAPPERS: usize = 16;

/// A file, or folder, that a call names.
#[derive(Debug, Clone)]
pub struct NamedFile<'p> {
    /// The call.
    pub call: RunCall<'p>,
    /// What it does with it.
    pub how: FileUse,
    /// The value that names it.
    pub value: Value,
    /// The path.
    pub path: FilePath,
    /// Whether it is certain that the path begins in the folder that the package is unpacked to.
    pub is_of_package: bool,
}

impl NamedFile<'_> {
    /// Where it is named.
    pub fn place(&self) -> Place {
        self.call.place_of(&self.value)
    }

    /// The path as it may be shown.
    pub fn shown(&self) -> String {
        let text = self.value.text().trim_matches(['"', '\'', ' ']);
        text.replace(crate::script::reading::UNKNOWN, "…").replace(r".\\", r".\")
    }

    /// Whether the call stands under a condition that looks whether files are there.
    pub fn is_looked_for(&self) -> bool {
        let looks = |condition: &str| {
            let condition = condition.to_ascii_lowercase();
            ["exist", "test-path"].iter().any(|word| condition.contains(word))
        };
        let mut calls = std::iter::successors(Some(self.call), RunCall::runner).take(MOST_WRAPPERS);
        calls.any(|call| call.conditions().any(looks))
    }
}

/// What a run brings into being.
#[derive(Debug, Default)]
pub struct Made {
    /// The names of files and folders, in lower case, wherever they are.
    names: HashSet<String>,
    /// The drives with the first folders on them, in lower case.
    folders: HashSet<(char, String)>,
    /// Whether files of unknown names are put into the own folder, or somewhere unknown.
    anything: bool,
}

impl Made {
    /// Whether a file or folder of that name may come into being.
    pub fn may_have(&self, name: &str) -> bool {
        self.anything || self.names.contains(&name.to_lowercase())
    }

    /// Whether a folder right below the root of a drive comes into being.
    pub fn has_folder(&self, drive: char, name: &str) -> bool {
        self.folders.contains(&(drive, name.to_lowercase()))
    }
}

impl Package {
    /// The files that the calls of the run name, in its order.
    pub fn named_files(&self) -> Vec<NamedFile<'_>> {
        let standings = Standings::of(self);
        let mut found = vec![];
        for call in self.calls() {
            for (how, value) in uses_of(call.call()) {
                let Some(path) = FilePath::of(value.text()) else { continue };
                let is_of_package = standings.is_of_package(&call, &value, path.root);
                found.push(NamedFile { call, how, value, path, is_of_package });
            }
        }
        found
    }

    /// What the run brings into being.
    pub fn made_files(&self) -> Made {
        let mut made = Made::default();
        for call in self.calls() {
            // What is downloaded is often called as its address ends.
            for argument in call.arguments.iter().filter(|it| it.value.text().contains("://")) {
                let address = argument.value.text();
                let path = address.split(['?', '#']).next().unwrap_or(address);
                let name = path.rsplit('/').next().unwrap_or_default();
                made.names.insert(name.trim_matches(['"', '\'']).to_lowercase());
            }
            for (how, value) in uses_of(call.call()) {
                if !how.leaves_it() {
                    continue;
                }
                let name = value.text().trim_matches(['"', '\'', ' ']);
                let name = name.rsplit(['\\', '/']).next().unwrap_or_default();
                if is_plain(name) && name != HERE {
                    made.names.insert(name.to_lowercase());
                }
                made.add(how, FilePath::of(value.text()));
            }
        }
        made
    }

    /// The names, in lower case, of the files that lie in the folder of a command; none when that is
    /// not known.
    pub fn own_files(&self) -> Option<HashSet<String>> {
        if self.kind == Kind::Script {
            return self.beside.as_ref().map(|names| HashSet::clone(names));
        }
        if self.is_unread(Covers::Everything) || self.has_unread_settings() {
            return None;
        }
        let base =
            |text: &str| text.rsplit(['\\', '/']).next().unwrap_or(text).trim().to_lowercase();
        let mut names: HashSet<String> =
            self.assets.iter().map(|asset| asset.name.to_lowercase()).collect();
        names.extend(self.scripts().map(|script| self.script_name(script).to_lowercase()));
        for setting in self.settings_below("ProvisioningCommands") {
            if matches!(setting.path.leaf(), "CommandFile" | "Dependency") {
                names.insert(base(setting.value()));
                names.extend(setting.path.keys().map(base));
            }
        }
        Some(names)
    }
}

impl Made {
    fn add(&mut self, how: FileUse, path: Option<FilePath>) {
        let puts_unknown = matches!(how, FileUse::Fills);
        let Some(path) = path else {
            // Somewhere that is not known.
            self.anything |= puts_unknown;
            return;
        };
        match path.root {
            Root::Drive(drive) if is_plain(path.first()) => {
                let is_folder = !path.folders.is_empty() || how != FileUse::Writes;
                if is_folder && how != FileUse::Writes {
                    self.folders.insert((drive, path.first().to_lowercase()));
                }
            }
            Root::Drive(_) => {}
            Root::Here | Root::Nothing => {
                let may_unpack = puts_unknown || how == FileUse::Names;
                self.anything |= may_unpack && path.is_root();
                self.anything |= matches!(how, FileUse::Writes | FileUse::Fills)
                    && !path.is_root()
                    && !is_plain(path.first());
                if is_plain(path.first()) && !path.is_root() {
                    self.names.insert(path.first().to_lowercase());
                }
            }
        }
    }
}

/// Where the parts of a run stand: in the folder of the package, and until when.
struct Standings {
    /// Of each part whether its own folder is that of the package, and the first call behind which
    /// the current folder is not known to be that.
    parts: Vec<(bool, u32)>,
}

impl Standings {
    fn of(package: &Package) -> Self {
        let mut moves: HashMap<usize, u32> = HashMap::new();
        for call in package.calls() {
            if moves_away(&call) {
                moves.entry(call.part_index).or_insert(call.index);
            }
        }
        let mut parts: Vec<(bool, u32)> = vec![];
        for (at, part) in package.run().parts.iter().enumerate() {
            let own = moves.get(&at).copied().unwrap_or(u32::MAX);
            let standing = match (part.origin, part.started_by) {
                _ if part.stage != Stage::Now => (false, 0),
                (Origin::Setting(_), _) => (true, own),
                (Origin::Script(_), None) => (package.kind == Kind::Script, own),
                (Origin::Script(_), Some((by, index))) => {
                    let (is_here, until) = parts.get(by).copied().unwrap_or((false, 0));
                    let call = RunCall::new(package, by, index);
                    let is_here = is_here && call.is_some_and(|call| is_started_here(&call));
                    (is_here, if index < until { own } else { 0 })
                }
            };
            parts.push(standing);
        }
        Self { parts }
    }

    fn is_of_package(&self, call: &RunCall<'_>, value: &Value, root: Root) -> bool {
        let Some((is_here, until)) = self.parts.get(call.part_index) else { return false };
        if !is_here || !call.is_now() {
            return false;
        }
        let is_own = ["~dp0", "~p0", "psscriptroot", "pscommandpath", "myinvocation"]
            .iter()
            .any(|own| value.uses(own));
        match root {
            Root::Here => is_own || call.index < *until && !is_elsewhere(call),
            Root::Nothing => call.index < *until && !is_elsewhere(call),
            Root::Drive(_) => false,
        }
    }
}

/// Whether another folder becomes the current one.
fn moves_away(call: &RunCall<'_>) -> bool {
    let to = match (call.style, call.name.as_str()) {
        (Style::Builtin, "cd" | "chdir" | "pushd") => {
            let is_switch = |text: &str| text.eq_ignore_ascii_case("/d");
            call.arguments.iter().map(|argument| &argument.value).find(|to| !is_switch(to.text()))
        }
        (Style::Cmdlet, "set-location" | "push-location") => {
            call.parameter("literalpath").or_else(|| call.parameter_or("path", 0))
        }
        _ => return false,
    };
    to.is_some_and(|to| {
        FilePath::of(to.text()).is_none_or(|path| path.root != Root::Here || !path.is_root())
    })
}

/// Whether it is started in another folder.
fn is_elsewhere(call: &RunCall<'_>) -> bool {
    let runners = std::iter::successors(call.runner(), RunCall::runner);
    runners.take(MOST_WRAPPERS).any(|runner| {
        let folder =
            runner.parameter("workingdirectory").cloned().or_else(|| match runner.is("start") {
                true => runner.option("d"),
                false => None,
            });
        folder.is_some_and(|folder| folder.text() != HERE && folder.text() != r".\")
    })
}

/// Whether the script that a call starts is named as one of the own folder.
fn is_started_here(call: &RunCall<'_>) -> bool {
    let mut named =
        uses_of(call.call()).into_iter().filter_map(|(_, value)| FilePath::of(value.text()));
    named.all(|path| !matches!(path.root, Root::Drive(_)))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::FileUse::{self, Copies, Fills, Makes, Names, Reads, Starts, Writes};
    use crate::container::open_bytes;
    use crate::package::{Limits, Package, packages};

    fn package(name: &str, text: &str) -> Package {
        packages(&open_bytes(name, text.as_bytes().to_vec()), &Limits::default()).remove(0)
    }

    /// What is done with which file, and whether it is one of the own folder.
    fn named(name: &str, text: &str) -> Vec<(FileUse, String, bool)> {
        let package = package(name, text);
        let files = package.named_files();
        files.iter().map(|file| (file.how, file.shown(), file.is_of_package)).collect()
    }

    #[test]
    fn what_commands_of_cmd_do_with_files() {
        let found = named(
            "a.cmd",
            "copy \"%~dp0a.txt\" C:\\X\r\nmd C:\\Y\r\nmsiexec /i a.msi /l*v C:\\l.log /qn\r\n\
             reg import .\\a.reg > C:\\o.txt\r\n\"%~dp0x.exe\" /D=C:\\Z\r\nrobocopy . C:\\Q /e\r\n",
        );
        let expected = [
            (Copies, r".\a.txt", true),
            (Writes, r"C:\X", false),
            (Makes, r"C:\Y", false),
            (Starts, "msiexec", true),
            (Starts, "a.msi", true),
            (Writes, r"C:\l.log", false),
            (Starts, "reg", true),
            (Reads, r".\a.reg", true),
            (Writes, r"C:\o.txt", false),
            (Starts, r".\x.exe", true),
            (Names, r"C:\Z", false),
            (Starts, "robocopy", true),
            (Copies, ".", true),
            (Fills, r"C:\Q", false),
        ];
        let expected: Vec<_> =
            expected.iter().map(|(how, path, own)| (*how, (*path).to_owned(), *own)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn another_current_folder_is_not_that_of_the_package() {
        let own = |text: &str| named("a.cmd", text).last().unwrap().2;
        assert!(own("type .\\a.txt"));
        assert!(own("cd /d \"%~dp0\"\r\ntype a.txt"));
        assert!(!own("cd /d C:\\X\r\ntype a.txt"));
        assert!(own("cd /d C:\\X\r\ntype \"%~dp0a.txt\""));
        assert!(!own("echo type a.txt > b.cmd\r\nstart /d C:\\X y.exe"));
    }

    #[test]
    fn what_comes_into_being_is_known_or_may_be_anything() {
        let made = |text: &str| package("a.ps1", text).made_files();
        let one = made("iwr $u -OutFile \"$PSScriptRoot\\A.msi\"; mkdir C:\\Tools\\X");
        assert!(one.may_have("a.MSI") && !one.may_have("b.msi"));
        assert!(one.has_folder('C', "tools") && !one.has_folder('C', "temp"));
        assert!(made("Expand-Archive a.zip $PSScriptRoot").may_have("b.msi"));
        assert!(made("Expand-Archive a.zip $where").may_have("b.msi"));
        // A file does not make the folder that it is written to.
        assert!(!made("'x' | Out-File C:\\Temp\\x.txt").has_folder('C', "temp"));
    }
}
