//! Whether a script or command line creates a local account.

use super::pattern::{Pattern, behind_net, has};

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

/// Whether `text` seems to create a local account: `net user … /add`, `New-LocalUser`, or the ADSI
/// way. Comments are not told from commands yet, so a `true` is a reason to stay silent and no fact.
pub fn creates_account(text: &str) -> bool {
    CREATES.regex_for(text).is_some_and(|pattern| pattern.is_match(text))
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
    }
}
