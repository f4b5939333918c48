//! Names that say that a value is a password.

/// How the names of passwords end, in lower case and without signs between words.
const ENDS: &[&str] = &[
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "psk",
    "passwort",
    "kennwort",
    "wachtwoord",
    "motdepasse",
    "contraseña",
    "contrasena",
];

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
pub fn is_password(name: &str) -> bool {
    let plain: String =
        name.chars().filter(|ch| ch.is_alphanumeric()).map(|ch| ch.to_ascii_lowercase()).collect();
    let is_policy = POLICIES.iter().any(|policy| plain.ends_with(policy));
    !is_policy
        && (WHOLE.contains(&plain.as_str())
            || ENDS.iter().any(|ending| plain.ends_with(ending))
            || WHOLE.contains(&last_word(name).to_ascii_lowercase().as_str()))
}

/// The last word of a name: of `svc_pw`, `svcPw` it is `pw`. That of `ByPass` is not.
fn last_word(name: &str) -> &str {
    let at = name.rfind(['_', '-', '.']).map_or(0, |at| at + 1);
    let word = name.get(at..).unwrap_or_default();
    let bytes = word.as_bytes();
    let upper = (1..bytes.len()).rev().find(|at| {
        let pair = bytes.get(at - 1).zip(bytes.get(*at));
        pair.is_some_and(|(before, here)| !before.is_ascii_uppercase() && here.is_ascii_uppercase())
    });
    let starts = ["by", "com", "single", "one", "multi"];
    let start = upper.and_then(|at| word.get(..at)).unwrap_or_default().to_ascii_lowercase();
    match upper.filter(|_| !starts.contains(&start.as_str())) {
        Some(at) => word.get(at..).unwrap_or_default(),
        None => word,
    }
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
    "authkey",
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

/// How the names of other secrets end. Not every `key` is one: many are of the registry.
const OTHER_ENDS: &[&str] = &[
    "secret",
    "token",
    "apikey",
    "accesskey",
    "accountkey",
    "activationkey",
    "authkey",
    "encryptionkey",
    "functionkey",
    "keymaterial",
    "licensekey",
    "networkkey",
    "presharedkey",
    "privatekey",
    "productkey",
    "sharedkey",
    "storagekey",
    "subscriptionkey",
    "wepkey",
    "wifikey",
    "wlankey",
    "workspacekey",
];

/// Whether what goes by this name is a secret of any sort: `$adminPassword`, `X-Api-Key`.
pub(super) fn is_secret(name: &str) -> bool {
    let plain: String = name.chars().filter(|ch| ch.is_alphanumeric()).take(64).collect();
    let plain = plain.to_ascii_lowercase();
    // It names an assembly, and is public as its key is.
    plain != "publickeytoken"
        && (is_password(name) || OTHER_ENDS.iter().any(|ending| plain.ends_with(ending)))
}

/// Whether a header of that name lets its sender in.
pub(super) fn is_authorization(name: &str) -> bool {
    ["authorization", "proxy-authorization"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// What stands behind the scheme in the value of such a header: `Bearer x`.
pub(super) fn behind_scheme(text: &str) -> std::ops::Range<usize> {
    let scheme =
        text.bytes().take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'-').count();
    let rest = text.get(scheme..).unwrap_or_default();
    let blanks = rest.len() - rest.trim_start().len();
    match scheme > 0 && blanks > 0 {
        true => scheme + blanks..text.len(),
        false => 0..text.len(),
    }
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
        for name in
            ["Password", "admin_pwd", "ADMINPASSWORD", "pass", "http-password", "svc_pw", "kioskPw"]
        {
            assert!(super::is_password(name), "{name}");
        }
        for name in ["AdminPw", "ClientSecret", "X-Api-Key", "client_secret", "l2tpPsk"] {
            assert!(super::is_secret(name), "{name}");
        }
        for name in ["RegistryKey", "key", "PublicKeyToken", "tokens"] {
            assert!(!super::is_secret(name), "{name}");
        }
        assert_eq!(super::behind_scheme("Bearer abc"), 7..10);
        assert_eq!(super::behind_scheme("abc"), 0..3);
        for name in [
            "PasswordNeverExpires",
            "NoPassword",
            "bypass",
            "ByPass",
            "UserMayNotChangePassword",
            "",
        ] {
            assert!(!super::is_password(name), "{name}");
        }
    }
}
