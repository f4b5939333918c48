//! For people: what is wrong with a configuration, with the lines that it is about.

use std::fmt::Write as _;

use miette::{GraphicalReportHandler, GraphicalTheme, MietteDiagnostic, Severity, ThemeStyles};

use super::excerpt::Excerpt;
use super::human::{Style, theme};
use crate::gate::ConfigError;
use crate::text::printable;

/// Columns that miette takes beside the text.
const MARGIN: usize = 12;

/// Every problem, one after the other.
pub fn render(error: &ConfigError, style: Style) -> String {
    let mut out = String::new();
    let width = style.width.clamp(40, 120);
    let styles = if style.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
    let characters = theme("error[config]:", Severity::Error);
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
        .with_width(width)
        .with_context_lines(1)
        .with_links(false)
        .with_break_words(false)
        .without_syntax_highlighting();
    for problem in &error.problems {
        let message = printable(&problem.message);
        let Some(text) = &error.text else {
            let _ = writeln!(out, "error: {}: {message}", printable(&error.path));
            continue;
        };
        let label = problem.label.clone().unwrap_or_default();
        let notes = [(problem.range.clone(), label)];
        let width = width.saturating_sub(MARGIN);
        let (excerpt, labels) = Excerpt::new(&error.path, text, &notes, width, false);
        let mut shown = MietteDiagnostic::new(message.clone()).with_severity(Severity::Error);
        shown.help = problem.help.as_deref().map(printable);
        shown.labels = Some(labels);
        let report = miette::Report::new(shown).with_source_code(excerpt);
        if handler.render_report(&mut out, report.as_ref()).is_err() {
            out.push_str(&message);
        }
        out.push('\n');
    }
    out
}
