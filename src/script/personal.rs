//! What in a script tells that a device is made for one person.

use super::lines;
use super::pattern::{Pattern, has};

/// A pattern, and what it is a sign of.
static SIGNS: [(Pattern, &str); 5] = [
    (
        Pattern::new(
            |text| has(text, "/configure"),
            || r#"(?i)\bsetup(?:\.exe)?["']?\s+["']?/configure\b"#.to_owned(),
        ),
        "Microsoft 365 Apps is installed",
    ),
    (
        Pattern::new(
            |text| has(text, "KFMSilentOptIn") || has(text, "SilentAccountConfig"),
            || r"(?i)\b(?:KFMSilentOptIn|SilentAccountConfig)\b".to_owned(),
        ),
        "OneDrive is set up for a person",
    ),
    (
        Pattern::new(
            |text| has(text, "OneDriveSetup"),
            || r"(?i)\bOneDriveSetup(?:\.exe)?\b[^\r\n|&]*/allusers\b".to_owned(),
        ),
        "OneDrive is installed",
    ),
    (
        Pattern::new(
            |text| has(text, "ZeroConfigExchange"),
            || r"(?i)\bZeroConfigExchange\b".to_owned(),
        ),
        "Outlook is set up for a person",
    ),
    (
        Pattern::new(
            |text| has(text, "teamsbootstrapper"),
            || r#"(?i)\bteamsbootstrapper(?:\.exe)?["']?\s+-p\b"#.to_owned(),
        ),
        "Teams is installed",
    ),
];

/// What in `text` tells that a device is made for one person; each once.
pub fn personal_signs(text: &str) -> impl Iterator<Item = &'static str> {
    SIGNS
        .iter()
        .filter(|(pattern, _)| lines::find(pattern.regex_for(text), text).is_some())
        .map(|(_, sign)| *sign)
}

#[cfg(test)]
mod tests {
    use super::personal_signs;

    #[test]
    fn what_people_of_one_device_get() {
        let signs = |text| personal_signs(text).count();
        assert_eq!(signs("start /wait setup.exe /configure office.xml"), 1);
        assert_eq!(signs(r#"& "$dir\setup.exe" /configure "$dir\office.xml""#), 1);
        assert_eq!(
            signs("reg add HKLM\\x /v KFMSilentOptIn /d y\r\nOneDriveSetup.exe /allusers"),
            2
        );
        assert_eq!(signs("OneDriveSetup.exe /uninstall"), 0);
        assert_eq!(signs("setup.exe /quiet"), 0);
        assert_eq!(signs("::setup.exe /configure office.xml"), 0);
    }
}
