//! Where assets were downloaded from: the `Zone.Identifier` stream that browsers and mail programs
//! put on a file (Mark of the Web). WCD packs it along (measured on 5 of 44 real packages).

use std::ops::Range;

use super::limits::Limits;
use super::texts::Texts;
use crate::container::{Input, Tree};
use crate::text::{SourceId, Span};

/// The stream's name.
const STREAM: &str = "Zone.Identifier";

/// The mark that a file was downloaded.
#[derive(Debug, Clone)]
pub struct Download {
    /// The path of the file that carries it.
    pub path: String,
    /// The zone that it came from: 3 the internet, 4 restricted sites; none where it says none.
    pub zone: Option<u32>,
    /// The host of the address that it was fetched from, and where the address stands.
    pub host: Option<(String, Span)>,
    /// The stream's text.
    pub source: SourceId,
}

impl Download {
    /// Whether Windows treats the file as one of the internet.
    pub fn is_foreign(&self) -> bool {
        // A mark without a number is one that a program wrote badly.
        self.zone.is_none_or(|zone| zone >= 3)
    }
}

/// The marks of a tree, with the parts of their texts that may be secret.
pub(super) fn read(
    tree: &Tree,
    texts: &mut Texts,
    input: &Input,
) -> (Vec<Download>, Vec<(SourceId, Range<u32>)>) {
    let (mut found, mut hidden) = (vec![], vec![]);
    // A folder of an unpacker has no streams, and a project is not what is shipped.
    if input.wim.is_none() {
        return (found, hidden);
    }
    for entry in &tree.entries {
        for stream in &entry.streams {
            if found.len() >= Limits::MAX_MARKS || !stream.name.eq_ignore_ascii_case(STREAM) {
                continue;
            }
            let Ok(bytes) = tree.read_stream(stream, Limits::MAX_MARK) else { continue };
            let name = format!("{}:{STREAM}", entry.path);
            let source = texts.add(&name, &bytes);
            let text = texts.sources.last().map_or("", |source| source.text());
            let mut mark = Download { path: entry.path.clone(), zone: None, host: None, source };
            for (line, range) in lines(text) {
                let Some((key, value)) = line.split_once('=') else { continue };
                let (key, at) = (key.trim(), range.end - value.len());
                if key.eq_ignore_ascii_case("ZoneId") {
                    mark.zone = value.trim().parse().ok();
                }
                let is_address =
                    ["HostUrl", "ReferrerUrl"].iter().any(|k| key.eq_ignore_ascii_case(k));
                if !is_address {
                    continue;
                }
                // Behind the question mark stand signatures, tokens, who asked.
                if let Some(query) = value.find(['?', '#']) {
                    hidden.push((source, (at + query) as u32..range.end as u32));
                }
                if key.eq_ignore_ascii_case("HostUrl") || mark.host.is_none() {
                    let span = Span::new(source, at as u32..range.end as u32);
                    mark.host = host(value).map(|host| (host, span)).or(mark.host.take());
                }
            }
            found.push(mark);
        }
    }
    (found, hidden)
}

/// The lines of a text, without what ends them, and where they stand.
fn lines(text: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |whole| {
        let line = whole.trim_end_matches(['\r', '\n']);
        let range = at..at + line.len();
        at += whole.len();
        (line, range)
    })
}

/// The host of an address; none of one without, such as `about:internet` or a local path.
fn host(address: &str) -> Option<String> {
    let (_, rest) = address.trim().split_once("://")?;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?;
    let host: String = host.chars().take(253).collect();
    (!host.is_empty()).then(|| host.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_is_what_stands_between_the_slashes() {
        assert_eq!(host("https://Dl.Adatum.example/a?b"), Some("dl.adatum.example".to_owned()));
        assert_eq!(host("https://me:pw@x.example:8080/a"), Some("x.example:8080".to_owned()));
        assert_eq!(host("about:internet"), None);
        assert_eq!(host("file:///C:/Users/x"), None);
    }

    #[test]
    fn lines_know_where_they_stand() {
        let found: Vec<_> = lines("[Z]\r\nA=1\nB").collect();
        assert_eq!(found, [("[Z]", 0..3), ("A=1", 5..8), ("B", 9..10)]);
    }
}
