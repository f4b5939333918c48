//! `policy-timezone-conflict`

use super::time_zones::{is_time_zone, nearest};
use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::Package;

lint! {
    /// The time zone is set and asked for at once, or is none that Windows knows.
    ///
    /// ## Why it matters
    ///
    /// `ProvisionSetTimeZone` as False leaves the time zone to the first sign-in;
    /// `ConfigureTimeZone` sets one: the two are not to be used together. A name that Windows does not
    /// know sets nothing, and the device keeps the time zone of its image.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Policies>
    ///   <TimeLanguageSettings>
    ///     <ConfigureTimeZone>W. Europe Standard Time</ConfigureTimeZone>
    ///   </TimeLanguageSettings>
    /// </Policies>
    /// <Time>
    ///   <ProvisionSetTimeZone>False</ProvisionSetTimeZone>
    /// </Time>
    /// ```
    ///
    /// ```xml
    /// <Policies>
    ///   <TimeLanguageSettings>
    ///     <ConfigureTimeZone>Europe/Berlin</ConfigureTimeZone>
    ///   </TimeLanguageSettings>
    /// </Policies>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <Policies>
    ///   <TimeLanguageSettings>
    ///     <ConfigureTimeZone>Pacific Standard Time_dstoff</ConfigureTimeZone>
    ///   </TimeLanguageSettings>
    /// </Policies>
    /// <Time>
    ///   <ProvisionSetTimeZone>True</ProvisionSetTimeZone>
    /// </Time>
    /// ```
    ///
    /// ```xml
    /// <Time>
    ///   <ProvisionSetTimeZone>False</ProvisionSetTimeZone>
    /// </Time>
    /// ```
    ///
    /// ## What to do
    ///
    /// Remove `ProvisionSetTimeZone`, and write the zone as `tzutil /l` lists it.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-time>
    /// * <https://learn.microsoft.com/windows-hardware/manufacture/desktop/default-time-zones>
    pub(crate) TIMEZONE_CONFLICT {
        id: "policy-timezone-conflict", category: Policies,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let zone = package.setting("Policies/TimeLanguageSettings/ConfigureTimeZone");
    let Some(zone) = zone.filter(|zone| zone.is_set()) else { return };
    if let Some(asks) = package.setting("Time/ProvisionSetTimeZone").filter(|s| s.is("false")) {
        findings
            .at(asks)
            .say(
                "the policy ConfigureTimeZone sets a time zone, and ProvisionSetTimeZone=False asks for one at \
                 the first sign-in",
            )
            .here("asks for a time zone")
            .label_setting(zone, "sets one")
            .help("remove ProvisionSetTimeZone");
    }
    let name = zone.value().trim();
    if is_time_zone(name) || name.contains("$(") {
        return;
    }
    let help = match nearest(name) {
        Some(meant) => format!("write {meant}, or another name that tzutil /l lists"),
        None => "write a name that tzutil /l lists, such as W. Europe Standard Time".to_owned(),
    };
    let finding = findings.at(zone).say(format!(
        "there is no time zone {} in Windows",
        zone.shown().map(|shown| package.shown_value(shown)).unwrap_or_default().trim()
    ));
    // Governments make new ones now and then.
    let is_newer = name.ends_with(" Standard Time");
    match is_newer {
        true => finding.lowered_to(Severity::Warning),
        false => finding,
    }
    .with_confidence(Confidence::Likely)
    .help(help);
}
