//! One value in two spellings: what the author chose in WCD, and what the device is given.

use super::{Kind, Setting};

impl Setting {
    /// The value that stands for a label, whatever the case of its letters. A value stands for
    /// itself: answer files written by hand hold either.
    pub fn raw_of_label(&self, label: &str) -> Option<&'static str> {
        let of_label = |(_, known): &(&str, &str)| known.eq_ignore_ascii_case(label);
        let of_raw = |(known, _): &(&str, &str)| known.eq_ignore_ascii_case(label);
        let found = self.values().find(of_label).or_else(|| self.values().find(of_raw));
        found.map(|(raw, _)| raw)
    }

    /// The label of a value, as WCD shows it.
    pub fn label_of_raw(&self, raw: &str) -> Option<&'static str> {
        let same = |known: &str| match (number(known), number(raw)) {
            (Some(known), Some(raw)) => known == raw,
            _ => known.eq_ignore_ascii_case(raw),
        };
        self.values().find(|(known, _)| same(known)).map(|(_, label)| label)
    }

    /// Whether an author's value and one on the device are the same, or `None` where the two
    /// cannot be compared: a file is named on one side and embedded on the other, and later
    /// versions of WCD show labels that the table does not know.
    pub fn equal_values(&self, author: &str, runtime: &str) -> Option<bool> {
        // Text between tags loses its carriage returns when XML is read, an attribute does not.
        let lines = |text: &str| text.replace("\r\n", "\n");
        match self.kind {
            Kind::Group | Kind::KeyedList | Kind::List | Kind::File | Kind::Binary => None,
            _ if lines(author) == lines(runtime) => Some(true),
            Kind::Boolean => Some(boolean(author)? == boolean(runtime)?),
            Kind::Integer | Kind::String if self.values().next().is_some() => {
                self.equal_choices(author, runtime)
            }
            Kind::Integer => Some(number(author)? == number(runtime)?),
            Kind::String => Some(false),
        }
    }

    fn equal_choices(&self, author: &str, runtime: &str) -> Option<bool> {
        if let (Some(author), Some(runtime)) = (number(author), number(runtime)) {
            return Some(author == runtime);
        }
        if self.has_inverted_labels() {
            return None;
        }
        let author = self.raw_of_label(author.trim())?;
        let Some(runtime) = self.raw_of_label(runtime.trim()) else {
            // A number needs no label to differ from the one that the author's label stands for.
            return Some(number(author)? == number(runtime)?);
        };
        Some(author == runtime)
    }
}

fn boolean(value: &str) -> Option<bool> {
    let value = value.trim();
    let is = |words: [&str; 2]| words.iter().any(|word| value.eq_ignore_ascii_case(word));
    match (is(["true", "1"]), is(["false", "0"])) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

fn number(value: &str) -> Option<i64> {
    let value = value.trim();
    match value.strip_prefix("0x").or_else(|| value.strip_prefix("0X")) {
        Some(digits) => i64::from_str_radix(digits, 16).ok(),
        None => value.parse().ok(),
    }
}
