//! `local-admin-added-by-script`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{NewMembers, Package};

lint! {
    /// A script makes an account an administrator of the device.
    ///
    /// ## Why it matters
    ///
    /// A setting of the package would say it where everybody looks; a script says it where nobody does, and
    /// nothing takes it back. When a group such as Domain Users or INTERACTIVE is added, everybody who can
    /// sign in is an administrator of every device.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// net localgroup Administrators "CORP\Domain Users" /add
    /// ```
    ///
    /// ```powershell
    /// Add-LocalGroupMember -SID S-1-5-32-544 -Member helpdesk
    /// ```
    ///
    /// An account that is only created is an advice:
    ///
    /// ```batch
    /// net user kiosk * /add
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// net localgroup "Remote Desktop Users" kiosk /add
    /// rem net localgroup Administrators kiosk /add
    /// net localgroup Administrators kiosk /delete
    /// ```
    ///
    /// ```powershell
    /// Get-LocalGroupMember -SID S-1-5-32-544
    /// ```
    ///
    /// ## What to do
    ///
    /// Use the setting Accounts/Users, or an account protection policy of Intune, which also takes away what
    /// should not be there.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/intune/intune-service/protect/endpoint-security-account-protection-policy>
    pub(crate) LOCAL_ADMIN_ADDED_BY_SCRIPT {
        id: "local-admin-added-by-script", category: Accounts,
        severity: Error, confidence: Certain, attack: ["T1136.001", "T1098.007"], since: "0.1.0",
        check,
    }
}

/// Groups that hold everybody, in lower case and without the domain.
const EVERYBODY: &[&str] = &[
    "domain users",
    "domänen-benutzer",
    "utilisateurs du domaine",
    "usuarios del dominio",
    "authenticated users",
    "everyone",
    "users",
    "interactive",
    "s-1-1-0",
    "s-1-5-4",
    "s-1-5-11",
    "s-1-5-32-545",
];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let mut raised = vec![];
    for added in package.new_members().filter(NewMembers::are_administrators) {
        raised.extend(added.members.iter().map(|member| member.to_lowercase()));
        let is_everybody = |member: &&String| {
            let member = member.trim_start_matches('*').to_lowercase();
            let name = member.rsplit('\\').next().unwrap_or_default();
            EVERYBODY.contains(&name) || member.starts_with("azuread\\*")
        };
        let everybody = added.members.iter().find(is_everybody);
        let help = "use the setting Accounts/Users, or an account protection policy of Intune";
        match (everybody, added.members.first()) {
            (Some(everybody), _) => drop(
                findings
                    .at(added.call)
                    .say(format!(
                        "whoever is in {everybody} becomes an administrator of every device"
                    ))
                    .help("add one group of the people who look after devices, or nobody"),
            ),
            (None, member) => {
                let who =
                    member.map_or("an account".to_owned(), |name| format!("the account {name}"));
                findings
                    .at(added.call)
                    .say(format!(
                        "{who} is made an administrator of every device, and no setting says so"
                    ))
                    .lowered_to(Severity::Warning)
                    .help(help);
            }
        }
    }
    for call in package.account_makers() {
        let name = call.parameter("name").or_else(|| match call.is_program() {
            true => call.positional().nth(1),
            false => call.positional().next(),
        });
        let name = name.and_then(|name| name.known()).unwrap_or_default();
        if name.is_empty() || !raised.contains(&name.to_lowercase()) {
            findings
                .at(call)
                .say("an account is created by a script, where no setting says so")
                .lowered_to(Severity::Advice)
                .help("use the setting Accounts/Users");
        }
    }
}
