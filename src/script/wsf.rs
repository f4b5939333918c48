//! Where the scripts in a `.wsf` file stand. What the file says of how strictly it is to be read
//! changes nothing here: a body is taken as it is written, with or without CDATA.

use std::ops::Range;

use super::Language;

const CDATA: &str = "<![CDATA[";

/// The languages of the scripts in a `.wsf` file that are read, each once.
pub(super) fn languages(text: &str) -> Vec<Language> {
    let all = all(text);
    let has = |language: &Language| all.iter().any(|(found, _)| found == language);
    [Language::VbScript, Language::JScript].into_iter().filter(has).collect()
}

/// The bodies of the `<script>` elements in a language, in the order of the text.
pub(super) fn bodies(text: &str, language: Language) -> Vec<Range<usize>> {
    let all = all(text).into_iter();
    all.filter(|(found, _)| *found == language).map(|(_, body)| body).collect()
}

fn all(text: &str) -> Vec<(Language, Range<usize>)> {
    let mut bodies = vec![];
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('<')) {
        at += found;
        let rest = text.get(at..).unwrap_or_default();
        // What has no end is all that is left, so no part of the text is searched twice.
        if rest.starts_with("<!--") {
            let Some(end) = rest.find("-->") else { break };
            at += end + "-->".len();
            continue;
        }
        if !is_tag(rest, "<script") {
            at += 1;
            continue;
        }
        let Some(length) = tag_length(rest) else { break };
        let tag = rest.get(..length).unwrap_or_default();
        at += length;
        if tag.ends_with("/>") {
            continue;
        }
        let Some(end) = end_of_body(text.get(at..).unwrap_or_default()) else { break };
        if let Some(language) = attribute(tag).and_then(language) {
            bodies.push((language, inside(text, at..at + end)));
        }
        at += end;
    }
    bodies
}

fn is_tag(text: &str, tag: &str) -> bool {
    let is_named = text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    let behind = text.as_bytes().get(tag.len());
    is_named && !behind.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"-_.:".contains(byte))
}

/// To its `>`, which may stand in the value of an attribute.
fn tag_length(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return Some(at + 1),
            (None, _) => {}
        }
    }
    None
}

/// Where the body's end tag begins. In CDATA there is none.
fn end_of_body(text: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at += text.get(at..)?.find('<')?;
        let rest = text.get(at..)?;
        if is_tag(rest, "</script") {
            return Some(at);
        }
        at += match rest.starts_with(CDATA) {
            true => rest.find("]]>")?,
            false => 1,
        };
    }
}

fn attribute(tag: &str) -> Option<&str> {
    const NAME: &str = "language";
    let mut at = 0;
    while let Some(found) = tag.get(at..)?.find(['l', 'L']) {
        at += found;
        let is_start = tag.get(..at)?.ends_with(|ch: char| ch.is_ascii_whitespace());
        let is_name =
            tag.get(at..at + NAME.len()).is_some_and(|name| name.eq_ignore_ascii_case(NAME));
        at += 1;
        if !is_start || !is_name {
            continue;
        }
        let value = tag.get(at - 1 + NAME.len()..)?.trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|ch| matches!(ch, '"' | '\''));
        return match quote {
            Some(quote) => value.get(1..)?.split(quote).next(),
            None => value.split(|ch: char| ch.is_ascii_whitespace() || ch == '>').next(),
        };
    }
    None
}

/// `VBScript.Encode` and `JScript.Encode` are none: their bodies are encoded.
fn language(name: &str) -> Option<Language> {
    match name.trim().to_ascii_lowercase().as_str() {
        "vbscript" | "vbs" => Some(Language::VbScript),
        "jscript" | "javascript" | "js" | "ecmascript" => Some(Language::JScript),
        _ => None,
    }
}

/// A body without the CDATA around it.
fn inside(text: &str, body: Range<usize>) -> Range<usize> {
    let whole = text.get(body.clone()).unwrap_or_default();
    let blank = whole.len() - whole.trim_start().len();
    let Some(content) = whole.trim_start().strip_prefix(CDATA) else { return body };
    let start = body.start + blank + CDATA.len();
    let end = content.find("]]>").unwrap_or(content.len());
    start..start + end
}
