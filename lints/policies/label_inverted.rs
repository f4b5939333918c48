//! `policy-label-inverted`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, Setting};

lint! {
    /// The author picked Yes and the device is told No, or the other way round.
    ///
    /// ## Why it matters
    ///
    /// For three policies the list of Windows Configuration Designer has its labels the wrong way
    /// round: `AllowBehaviorMonitoring` and `AllowArchiveScanning` of Defender, and `AllowAutofill`
    /// of the old Edge. Whoever picks Yes to keep the protection on turns it off.
    ///
    /// ## Fires
    ///
    /// ```corpus
    /// policy-lockdown
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// A project that is not built yet (another version of Windows Configuration Designer may have
    /// put the list right), and policies that are meant the other way round:
    ///
    /// ```xml
    /// <Policies>
    ///   <Defender>
    ///     <AllowBehaviorMonitoring>Yes</AllowBehaviorMonitoring>
    ///   </Defender>
    ///   <DeviceLock>
    ///     <DevicePasswordEnabled>Enabled</DevicePasswordEnabled>
    ///   </DeviceLock>
    /// </Policies>
    /// ```
    ///
    /// ## What to do
    ///
    /// Pick the other entry, build, and look at what the package holds then.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/client-management/mdm/policy-csp-defender>
    pub(crate) LABEL_INVERTED {
        id: "policy-label-inverted", category: Policies,
        severity: Error, confidence: Certain, attack: ["T1562.001"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for setting in &package.settings {
        let Some((picked, is_allowed)) = inverted(setting) else { continue };
        let name = setting.path.leaf();
        let (given, what, severity) = match is_allowed {
            false => ("0, which turns it off", "the device turns it off", Severity::Error),
            true => ("1, which allows it", "the device keeps it on", Severity::Warning),
        };
        let finding = findings
            .at(setting)
            .say(format!("the policy {name} was set to {picked}, and the device gets {given}"))
            .here(what)
            .lowered_to(severity);
        let author = setting.author.as_ref().map(|author| &author.span);
        let runtime = setting.runtime.as_ref().map(|runtime| &runtime.span);
        match author.zip(runtime) {
            Some((_, runtime)) => finding.label(runtime, "what the device gets"),
            None => finding,
        }
        .help(
            "the list of Windows Configuration Designer has the labels of this policy the wrong way \
             round: pick the other one and build again",
        );
    }
}

/// The label that the author picked and whether the device allows it, when the two contradict.
fn inverted(setting: &Setting) -> Option<(&'static str, bool)> {
    setting.known.filter(|known| known.has_inverted_labels())?;
    let (author, runtime) = (setting.author.as_ref()?, setting.runtime.as_ref()?);
    let label = author.text().trim();
    let is =
        |words: [&'static str; 2]| words.into_iter().find(|word| label.eq_ignore_ascii_case(word));
    match (is(["Yes", "Enable"]), is(["No", "Disable"]), runtime.text().trim()) {
        (Some(yes), _, "0") => Some((yes, false)),
        (_, Some(no), "1") => Some((no, true)),
        _ => None,
    }
}
