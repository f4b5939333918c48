//! What functions of VBScript give that only put texts together.

use std::ops::Range;

use super::evaluate::{Evaluator, any_unknown};
use super::value::Value;

impl Evaluator<'_> {
    /// What a function gives, by its name in lower case.
    pub(super) fn function(
        &mut self,
        name: &str,
        given: &[Value],
        range: Range<usize>,
    ) -> Option<Value> {
        let all: Vec<&Value> = given.iter().collect();
        // The way to something is no text that was put together.
        if let ("getobject", [of]) = (name, given) {
            let way = of.known()?;
            let is_wmi = way.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("winmgmts:"));
            return is_wmi.then(|| Value { is_folded: false, ..self.computed(way, &all, range) });
        }
        if any_unknown(given) {
            return None;
        }
        match (name, given) {
            ("array", [_, ..]) => return Some(Value::list(given.to_vec(), range)),
            ("split", [of]) => {
                let parts: Vec<&str> = of.text().split(' ').collect();
                return Some(self.texts(&parts, &all, range));
            }
            ("split", [of, by, ..]) if !by.text().is_empty() => {
                let parts: Vec<&str> = of.text().split(by.text()).collect();
                return Some(self.texts(&parts, &all, range));
            }
            _ => {}
        }
        let text = text_of(name, given)?;
        Some(self.computed(&text, &all, range))
    }
}

fn text_of(name: &str, given: &[Value]) -> Option<String> {
    let (first, rest) = given.split_first()?;
    let text = first.text();
    let number = |at: usize| -> Option<usize> { rest.get(at)?.text().trim().parse().ok() };
    Some(match (name, rest) {
        ("chr" | "chrw", []) => {
            let code = match text.to_ascii_lowercase().strip_prefix("&h") {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => text.trim().parse().ok()?,
            };
            char::from_u32(code)?.to_string()
        }
        ("strreverse", []) => text.chars().rev().collect(),
        ("cstr", []) => text.to_owned(),
        ("lcase", []) => text.to_lowercase(),
        ("ucase", []) => text.to_uppercase(),
        ("trim", []) => text.trim().to_owned(),
        ("join", between) => {
            let items: Vec<&str> = first.each().iter().map(Value::text).collect();
            items.join(between.first().map_or(" ", Value::text))
        }
        ("replace", [old, new, ..]) => {
            let grows = text.len().checked_mul(new.text().len().max(1))?;
            if old.text().is_empty() || grows > super::budget::LONGEST_VALUE {
                return None;
            }
            text.replace(old.text(), new.text())
        }
        ("left", [_]) => text.chars().take(number(0)?).collect(),
        ("right", [_]) => {
            let skipped = text.chars().count().saturating_sub(number(0)?);
            text.chars().skip(skipped).collect()
        }
        ("mid", [_]) => text.chars().skip(number(0)?.checked_sub(1)?).collect(),
        ("mid", [_, _]) => {
            let start = number(0)?.checked_sub(1)?;
            text.chars().skip(start).take(number(1)?).collect()
        }
        _ => return None,
    })
}
