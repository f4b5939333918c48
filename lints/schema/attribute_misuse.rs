//! `schema-attribute-misuse`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, Place};

lint! {
    /// A setting is written as an attribute where an element is meant.
    ///
    /// ## Why it matters
    ///
    /// Attributes hold the keys of lists and nothing else. A password or group that stands in one is
    /// not seen: the account is made without it, or not at all.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="bench" Password="Invented-Copper-5" UserGroup="Administrators" />
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// ```xml
    /// <OOBE>
    ///   <Desktop>
    ///     <HideOobe Value="True" />
    ///   </Desktop>
    /// </OOBE>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// The keys of lists, and attributes that mean nothing:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="bench" Name="bench" Comment="the bench">
    ///       <Password Value="unused">Invented-Copper-5</Password>
    ///       <UserGroup Name="UserGroup">Administrators</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// ## What to do
    ///
    /// Write an element: `<UserGroup>Administrators</UserGroup>`.
    pub(crate) ATTRIBUTE_MISUSE {
        id: "schema-attribute-misuse", category: Schema,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for stray in &package.form.attributes {
        let meant = stray.meant.name();
        let is_value = stray.meant.path == stray.path.table();
        let mut place = Place::from(&stray.name_span);
        // The element is incomplete, or the value empty, for no other reason.
        place.setting = Some(stray.path.to_string());
        let (say, help) = match is_value {
            true => (
                format!("the value of {meant} stands in an attribute, where it is not seen"),
                format!("write it between the tags: <{meant}>…</{meant}>"),
            ),
            false => (
                format!("the setting {} stands in an attribute, where it is not seen", stray.name),
                format!("write it as an element: <{meant}>…</{meant}>"),
            ),
        };
        let finding = findings.at(place).say(say).here("attributes hold the keys of lists only");
        match package.has_runtime {
            // What was built without it does something else, but that is for the other lints.
            true => finding.lowered_to(Severity::Warning),
            false => finding,
        }
        .help(help);
    }
}
