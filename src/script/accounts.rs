//! Whether a script or command line creates a local account.

use super::pattern::{Pattern, behind_net, has};
use super::{CommandKind, cmd, command_line, lines, powershell};

static CREATES: Pattern = Pattern::new(
    |text| {
        let words = ["New-LocalUser", "dsadd", ".Create"];
        behind_net(text, "user").next().is_some() || words.iter().any(|word| has(text, word))
    },
    || {
        r#"(?ix)
        \b net1? (?:\.exe)? ["']? \s+ user \b [^\r\n|&]* \s /ad d? d? \b
        | \b New-LocalUser \b
        | \b dsadd \b
        | \.Create \( \s* ["']user["']"#
            .to_owned()
    },
);

/// Whether a command line seems to create a local account: `net user … /add`, `New-LocalUser`, or
/// the ADSI way. What programs do with their arguments is not known, so a `true` is a reason to stay
/// silent and no fact.
pub fn line_creates_account(line: &str) -> bool {
    in_unwrapped(&command_line::unwrap(line))
}

/// Whether a script seems to create one. The comments of batch files and of PowerShell, which are
/// known by their names, are told from commands; of other languages those of whole lines are.
pub fn script_creates_account(name: &str, text: &str) -> bool {
    let name = name.to_lowercase();
    if cmd::is_file_name(&name) {
        in_batch_file(text)
    } else if name.ends_with(".ps1") || name.ends_with(".psm1") {
        in_powershell(text)
    } else {
        lines::find(CREATES.regex_for(text), text).is_some()
    }
}

fn in_batch_file(text: &str) -> bool {
    let script = cmd::read(text, cmd::Mode::Batch);
    let mut commands = script.tree.commands.iter();
    commands.any(|command| {
        let line = script.command_line(text, command);
        in_unwrapped(&command_line::unwrap_in_cmd(line.text()))
    })
}

/// Strings count, since they may be what is run.
fn in_powershell(text: &str) -> bool {
    let tree = powershell::parse(text);
    // Escapes within names are taken off here: `New-Local`User`.
    let is_command = tree.commands.iter().any(|command| {
        let name = command.name.constant().map(powershell::command_name);
        command.kind == CommandKind::Command && name == Some("New-LocalUser")
    });
    let starts = tree.comments.iter().map(|comment| comment.end as usize);
    let ends = tree.comments.iter().map(|comment| comment.start as usize);
    let outside = std::iter::once(0).chain(starts).zip(ends.chain([text.len()]));
    is_command || outside.filter_map(|(start, end)| text.get(start..end)).any(is_match)
}

fn in_unwrapped(unwrapped: &command_line::Unwrapped) -> bool {
    unwrapped.innermost().any(|step| is_match(step.text.text()))
}

fn is_match(text: &str) -> bool {
    CREATES.regex_for(text).is_some_and(|pattern| pattern.is_match(text))
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
        assert!(!script_creates_account("a.vbs", "' net user kiosk /add"));
    }

    #[test]
    fn a_comment_of_powershell_creates_no_account() {
        let creates = |text| script_creates_account("Setup.PS1", text);
        for text in [
            "New-LocalUser kiosk",
            "# the account\nnet user kiosk /add",
            "cmd /c \"net user kiosk /add\"",
            "$user = $computer.Create('User', 'kiosk')",
            "New-Local`User kiosk",
        ] {
            assert!(creates(text), "{text}");
        }
        for text in [
            "# New-LocalUser kiosk\nGet-LocalUser",
            "<# net user kiosk /add\n #> Get-LocalUser # New-LocalUser",
            "Get-LocalUser",
        ] {
            assert!(!creates(text), "{text}");
        }
    }
}
