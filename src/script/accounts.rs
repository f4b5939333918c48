//! Whether a script or command line creates a local account.

use std::sync::LazyLock;

use regex::Regex;

use super::{cmd, command_line};

static CREATES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?ix)
        \b net1? (?:\.exe)? ["']? \s+ user \b [^\r\n|&]* \s /ad d? d? \b
        | \b New-LocalUser \b
        | \b dsadd \b
        | \.Create \( \s* ["']user["']"#,
    )
    .ok()
});

/// Whether a command line seems to create a local account: `net user … /add`, `New-LocalUser`, or
/// the ADSI way. What programs do with their arguments is not known, so a `true` is a reason to stay
/// silent and no fact.
pub fn line_creates_account(line: &str) -> bool {
    creates_account(&command_line::unwrap(line))
}

/// Whether a script seems to create one. Its comments are told from its commands if it is a batch
/// file, by its name.
pub fn script_creates_account(name: &str, text: &str) -> bool {
    if !cmd::is_file_name(name) {
        return is_match(text);
    }
    let script = cmd::read(text, cmd::Mode::Batch);
    let mut commands = script.tree.commands.iter();
    commands.any(|command| {
        let line = script.command_line(text, command);
        creates_account(&command_line::unwrap_in_cmd(line.text()))
    })
}

fn creates_account(unwrapped: &command_line::Unwrapped) -> bool {
    unwrapped.innermost().any(|step| is_match(step.text.text()))
}

fn is_match(text: &str) -> bool {
    CREATES.as_ref().is_some_and(|pattern| pattern.is_match(text))
}

#[cfg(test)]
mod tests {
    use super::{line_creates_account, script_creates_account};

    #[test]
    fn the_ways_to_create_an_account() {
        assert!(line_creates_account("cmd /c net user kiosk /add /y"));
        assert!(line_creates_account("cmd /c \"ver & n^et.exe user \"a b\" %PASS% /add\""));
        assert!(line_creates_account("powershell New-LocalUser -Name kiosk -NoPassword"));
        assert!(script_creates_account("a.vbs", "$computer.Create('User', 'kiosk')"));
        assert!(script_creates_account(
            "a.cmd",
            "if %x%==y (\r\n  net user kiosk ^\r\n  /add\r\n)"
        ));
        assert!(!line_creates_account("net localgroup administrators kiosk /add"));
        assert!(!line_creates_account("net user kiosk /active:no"));
    }

    #[test]
    fn a_comment_creates_no_account() {
        assert!(!line_creates_account("cmd /c rem net user kiosk /add"));
        for line in ["rem net user kiosk /add", ":: net user kiosk /add", "net user & rem /add"] {
            assert!(!script_creates_account("setup.CMD", line), "{line}");
        }
    }
}
