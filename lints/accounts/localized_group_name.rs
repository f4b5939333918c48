//! `localized-group-name`

use crate::lint::{Builder, Context, Findings, lint};
use crate::package::{Package, RunCall};
use crate::script::Value;
use crate::script::reading::Style;

lint! {
    /// A script names a group of Windows in English.
    ///
    /// ## Why it matters
    ///
    /// On a German, French or Spanish Windows the group has another name, and the command fails with "the
    /// group does not exist": devices of one country are right, those of another have no administrator.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// net localgroup Administrators helpdesk /add
    /// icacls C:\Data /grant Users:(OI)(CI)M
    /// ```
    ///
    /// ```powershell
    /// Add-LocalGroupMember -Group 'Remote Desktop Users' -Member helpdesk
    /// New-Object System.Security.AccessControl.FileSystemAccessRule('BUILTIN\Users', 'Modify', 'Allow')
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// icacls C:\Data /grant *S-1-5-32-545:(OI)(CI)M
    /// net localgroup Technicians helpdesk /add
    /// ```
    ///
    /// ```powershell
    /// Add-LocalGroupMember -SID S-1-5-32-544 -Member helpdesk
    /// Add-LocalGroupMember -Group $group.Name -Member helpdesk
    /// ```
    ///
    /// ## What to do
    ///
    /// Use the SID: `S-1-5-32-544` for Administrators, `S-1-5-32-545` for Users, `S-1-5-32-555` for Remote
    /// Desktop Users, `S-1-1-0` for Everyone; `icacls` takes it behind a `*`. `net localgroup` takes no SID:
    /// use `Add-LocalGroupMember -SID`.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows-server/identity/ad-ds/manage/understand-security-identifiers>
    pub(crate) LOCALIZED_GROUP_NAME {
        id: "localized-group-name", category: Accounts,
        severity: Warning, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// The groups of Windows in English, and their SIDs.
const GROUPS: &[(&str, &str)] = &[
    ("Administrators", "S-1-5-32-544"),
    ("Users", "S-1-5-32-545"),
    ("Guests", "S-1-5-32-546"),
    ("Power Users", "S-1-5-32-547"),
    ("Remote Desktop Users", "S-1-5-32-555"),
    ("Everyone", "S-1-1-0"),
    ("Authenticated Users", "S-1-5-11"),
];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for added in package.new_members() {
        if let Some((name, sid)) = group(added.group.text()) {
            say(findings.at(added.call.place_of(&added.group)), name, sid)
                .help(format!("use Add-LocalGroupMember -SID {sid}"));
        }
    }
    for call in package.calls() {
        match call.name.as_str() {
            "icacls" => icacls(&call, findings),
            "net" | "net1" if call.starts_with(&["share"]) => share(&call, findings),
            _ => {}
        }
        for name in names(&call) {
            if let Some((english, sid)) = group(name.text()) {
                say(findings.at(call.place_of(name)), english, sid)
                    .help(format!("use the SID {sid}, or the name that it has on the device"));
            }
        }
    }
}

fn icacls(call: &RunCall<'_>, findings: &mut Findings<'_>) {
    let mut before = "";
    for argument in &call.arguments {
        let text = argument.value.text();
        let granted = text.split_once(':').filter(|(_, rights)| {
            // `C:\\Data` is a path.
            rights.starts_with('(') || rights.len() <= 2 && !rights.contains('\\')
        });
        let is_named = ["/remove", "/remove:g", "/remove:d", "/setowner"]
            .iter()
            .any(|switch| before.eq_ignore_ascii_case(switch));
        let name = granted.map(|(name, _)| name).or(Some(text).filter(|_| is_named));
        if let Some((name, sid)) = name.and_then(group) {
            say(findings.at(call.place_of_argument(argument)), name, sid)
                .help(format!("write *{sid} in its place"));
        }
        before = text;
    }
}

/// `net share data=C:\Data /grant:Everyone,FULL`.
fn share(call: &RunCall<'_>, findings: &mut Findings<'_>) {
    for argument in &call.arguments {
        let text = argument.value.text();
        let is_grant = text.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("/grant:"));
        let name = text.get(7..).and_then(|rest| rest.split(',').next()).filter(|_| is_grant);
        if let Some((name, sid)) = name.and_then(group) {
            say(findings.at(call.place_of_argument(argument)), name, sid)
                .help(format!("use New-SmbShare with the name that {sid} has on the device"));
        }
    }
}

/// The groups that a call names, beside those that it adds members to.
fn names<'c>(call: &'c RunCall<'_>) -> Vec<&'c Value> {
    let given = match (call.style, call.name.as_str()) {
        (Style::Cmdlet, "get-localgroupmember" | "remove-localgroupmember") => {
            call.parameter_or("group", 0)
        }
        (Style::Cmdlet, "new-scheduledtaskprincipal") => call.parameter("groupid"),
        (Style::Cmdlet, "grant-smbshareaccess") => call.parameter("accountname"),
        (Style::Cmdlet, "new-smbshare") => {
            let of = ["fullaccess", "changeaccess", "readaccess"].into_iter();
            return of.filter_map(|name| call.parameter(name)).flat_map(Value::each).collect();
        }
        // An access rule, whose first argument is who it is about.
        (Style::Cmdlet, "new-object") => {
            let class = call.parameter_or("typename", 0);
            let given = call.bound(&["typename", "argumentlist"], "argumentlist");
            given.and_then(|given| given.each().first()).filter(|_| class.is_some_and(is_of_group))
        }
        (Style::StaticMethod, "new") => {
            call.positional().next().filter(|_| call.object().is_some_and(is_of_group))
        }
        _ => None,
    };
    given.map(Value::each).unwrap_or_default().iter().collect()
}

/// Whether objects of a class are made with the name of a group.
fn is_of_group(class: &Value) -> bool {
    let class = class.text().to_ascii_lowercase();
    class.ends_with("accessrule") || class.ends_with("principal.ntaccount")
}

fn say<'f>(finding: Builder<'f>, name: &str, sid: &str) -> Builder<'f> {
    finding.say(format!(
        "the group {name} has this name in English only; its SID {sid} is the same everywhere"
    ))
}

fn group(name: &str) -> Option<(&'static str, &'static str)> {
    let name = name.to_lowercase();
    let name = name.strip_prefix(r"builtin\").unwrap_or(&name);
    let name = name.strip_prefix(r"nt authority\").unwrap_or(name);
    GROUPS.iter().find(|(english, _)| english.eq_ignore_ascii_case(name)).copied()
}
