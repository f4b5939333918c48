//! The comments of scripts that speak to this program.

use std::ops::Range;

use super::comments::Comment;
use crate::script::{Tree, cmd, jscript, powershell};
use crate::text::{Source, SourceId, Span};

/// Without this word a script has nothing to say, and is not read for it.
const WORD: &[u8] = b"ppkglint:";

/// The comments of a script, in order, when there is one among them that is for this program. `name`
/// tells the language.
pub(super) fn read(name: &str, source: &Source, id: SourceId) -> Vec<Comment> {
    let text = source.text();
    if memchr::memmem::find(text.as_bytes(), WORD).is_none() {
        return vec![];
    }
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    let tree = match extension.as_deref() {
        Some("ps1" | "psm1") => powershell::parse(text),
        Some("bat" | "cmd") => cmd::parse(text),
        Some("vbs") => by_line(text, visual_basic),
        Some("js") => jscript::parse(text),
        Some("reg") => by_line(text, registry),
        _ => return vec![],
    };
    let signs = match extension.as_deref() {
        Some("ps1" | "psm1") => POWERSHELL,
        Some("bat" | "cmd") => CMD,
        Some("vbs") => VISUAL_BASIC,
        Some("js") => JSCRIPT,
        _ => REGISTRY,
    };
    let code = Code::of(text, &tree);
    let comment = |range: &Range<u32>| {
        let (inner, sign) = without_signs(text, range, signs);
        let next = code.about(range).map(|about| Span::new(id, about));
        Comment { text: Span::new(id, inner), next, sign }
    };
    tree.comments.iter().map(comment).collect()
}

const POWERSHELL: &[&str] = &["<#", "#"];
const CMD: &[&str] = &["::", ":", "@rem", "rem"];
const VISUAL_BASIC: &[&str] = &["'", "rem"];
const JSCRIPT: &[&str] = &["//", "/*"];
const REGISTRY: &[&str] = &[";"];

/// What stands in a comment, and the sign that it begins with.
fn without_signs(
    text: &str,
    range: &Range<u32>,
    signs: &'static [&'static str],
) -> (Range<u32>, &'static str) {
    let written = text.get(range.start as usize..range.end as usize).unwrap_or_default();
    let is_start = |sign: &&&str| {
        written.get(..sign.len()).is_some_and(|start| start.eq_ignore_ascii_case(sign))
    };
    let sign = signs.iter().find(is_start).copied().unwrap_or_default();
    let inner = written.get(sign.len()..).unwrap_or_default();
    let end = match sign {
        "<#" => "#>",
        "/*" => "*/",
        _ => "",
    };
    let inner = inner.strip_suffix(end).unwrap_or(inner);
    let start = range.start + sign.len() as u32;
    (start..start + inner.len() as u32, sign)
}

/// The comments of a language of lines, of which nothing else is read.
fn by_line(text: &str, comment_in: fn(&str) -> Option<usize>) -> Tree {
    let mut tree = Tree::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let plain = line.trim_end();
        if let Some(at) = comment_in(plain) {
            tree.comments.push((start + at) as u32..(start + plain.len()) as u32);
        }
        start += line.len();
    }
    tree
}

/// `' …` outside of quotes, and a line that begins with `rem`.
fn visual_basic(line: &str) -> Option<usize> {
    let blank = line.len() - line.trim_start().len();
    let mut words = line.split_whitespace();
    if words.next().is_some_and(|word| word.eq_ignore_ascii_case("rem")) {
        return Some(blank);
    }
    let mut is_quoted = false;
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\'' if !is_quoted => return Some(at),
            _ => {}
        }
    }
    None
}

/// A line that begins with `;`.
fn registry(line: &str) -> Option<usize> {
    let blank = line.len() - line.trim_start().len();
    line.trim_start().starts_with(';').then_some(blank)
}

/// Where the lines of a script are, and the commands on them.
struct Code<'t> {
    text: &'t str,
    lines: Vec<Line>,
}

