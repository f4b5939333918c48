//! `mv-target-undefined`

use std::collections::{HashMap, HashSet};

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Package, Target};

lint! {
    /// A variant is for a target that does not exist, or a target is used by no variant.
    ///
    /// ## Why it matters
    ///
    /// A variant applies to the devices of the targets that it names. With a name that no target
    /// has, or with none at all, it applies to no device, and its settings are never made.
    ///
    /// ## Fires
    ///
    /// ```corpus
    /// mv-depots
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```corpus
    /// variants
    /// ```
    ///
    /// ```corpus
    /// clean-bulk-enrolment
    /// ```
    ///
    /// ## What to do
    ///
    /// Define the target, or write the name of one that is there.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/provisioning-packages/provisioning-multivariant>
    pub(crate) TARGET_UNDEFINED {
        id: "mv-target-undefined", category: Multivariant,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let form = &package.form;
    let mut defined: HashMap<&str, &Target> = HashMap::new();
    let mut by_case: HashMap<String, &str> = HashMap::new();
    for target in &form.targets {
        let Some(id) = target.id.as_ref().map(|id| id.text()).filter(|id| !id.trim().is_empty())
        else {
            findings
                .at(&target.tag)
                .say("this target has no Id, so that no variant can be for it")
                .help("give it an Id, and name that in a TargetRef");
            continue;
        };
        defined.insert(id, target);
        by_case.insert(id.to_lowercase(), id);
    }
    let mut used: HashSet<&str> = HashSet::new();
    for variant in &form.variants {
        if variant.targets.is_empty() {
            findings
                .at(&variant.tag)
                .say("this variant names no target, so that it applies to no device")
                .help("name a target in TargetRefs/TargetRef, or move the settings to Common");
        }
        for target in &variant.targets {
            let id = target.id.as_ref().map(|id| id.text()).unwrap_or_default();
            if defined.contains_key(id) {
                used.insert(id);
                continue;
            }
            let place = target.id.as_ref().map_or(&target.tag, |id| &id.span);
            let meant = by_case.get(&id.to_lowercase()).copied();
            // No second finding at the target that was meant.
            used.extend(meant);
            let finding = findings
                .at(place)
                .say(format!("the variant is for the target '{id}', which is not defined"))
                .here("it applies to no device by this name");
            match meant {
                Some(meant) => finding
                    .with_confidence(Confidence::Likely)
                    .help(format!("write it as the target does: {meant}")),
                None => finding.help("define the target, or write the name of one that is there"),
            };
        }
    }
    for target in &form.targets {
        let Some(id) = target.id.as_ref().filter(|id| !id.text().trim().is_empty()) else {
            continue;
        };
        if !used.contains(id.text()) {
            drop(
                findings
                    .at(id)
                    .say(format!("no variant is for the target '{}'", id.text()))
                    .lowered_to(Severity::Warning)
                    .help("name it in a variant's TargetRefs, or remove it"),
            );
        }
    }
}
