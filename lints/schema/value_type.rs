//! `schema-value-type`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Package, Setting, ValueFault};

lint! {
    /// A value is not of the kind that the setting takes.
    ///
    /// ## Why it matters
    ///
    /// Where a number, `True` or `False`, or a choice from a list is meant, anything else is refused
    /// when the package is built, or does nothing on the device.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <OOBE>
    ///   <Desktop>
    ///     <HideOobe>hidden</HideOobe>
    ///   </Desktop>
    /// </OOBE>
    /// ```
    ///
    /// ```xml
    /// <SharedPC>
    ///   <AccountManagement>
    ///     <InactiveThreshold>30 days</InactiveThreshold>
    ///   </AccountManagement>
    /// </SharedPC>
    /// ```
    ///
    /// A word that is not in the list may be newer, so it is a warning:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="bench" Name="bench">
    ///       <Password>Invented-Copper-5</Password>
    ///       <UserGroup>Administrator</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// Labels and numbers in any case, what is filled in later, and settings that are not known:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="bench" Name="bench">
    ///       <Password>Invented-Copper-5</Password>
    ///       <UserGroup>administrators</UserGroup>
    ///     </User>
    ///     <User UserName="till" Name="till">
    ///       <Password>Invented-Copper-6</Password>
    ///       <UserGroup>1</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// <OOBE>
    ///   <Desktop>
    ///     <HideOobe>TRUE</HideOobe>
    ///   </Desktop>
    /// </OOBE>
    /// <SharedPC>
    ///   <AccountManagement>
    ///     <InactiveThreshold>$(Days)</InactiveThreshold>
    ///   </AccountManagement>
    /// </SharedPC>
    /// <Policies>
    ///   <WindowsAI>
    ///     <DisableClickToDo>perhaps</DisableClickToDo>
    ///   </WindowsAI>
    /// </Policies>
    /// ```
    ///
    /// ## What to do
    ///
    /// Choose the value in Windows Configuration Designer.
    pub(crate) VALUE_TYPE {
        id: "schema-value-type", category: Schema,
        severity: Error, confidence: Certain,
        yields_to: ["local-account-group-invalid"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for setting in &package.settings {
        let Some(fault) = setting.value_fault() else { continue };
        let Some((what, severity, confidence)) = judged(setting, fault) else { continue };
        // What only the device has may belong to another setting of the same node.
        let confidence = match setting.author.is_some() {
            true => confidence,
            false => confidence.min(Confidence::Likely),
        };
        let shown = setting.shown().map(|shown| package.shown_value(shown)).unwrap_or_default();
        findings
            .at(setting)
            .say(format!("the setting {} is {}, {what}", setting.path, cut(&shown)))
            .lowered_to(severity)
            .with_confidence(confidence)
            .help(format!("write {}", allowed(setting)));
    }
}

/// What is wrong, how bad it is and how sure. Numbers of policies have a lint of their own.
fn judged(setting: &Setting, fault: ValueFault) -> Option<(String, Severity, Confidence)> {
    let is_policy = setting.path.table().starts_with("Policies/");
    Some(match fault {
        ValueFault::NearlyBoolean => {
            ("and must be True or False".into(), Severity::Warning, Confidence::Likely)
        }
        ValueFault::NotBoolean => {
            ("and must be True or False".into(), Severity::Error, Confidence::Certain)
        }
        ValueFault::NotNumber => {
            ("which is no number".into(), Severity::Error, Confidence::Certain)
        }
        ValueFault::UnknownWord => {
            ("which is not in its list".into(), Severity::Warning, Confidence::Likely)
        }
        _ if is_policy => return None,
        ValueFault::Below(min) => {
            (format!("and the least is {min}"), Severity::Error, Confidence::Certain)
        }
        ValueFault::Above(max) => {
            (format!("and the greatest is {max}"), Severity::Error, Confidence::Certain)
        }
        ValueFault::UnknownNumber => {
            ("which is not in its list".into(), Severity::Warning, Confidence::Likely)
        }
    })
}

/// Choices that a help names.
const NAMED: usize = 8;

/// What may stand there, in the author's words.
fn allowed(setting: &Setting) -> String {
    let Some(known) = setting.known else { return String::new() };
    let labels: Vec<&str> = known.values().take(NAMED).map(|(_, label)| label).collect();
    let more = if known.values().nth(NAMED).is_some() { ", …" } else { "" };
    match (known.min(), known.max()) {
        _ if !labels.is_empty() => format!("one of: {}{more}", labels.join(", ")),
        (Some(min), Some(max)) => format!("a number from {min} to {max}"),
        (Some(min), None) => format!("a number from {min} on"),
        (None, Some(max)) => format!("a number up to {max}"),
        _ if known.kind == crate::package::table::Kind::Boolean => "True or False".to_owned(),
        _ => "a whole number".to_owned(),
    }
}

/// A long value is no help in a sentence.
fn cut(value: &str) -> String {
    const SHOWN: usize = 40;
    match value.chars().count() > SHOWN {
        true => value.chars().take(SHOWN).chain(['…']).collect(),
        false => value.to_owned(),
    }
}
