//! How a lint reports.

use super::finding::{Finding, Label, State};
use super::meta::{Category, Confidence, Lint, Question, Severity};
use crate::package::{Command, Package, Place, Setting};
use crate::text::Span;

/// Where a lint puts what it finds in one package.
#[derive(Debug)]
pub struct Findings<'p> {
    lint: &'static Lint,
    package: &'p Package,
    index: usize,
    found: Vec<Finding>,
}

impl<'p> Findings<'p> {
    /// A place for what a lint, or the program itself, finds in the package of that number.
    pub fn new(lint: &'static Lint, package: &'p Package, index: usize) -> Self {
        Self { lint, package, index, found: vec![] }
    }

    /// Starts a finding at a place; it is reported when the builder is dropped.
    pub fn at(&mut self, place: impl Into<Place>) -> Builder<'_> {
        let place = place.into();
        let source = place.span.as_ref().and_then(|span| self.package.source(span.source));
        let file = source.map(|source| source.name().to_owned()).or(place.file);
        let is_secret = |span: &Span| {
            let source = self.package.source(span.source);
            source.is_some_and(|source| source.secrets().touching(&span.range()).is_some())
        };
        let evidence = match (&place.setting, &place.span, source) {
            // A secret contributes its place only.
            _ if place.span.iter().chain(&place.copies).any(is_secret) => String::new(),
            (Some(_), ..) => place.evidence,
            (None, Some(span), Some(source)) => source.slice(&span.range()).to_owned(),
            _ => String::new(),
        };
        // What nothing is seen to start may be started all the same; a secret is given away as it lies
        // there, and malice need not be seen to be started.
        let is_weaker = place.is_unreached
            && self.lint.question != Question::GivesAway
            && self.lint.category != Category::ScriptsMalicious;
        let (severity, confidence) = match is_weaker {
            true => (Severity::Warning, Confidence::Heuristic),
            false => (self.lint.severity, self.lint.confidence),
        };
        let labels = place.beside.into_iter().map(|(span, text)| Label { span, text }).collect();
        let finding = Finding {
            lint: self.lint,
            severity: self.lint.severity.min(severity),
            confidence: self.lint.confidence.min(confidence),
            message: String::new(),
            help: None,
            package: self.index,
            file: file.filter(|file| !file.is_empty()),
            span: place.span,
            setting: place.setting,
            labels,
            label: None,
            fingerprint: String::new(),
            state: State::New,
            reason: None,
            is_allowed_in_source: false,
            evidence,
            alone: None,
        };
        Builder { finding: Some(finding), package: self.package, found: &mut self.found }
    }

    /// What was found, each with its fingerprint; for what is not found by the engine.
    pub fn finish(self) -> Vec<Finding> {
        let mut found = self.found;
        super::fingerprint::assign(&mut found);
        found
    }

    pub(super) fn into_found(self) -> Vec<Finding> {
        self.found
    }
}

/// Where a lint puts what it finds in packages that lie together.
#[derive(Debug)]
pub struct SetFindings<'p>(Vec<Findings<'p>>);

impl<'p> SetFindings<'p> {
    pub(super) fn new(
        lint: &'static Lint,
        packages: impl IntoIterator<Item = (usize, &'p Package)>,
    ) -> Self {
        let packages = packages.into_iter();
        Self(packages.map(|(index, package)| Findings::new(lint, package, index)).collect())
    }

    /// Where what is wrong with one of the packages goes; none for a package of elsewhere.
    pub fn of(&mut self, package: &Package) -> Option<&mut Findings<'p>> {
        self.0.iter_mut().find(|findings| std::ptr::eq(findings.package, package))
    }

    pub(super) fn into_found(self) -> Vec<Finding> {
        self.0.into_iter().flat_map(Findings::into_found).collect()
    }
}

/// Characters of one text of a finding. What a package calls its things can be megabytes.
const LONGEST: usize = 1_000;

/// What a finding may say: without secrets, and of a length that somebody reads.
fn said(package: &Package, text: &str) -> String {
    let mut said = package.censored(text);
    if let Some((end, _)) = said.char_indices().nth(LONGEST) {
        said.truncate(end);
        said.push('…');
    }
    said
}

/// A finding in the making.
#[derive(Debug)]
pub struct Builder<'f> {
    finding: Option<Finding>,
    package: &'f Package,
    found: &'f mut Vec<Finding>,
}

