//! Which parts of a package's texts are secret: decided once, before any lint runs.

use std::ops::Range;

use super::runtime::Parm;
use super::setting::Setting;
use super::table;
use super::written::Written;
use strsim::osa_distance;

use crate::text::{Source, SourceId, is_telling};
use crate::{
    script,
    text::xml::{Document, Value},
};

/// Names that hold a secret wherever they stand, also where the settings table knows no such path:
/// in a misspelt place, in a profile, in a file that another builder made.
const TELLING_NAMES: &[&str] = &[
    "password",
    "passwd",
    "pwd",
    "secret",
    "bprt",
    "securitykey",
    "keymaterial",
    "sharedkey",
    "passphrase",
    "productkey",
    "workspacekey",
    "pfxcertblob",
    "token",
    "credential",
];

/// What a value holds when all of it must be hidden: a profile with its key, a private key.
const TELLING_CONTENT: &[&str] = &["keyMaterial", "PRIVATE KEY", "<Password", "sharedKey"];

/// Marks the secrets of settings, of everything the device applies, and of the commands among them.
pub(super) fn mark_settings(sources: &mut [Source], settings: &[Setting], parms: &[&Parm]) {
    for setting in settings {
        let is_secret = match setting.known {
            Some(known) => known.is_secret() && !is_file(known),
            None => is_telling_name(setting.path.leaf()),
        };
        for copy in [&setting.author, &setting.answer, &setting.runtime].into_iter().flatten() {
            mark_copy(sources, copy, is_secret);
        }
    }
    for parm in parms {
        let is_secret = is_telling_name(&parm.name) && parm.written.text().parse::<i64>().is_err();
        mark_copy(sources, &parm.written, is_secret);
    }
}

/// A file's path is no secret; its content is, and that stands on the device's side.
fn is_file(known: &table::Setting) -> bool {
    matches!(known.kind, table::Kind::File)
}

fn mark_copy(sources: &mut [Source], copy: &Written, is_secret: bool) {
    let text = copy.text();
    if is_secret || TELLING_CONTENT.iter().any(|content| text.contains(content)) {
        return mark(sources, copy.span.source, copy.value.range());
    }
    for part in script::secrets(text) {
        mark(sources, copy.span.source, copy.part(&part).range());
    }
}

fn mark(sources: &mut [Source], id: SourceId, range: Range<u32>) {
    if let Some(source) = sources.get_mut(id.0 as usize) {
        source.mark_secret(range);
    }
}

fn is_telling_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let is_slip = |telling: &str| {
        // `Pasword` holds a password as well.
        let slips = match telling.len() {
            0..6 => return false,
            6..8 => 1,
            _ => 2,
        };
        name.len().abs_diff(telling.len()) <= slips && osa_distance(&name, telling) <= slips
    };
    TELLING_NAMES.iter().any(|telling| name.contains(telling) || is_slip(telling))
}

/// Marks what stands in an XML text outside of settings: attributes that should have been elements,
/// and settings that somebody commented out.
pub(super) fn mark_document(source: &mut Source, document: &Document) {
    let is_plain = |value: &Value| value.text().trim().parse::<i64>().is_ok();
    for element in document.elements() {
        let names_a_secret = is_telling_name(&element.name) && element.children.is_empty();
        let known_policy = is_policy(document, element.parent);
        if names_a_secret
            && !known_policy
            && !is_plain(&element.text)
            && !is_word(element.text.text())
        {
            source.mark_secret(element.text.range());
        }
        for attribute in &element.attributes {
            if is_telling_name(&attribute.name) && !is_plain(&attribute.value) {
                source.mark_secret(attribute.value.range());
            }
        }
    }
    for comment in &document.comments {
        let text = source.slice(comment).to_owned();
        // What is commented out need not be well-formed, so nothing in it can be told apart.
        if is_telling_name(&text) {
            source.mark_secret(comment.clone());
        }
        for part in script::secrets(&text) {
            source.mark_secret(comment.start + part.start as u32..comment.start + part.end as u32);
        }
    }
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
    let names: std::collections::HashSet<&str> = table::table()
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

/// The names of the format itself (measured on real packages).
const FORMAT_NAMES: &[&str] = &[
    "WindowsCustomizations",
    "PackageConfig",
    "ID",
    "Name",
    "Version",
    "OwnerType",
    "Rank",
    "Notes",
    "Description",
    "Settings",
    "Customizations",
    "Common",
    "Targets",
    "Target",
    "TargetState",
    "Condition",
    "Variant",
    "TargetRefs",
    "TargetRef",
    "ConfigurationSourceList",
    "ConfigurationSource",
    "ConfigurationSet",
    "EventList",
    "Event",
    "characteristic",
    "parm",
    "Elements",
    "Element",
    "WIM",
    "IMAGE",
    "Metadata",
];

/// Marks every further place where a secret stands: in a comment, a command line, another file.
/// Returns the secrets that are worth looking for, for what leaves the package later.
pub(super) fn spread(sources: &mut [Source]) -> Vec<String> {
    let mut secrets: Vec<String> = sources
        .iter()
        .flat_map(|source| source.secrets().iter().map(|range| source.slice(range).to_owned()))
        .flat_map(|secret| {
            let plain = unescape(&secret);
            [secret, plain]
        })
        .filter(|secret| is_telling(secret.trim()))
        .collect();
    secrets.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    secrets.dedup();
    for secret in &secrets {
        for form in [secret.clone(), escape(secret)] {
            for source in sources.iter_mut() {
                let finder = memchr::memmem::Finder::new(form.as_bytes());
                let places: Vec<usize> = finder.find_iter(source.text().as_bytes()).collect();
                for at in places {
                    source.mark_secret(at as u32..(at + form.len()) as u32);
                }
            }
        }
    }
    secrets
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
