//! Which parts of a package's texts are secret: decided once, before any lint runs.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::assets::Asset;
use super::carried::{self, Carried};
use super::metadata_secrets;
use super::run::Origin as RunOrigin;
use super::setting::Setting;
use super::table;
use super::telling_names::{FORMAT_NAMES, is_telling_name};
use super::written::Written;
use crate::script::{self, given::Hidden};
use crate::text::{
    SecretSearch, Source, SourceId,
    xml::{self, Document, Value},
};

/// What a value holds when all of it must be hidden: a profile with its key, a private key.
const TELLING_CONTENT: &[&str] = &["keyMaterial", "PRIVATE KEY", "<Password", "sharedKey"];

/// Marks secrets, and remembers what they say: they may stand elsewhere too.
pub(super) struct Marker<'s> {
    sources: &'s mut [Source],
    texts: Vec<String>,
}

impl<'s> Marker<'s> {
    pub(super) fn new(sources: &'s mut [Source]) -> Self {
        Self { sources, texts: vec![] }
    }

    /// Marks the secrets of settings, and of the commands among them.
    pub(super) fn settings(&mut self, settings: &[Setting]) {
        for setting in settings {
            let is_secret = match setting.known {
                Some(known) => known.is_secret(),
                None => {
                    setting.path.segments().iter().any(|segment| is_telling_name(&segment.name))
                }
            };
            // A file's path is no secret; its content is, and that stands on the device's side.
            let is_path = setting.known.is_some_and(is_file);
            for copy in [&setting.author, &setting.answer].into_iter().flatten() {
                self.copy(copy, is_secret && !is_path);
            }
            if let Some(copy) = &setting.runtime {
                self.copy(copy, is_secret);
            }
        }
    }

    fn copy(&mut self, copy: &Written, is_secret: bool) {
        self.value(copy.span.source, &copy.value, is_secret);
    }

    /// Marks a value, or what is secret in it.
    fn value(&mut self, id: SourceId, value: &Value, is_secret: bool) {
        let text = value.text();
        if is_secret || TELLING_CONTENT.iter().any(|content| text.contains(content)) {
            // A profile as a whole is found nowhere else; the key in it may be.
            for part in unparsed(text) {
                self.texts.push(xml::unescape(text.get(part).unwrap_or_default()));
            }
            return self.mark(id, value.range(), text);
        }
        for part in script::secrets(text) {
            self.mark(id, value.place(&part), text.get(part).unwrap_or_default());
        }
    }

    fn mark(&mut self, id: SourceId, range: Range<u32>, says: &str) {
        if let Some(source) = self.sources.get_mut(id.0 as usize) {
            source.mark_secret(range);
            self.texts.push(says.to_owned());
        }
    }

    /// Marks what stands in an XML text wherever it stands: attributes that should have been
    /// elements, parms that no list names, misspelt settings, settings that somebody commented out.
    pub(super) fn document(&mut self, id: SourceId, document: &Document) {
        // The same few names stand in a document over and over.
        let mut known: HashMap<&str, bool> = HashMap::new();
        for element in document.elements() {
            let mut tells =
                |name| *known.entry(name).or_insert_with_key(|name| is_telling_name(name));
            let is_secret_element = tells(&element.name);
            let is_secret = is_secret_element
                && !is_plain(element.text.text())
                && !is_policy(document, element.parent);
            if is_secret && !element.text.text().trim().is_empty() {
                // With all that stands in it: a comment in a password is a part of it, or an old one.
                self.value(id, &element.text, true);
                if let Some(source) = self.sources.get_mut(id.0 as usize) {
                    let inner = element.tag.end..element.range.end;
                    let close = source.slice(&inner).rfind("</").unwrap_or_default() as u32;
                    source.mark_secret(inner.start..inner.start + close);
                }
            } else {
                self.value(id, &element.text, false);
            }
            // `<parm name="Password" value="…">`, and `<add key="Password" value="…">` in the
            // configuration of a program.
            let names_a_secret = match element.name.as_str() {
                "parm" => element.value_of("name").is_some_and(is_telling_name),
                "add" => element.value_of("key").is_some_and(is_telling_name),
                _ => false,
            };
            // Written by hand: `<Password Value="…"/>`.
            for attribute in &element.attributes {
                // `<settings pass="specialize">`: a step of Setup.
                let is_step = element.name == "settings" && attribute.name == "pass";
                let is_telling = (tells(&attribute.name) && !is_step)
                    || (names_a_secret && attribute.name == "value")
                    || (is_secret_element && attribute.name.eq_ignore_ascii_case("value"));
                let is_secret = is_telling && !is_plain(attribute.value.text());
                self.value(id, &attribute.value, is_secret);
            }
        }
        for comment in &document.comments {
            let Some(source) = self.sources.get(id.0 as usize) else { continue };
            let text = source.slice(comment).to_owned();
            let parts = unparsed(&text);
            // What is commented out need not be well-formed, so nothing in it can be told apart.
            if !parts.is_empty() || is_telling_name(&text) {
                self.mark(id, comment.clone(), &text);
            }
            for part in parts.into_iter().chain(script::secrets(&text)) {
                let range = comment.start + part.start as u32..comment.start + part.end as u32;
                self.mark(id, range, text.get(part).unwrap_or_default());
            }
        }
    }

