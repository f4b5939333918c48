//! Secrets that tell by their form what they are, wherever the package has a text.

use super::carried::bodies;
use super::text_assets::is_text_file;
use super::{Package, Place};
use crate::script::given::{WebKind, web_secrets};
use crate::script::known::{Known, known_secrets};
use crate::text::{SourceId, Span};

impl Package {
    /// The tokens and keys in its scripts, in the texts among its files, in its settings and notes.
    /// Settings that are secrets as a whole are left out, and keys in files of their own.
    pub fn known_secrets(&self) -> Vec<(Place, Known)> {
        let mut found = vec![];
        for setting in self.settings.iter().filter(|setting| !setting.is_secret()) {
            for known in of_text(setting.value()) {
                found.push((Place::part_of(setting, &known.range), known));
            }
        }
        let config = self.config.iter().flat_map(|config| {
            [&config.name, &config.notes, &config.description].into_iter().flatten()
        });
        for written in config {
            for known in of_text(written.text()) {
                found.push((Place::from(&written.part(&known.range)), known));
            }
        }
        for (id, source) in (0..).map(SourceId).zip(&self.sources) {
            let is_script = self.scripts.contains(&(id.0 as usize));
            if !is_script && !is_text_file(source.name()) {
                continue;
            }
            let mut all = of_text(source.text());
            // In other texts a key is told by what the file is.
            if is_script {
                all.extend(bodies(source.text()).into_iter().map(|range| Known {
                    what: "a private key",
                    is_certain: true,
                    range,
                }));
            }
            for known in all {
                let range = known.range.start as u32..known.range.end as u32;
                found.push((Place::from(&Span::new(id, range)), known));
            }
        }
        found
    }
}

/// With the signatures of Azure, which are told by the address around them.
fn of_text(text: &str) -> Vec<Known> {
    let mut found = known_secrets(text);
    for secret in web_secrets(text) {
        let is_sas = matches!(secret.kind, WebKind::SasSignature { .. });
        let is_long = secret.range.len() >= 40;
        if is_sas && is_long {
            let what = "the signature of a shared access link of Azure";
            found.push(Known { what, is_certain: true, range: secret.range });
        }
    }
    found
}
