//! `destr-cleanpc`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Package, Setting};

lint! {
    /// The package cleans the PC.
    ///
    /// ## Why it matters
    ///
    /// CleanPC removes the programs that are installed, those of the manufacturer and those of the
    /// user; the setting without "Retaining" removes the data of users as well. On a new device that
    /// is what it is for. The same package cleans a PC in use when somebody double-clicks it there,
    /// and nothing brings the files back.
    ///
    /// ## Fires
    ///
    /// With the data, and nothing in the package is for a new device:
    ///
    /// ```xml
    /// <CleanPC>
    ///   <CleanPCWithoutRetainingUserData>Enable</CleanPCWithoutRetainingUserData>
    /// </CleanPC>
    /// ```
    ///
    /// As a warning where it sets up a new device:
    ///
    /// ```xml
    /// <CleanPC>
    ///   <CleanPCRetainingUserData>Enable</CleanPCRetainingUserData>
    /// </CleanPC>
    /// <OOBE>
    ///   <Desktop>
    ///     <HideOobe>True</HideOobe>
    ///   </Desktop>
    /// </OOBE>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <OOBE>
    ///   <Desktop>
    ///     <HideOobe>True</HideOobe>
    ///   </Desktop>
    /// </OOBE>
    /// ```
    ///
    /// ## What to do
    ///
    /// Keep the package away from PCs in use, and choose the setting that retains user data unless
    /// the data are to go.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-cleanpc>
    pub(crate) CLEANPC {
        id: "destr-cleanpc", category: ScriptsDestructive,
        severity: Error, confidence: Certain, attack: ["T1485"], since: "0.1.0",
        check,
    }
}

const WITH_DATA: &str = "CleanPC/CleanPCWithoutRetainingUserData";

/// Groups of settings that new devices are given.
const FOR_NEW_DEVICES: &[&str] = &["Accounts", "OOBE", "Workplace", "SharedPC"];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let is_enabled = |setting: &&Setting| setting.is("1");
    for setting in package.settings_below("CleanPC").filter(is_enabled) {
        let with_data = setting.path.table() == WITH_DATA;
        let is_for_new =
            FOR_NEW_DEVICES.iter().any(|group| package.settings_below(group).any(Setting::is_set));
        // What runs may make accounts or join.
        let may_be_for_new = is_for_new
            || package.first_command().is_some()
            || package.has_unread_settings_or_scripts();
        let what = match with_data {
            true => "the package removes the installed programs and the data of the users",
            false => "the package removes the installed programs",
        };
        let finding = findings.at(setting).here("also on a PC in use");
        let finding = match with_data && !may_be_for_new {
            true => finding
                .say(format!("{what}, and nothing in it is for a new device"))
                .with_confidence(Confidence::Likely),
            false => finding
                .say(format!("{what}, also where somebody double-clicks it on a PC in use"))
                .lowered_to(Severity::Warning),
        };
        finding.help(match with_data {
            true => "retain user data, unless all of it is to go; keep it away from PCs in use",
            false => "keep it away from PCs in use",
        });
    }
}
