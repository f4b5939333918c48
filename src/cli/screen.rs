//! What the console can show.

use super::When;
use crate::report::human::Style;

/// How to print; `is_terminal` says whether the stream that is printed to is one, `is_screen`
/// whether it is one of the program's own streams.
pub(super) fn style(color: When, is_screen: bool, is_terminal: bool, quiet: bool) -> Style {
    let is_terminal = is_screen && is_terminal;
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let color = match color {
        When::Always => true,
        When::Never => false,
        When::Auto if is_set("NO_COLOR") => false,
        When::Auto if is_set("FORCE_COLOR") || is_set("CLICOLOR_FORCE") => is_screen,
        When::Auto => is_terminal,
    };
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let measured = is_terminal.then(console_width).flatten();
    Style { color, width: columns.or(measured).unwrap_or(100), quiet }
}

fn console_width() -> Option<usize> {
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}
