//! `password-reused`

use std::collections::{HashMap, HashSet};

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, Secret, Setting};

lint! {
    /// One password stands for several things.
    ///
    /// ## Why it matters
    ///
    /// A package lies in clear, so each of its passwords will be read by somebody one day. Where
    /// the key of the Wi-Fi is also the password of the administrator, a visitor who was given the
    /// one has the other; and changing one of them means changing all.
    ///
    /// ## Fires
    ///
    /// Two accounts:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="rescue">
    ///       <Password>Invented-Walnut-Prism-2468</Password>
    ///       <UserGroup>Administrators</UserGroup>
    ///     </User>
    ///     <User UserName="desk">
    ///       <Password>Invented-Walnut-Prism-2468</Password>
    ///       <UserGroup>Standard Users</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// ```
    ///
    /// An account and the network:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="rescue">
    ///       <Password>Invented-Walnut-Prism-2468</Password>
    ///       <UserGroup>Administrators</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="onboarding">
    ///         <WLANXmlSettings>
    ///           <SecurityKey>Invented-Walnut-Prism-2468</SecurityKey>
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
    /// The automatic sign-in has to have the password of its account:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Users>
    ///     <User UserName="bench">
    ///       <Password>Invented-Sparrow-Gate-1357</Password>
    ///       <UserGroup>Standard Users</UserGroup>
    ///     </User>
    ///   </Users>
    /// </Accounts>
    /// <SMISettings>
    ///   <AutoLogon>
    ///     <Enable>ENABLE</Enable>
    ///     <Password>Invented-Sparrow-Gate-1357</Password>
    ///     <UserName>bench</UserName>
    ///   </AutoLogon>
    /// </SMISettings>
    /// ```
    ///
    /// Two names of one network may well have one key:
    ///
    /// ```xml
    /// <ConnectivityProfiles>
    ///   <WLAN>
    ///     <WLANSetting>
    ///       <WLANConfig SSID="onboarding">
    ///         <WLANXmlSettings>
    ///           <SecurityKey>paper-boats-2468</SecurityKey>
    ///           <SecurityType>WPA2-Personal</SecurityType>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///       <WLANConfig SSID="onboarding-5GHz">
    ///         <WLANXmlSettings>
    ///           <SecurityKey>paper-boats-2468</SecurityKey>
    ///           <SecurityType>WPA2-Personal</SecurityType>
    ///         </WLANXmlSettings>
    ///       </WLANConfig>
    ///     </WLANSetting>
    ///   </WLAN>
    /// </ConnectivityProfiles>
    /// ```
    ///
    /// ## What to do
    ///
    /// Give each its own password.
    pub(crate) PASSWORD_REUSED {
        id: "password-reused", category: Accounts,
        question: GivesAway,
        severity: Warning, confidence: Certain, attack: ["T1078"], since: "0.1.0",
        check,
    }
}

/// Other places that are shown; a hostile package has any number of them.
const MOST_SHOWN: usize = 4;

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let mut places: HashMap<&str, Vec<&Setting>> = HashMap::new();
    let mut order = vec![];
    let mut paths = HashSet::new();
    let mut has_network = HashSet::new();
    let secrets = package.secrets();
    let signs_in = signs_in_an_account(package);
    for secret in secrets.iter().filter(|secret| counts(secret, signs_in)) {
        let value = secret.setting.value().trim();
        // A setting that stands twice is one; and so is a network with several names.
        if !paths.insert(secret.setting.path.identity())
            || (secret.is_wireless() && !has_network.insert(value))
        {
            continue;
        }
        let same = places.entry(value).or_insert_with(|| {
            order.push(value);
            vec![]
        });
        same.push(secret.setting);
    }
    for value in order {
        let Some([first, others @ ..]) = places.get(value).map(Vec::as_slice) else { continue };
        let Some(other) = others.first() else { continue };
        let more = match others.len() - 1 {
            0 => String::new(),
            1 => " and one more setting".to_owned(),
            more => format!(" and {more} more settings"),
        };
        let mut finding = findings
            .at(*first)
            .say(format!("one password stands in {} and {}{more}", first.path, other.path))
            .here("who learns this one knows the other");
        for other in others.iter().take(MOST_SHOWN) {
            finding = finding.label_setting(*other, "the same");
        }
        finding.help("give each its own");
    }
}

/// Whether the automatic sign-in is one of an account of the package, and so has its password.
fn signs_in_an_account(package: &Package) -> bool {
    let Some(name) = package.auto_logon().and_then(|logon| logon.name()) else { return false };
    package.accounts().iter().any(|account| account.is_called(name))
}

/// Whether it is a password that could be another one, and not what only some devices get.
fn counts(secret: &Secret<'_>, signs_in: bool) -> bool {
    let setting = secret.setting;
    let is_sign_in = signs_in && setting.path.table() == "SMISettings/AutoLogon/Password";
    secret.is_password() && setting.path.variant.is_none() && !is_sign_in
}
