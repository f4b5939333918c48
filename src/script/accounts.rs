//! Whether a script or command line creates a local account.

use std::sync::LazyLock;

use regex::Regex;

use super::{CommandKind, lines, powershell};

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

/// Whether `text` seems to create a local account: `net user … /add`, `New-LocalUser`, or the ADSI
/// way. Whether that line is ever reached is not known, so a `true` is a reason to stay silent and no
/// fact.
pub fn creates_account(text: &str) -> bool {
    lines::find(CREATES.as_ref(), text).is_some()
}

/// [`creates_account`] for a script that is known to be PowerShell: comments do not count. Strings
/// do, since they may be what is run.
pub fn creates_account_in_powershell(text: &str) -> bool {
    let tree = powershell::parse(text);
    // Escapes within names are taken off here: `New-Local`User`.
    let is_command = tree.commands.iter().any(|command| {
        let name = command.name.constant().map(powershell::command_name);
        command.kind == CommandKind::Command && name == Some("New-LocalUser")
    });
    let starts = tree.comments.iter().map(|comment| comment.end as usize);
    let ends = tree.comments.iter().map(|comment| comment.start as usize);
    let outside = std::iter::once(0).chain(starts).zip(ends.chain([text.len()]));
    is_command || outside.filter_map(|(start, end)| text.get(start..end)).any(creates_account)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ways_to_create_an_account() {
        assert!(creates_account("cmd /c net user kiosk /add /y"));
        assert!(creates_account("New-LocalUser -Name kiosk -NoPassword"));
        assert!(creates_account("$user = $computer.Create('User', 'kiosk')"));
        assert!(!creates_account("net localgroup administrators kiosk /add"));
        assert!(!creates_account("net user kiosk /active:no"));
        assert!(!creates_account("rem net user kiosk /add\r\nexit /b 0"));
    }

    #[test]
    fn a_comment_of_powershell_creates_no_account() {
        for text in [
            "New-LocalUser kiosk",
            "# the account\nnet user kiosk /add",
            "cmd /c \"net user kiosk /add\"",
            "$user = $computer.Create('User', 'kiosk')",
            "New-Local`User kiosk",
        ] {
            assert!(creates_account_in_powershell(text), "{text}");
        }
        for text in [
            "# New-LocalUser kiosk\nGet-LocalUser",
            "<# net user kiosk /add\n #> Get-LocalUser # New-LocalUser",
            "Get-LocalUser",
        ] {
            assert!(!creates_account_in_powershell(text), "{text}");
        }
    }
}
