//! Names that say that a value is a password.

/// How the names of passwords end, in lower case and without signs between words.
const ENDS: &[&str] = &["password", "passwd", "passphrase", "pwd", "passwort", "kennwort"];

/// Names that are passwords only when they are all of the name.
const WHOLE: &[&str] = &["pass", "pw", "psw"];

/// Names that end so and say how passwords are dealt with.
const POLICIES: &[&str] = &[
    "changepassword",
    "resetpassword",
    "mustchangepassword",
    "cannotchangepassword",
    "usermaynotchangepassword",
    "nopassword",
    "blankpassword",
    "askpassword",
    "promptpassword",
    "savepassword",
    "requirepassword",
    "rememberpassword",
    "removepassword",
    "showpassword",
    "hidepassword",
];

/// Whether what goes by this name is a password: `AdminPassword`, `user-password`, `DB_PWD`.
pub(super) fn is_password(name: &str) -> bool {
    let plain: String =
        name.chars().filter(|ch| ch.is_alphanumeric()).map(|ch| ch.to_ascii_lowercase()).collect();
    let is_policy = POLICIES.iter().any(|policy| plain.ends_with(policy));
    !is_policy
        && (WHOLE.contains(&plain.as_str()) || ENDS.iter().any(|ending| plain.ends_with(ending)))
}

/// What enrols or licenses a program, by the names that installers have for it.
const TOKENS: &[&str] = &[
    "token",
    "enrollmenttoken",
    "registrationtoken",
    "installtoken",
    "installationtoken",
    "sitetoken",
    "grouptoken",
    "agenttoken",
    "apitoken",
    "accesstoken",
    "authtoken",
    "apikey",
    "sitekey",
    "agentkey",
    "customerkey",
    "license",
    "licensekey",
    "licencekey",
    "activationkey",
    "activationcode",
    "serialkey",
    "provisioningkey",
];

/// Whether what goes by this name enrols or licenses a program: `ENROLLMENT_TOKEN`, `site-token`.
pub(super) fn is_token(name: &str) -> bool {
    let plain = name.chars().filter(|ch| ch.is_alphanumeric());
    let plain: String = plain.map(|ch| ch.to_ascii_lowercase()).take(64).collect();
    TOKENS.contains(&plain.as_str())
}

/// Whether a value says yes, no, or how many.
pub(super) fn is_plain(text: &str) -> bool {
    let is_number = text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let words = ["$true", "$false", "true", "false", "yes", "no", "null", "prompt", "none"];
    is_number || words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    #[test]
    fn passwords_are_told_from_talk_about_them() {
        for name in ["Password", "admin_pwd", "ADMINPASSWORD", "pass", "http-password"] {
            assert!(super::is_password(name), "{name}");
        }
        for name in ["PasswordNeverExpires", "NoPassword", "bypass", "UserMayNotChangePassword", ""]
        {
            assert!(!super::is_password(name), "{name}");
        }
    }
}