/// A line of a script.
struct Line {
    start: u32,
    /// From the first to the last character in it that is neither blank nor of a comment.
    code: Option<Range<u32>>,
    /// The next line with code, itself counted.
    next: Option<usize>,
    /// The furthest end of what begins on it.
    end: u32,
    /// The first start of what ends on it.
    first: u32,
}

impl<'t> Code<'t> {
    fn of(text: &'t str, tree: &Tree) -> Self {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1);
        let line = |start| Line { start, code: None, next: None, end: 0, first: u32::MAX };
        let lines = std::iter::once(0).chain(breaks).map(line).collect();
        let mut code = Self { text, lines };
        // What is between the comments is code.
        let mut at = 0;
        for comment in &tree.comments {
            code.add_code(at..comment.start);
            at = comment.end.max(at);
        }
        code.add_code(at..text.len() as u32);
        let commands = tree.commands.iter().map(|command| &command.range);
        for range in commands.chain(tree.bindings.iter().map(|binding| &binding.range)) {
            let (first, last) = (code.line_of(range.start), code.line_of(last_of(range)));
            if let Some(line) = code.lines.get_mut(first) {
                line.end = line.end.max(range.end);
            }
            if let Some(line) = code.lines.get_mut(last) {
                line.first = line.first.min(range.start);
            }
        }
        let mut next = None;
        for (number, line) in code.lines.iter_mut().enumerate().rev() {
            next = if line.code.is_some() { Some(number) } else { next };
            line.next = next;
        }
        code
    }

    /// Notes the code in a part of the text without comments.
    fn add_code(&mut self, range: Range<u32>) {
        let text = self.text.get(range.start as usize..range.end as usize).unwrap_or_default();
        let mut number = self.line_of(range.start);
        let mut start = range.start;
        for piece in text.split_inclusive('\n') {
            let end = start + piece.len() as u32;
            let behind = piece.trim_start_matches(is_blank);
            if let (false, Some(line)) = (behind.is_empty(), self.lines.get_mut(number)) {
                let from = end - behind.len() as u32;
                let to = start + piece.trim_end_matches(is_blank).len() as u32;
                let from = line.code.as_ref().map_or(from, |code| code.start);
                line.code = Some(from..to);
            }
            (number, start) = (number + 1, end);
        }
    }

    fn line_of(&self, at: u32) -> usize {
        self.lines.partition_point(|line| line.start <= at).saturating_sub(1)
    }

    /// What a comment is about.
    fn about(&self, comment: &Range<u32>) -> Option<Range<u32>> {
        let own = self.lines.get(self.line_of(comment.start))?;
        if own.code.as_ref().is_some_and(|code| code.start < comment.start) {
            return Some(own.first.min(own.start)..comment.end);
        }
        let last = self.line_of(last_of(comment));
        // Code may stand behind `<# … #>`.
        let code = self.lines.get(last)?.code.as_ref();
        let behind = code.is_some_and(|code| code.end > comment.end);
        let next = self.lines.get(if behind { last } else { last + 1 })?.next?;
        let line = self.lines.get(next)?;
        Some(line.start..line.code.as_ref()?.end.max(line.end))
    }
}

/// The place of the last byte of a range.
fn last_of(range: &Range<u32>) -> u32 {
    range.end.saturating_sub(1).max(range.start)
}

