//! Text to tokens. Every token is found from where it begins, and but for comments and templates
//! none looks beyond its line, so that a string without its end spoils one line and not the rest.

use std::ops::Range;

use super::kind::{Kind, is_keyword, is_value};
use super::scan;
use crate::script::draft::place;
use crate::script::token::{ENCODED, ENCODED_END, Lexed, run};
use crate::script::{Fault, FaultKind, Token};

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    /// Where the script ends that is being read.
    end: usize,
    lexed: Lexed<Kind>,
    is_behind_dot: bool,
    /// Whether a value could end right there: a `/` then divides.
    is_behind_value: bool,
    /// Whether a template was found to have no end, so that no later one in the script has one.
    has_no_template: bool,
}

/// The tokens of a text that is a script as a whole.
pub(super) fn lex_whole(text: &str) -> Lexed<Kind> {
    lex(text, std::slice::from_ref(&(0..text.len())))
}

/// The tokens of the scripts at `bodies`, and of what is between them.
pub(super) fn lex(text: &str, bodies: &[Range<usize>]) -> Lexed<Kind> {
    let mut lexer = Lexer {
        text,
        at: 0,
        end: 0,
        lexed: Lexed { tokens: vec![], faults: vec![] },
        is_behind_dot: false,
        is_behind_value: false,
        has_no_template: false,
    };
    for body in bodies {
        lexer.markup(body.start);
        lexer.end = body.end;
        lexer.has_no_template = false;
        while lexer.at < lexer.end {
            lexer.token();
        }
    }
    lexer.markup(text.len());
    lexer.lexed
}

impl<'t> Lexer<'t> {
    fn markup(&mut self, end: usize) {
        if self.at < end {
            self.end = end;
            self.take(Kind::Markup, end - self.at);
        }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..self.end).unwrap_or_default()
    }

    fn take(&mut self, kind: Kind, length: usize) {
        let start = self.at;
        self.at = (start + length.max(1)).min(self.end);
        let word = self.text.get(start..self.at).unwrap_or_default();
        if !kind.is_blank() {
            self.is_behind_dot = kind == Kind::Dot;
            self.is_behind_value = match kind {
                Kind::Name
                | Kind::Text
                | Kind::Template
                | Kind::Number
                | Kind::Regex
                | Kind::Close
                | Kind::CloseBracket => true,
                Kind::Keyword => is_value(word),
                // They may stand behind the value as well as before it.
                Kind::Operator if matches!(word, "++" | "--") => self.is_behind_value,
                _ => false,
            };
        }
        self.lexed.tokens.push(Token { kind, range: place(start)..place(self.at) });
    }

    /// Takes what has no end where it should.
    fn take_unclosed(&mut self, kind: Kind, length: usize, fault: FaultKind) {
        self.take(kind, length);
        if let Some(token) = self.lexed.tokens.last() {
            self.lexed.faults.push(Fault { range: token.range.clone(), kind: fault });
        }
    }

    fn token(&mut self) {
        let rest = self.rest();
        let mut chars = rest.chars();
        let Some(first) = chars.next() else {
            self.at = self.end;
            return;
        };
        let second = chars.next();
        let single = match first {
            ',' => Some(Kind::Comma),
            ';' => Some(Kind::Semicolon),
            ':' => Some(Kind::Colon),
            '(' => Some(Kind::Open),
            ')' => Some(Kind::Close),
            '[' => Some(Kind::OpenBracket),
            ']' => Some(Kind::CloseBracket),
            '{' => Some(Kind::OpenBrace),
            '}' => Some(Kind::CloseBrace),
            _ => None,
        };
        if let Some(kind) = single {
            return self.take(kind, 1);
        }
        match first {
            '\r' if second == Some('\n') => self.take(Kind::Newline, 2),
            _ if scan::is_newline(first) => self.take(Kind::Newline, first.len_utf8()),
            _ if scan::is_blank(first) => self.take(Kind::Blank, run(rest, scan::is_blank)),
            '"' | '\'' => match scan::string(rest) {
                (length, true) => self.take(Kind::Text, length),
                (length, false) => {
                    self.take_unclosed(Kind::Text, length, FaultKind::UnclosedString);
                }
            },
            '`' => self.template(rest),
            '.' if second.is_some_and(|ch| ch.is_ascii_digit()) => {
                self.take(Kind::Number, scan::number(rest));
            }
            '.' => self.take(Kind::Dot, 1),
            '0'..='9' => self.take(Kind::Number, scan::number(rest)),
            '/' => self.slash(rest, second),
            '<' if rest.starts_with("<!--") => self.take(Kind::Comment, scan::line(rest)),
            '@' => self.at_sign(rest),
            '#' if rest.starts_with(ENCODED) => {
                let end = rest.find(ENCODED_END).map(|found| found + ENCODED_END.len());
                self.take(Kind::Unknown, end.unwrap_or(rest.len()));
            }
            _ => match (scan::name(rest), scan::operator(rest)) {
                (0, Some(length)) => self.take(Kind::Operator, length),
                (0, None) => self.take(Kind::Unknown, first.len_utf8()),
                (length, _) => self.word(rest, length),
            },
        }
    }

    fn word(&mut self, rest: &str, length: usize) {
        let is_keyword = !self.is_behind_dot && rest.get(..length).is_some_and(is_keyword);
        self.take(if is_keyword { Kind::Keyword } else { Kind::Name }, length);
    }

    /// A comment, the end of a part that is compiled by condition, a regular expression, a division.
    fn slash(&mut self, rest: &str, second: Option<char>) {
        match second {
            Some('/') => self.take(Kind::Comment, scan::line(rest)),
            Some('*') => {
                let is_code = rest.get(2..).and_then(scan::conditional);
                if let Some(length) = is_code {
                    return self.take(Kind::Conditional, 2 + length);
                }
                match rest.get(2..).and_then(|rest| rest.find("*/")) {
                    Some(found) => self.take(Kind::Comment, found + 4),
                    None => {
                        self.take_unclosed(Kind::Comment, rest.len(), FaultKind::UnclosedComment)
                    }
                }
            }
            _ if self.is_behind_value => {
                self.take(Kind::Operator, scan::operator(rest).unwrap_or(1));
            }
            _ => match scan::regex(rest) {
                (length, true) => self.take(Kind::Regex, length),
                (length, false) => {
                    self.take_unclosed(Kind::Regex, length, FaultKind::UnclosedString);
                }
            },
        }
    }

    fn template(&mut self, rest: &str) {
        let end = if self.has_no_template { None } else { scan::template(rest) };
        match end {
            Some(length) => self.take(Kind::Template, length),
            None => {
                self.has_no_template = true;
                self.take_unclosed(Kind::Unknown, scan::line(rest), FaultKind::UnclosedString);
            }
        }
    }

    fn at_sign(&mut self, rest: &str) {
        if rest.starts_with("@*/") {
            return self.take(Kind::Conditional, 3);
        }
        let name = scan::name(rest.get(1..).unwrap_or_default());
        match scan::conditional(rest) {
            Some(length) => self.take(Kind::Conditional, length),
            // `@_jscript_version`.
            None if name > 0 => self.take(Kind::Name, 1 + name),
            None => self.take(Kind::Unknown, 1),
        }
    }
}
