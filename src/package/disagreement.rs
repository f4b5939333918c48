//! Where the copies of a setting say different things.

use super::Package;
use super::setting::Setting;
use super::table::Kind;
use super::unread::Covers;

/// One disagreement between the copies of a setting.
#[derive(Debug, Clone, Copy)]
pub struct Disagreement<'p> {
    /// The setting.
    pub setting: &'p Setting,
    /// Who says what.
    pub kind: DisagreementKind,
}

/// How the copies of a setting disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisagreementKind {
    /// The device applies another value than the author wrote.
    Value,
    /// The device applies a setting that the author's file does not show.
    OnlyRuntime,
    /// The author's file shows a setting that the device does not apply.
    OnlyAuthor,
    /// `AnswerFile.xml` repeats another value than the author wrote.
    Answer,
}

/// Settings that WCD always writes to the device when the author sets them (graded V in what was
/// measured on real packages): when one of them is missing there, somebody took it out.
const ALWAYS_WRITTEN: &[&str] = &[
    "Accounts/Azure/Authority",
    "Accounts/Azure/BPRT",
    "Accounts/ComputerAccount/ComputerName",
    "Accounts/Users/User/Password",
    "OOBE/Desktop/HideOobe",
    "ProvisioningCommands/DeviceContext/CommandLine",
    "ProvisioningCommands/PrimaryContext/Command/CommandConfig/CommandLine",
    "SMISettings/AutoLogon/Password",
    "SMISettings/AutoLogon/UserName",
    "Workplace/Enrollments/UPN/DiscoveryServiceFullUrl",
    "Workplace/Enrollments/UPN/Secret",
];

/// Parms that WCD adds of its own accord.
const ADDED_BY_WCD: &[&str] = &["KeyLocation"];

impl Package {
    /// Every disagreement between the author's file, its repetition and what the device applies.
    ///
    /// What cannot be compared or mapped is none: a file's content, a label that the settings table
    /// does not know, a node of no known setting.
    pub fn disagreements(&self) -> Vec<Disagreement<'_>> {
        if !self.has_runtime {
            return vec![];
        }
        let author_is_read = self.has_author && !self.is_unread(Covers::Author);
        let runtime_is_read = !self.is_unread(Covers::Runtime);
        let mut found = vec![];
        for setting in &self.settings {
            let mut add = |kind| found.push(Disagreement { setting, kind });
            if setting.sides_differ() {
                add(DisagreementKind::Value);
            }
            if setting.author.is_none()
                && setting.runtime.is_some()
                && author_is_read
                && !is_expected_of_wcd(setting)
            {
                add(DisagreementKind::OnlyRuntime);
            }
            if setting.runtime.is_none()
                && setting.author.as_ref().is_some_and(|author| !author.text().trim().is_empty())
                && runtime_is_read
                // How WCD writes a variant has not been measured.
                && setting.path.variant.is_none()
                && ALWAYS_WRITTEN.contains(&setting.path.table())
            {
                add(DisagreementKind::OnlyAuthor);
            }
            if setting.answer_differs() {
                add(DisagreementKind::Answer);
            }
        }
        found
    }
}

/// Whether WCD writes such a parm although nobody asked for it: a default, or one of its own.
fn is_expected_of_wcd(setting: &Setting) -> bool {
    let value = setting.value().trim();
    // A file's content, or a profile made from several settings, is not found back by its path.
    let is_one_value = setting
        .known
        .is_some_and(|known| matches!(known.kind, Kind::String | Kind::Integer | Kind::Boolean));
    ADDED_BY_WCD.contains(&setting.path.leaf())
        || !is_one_value
        || setting.known.and_then(|known| known.default()).is_some_and(|default| default == value)
}