    /// Marks a whole text when `telling` stands in it.
    pub(super) fn all_with(&mut self, id: SourceId, telling: &str) {
        let text = self.sources.get(id.0 as usize).map(|source| source.text().to_owned());
        if let Some(text) = text.filter(|text| text.contains(telling)) {
            self.mark(id, 0..text.len() as u32, &text);
        }
    }

    /// Marks the parts of a text that `find` finds.
    pub(super) fn parts_by(&mut self, id: SourceId, find: impl Fn(&str) -> Vec<Range<usize>>) {
        let text = self.sources.get(id.0 as usize).map(|source| source.text().to_owned());
        let Some(text) = text else { return };
        for part in find(&text) {
            let range = part.start as u32..part.end as u32;
            self.mark(id, range, text.get(part).unwrap_or_default());
        }
    }

    /// Marks a part of a text.
    pub(super) fn part(&mut self, id: SourceId, range: Range<u32>) {
        if let Some(source) = self.sources.get_mut(id.0 as usize) {
            source.mark_secret(range);
        }
    }

    /// Marks what the files of the package hold.
    pub(super) fn carried(&mut self, carried: &Carried) {
        for hidden in &carried.hidden {
            self.mark(hidden.source, hidden.range.clone(), &hidden.says);
        }
        for at in 0..self.sources.len() {
            self.parts_by(SourceId(at as u32), carried::bodies);
        }
    }

    /// Marks the passwords in what a package says of itself.
    pub(super) fn told_in(&mut self, id: SourceId, document: &Document) {
        for element in metadata_secrets::told_in(document) {
            let text = element.text.text();
            for part in metadata_secrets::told(text) {
                let says = text.get(part.clone()).unwrap_or_default();
                self.mark(id, element.text.place(&part), says);
            }
        }
    }

    /// Remembers the passwords in the names of files.
    pub(super) fn names(&mut self, assets: &[Asset]) {
        let names = assets.iter().map(|asset| asset.name.as_str());
        let told = names.filter_map(metadata_secrets::told_in_name);
        self.texts.extend(told.map(str::to_owned));
    }

    /// Marks what a script writes out, and what reads like one: all texts but XML.
    pub(super) fn scripts(&mut self, scripts: &Range<usize>) {
        for at in 0..self.sources.len() {
            let Some(source) = self.sources.get(at) else { continue };
            let name = source.name().to_lowercase();
            if !scripts.contains(&at) && (name.is_empty() || name.ends_with("xml")) {
                continue;
            }
            let text = source.text().to_owned();
            for part in script::secrets(&text) {
                let range = part.start as u32..part.end as u32;
                self.mark(SourceId(at as u32), range, text.get(part).unwrap_or_default());
            }
        }
    }

    /// Marks what the commands of the run are given, in their scripts and command lines.
    pub(super) fn given(&mut self, settings: &[Setting], found: Vec<(RunOrigin, Vec<Hidden>)>) {
        for (origin, hidden) in found {
            for Hidden { range, says } in hidden {
                match origin {
                    RunOrigin::Script(id) => self.part(id, range.start as u32..range.end as u32),
                    RunOrigin::Setting(at) => {
                        let Some(setting) = settings.get(at) else { continue };
                        // The other copies may say something else, and are found by what it says.
                        for copy in setting.copies().filter(|copy| copy.text() == setting.value()) {
                            self.part(copy.span.source, copy.value.place(&range));
                        }
                    }
                }
                self.texts.push(says);
            }
        }
    }

    /// Marks the tokens and keys that tell by their form what they are, in every text.
    pub(super) fn known(&mut self) {
        for at in 0..self.sources.len() {
            self.parts_by(SourceId(at as u32), |text| {
                script::known::known_secrets(text).into_iter().map(|known| known.range).collect()
            });
        }
    }

    /// Marks every further place where a secret stands: in a comment, a command line, another file.
    /// Returns the search, for what leaves the package later.
    pub(super) fn spread(self) -> SecretSearch {
        let plain = self.texts.iter().map(|text| xml::unescape(text)).collect::<Vec<_>>();
        let search = SecretSearch::new(self.texts.into_iter().chain(plain));
        for source in self.sources {
            let found = search.find(source.text());
            source.mark_secrets(found.into_iter().map(|at| at.start as u32..at.end as u32));
        }
        search
    }
}

