//! XML files whose bytes are not in the encoding that they declare.

use super::Package;
use crate::text::{Encoding, Source, SourceId, Span};

/// A file that a parser refuses for its encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misdeclared {
    /// The declaration, or the first character that the declared encoding does not explain.
    pub span: Span,
    /// The encoding that it declares; none means UTF-8.
    pub declared: Option<String>,
    /// What the bytes are.
    pub actual: &'static str,
}

impl Package {
    /// The XML files that are stored in another encoding than they declare.
    pub fn misdeclared_encodings(&self) -> Vec<Misdeclared> {
        (0..)
            .zip(self.sources())
            .filter(|(id, _)| !self.scripts.contains(&(*id as usize)))
            .filter_map(|(id, source): (u32, _)| misdeclared(SourceId(id), source))
            .collect()
    }
}

fn misdeclared(id: SourceId, source: &Source) -> Option<Misdeclared> {
    let text = source.text();
    if !text.trim_start().starts_with('<') || is_asset(source.name()) {
        return None;
    }
    let (declared, end) = declared(text).unzip();
    let family = declared.map(Family::of);
    let (actual, fits) = match source.encoding() {
        Encoding::Utf8 { .. } => ("UTF-8", family != Some(Family::Utf16)),
        Encoding::Utf16Le { .. } | Encoding::Utf16Be { .. } => {
            ("UTF-16", family.is_none_or(|family| family == Family::Utf16))
        }
        Encoding::Legacy(name) => (name, family == Some(Family::Other)),
    };
    if fits {
        return None;
    }
    let first = text.char_indices().find(|(_, ch)| !ch.is_ascii());
    let range = match (source.encoding(), first) {
        (Encoding::Legacy(_), Some((at, ch))) => at..at + ch.len_utf8(),
        _ => 0..end.unwrap_or_default(),
    };
    Some(Misdeclared {
        span: Span::new(id, range.start as u32..range.end as u32),
        declared: declared.map(str::to_owned),
        actual,
    })
}

/// Scripts and other files that a package carries need not be XML.
fn is_asset(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("dataasset/") && name != "dataasset/dataasset.xml"
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Utf8,
    Utf16,
    Other,
}

impl Family {
    fn of(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        match name.as_str() {
            "utf-8" | "utf8" | "us-ascii" | "ascii" => Self::Utf8,
            "unicode" | "ucs-2" => Self::Utf16,
            _ if name.starts_with("utf-16") || name.starts_with("iso-10646") => Self::Utf16,
            _ => Self::Other,
        }
    }
}

/// The encoding that an XML declaration names, and where the declaration ends.
fn declared(text: &str) -> Option<(&str, usize)> {
    let declaration = text.strip_prefix("<?xml")?.split_once("?>")?.0;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|ch| matches!(ch, '"' | '\''))?;
    let name = value.get(1..)?.split(quote).next()?;
    Some((name, "<?xml?>".len() + declaration.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8]) -> Option<(Option<String>, &'static str, std::ops::Range<u32>)> {
        let found = misdeclared(SourceId(0), &Source::new("a.xml", bytes))?;
        Some((found.declared, found.actual, found.span.range()))
    }

    #[test]
    fn an_encoding_that_fits_is_none() {
        for text in [
            "<a/>",
            "<?xml version='1.0'?><a>ü</a>",
            "<?xml version='1.0' encoding='UTF-8'?><a>ü</a>",
        ] {
            assert_eq!(of(text.as_bytes()), None, "{text}");
        }
        let legacy = b"<?xml version='1.0' encoding='windows-1252'?><a>f\xfcr Gr\xfc\xdfe</a>";
        assert_eq!(of(legacy), None);
        let wide: Vec<u8> = "\u{feff}<?xml version='1.0' encoding='utf-16'?><a/>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(of(&wide), None);
    }

    #[test]
    fn bytes_of_another_encoding_are_found_where_they_begin() {
        let found = of(b"<?xml version='1.0' encoding='utf-8'?><a>f\xfcr Gr\xfc\xdfe</a>");
        let (declared, actual, range) = found.unwrap_or_default();
        assert_eq!((declared.as_deref(), actual), (Some("utf-8"), "windows-1252"));
        assert_eq!(range.start, 42);
        let found = of(b"<?xml version='1.0' encoding='utf-16'?><a/>");
        assert_eq!(found, Some((Some("utf-16".to_owned()), "UTF-8", 0..39)));
    }
}
