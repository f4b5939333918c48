//! What in a script tells that a device is made for one person.

use std::sync::LazyLock;

use regex::Regex;

use super::lines;

/// A pattern, and what it is a sign of.
static SIGNS: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    [
        (r#"(?i)\bsetup(?:\.exe)?["']?\s+["']?/configure\b"#, "Microsoft 365 Apps is installed"),
        (r"(?i)\b(?:KFMSilentOptIn|SilentAccountConfig)\b", "OneDrive is set up for a person"),
        (r"(?i)\bOneDriveSetup(?:\.exe)?\b[^\r\n|&]*/allusers\b", "OneDrive is installed"),
        (r"(?i)\bZeroConfigExchange\b", "Outlook is set up for a person"),
        (r#"(?i)\bteamsbootstrapper(?:\.exe)?["']?\s+-p\b"#, "Teams is installed"),
    ]
    .into_iter()
    .filter_map(|(pattern, sign)| Some((Regex::new(pattern).ok()?, sign)))
    .collect()
});

/// What in `text` tells that a device is made for one person; each once.
pub fn personal_signs(text: &str) -> impl Iterator<Item = &'static str> {
    SIGNS
        .iter()
        .filter(|(pattern, _)| lines::find(Some(pattern), text).is_some())
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