/// Whether a setting holds the path of a file.
fn is_file(known: &table::Setting) -> bool {
    matches!(known.kind, table::Kind::File)
}

/// Whether a value says yes, no or how many: a policy about passwords, not one of them.
fn is_plain(text: &str) -> bool {
    let text = text.trim();
    let is_count = text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_count || is_word(text)
}

/// Policies speak about passwords all the time and hold none.
fn is_policy(document: &Document, parent: Option<usize>) -> bool {
    let mut at = parent.and_then(|index| document.element(index));
    while let Some(element) = at {
        if element.name == "Policies" {
            return true;
        }
        at = element.parent.and_then(|index| document.element(index));
    }
    false
}

fn is_word(text: &str) -> bool {
    matches!(text.trim().to_ascii_lowercase().as_str(), "" | "true" | "false" | "yes" | "no")
}

/// No name of a tag is longer, and a search to the end for each `<` would take for ever.
const MAX_TAG: usize = 1024;

/// The secrets in XML that is not parsed: the contents of `<Password>…<`, the value of
/// `<parm name="Password" value="…">`. Attributes that are telling themselves are found as in a
/// command line.
fn unparsed(text: &str) -> Vec<Range<usize>> {
    let mut found = vec![];
    let starts: Vec<usize> = memchr::memchr_iter(b'<', text.as_bytes()).collect();
    for (number, at) in starts.iter().enumerate() {
        let next = starts.get(number + 1).copied().unwrap_or(text.len());
        let Some(piece) = text.get(at + 1..next) else { continue };
        let Some((tag, content)) = piece.split_once('>') else { continue };
        let name = tag.split_whitespace().next().unwrap_or_default();
        if tag.starts_with('/') || tag.len() > MAX_TAG {
            continue;
        }
        if is_telling_name(name) && !content.is_empty() {
            found.push(next - content.len()..next);
        }
        let quoted: Vec<&str> = tag.split(['"', '\'']).collect();
        let names_a_secret = name == "parm" && quoted.iter().any(|part| is_telling_name(part));
        if names_a_secret {
            found.push(at + 1 + name.len()..at + 1 + tag.len());
        }
    }
    found
}

/// Hides everything in a text that is no XML but what makes up its tags: where a tag is wrong,
/// nothing says any more which of its texts is a password.
pub(super) fn mark_malformed(source: &mut Source) {
    let text = source.text().to_owned();
    let mut hidden = 0;
    let end_of_text = (text.len(), text.len());
    for (start, end) in known_tags(&text).into_iter().chain([end_of_text]) {
        let mut at = hidden;
        for line in text.get(hidden..start).unwrap_or_default().split_inclusive('\n') {
            let blank = line.len() - line.trim_start().len();
            let from = at + blank;
            source.mark_secret(from as u32..(from + line.trim().len()) as u32);
            at += line.len();
        }
        hidden = end;
    }
}

/// `<Name`, `</Name` and the `>` right behind, of names that the settings table or the format has.
fn known_tags(text: &str) -> Vec<(usize, usize)> {
    let names: HashSet<&str> = table::table()
        .iter()
        .map(table::Setting::name)
        .chain(FORMAT_NAMES.iter().copied())
        .collect();
    let mut found = vec![];
    for (at, _) in text.match_indices('<') {
        let rest = text.get(at + 1..).unwrap_or_default();
        let slash = usize::from(rest.starts_with('/'));
        let rest = rest.get(slash..).unwrap_or_default();
        let name_end =
            rest.find(|ch: char| !ch.is_alphanumeric() && ch != '_').unwrap_or(rest.len());
        let name = rest.get(..name_end).unwrap_or_default();
        if names.contains(name) {
            let mut end = at + 1 + slash + name_end;
            end += usize::from(text.get(end..).is_some_and(|rest| rest.starts_with('>')));
            found.push((at, end));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_of_setup_is_no_password() {
        let text =
            "<unattend><settings pass=\"specialize\"/><share pass=\"Invented-7\"/></unattend>";
        let mut sources = vec![Source::new("unattend.xml", text.as_bytes())];
        let document = xml::parse(text).unwrap_or_default();
        let mut marker = Marker::new(&mut sources);
        marker.document(SourceId(0), &document);
        drop(marker.spread());
        let shown: Vec<String> =
            sources.iter().map(|source| source.shown(&(0..text.len() as u32))).collect();
        assert!(shown.concat().contains("specialize"), "{shown:?}");
        assert!(!shown.concat().contains("Invented-7"), "{shown:?}");
    }
}
