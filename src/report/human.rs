//! For people: each finding with the lines it is about, then what it comes to.

use std::fmt::Write as _;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity as Level, SourceCode,
    ThemeCharacters, ThemeStyles,
};

use super::Report;
use super::closing;
use super::excerpt::{Excerpt, Note};
use crate::lint::{Confidence, Finding, Severity, State};
use crate::package::Package;
use crate::text::SourceId;

/// How it is to look.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Whether colours may be used.
    pub color: bool,
    /// The columns of the terminal.
    pub width: usize,
    /// Whether only the findings are to be printed, without what they come to.
    pub quiet: bool,
}

/// Findings of one lint that are printed in full for one package.
const MAX_OF_ONE_LINT: usize = 20;

/// Columns that miette takes beside the text: the line number and the bars.
const MARGIN: usize = 12;
/// The same for an excerpt that is drawn below another.
const NESTED_MARGIN: usize = 24;

/// The report.
pub fn render(report: &Report<'_>, style: Style) -> String {
    let mut out = String::new();
    if report.shows_secrets {
        out.push_str("secrets are shown: this report is as confidential as the package\n\n");
    }
    let mut counts: std::collections::HashMap<(usize, &str), usize> =
        std::collections::HashMap::new();
    let mut left_out = 0;
    for finding in report.findings.iter().filter(|finding| finding.state == State::New) {
        let count = counts.entry((finding.package, finding.lint.id)).or_default();
        *count += 1;
        if *count > MAX_OF_ONE_LINT {
            left_out += 1;
            continue;
        }
        let Some(package) = report.packages.get(finding.package) else { continue };
        push(&mut out, report, package, finding, style);
        out.push('\n');
    }
    if left_out > 0 {
        let _ = writeln!(
            out,
            "{left_out} more findings of the same lints are left out here; --output json has all\n"
        );
    }
    if !style.quiet {
        closing::push(&mut out, report, true);
    }
    out
}

fn push(out: &mut String, report: &Report<'_>, package: &Package, finding: &Finding, style: Style) {
    let mut shown = Shown {
        message: finding.message.clone(),
        level: level(finding.severity),
        help: finding.help.clone(),
        excerpt: None,
        labels: vec![],
        related: vec![],
    };
    let mut own: Vec<Note> = vec![];
    let mut others: Vec<(SourceId, Vec<Note>)> = vec![];
    let home = finding.span.as_ref().map(|span| span.source);
    if let Some(span) = &finding.span {
        own.push((span.range(), finding.label.clone().unwrap_or_default()));
    }
    for label in &finding.labels {
        let note = (label.span.range(), label.text.clone());
        if Some(label.span.source) == home {
            // Two of one place would be drawn over each other.
            match own.iter_mut().find(|(range, _)| *range == note.0) {
                Some((_, text)) => push_lines(text, &note.1, style.width.clamp(40, 120) / 2),
                None => own.push(note),
            }
        } else if let Some((_, notes)) = others.iter_mut().find(|(id, _)| *id == label.span.source)
        {
            notes.push(note);
        } else {
            others.push((label.span.source, vec![note]));
        }
    }
    let width = style.width.clamp(40, 120);
    let excerpt = |id: SourceId, notes: &[Note], margin: usize| {
        let source = package.source(id)?;
        let name = package.shown_file(source.name());
        let width = width.saturating_sub(margin);
        Some(Excerpt::new(&name, source, notes, width, report.shows_secrets))
    };
    if let Some((excerpt, labels)) = home.and_then(|id| excerpt(id, &own, MARGIN)) {
        (shown.excerpt, shown.labels) = (Some(excerpt), labels);
    }
    for (id, notes) in others {
        if let Some((excerpt, labels)) = excerpt(id, &notes, NESTED_MARGIN) {
            shown.related.push(Shown {
                message: notes.first().map(|(_, text)| text.clone()).unwrap_or_default(),
                level: nested_level(finding.severity),
                help: None,
                excerpt: Some(excerpt),
                labels,
                related: vec![],
            });
        }
    }
    if home.is_none() {
        let file = finding.file.as_deref().unwrap_or_default();
        let _ = write!(shown.message, "\n  in {}", package.shown_file(file));
    }
    let rendered = handler(finding, style).render_report(out, &shown);
    if rendered.is_err() {
        out.push_str(&finding.message);
    }
}

/// Puts a text below another, on lines of about that width.
fn push_lines(text: &mut String, more: &str, width: usize) {
    let mut column = 0;
    for word in more.split(' ') {
        let length = word.chars().count();
        let starts_line = column == 0 || column + length >= width;
        match starts_line {
            true if text.is_empty() => {}
            true => text.push('\n'),
            false => text.push(' '),
        }
        column = if starts_line { length } else { column + 1 + length };
        text.push_str(word);
    }
}

/// miette's printer, with `error[id]` in the place of its cross.
fn handler(finding: &Finding, style: Style) -> GraphicalReportHandler {
    let unsure = match finding.confidence {
        Confidence::Heuristic => ", heuristic",
        _ => "",
    };
    let head = format!("{}[{}{unsure}]:", finding.severity.word(), finding.lint.id);
    let characters = theme(&head, level(finding.severity));
    let styles = match style.color {
        true => ThemeStyles::ansi(),
        false => ThemeStyles::none(),
    };
    GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
        .with_width(style.width.clamp(40, 120))
        .with_context_lines(1)
        .with_links(false)
        .with_break_words(false)
        .with_show_related_as_nested(true)
        .without_syntax_highlighting()
}

/// miette's characters, with words in the place of its sign for this level.
pub(super) fn theme(head: &str, level: Level) -> ThemeCharacters {
    let mut characters = ThemeCharacters::unicode();
    match level {
        Level::Error => characters.error = head.to_owned(),
        Level::Warning => characters.warning = head.to_owned(),
        // What is drawn below keeps the sign: see `nested_level`.
        Level::Advice => {
            characters.warning = std::mem::replace(&mut characters.advice, head.to_owned());
        }
    }
    characters
}

/// The level of what is drawn below a finding: one whose mark is not the finding's own head.
fn nested_level(severity: Severity) -> Level {
    match severity {
        Severity::Advice => Level::Warning,
        Severity::Error | Severity::Warning => Level::Advice,
    }
}

fn level(severity: Severity) -> Level {
    match severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Advice => Level::Advice,
    }
}

/// One diagnostic as miette wants it.
struct Shown {
    message: String,
    level: Level,
    help: Option<String>,
    excerpt: Option<Excerpt>,
    labels: Vec<LabeledSpan>,
    related: Vec<Shown>,
}

impl std::fmt::Display for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown {}

impl Diagnostic for Shown {
    fn severity(&self) -> Option<Level> {
        Some(self.level)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn std::fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt.as_ref().map(|excerpt| excerpt as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        (!self.labels.is_empty())
            .then(|| Box::new(self.labels.iter().cloned()) as Box<dyn Iterator<Item = _>>)
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        let related = self.related.iter().map(|related| related as &dyn Diagnostic);
        (!self.related.is_empty()).then(|| Box::new(related) as Box<dyn Iterator<Item = _>>)
    }
}