impl Builder<'_> {
    fn change(mut self, change: impl FnOnce(&mut Finding, &Package)) -> Self {
        if let Some(finding) = &mut self.finding {
            change(finding, self.package);
        }
        self
    }

    /// What is wrong: lower case, no full stop, numbers and names instead of adjectives.
    #[must_use]
    pub fn say(self, message: impl AsRef<str>) -> Self {
        self.change(|finding, package| finding.message = said(package, message.as_ref()))
    }

    /// What the place itself says, under the excerpt.
    #[must_use]
    pub fn here(self, text: impl AsRef<str>) -> Self {
        self.change(|finding, package| finding.label = Some(said(package, text.as_ref())))
    }

    /// Another place that belongs to it.
    #[must_use]
    pub fn label(self, span: &Span, text: impl AsRef<str>) -> Self {
        self.change(|finding, package| {
            finding.labels.retain(|label| label.span != *span);
            finding.labels.push(Label { span: span.clone(), text: said(package, text.as_ref()) });
        })
    }

    /// A setting that belongs to it, where it stands; nothing when there is none.
    #[must_use]
    pub fn label_setting<'s>(
        self,
        setting: impl Into<Option<&'s Setting>>,
        text: impl AsRef<str>,
    ) -> Self {
        match setting.into().and_then(Setting::shown) {
            Some(written) => self.label(&written.span, text),
            None => self,
        }
    }

    /// A heuristic when a command runs, since what it does is not known; the text stands at it.
    #[must_use]
    pub fn unless(self, command: Option<Command<'_>>, text: impl AsRef<str>) -> Self {
        match command {
            Some(command) => {
                self.with_confidence(Confidence::Heuristic).label_setting(command.line, text)
            }
            None => self,
        }
    }

    /// What to do.
    pub fn help(self, text: impl AsRef<str>) -> Self {
        self.change(|finding, package| finding.help = Some(said(package, text.as_ref())))
    }

    /// Less bad than the lint says; never more.
    #[must_use]
    pub fn lowered_to(self, severity: Severity) -> Self {
        self.change(|finding, _| finding.severity = finding.severity.min(severity))
    }

    /// As bad as the lint says if another lint finds harm in the text at this place, which the
    /// message then names; if none does, no worse than this. For what carries other text.
    #[must_use]
    pub fn unless_harmful(self, severity: Severity) -> Self {
        self.change(|finding, _| finding.alone = Some(severity))
    }

    /// Less sure than the lint says; never more.
    #[must_use]
    pub fn with_confidence(self, confidence: Confidence) -> Self {
        self.change(|finding, _| finding.confidence = finding.confidence.min(confidence))
    }
}

impl Drop for Builder<'_> {
    fn drop(&mut self) {
        self.found.extend(self.finding.take());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::container::open_bytes;
    use crate::package::{Limits, packages};

    crate::lint::lint! {
        /// A lint for the tests.
        CERTAIN {
            id: "certain", category: Accounts, severity: Error, confidence: Certain, since: "0.1.0",
            check,
        }
    }

    fn check(package: &Package, _: &crate::lint::Context, findings: &mut Findings<'_>) {
        findings
            .at(Place::package())
            .label_setting(package.setting("Accounts/ComputerAccount/DomainName"), "the domain")
            .unless(package.first_command(), "unless this does")
            .help("none");
    }

    #[test]
    fn a_command_makes_a_finding_heuristic_and_is_pointed_at() {
        let found = |common: &str| {
            let text = corpus_build::answer_file(common);
            let input = open_bytes("customizations.xml", text.into_bytes());
            let packages = packages(&input, &Limits::default());
            let package = packages.first().unwrap_or_else(|| unreachable!());
            let mut findings = Findings::new(&CERTAIN, package, 0);
            (CERTAIN.check)(package, &crate::lint::Context::at(chrono::Utc::now()), &mut findings);
            let found = findings.finish();
            let finding = found.first().unwrap_or_else(|| unreachable!());
            let labels = finding.labels.iter().map(|label| label.text.clone()).collect::<Vec<_>>();
            (finding.confidence, labels)
        };
        assert_eq!(found(""), (Confidence::Certain, vec![]));
        let with_both = "<Accounts><ComputerAccount><DomainName>corp.example</DomainName>\
             </ComputerAccount></Accounts><ProvisioningCommands><DeviceContext>\
             <CommandLine>cmd /c x.cmd</CommandLine></DeviceContext></ProvisioningCommands>";
        let labels = vec!["the domain".to_owned(), "unless this does".to_owned()];
        assert_eq!(found(with_both), (Confidence::Heuristic, labels));
    }
}