/// What is no code: of cmd, also the `@` before `rem` and what parts it from a command.
fn is_blank(ch: char) -> bool {
    ch.is_whitespace() || matches!(ch, '@' | '&')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Each comment for this program: what it says, and what it is about.
    fn of(name: &str, text: &str) -> Vec<(String, Option<String>)> {
        let source = Source::new("", text.as_bytes());
        let slice = |span: &Span| source.slice(&span.range()).trim().to_owned();
        read(name, &source, SourceId(0))
            .iter()
            .map(|comment| (slice(&comment.text), comment.next.as_ref().map(slice)))
            .filter(|(said, _)| said.starts_with("ppkglint:"))
            .collect()
    }

    #[track_caller]
    fn about(name: &str, text: &str) -> Option<String> {
        let found = of(name, text);
        let [(said, about)] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(said, "ppkglint: x");
        about.clone()
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn a_comment_is_about_the_next_line_of_code_and_what_begins_there() {
        let text = "a\n# ppkglint: x\n\n# and why\nGet-Item `\n  b\nc";
        assert_eq!(about("a.ps1", text), some("Get-Item `\n  b"));
        assert_eq!(
            about("a.ps1", "<# ppkglint: x #>\r\n$a = @(\r\n1)\r\nb"),
            some("$a = @(\r\n1)")
        );
        assert_eq!(about("a.ps1", "<# ppkglint: x #> a\nb"), some("<# ppkglint: x #> a"));
        assert_eq!(about("a.ps1", "# ppkglint: x\nif (1) {\nb\n}"), some("if (1) {"));
        assert_eq!(
            about("a.cmd", "@rem ppkglint: x\r\nreg add ^\r\n a\r\nb"),
            some("reg add ^\r\n a")
        );
        assert_eq!(about("a.bat", ":: ppkglint: x\nb\nc"), some("b"));
        assert_eq!(about("a.vbs", "  ' ppkglint: x\nb\nc"), some("b"));
        assert_eq!(about("a.vbs", "Rem ppkglint: x\nb\nc"), some("b"));
        assert_eq!(about("a.js", "// ppkglint: x\nb(\n1);\nc"), some("b(\n1)"));
        assert_eq!(about("a.js", "/* ppkglint: x */ b();\nc"), some("/* ppkglint: x */ b();"));
        assert_eq!(about("a.reg", "; ppkglint: x\n[HKLM]\n\"a\"=\"b\""), some("[HKLM]"));
    }

    #[test]
    fn a_comment_behind_code_is_about_its_line_and_what_ends_there() {
        let text = "a\nb # ppkglint: x\nc";
        assert_eq!(about("a.ps1", text), some("b # ppkglint: x"));
        let text = "a\nf -X `\n  b # ppkglint: x\nc";
        assert_eq!(about("a.psm1", text), some("f -X `\n  b # ppkglint: x"));
        let text = "a & rem ppkglint: x\nb";
        assert_eq!(about("a.cmd", text), some("a & rem ppkglint: x"));
        assert_eq!(about("a.vbs", "b \"'\" ' ppkglint: x\nc"), some("b \"'\" ' ppkglint: x"));
    }

    #[test]
    fn a_text_that_is_no_comment_says_nothing() {
        for (name, text) in [
            ("a.ps1", "'# ppkglint: x'"),
            ("a.cmd", "echo rem ppkglint: x"),
            ("a.vbs", "a = \"' ppkglint: x\""),
            ("a.reg", "\"a\"=\"; ppkglint: x\""),
            ("a.js", "a = '// ppkglint: x'"),
            ("a.wsf", "<job><!-- ppkglint: x -->"),
        ] {
            assert_eq!(of(name, text), [], "{text}");
        }
        assert_eq!(about("a.ps1", "b\n# ppkglint: x\n"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_cut_at_characters(
            text in "([a-z #'\"`;:&@^é(){}\n]|rem |<#|#>|//|/[*]|[*]/|ppkglint:){0,60}",
            name in "a\\.(ps1|cmd|vbs|js|reg)",
        ) {
            let source = Source::new("", text.as_bytes());
            for comment in read(&name, &source, SourceId(0)) {
                for span in comment.next.iter().chain([&comment.text]) {
                    let range = span.range.start as usize..span.range.end as usize;
                    prop_assert!(source.text().get(range).is_some(), "{span:?} in {text:?}");
                }
            }
        }
    }

    #[test]
    fn many_comments_take_time_by_their_number() {
        for text in ["# ppkglint: x\n", "<# ppkglint: x #> "] {
            let source = Source::new("", (text.repeat(50_000) + "a").as_bytes());
            let found = read("a.ps1", &source, SourceId(0));
            assert!(found.iter().all(|comment| comment.next.is_some()));
            assert_eq!(found.len(), 50_000);
        }
    }
}
