//! `schema-placeholder-value`

use std::ops::Range;

use crate::lint::{Confidence, Context, Findings, lint};
use crate::package::{Package, Place, Role, Setting, is_example_domain, template_text};

lint! {
    /// A value is left-over text of a template.
    ///
    /// ## Why it matters
    ///
    /// `<your domain>`, `{{ssid}}`, `changeme` and `contoso.com` stand in examples and templates to be
    /// replaced. In a package they are applied as they are.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>{{PREFIX}}-%SERIAL%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ```xml
    /// <Policies>
    ///   <KioskBrowser>
    ///     <DefaultUrl>https://www.contoso.com/kiosk</DefaultUrl>
    ///   </KioskBrowser>
    /// </Policies>
    /// ```
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="YOUR_SSID" Name="YOUR_SSID">
    ///         <WLANXmlSettings>
    ///           <SecurityKey>&lt;your key&gt;</SecurityKey>
    ///           <SecurityType>WPA2-Personal</SecurityType>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///     </WLANSetting>
    ///   </WLAN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// Macros, JSON and XML, and names that only hold such a word:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>TODOS-%RAND:5%</ComputerName>
    ///     <DomainName>corp.mycontoso.com</DomainName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// <Policies>
    ///   <Start>
    ///     <ConfigureStartPins>{"pinnedList":[{"desktopAppLink":"x.lnk"}]}</ConfigureStartPins>
    ///     <StartLayout>&lt;LayoutModificationTemplate/&gt;</StartLayout>
    ///   </Start>
    /// </Policies>
    /// ```
    ///
    /// ## What to do
    ///
    /// Fill in what is meant.
    pub(crate) PLACEHOLDER_VALUE {
        id: "schema-placeholder-value", category: Schema,
        severity: Error, confidence: Likely,
        yields_to: [
            "net-wsus-url",
            "computer-name-unknown-macro",
            "local-account-weak-password",
            "edition-key-placeholder",
            "bulk-token-malformed",
        ],
        since: "0.1.0",
        check,
    }
}

/// Values that hold the name of an account with its domain.
const ACCOUNTS: &[&str] = &["Accounts/ComputerAccount/Account", "TakeATest/TesterAccount"];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for setting in &package.settings {
        let is_left = setting.path.table().starts_with("ProvisioningCommands/");
        if is_left || setting.known.is_some_and(|known| known.kind.is_container()) {
            continue;
        }
        if let Some(part) = template_text(setting.value(), setting.is_secret()) {
            report(setting, &part, findings);
        } else if let Some(part) = account_domain(setting) {
            report(setting, &part, findings);
        }
    }
    for item in &package.form.items {
        let Some((key, span)) = &item.key else { continue };
        if template_text(key, false).is_some() {
            let mut place = Place::from(span);
            place.setting = Some(item.path.to_string());
            findings
                .at(place)
                .say(format!("the {} is left-over text of a template", item.key_name))
                .here("applied as it is")
                .help("fill in what is meant");
        }
    }
    let named = package.endpoints();
    for endpoint in named.iter().filter(|endpoint| endpoint.setting().is_some()) {
        let host = endpoint.host.as_str();
        if endpoint.role != Role::Updates && is_example_domain(host) {
            findings
                .at(endpoint.host_place())
                .say(format!("{host} is a name of examples, no host of anybody"))
                .here("left over from an example")
                .help("write the host that is meant");
        }
    }
}

fn report(setting: &Setting, part: &Range<usize>, findings: &mut Findings<'_>) {
    let finding = findings
        .at(Place::part_of(setting, part))
        .say(format!("the setting {} holds left-over text of a template", setting.path))
        .here("applied as it is");
    match setting.is_secret() {
        // A password may be made of anything.
        true => finding.with_confidence(Confidence::Heuristic),
        false => finding,
    }
    .help("fill in what is meant");
}

/// The domain of examples in an account's name or in the key of an enrolment.
fn account_domain(setting: &Setting) -> Option<Range<usize>> {
    if !ACCOUNTS.contains(&setting.path.table()) {
        return None;
    }
    let value = setting.value();
    let (start, domain) = match value.split_once('\\') {
        Some((domain, _)) => (0, domain),
        None => value.rsplit_once('@').map(|(user, domain)| (user.len() + 1, domain))?,
    };
    is_example_domain(&domain.to_lowercase()).then(|| start..start + domain.len())
}
