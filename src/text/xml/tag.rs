//! A start tag to the letter: quick-xml lets pass what Windows' parser refuses (`<1a>`,
//! `<a b='1'c='2'>`, `<p:a>` without a declaration of `p`).

use std::ops::Range;

use super::characters::is_name;

/// One attribute as written: its name, and what stands between the quotes; bytes of the text.
pub(super) type Written = (Range<u32>, Range<u32>);

/// What makes a tag none, as a place.
pub(super) type Wrong = Range<u32>;

/// Splits the attributes of `text[at..end]`, which is what stands between a tag's name and its
/// `>`, `/>` or `?>`, and hands each to `take`.
pub(super) fn attributes<E>(
    text: &str,
    at: u32,
    end: u32,
    wrong: impl Fn(Wrong) -> E,
    mut take: impl FnMut(Written) -> Result<(), E>,
) -> Result<(), E> {
    let mut rest = Rest { text: text.get(..end as usize).unwrap_or_default(), at: at as usize };
    loop {
        let has_blank = rest.skip_blank();
        if rest.at >= end as usize {
            return Ok(());
        }
        let name = rest.until(|byte| byte == b'=' || is_blank(byte));
        let is_sound = has_blank && is_qualified_name(rest.slice(&name));
        rest.skip_blank();
        let is_sound = is_sound && rest.take(b'=');
        rest.skip_blank();
        let quote = rest.peek().filter(|byte| matches!(byte, b'"' | b'\''));
        let Some(quote) = quote.filter(|&quote| is_sound && rest.take(quote)) else {
            return Err(wrong(name));
        };
        let value = rest.until(|byte| byte == quote);
        if !rest.take(quote) {
            return Err(wrong(value));
        }
        take((name, value))?;
    }
}

/// A name with at most one prefix.
pub(super) fn is_qualified_name(name: &str) -> bool {
    match name.split_once(':') {
        Some((prefix, name)) => is_name(prefix) && is_name(name),
        None => is_name(name),
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

struct Rest<'t> {
    text: &'t str,
    at: usize,
}

impl Rest<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn skip_blank(&mut self) -> bool {
        !self.until(|byte| !is_blank(byte)).is_empty()
    }

    fn until(&mut self, stop: impl Fn(u8) -> bool) -> Range<u32> {
        let start = self.at;
        while self.peek().is_some_and(|byte| !stop(byte)) {
            self.at += 1;
        }
        start as u32..self.at as u32
    }

    fn slice(&self, range: &Range<u32>) -> &str {
        self.text.get(range.start as usize..range.end as usize).unwrap_or_default()
    }
}
