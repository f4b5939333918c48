//! `schema-empty-value`

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, Setting};

lint! {
    /// A setting has no value.
    ///
    /// ## Why it matters
    ///
    /// An empty element is not the same as none: Windows Configuration Designer passes the empty
    /// value on, and the device may refuse it, or set a password or a name to nothing. It is mostly
    /// what is left of a value that somebody meant to fill in.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>corp.adatum.example</DomainName>
    ///     <Account>corp\joiner</Account>
    ///     <Password></Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// Groups and lists with nothing in them, entries that are their key, and settings that are not
    /// known:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users />
    /// </Accounts>
    /// <Policies>
    ///   <WindowsAI>
    ///     <DisableClickToDo></DisableClickToDo>
    ///   </WindowsAI>
    /// </Policies>
    /// <StartupBackgroundTasks>
    ///   <ToAdd>
    ///     <Add PackageName="Adatum.Signage_8wekyb3d8bbwe!App" Name="Adatum.Signage_8wekyb3d8bbwe!App" />
    ///   </ToAdd>
    /// </StartupBackgroundTasks>
    /// ```
    ///
    /// Windows Configuration Designer leaves these two blank where the discovery service tells them:
    ///
    /// ```xml
    /// <Workplace>
    ///   <Enrollments>
    ///     <UPN UPN="enrol@adatum.example">
    ///       <AuthPolicy>OnPremise</AuthPolicy>
    ///       <DiscoveryServiceFullUrl>https://mdm.adatum.example/discovery.svc</DiscoveryServiceFullUrl>
    ///       <EnrollmentServiceFullUrl></EnrollmentServiceFullUrl>
    ///       <PolicyServiceFullUrl></PolicyServiceFullUrl>
    ///     </UPN>
    ///   </Enrollments>
    /// </Workplace>
    /// ```
    ///
    /// ## What to do
    ///
    /// Give it a value, or remove the element.
    pub(crate) EMPTY_VALUE {
        id: "schema-empty-value", category: Schema,
        severity: Warning, confidence: Certain,
        yields_to: [
            "schema-attribute-misuse",
            "bulk-token-incomplete",
            "cmd-files-without-command",
            "domain-join-incomplete",
            "local-account-missing-password",
            "wifi-key-missing",
        ],
        since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for setting in package.settings.iter().filter(|setting| is_left_empty(setting)) {
        findings
            .at(setting)
            .say(format!("the setting {} is there without a value", setting.path))
            .here("nothing between the tags")
            .help("give it a value, or remove the element");
    }
}

/// What the discovery service tells the device, so that nothing need stand there.
const MAY_BE_BLANK: [&str; 2] = [
    "Workplace/Enrollments/UPN/EnrollmentServiceFullUrl",
    "Workplace/Enrollments/UPN/PolicyServiceFullUrl",
];

/// Whether the author wrote the element and nothing in it, and the device gets nothing either.
fn is_left_empty(setting: &Setting) -> bool {
    let is_value = setting.known.is_some_and(|known| !known.kind.is_container());
    // `<Add PackageName="…"/>` says all in its key.
    let is_its_key = setting.path.segments().last().is_some_and(|last| last.key.is_some());
    let is_empty = setting.author.as_ref().is_some_and(|author| author.text().trim().is_empty());
    is_value
        && is_empty
        && !is_its_key
        && !setting.is_set()
        && !MAY_BE_BLANK.contains(&setting.path.table())
}
