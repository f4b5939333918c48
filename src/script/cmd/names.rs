//! The commands that cmd has itself.

const BUILTINS: [&str; 46] = [
    "assoc", "break", "call", "cd", "chdir", "cls", "color", "copy", "date", "del", "dir", "dpath",
    "echo", "endlocal", "erase", "exit", "for", "ftype", "goto", "if", "keys", "md", "mkdir",
    "mklink", "move", "path", "pause", "popd", "prompt", "pushd", "rd", "rem", "ren", "rename",
    "rmdir", "set", "setlocal", "shift", "start", "time", "title", "type", "ver", "verify", "vol",
    "else",
];

/// Whether cmd itself has the command of this name, in any case.
pub fn is_builtin(name: &str) -> bool {
    name.len() <= 8 && BUILTINS.iter().any(|builtin| builtin.eq_ignore_ascii_case(name))
}

/// Where the name ends in `echo.`, `cd\windows`, `goto:eof`, `del/q`: at a character that may stand
/// in the name of a program, but behind the name of a command of cmd is the first of its arguments.
pub(in crate::script) fn ends_early(text: &str) -> Option<usize> {
    let end = text.bytes().take(9).position(|byte| b"./\\:+[](".contains(&byte))?;
    let name = text.get(..end)?;
    let builtin = BUILTINS.iter().find(|builtin| builtin.eq_ignore_ascii_case(name))?;
    match text.as_bytes().get(end)? {
        b'.' => match *builtin {
            "echo" => true,
            // `cd..`, but not `start.exe`.
            "cd" | "chdir" | "dir" | "pushd" => text.get(end..)?.starts_with(".."),
            _ => false,
        },
        b'+' | b'[' | b']' | b'(' => *builtin == "echo",
        _ => true,
    }
    .then_some(end)
}
