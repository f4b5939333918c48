//! `pkg-provxml-divergence`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{DisagreementKind, Package, Place, Setting, Written};
use crate::text::Span;

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
    let shown = (package.shown_value(author), package.shown_value(runtime));
    let holds_secret = shown.0.contains('•') || shown.1.contains('•');
    let message = match setting.is_secret() || holds_secret {
        true => format!("the device applies another {} than the author's file shows", setting.path),
        false => {
            let (author, runtime) = from_first_difference(&shown.0, &shown.1);
            format!("the device applies `{runtime}` where the author's file shows `{author}`")
        }
    };
    let mut place = Place::from(setting);
    place.span = Some(rest(runtime, author.text()));
    place.beside.clear();
    findings
        .at(place)
        .say(message)
        .here("the device applies this")
        .label(&rest(author, runtime.text()), "the author's file shows this")
        .help(HELP);
}

fn answer(setting: &Setting, findings: &mut Findings<'_>) {
    let Some(answer) = &setting.answer else { return };
    drop(
        findings
            .at(setting)
            .say(format!("the copy of {} in AnswerFile.xml has another value", setting.path))
            .label(&answer.span, "it says this instead")
            .lowered_to(Severity::Warning)
            .help(HELP),
    );
}

/// The part of a value from where it parts from another.
fn rest(written: &Written, other: &str) -> Span {
    let text = written.text();
    let same = text.chars().zip(other.chars()).take_while(|(a, b)| a == b);
    let shared: usize = same.map(|(ch, _)| ch.len_utf8()).sum();
    match shared == text.len() {
        true => written.part(&(0..text.len())),
        false => written.part(&(shared..text.len())),
    }
}

/// Characters of a value that are shown at most, and of what both begin with.
const SHOWN: usize = 72;
const SHARED: usize = 12;

/// Two long values from shortly before where they part.
fn from_first_difference(a: &str, b: &str) -> (String, String) {
    let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let is_long = a.chars().count().max(b.chars().count()) > SHOWN;
    let skip = if is_long { shared.saturating_sub(SHARED) } else { 0 };
    let cut = |text: &str| {
        let mut shown: String = text.chars().skip(skip).take(SHOWN).collect();
        if text.chars().count() > skip + SHOWN {
            shown.push('…');
        }
        if skip > 0 { format!("…{shown}") } else { shown }
    };
    (cut(a), cut(b))
}

#[cfg(test)]
mod tests {
    use super::from_first_difference;

    #[test]
    fn long_values_are_shown_where_they_part() {
        let author = format!("{} -File a.ps1", "powershell.exe -NoProfile ".repeat(4));
        let runtime = format!("{author}; Add-LocalGroupMember");
        let (author, runtime) = from_first_difference(&author, &runtime);
        assert_eq!(author, "… -File a.ps1");
        assert_eq!(runtime, "… -File a.ps1; Add-LocalGroupMember");
        assert_eq!(from_first_difference("a", "b"), ("a".to_owned(), "b".to_owned()));
    }
}
