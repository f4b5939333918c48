//! `sec-firewall-disabled`

use super::firewall_profiles::Profiles;
use super::standing::{SwitchedOn, weighed};
use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, Place, RegistryChange, RunCall, Stage};
use crate::script::reading::Style;

lint! {
    /// The firewall of Windows is switched off.
    ///
    /// ## Why it matters
    ///
    /// Every service of the device can then be reached by everybody in the same network, at home,
    /// at a hotel, at the airport.
    ///
    /// ## Fires
    ///
    /// ```command
    /// netsh advfirewall set allprofiles state off
    /// ```
    ///
    /// ```powershell
    /// Set-NetFirewallProfile -Profile Domain, Public, Private -Enabled False
    /// ```
    ///
    /// ```reg
    /// Windows Registry Editor Version 5.00
    ///
    /// [HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\WindowsFirewall\PublicProfile]
    /// "EnableFirewall"=dword:00000000
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// Set-NetFirewallProfile -Profile Public -Enabled True -NotifyOnListen False
    /// netsh advfirewall set allprofiles state on
    /// ```
    ///
    /// ## What to do
    ///
    /// Leave it on, and add a rule for the one program or port that has to be reached.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/security/operating-system-security/network-security/windows-firewall/>
    pub(crate) FIREWALL_DISABLED {
        id: "sec-firewall-disabled", category: ScriptsSecurity,
        severity: Error, confidence: Certain, attack: ["T1562.004"], since: "0.1.0",
        check,
    }
}

/// The firewall itself, and what it filters with.
const SERVICES: [&str; 4] = ["mpssvc", "bfe", "windows firewall", "windows defender firewall"];

/// The firewall on or off.
struct Switch<'p> {
    /// For which profiles, and what they are called among what is switched on.
    profiles: Profiles,
    is_on: bool,
    what: String,
    place: Place,
    stage: Stage,
    call: Option<RunCall<'p>>,
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let commands = package.calls().filter_map(of_call);
    let registry = package.registry_changes().into_iter().filter_map(of_registry);
    let services = package.service_changes().into_iter().filter_map(|change| {
        SERVICES.contains(&change.service.as_str()).then(|| Switch {
            profiles: Profiles::default(),
            is_on: !change.to.is_off(),
            what: format!("the service {} is {}", change.service, change.to.name()),
            place: change.place,
            stage: change.stage,
            call: change.call,
        })
    });
    let switches: Vec<Switch<'_>> = commands.chain(registry).chain(services).collect();
    let mut on = SwitchedOn::default();
    for switch in switches.iter().filter(|switch| switch.is_on) {
        for name in switch.profiles.names() {
            on.note(switch.call.as_ref(), name);
        }
    }
    for switch in switches.into_iter().filter(|switch| !switch.is_on) {
        let is_again =
            switch.profiles.needed().iter().all(|name| on.is_behind(switch.call.as_ref(), name));
        let finding = findings.at(switch.place).say(switch.what);
        let finding = match is_again {
            true => finding.here("the same script turns it on again").lowered_to(Severity::Warning),
            false => finding,
        };
        weighed(finding, switch.stage, switch.call.as_ref())
            .help("leave it on, and add a rule for the one program or port that has to be reached");
    }
}

fn switch<'p>(call: RunCall<'p>, profiles: Profiles, is_on: bool) -> Switch<'p> {
    let what = format!("the firewall is turned off for {}", profiles.shown());
    let (place, stage) = (call.place(), call.stage());
    Switch { profiles, is_on, what, place, stage, call: Some(call) }
}

fn of_call(call: RunCall<'_>) -> Option<Switch<'_>> {
    let (profiles, state) = match call.name.as_str() {
        "netsh" => of_netsh(&call)?,
        "set-netfirewallprofile" if call.style == Style::Cmdlet => {
            let profiles = Profiles::of_cmdlet(&call)?;
            let enabled = call.parameter("enabled")?;
            (profiles, enabled.is_true().then_some(true).or(enabled.is_false().then_some(false)))
        }
        _ => return None,
    };
    Some(switch(call, profiles, state?))
}

/// The profiles, and whether they are on from then on.
fn of_netsh(call: &RunCall<'_>) -> Option<(Profiles, Option<bool>)> {
    let words: Vec<String> = call.texts().map(str::to_ascii_lowercase).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let state = |word: &str| match word {
        "on" | "enable" => Some(true),
        "off" | "disable" => Some(false),
        _ => None,
    };
    match words.as_slice() {
        ["advfirewall", "set", profile, "state", word, ..] => {
            Some((Profiles::of_netsh(profile)?, state(word)))
        }
        // Of Windows XP, still understood.
        ["firewall", "set", "opmode", rest @ ..] => {
            let mode = rest.first().map(|word| word.strip_prefix("mode=").unwrap_or(word))?;
            Some((Profiles::all(), state(mode)))
        }
        _ => None,
    }
}

fn of_registry(change: RegistryChange<'_>) -> Option<Switch<'_>> {
    let profiles = Profiles::of_key(&change.key).filter(|_| change.is_named("EnableFirewall"))?;
    let is_on = change.number()? != 0;
    let what = format!("the firewall is turned off for {}", profiles.shown());
    let (place, stage, call) = (change.place, change.stage, change.call);
    Some(Switch { profiles, is_on, what, place, stage, call })
}
