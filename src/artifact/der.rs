//! Just enough of DER (X.690) to read a catalogue: tags, lengths, times. Definite lengths only.

use chrono::{DateTime, NaiveDateTime, Utc};

use super::CatalogueError;

pub(super) const INTEGER: u8 = 0x02;
pub(super) const OCTET_STRING: u8 = 0x04;
pub(super) const OBJECT_ID: u8 = 0x06;
pub(super) const UTC_TIME: u8 = 0x17;
pub(super) const GENERALIZED_TIME: u8 = 0x18;
pub(super) const SEQUENCE: u8 = 0x30;
pub(super) const SET: u8 = 0x31;
/// Context-specific, constructed: what the standards call `[0]` and `[1]`.
pub(super) const EXPLICIT_0: u8 = 0xa0;
pub(super) const EXPLICIT_1: u8 = 0xa1;

/// `UTCTime` (`YYMMDDhhmmssZ`; years from 50 are of the last century, RFC 5280, 4.1.2.5.1) or
/// `GeneralizedTime` (`YYYYMMDDhhmmssZ`, perhaps with a fraction).
pub(super) fn time(item: &Item<'_>) -> Option<DateTime<Utc>> {
    let text = std::str::from_utf8(item.body).ok()?.strip_suffix('Z')?;
    let full = match item.tag {
        UTC_TIME => {
            let year: u32 = text.get(..2)?.parse().ok()?;
            format!("{}{text}", if year >= 50 { "19" } else { "20" })
        }
        GENERALIZED_TIME => text.split('.').next()?.to_owned(),
        _ => return None,
    };
    let time = NaiveDateTime::parse_from_str(&full, "%Y%m%d%H%M%S").ok()?;
    Some(time.and_utc())
}

/// What is left of a constructed value.
pub(super) struct Der<'a> {
    rest: &'a [u8],
    at: usize,
}

pub(super) struct Item<'a> {
    pub(super) tag: u8,
    pub(super) body: &'a [u8],
    pub(super) at: usize,
    /// Tag, length and body: what two equal values share.
    pub(super) whole: &'a [u8],
}

impl<'a> Der<'a> {
    pub(super) fn of(bytes: &'a [u8], at: usize) -> Self {
        Self { rest: bytes, at }
    }

    fn broken<T>(&self) -> Result<T, CatalogueError> {
        Err(CatalogueError::NotDer(self.at))
    }

    pub(super) fn maybe_next(&mut self) -> Result<Option<Item<'a>>, CatalogueError> {
        if self.rest.is_empty() { Ok(None) } else { self.next().map(Some) }
    }

    pub(super) fn next(&mut self) -> Result<Item<'a>, CatalogueError> {
        let [tag, first, after @ ..] = self.rest else { return self.broken() };
        let (length, after) = match usize::from(*first) {
            short @ 0..=0x7f => (short, after),
            // One to four bytes of length; 0x80 would be BER's indefinite form.
            long @ 0x81..=0x84 => {
                let Some((digits, after)) = after.split_at_checked(long - 0x80) else {
                    return self.broken();
                };
                (digits.iter().fold(0, |all, &digit| all << 8 | usize::from(digit)), after)
            }
            _ => return self.broken(),
        };
        let Some((body, rest)) = after.split_at_checked(length) else { return self.broken() };
        let head = self.rest.len() - after.len();
        let whole = self.rest.get(..head + length).unwrap_or_default();
        let item = Item { tag: *tag, body, at: self.at + head, whole };
        self.at += head + length;
        self.rest = rest;
        Ok(item)
    }

    pub(super) fn enter(&mut self, tag: u8) -> Result<Der<'a>, CatalogueError> {
        let item = self.next()?;
        if item.tag != tag {
            return Err(CatalogueError::NotACatalogue);
        }
        Ok(Der::of(item.body, item.at))
    }

    pub(super) fn expect(&mut self, tag: u8, body: &[u8]) -> Result<(), CatalogueError> {
        let item = self.next()?;
        let same = item.tag == tag && item.body == body;
        if same { Ok(()) } else { Err(CatalogueError::NotACatalogue) }
    }
}
