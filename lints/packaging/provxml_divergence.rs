//! `pkg-provxml-divergence`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{DisagreementKind, Package, Setting};

lint! {
    /// The device applies something else than the author's file shows.
    ///
    /// ## Why it matters
    ///
    /// A package holds each setting up to three times: as its author wrote it
    /// (`customizations.xml`), in `AnswerFile.xml`, and as the device applies it (a provxml file).
    /// Nothing ties them together. Windows applies the last one; people read the first. In packages
    /// as they are built the copies agree, so a difference means that somebody edited the package.
    ///
    /// ## Fires
    ///
    /// The author's file says one command, the device runs another:
    ///
    /// ```corpus
    /// tampered-command
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```corpus
    /// clean-bulk-enrolment
    /// ```
    ///
    /// An answer file is one copy and has nothing to disagree with:
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>cmd /c setup.cmd</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## What to do
    ///
    /// Treat it as tampering until it is explained: build the package again from the project, and
    /// find out where this file came from.
    pub(crate) PROVXML_DIVERGENCE {
        id: "pkg-provxml-divergence", category: Packaging,
        severity: Error, confidence: Certain, attack: ["T1036", "T1565.001"], since: "0.1.0",
        check,
    }
}

const HELP: &str = "the package was edited after it was built: build it again from the project, \
                    and find out where this one came from";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for disagreement in package.disagreements() {
        let setting = disagreement.setting;
        match disagreement.kind {
            DisagreementKind::Value => value(package, setting, findings),
            DisagreementKind::OnlyRuntime => {
                findings
                    .at(setting)
                    .say(format!(
                        "the device applies {}, which the author's file does not show",
                        setting.path
                    ))
                    .here("only the device's side has this")
                    .help(HELP);
            }
            DisagreementKind::OnlyAuthor => {
                drop(
                    findings
                        .at(setting)
                        .say(format!(
                            "the author's file shows {}, which the device never gets",
                            setting.path
                        ))
                        .here("only the author's side has this")
                        .lowered_to(Severity::Warning)
                        .help(HELP),
                );
            }
            DisagreementKind::Answer => answer(setting, findings),
        }
    }
}

fn value(package: &Package, setting: &Setting, findings: &mut Findings<'_>) {
    let (Some(author), Some(runtime)) = (&setting.author, &setting.runtime) else { return };
    let holds_secret = |written| package.shown_value(written).contains('•');
    let message = match setting.is_secret() || holds_secret(author) || holds_secret(runtime) {
        true => format!("the device applies another {} than the author's file shows", setting.path),
        false => format!(
            "the device applies {:?} where the author's file shows {:?}",
            package.shown_value(runtime),
            package.shown_value(author)
        ),
    };
    findings
        .at(setting)
        .say(message)
        .here("the device applies this")
        .label(&author.span, "the author's file shows this")
        .help(HELP);
}

fn answer(setting: &Setting, findings: &mut Findings<'_>) {
    let Some(answer) = &setting.answer else { return };
    drop(
        findings
            .at(setting)
            .say(format!("AnswerFile.xml repeats {} with another value", setting.path))
            .label(&answer.span, "it says this instead")
            .lowered_to(Severity::Warning)
            .help(HELP),
    );
}
