//! Whether a script or command line creates a local account.

use std::sync::LazyLock;

use regex::Regex;

use super::lines;

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

#[cfg(test)]
mod tests {
    use super::creates_account;

    #[test]
    fn the_ways_to_create_an_account() {
        assert!(creates_account("cmd /c net user kiosk /add /y"));
        assert!(creates_account("New-LocalUser -Name kiosk -NoPassword"));
        assert!(creates_account("$user = $computer.Create('User', 'kiosk')"));
        assert!(!creates_account("net localgroup administrators kiosk /add"));
        assert!(!creates_account("net user kiosk /active:no"));
        assert!(!creates_account("rem net user kiosk /add\r\nexit /b 0"));
    }
}
