//! What names stand for: aliases, and parameters that are not written out.

mod aliases;
mod parameters;
mod verbs;

pub use verbs::is_verb_noun;

use parameters::{COMMANDS, COMMON, Parameter, SHOULD_PROCESS};

/// The command that `name` stands for, as PowerShell 5.1 has it: `iwr` and `curl` are
/// `Invoke-WebRequest`. The module before a name and the path before a known program are left out.
/// Any other name is as written.
pub fn command_name(name: &str) -> &str {
    let last = name.rsplit(['\\', '/']).next().unwrap_or(name);
    if last.len() == name.len()
        && let Some(full) = aliases::full_name(name)
    {
        return full;
    }
    // `Microsoft.PowerShell.Utility\Invoke-WebRequest`; but `.\Get-It.ps1` is a file.
    match COMMANDS.get(&key(last)) {
        Some(command) => command.name,
        None if last.len() < name.len() && is_cmdlet(last) => last,
        None => name,
    }
}

/// The parameter that `written`, without its dash, stands for in `command`, a name as
/// [`command_name`] gives it: `enc` of `powershell.exe` is `EncodedCommand`. What is unknown or
/// ambiguous is as written.
pub fn parameter_name<'w>(command: &str, written: &'w str) -> &'w str {
    find(command, written).map_or(written, |parameter| parameter.name)
}

/// Whether the parameter takes no value; none if it is not known.
pub fn is_switch(command: &str, written: &str) -> Option<bool> {
    find(command, written).map(|parameter| parameter.is_switch)
}

fn find(command: &str, written: &str) -> Option<&'static Parameter> {
    let written = written.to_ascii_lowercase();
    if written.is_empty() {
        return None;
    }
    let command = COMMANDS.get(&key(command))?;
    let common: &[Parameter] = if command.is_program { &[] } else { &COMMON };
    let confirming: &[Parameter] = if command.confirms { &SHOULD_PROCESS } else { &[] };
    let all = || command.parameters.iter().chain(common).chain(confirming);
    if let Some(exact) = all().find(|parameter| parameter.is_exactly(&written)) {
        return Some(exact);
    }
    let mut candidates = all().filter(|parameter| parameter.may_be(&written));
    let only = candidates.next()?;
    // A program takes the first that fits; a cmdlet wants it to be the only one.
    (command.is_program || candidates.next().is_none()).then_some(only)
}

/// What a command is looked up by: lower case, no path, no `.exe`.
fn key(name: &str) -> String {
    let last = name.rsplit(['\\', '/']).next().unwrap_or(name).to_ascii_lowercase();
    match last.strip_suffix(".exe") {
        Some(stem) => stem.to_owned(),
        None => last,
    }
}

/// Whether it has the form of a cmdlet's name, `Verb-Noun`.
fn is_cmdlet(name: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.chars().all(char::is_alphanumeric);
    name.split_once('-').is_some_and(|(verb, noun)| is_word(verb) && is_word(noun))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_administrators_shorten_are_written_out() {
        for (written, meant) in [
            ("iwr", "Invoke-WebRequest"),
            ("CURL", "Invoke-WebRequest"),
            ("wget", "Invoke-WebRequest"),
            ("irm", "Invoke-RestMethod"),
            ("iex", "Invoke-Expression"),
            ("sc", "Set-Content"),
            ("%", "ForEach-Object"),
            ("?", "Where-Object"),
            ("gci", "Get-ChildItem"),
            ("saps", "Start-Process"),
            (r"Microsoft.PowerShell.Utility\Invoke-WebRequest", "Invoke-WebRequest"),
            (r"Contoso.Tools\Get-Thing", "Get-Thing"),
            (r"C:\Windows\System32\WindowsPowerShell\v1.0\PowerShell.EXE", "powershell.exe"),
            ("invoke-webrequest", "Invoke-WebRequest"),
            // The program, and a script with the name of a cmdlet.
            ("curl.exe", "curl.exe"),
            ("sc.exe", "sc.exe"),
            (r".\Get-It.ps1", r".\Get-It.ps1"),
            ("setup", "setup"),
        ] {
            assert_eq!(command_name(written), meant, "{written}");
        }
    }

    #[test]
    fn a_prefix_that_fits_one_parameter_is_that_parameter() {
        for (command, written, meant) in [
            ("powershell.exe", "enc", "EncodedCommand"),
            ("powershell.exe", "e", "EncodedCommand"),
            ("powershell", "EP", "ExecutionPolicy"),
            ("pwsh.exe", "ex", "ExecutionPolicy"),
            ("powershell.exe", "nop", "NoProfile"),
            ("powershell.exe", "w", "WindowStyle"),
            ("powershell.exe", "wi", "WindowStyle"),
            ("powershell.exe", "noni", "NonInteractive"),
            ("powershell.exe", "c", "Command"),
            ("powershell.exe", "f", "File"),
            ("Invoke-WebRequest", "o", "o"),
            ("Invoke-WebRequest", "out", "out"),
            ("Invoke-WebRequest", "outf", "OutFile"),
            ("Invoke-WebRequest", "useb", "UseBasicParsing"),
            ("Invoke-WebRequest", "ea", "ErrorAction"),
            ("Start-Process", "Arg", "ArgumentList"),
            ("Start-Process", "args", "ArgumentList"),
            ("ConvertTo-SecureString", "a", "AsPlainText"),
            ("Remove-Item", "r", "Recurse"),
            ("Remove-Item", "fo", "Force"),
            ("Remove-Item", "wi", "WhatIf"),
            ("Add-MpPreference", "exclusionpa", "ExclusionPath"),
            ("Set-MpPreference", "DisableReal", "DisableRealtimeMonitoring"),
            ("New-LocalUser", "password", "Password"),
            ("New-LocalUser", "passwordn", "PasswordNeverExpires"),
            ("Get-Unheard", "x", "x"),
        ] {
            assert_eq!(parameter_name(command, written), meant, "{command} -{written}");
        }
    }

    #[test]
    fn switches_are_told_from_parameters_with_a_value() {
        assert_eq!(is_switch("powershell.exe", "nop"), Some(true));
        assert_eq!(is_switch("powershell.exe", "ep"), Some(false));
        assert_eq!(is_switch("Remove-Item", "Force"), Some(true));
        assert_eq!(is_switch("Remove-Item", "Path"), Some(false));
        assert_eq!(is_switch("Get-Unheard", "Path"), None);
    }
}
