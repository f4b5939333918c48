//! `policy-value-out-of-range`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Package, ValueFault};

lint! {
    /// A policy has a number outside of what it takes.
    ///
    /// ## Why it matters
    ///
    /// Windows refuses a number that is too small or too large, and the device keeps what it had. The
    /// rest of the package is applied, so nobody notices.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Policies>
    ///   <System>
    ///     <AllowTelemetry>4</AllowTelemetry>
    ///   </System>
    ///   <Update>
    ///     <ActiveHoursStart>24</ActiveHoursStart>
    ///   </Update>
    /// </Policies>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// The first and the last number, a number that stands in the list although it is greater than
    /// the greatest, a label, and a policy that is not known:
    ///
    /// ```xml
    /// <Policies>
    ///   <System>
    ///     <AllowTelemetry>3</AllowTelemetry>
    ///   </System>
    ///   <Update>
    ///     <ActiveHoursStart>0</ActiveHoursStart>
    ///     <ActiveHoursEnd>23</ActiveHoursEnd>
    ///   </Update>
    ///   <Start>
    ///     <AllowPinnedFolderDownloads>65535</AllowPinnedFolderDownloads>
    ///   </Start>
    ///   <Experience>
    ///     <AllowCortana>No</AllowCortana>
    ///   </Experience>
    ///   <WindowsAI>
    ///     <DisableClickToDo>17</DisableClickToDo>
    ///   </WindowsAI>
    /// </Policies>
    /// ```
    ///
    /// ## What to do
    ///
    /// Write a number that the policy takes.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/client-management/mdm/policy-configuration-service-provider>
    pub(crate) VALUE_OUT_OF_RANGE {
        id: "policy-value-out-of-range", category: Policies,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for setting in &package.settings {
        let Some(known) = setting.known.filter(|known| known.path.starts_with("Policies/")) else {
            continue;
        };
        let (bound, severity, confidence) = match setting.value_fault() {
            Some(ValueFault::Below(min)) => {
                (format!("the least is {min}"), Severity::Error, Confidence::Certain)
            }
            Some(ValueFault::Above(max)) => {
                (format!("the greatest is {max}"), Severity::Error, Confidence::Certain)
            }
            // Lists of choices have grown since the table was made.
            Some(ValueFault::UnknownNumber) => {
                ("no choice has that number".to_owned(), Severity::Warning, Confidence::Likely)
            }
            _ => continue,
        };
        let choices: Vec<String> =
            known.values().take(8).map(|(raw, label)| format!("{raw} ({label})")).collect();
        let help = match (known.min(), known.max()) {
            _ if !choices.is_empty() => format!("write one of: {}", choices.join(", ")),
            (Some(min), Some(max)) => format!("write a number from {min} to {max}"),
            (Some(min), None) => format!("write {min} or more"),
            _ => "write a number that the policy takes".to_owned(),
        };
        let shown = setting.shown().map(|shown| package.shown_value(shown)).unwrap_or_default();
        findings
            .at(setting)
            .say(format!("the policy {} is {}, and {bound}", known.name(), shown.trim()))
            .lowered_to(severity)
            .with_confidence(confidence)
            .help(help);
    }
}
