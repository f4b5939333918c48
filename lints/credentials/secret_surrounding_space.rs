//! `secret-surrounding-space`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;

lint! {
    /// A password or key begins or ends with white space.
    ///
    /// ## Why it matters
    ///
    /// White space around a password is a part of it. It comes from pasting or from a line break in
    /// the answer file, nobody sees it, and then nobody can sign in with what was written down.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="rescue">
    ///       <Password>Invented-Walnut-Prism-2468 </Password>
    ///       <UserGroup>Administrators</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// A line break:
    ///
    /// ```xml
    /// <Connections>
    ///   <Proxies>
    ///     <Proxy ProxyName="corp">
    ///       <Password>
    ///         Invented-Proxy-2026
    ///       </Password>
    ///       <UserName>svc-proxy</UserName>
    ///     </Proxy>
    ///   </Proxies>
    /// </Connections>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="rescue">
    ///       <Password>Invented walnut prism 2468</Password>
    ///       <UserGroup>Administrators</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// The token has a lint of its own:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/common</Authority>
    ///     <BPRT>0.AXEXAMPLE.AgABEXAMPLE
    ///     </BPRT>
    ///   </Azure>
    /// </Accounts>
    /// ```
    ///
    /// ## What to do
    ///
    /// Take the white space out, or say in the documentation of the account that it belongs to the
    /// password.
    pub(crate) SECRET_SURROUNDING_SPACE {
        id: "secret-surrounding-space", category: Credentials,
        question: Works,
        severity: Warning, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for secret in package.secrets() {
        let setting = secret.setting;
        // A file may end in a line break, and a token has `bulk-token-malformed`.
        if !secret.is_password() && !setting.path.table().starts_with("EditionUpgrade/") {
            continue;
        }
        let value = setting.value();
        let all = value.chars().count();
        let (before, after) =
            (all - value.trim_start().chars().count(), all - value.trim_end().chars().count());
        let fault = match (before, after) {
            (0, 0) => continue,
            (before, 0) => format!("begins with {}", blanks(before)),
            (0, after) => format!("ends with {}", blanks(after)),
            (before, after) => format!("begins with {} and ends with {after}", blanks(before)),
        };
        findings
            .at(setting)
            .say(format!("the value of {} {fault}, as a part of it", setting.path))
            .here("white space that nobody sees and everybody has to type")
            .help("take the white space out");
    }
}

fn blanks(count: usize) -> String {
    match count {
        1 => "1 character of white space".to_owned(),
        count => format!("{count} characters of white space"),
    }
}
