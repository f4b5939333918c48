//! The names of variables. The other languages take no notice of case, and JScript does.

use std::collections::HashMap;

use super::Parser;
use crate::script::draft::word_of;
use crate::script::{Piece, Word};

/// How names that differ in case alone are told apart.
#[derive(Default)]
pub(super) struct Names {
    /// By their spelling.
    given: HashMap<String, String>,
    /// How many spellings there are, by the name in lower case.
    spellings: HashMap<String, usize>,
}

impl Names {
    fn of(&mut self, written: String) -> String {
        if let Some(known) = self.given.get(&written) {
            return known.clone();
        }
        let count = self.spellings.entry(written.to_lowercase()).or_default();
        *count += 1;
        let name = match *count {
            1 => written.clone(),
            more => format!("{written}.{more}"),
        };
        self.given.insert(written, name.clone());
        name
    }
}

impl Parser<'_> {
    /// The name there, letters that are written as codes as letters.
    pub(super) fn name(&self, at: usize) -> String {
        let written = self.written(at);
        if !written.contains('\\') {
            return written.to_owned();
        }
        let mut parts = written.split("\\u");
        let mut name = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let code = part.get(..4).and_then(|digits| u32::from_str_radix(digits, 16).ok());
            name.extend(code.and_then(char::from_u32));
            name.push_str(part.get(4..).unwrap_or_default());
        }
        name
    }

    pub(super) fn variable(&mut self, at: usize) -> Word {
        let name = self.names.of(self.name(at));
        word_of(Piece::Variable { name, range: self.range(at) })
    }
}
