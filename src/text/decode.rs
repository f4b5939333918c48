//! Bytes to text, with the way back from an offset of the text to the byte it came from.

use std::ops::Range;

use encoding_rs::{CoderResult, UTF_16BE, UTF_16LE};

/// How a text is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8; `bom` tells whether it starts with EF BB BF.
    Utf8 {
        /// Whether the bytes start with a byte order mark.
        bom: bool,
    },
    /// UTF-16, little-endian; without a byte order mark when it was recognised by its zero bytes.
    Utf16Le {
        /// Whether the bytes start with a byte order mark.
        bom: bool,
    },
    /// UTF-16, big-endian.
    Utf16Be {
        /// Whether the bytes start with a byte order mark.
        bom: bool,
    },
    /// A legacy code page, guessed from the bytes; its WHATWG name.
    Legacy(&'static str),
}

impl Encoding {
    /// The bytes that its byte order mark takes.
    fn bom_len(self) -> usize {
        match self {
            Self::Utf8 { bom: true } => 3,
            Self::Utf16Le { bom: true } | Self::Utf16Be { bom: true } => 2,
            _ => 0,
        }
    }
}

/// The way from an offset of the decoded text back to the byte it was decoded from.
///
/// Breakpoints are kept where the distance between the two changes (UTF-8 and code pages), or
/// every [`STRIDE`] characters (UTF-16, where it changes all the time and is walked in between).
#[derive(Debug, Clone)]
pub(super) struct Offsets {
    marks: Vec<(u32, u32)>,
    unit: Unit,
    stored: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    /// Between two marks a byte of text is a byte of the file.
    Bytes,
    /// Between two marks a character of text is its UTF-16 length in the file.
    Utf16,
}

/// Characters between two marks of a UTF-16 text.
const STRIDE: usize = 256;

impl Offsets {
    /// The stored byte that `offset` of `text` came from.
    pub(super) fn stored(&self, text: &str, offset: u32) -> u32 {
        let at = self.marks.partition_point(|mark| mark.0 <= offset).saturating_sub(1);
        let (decoded, stored) = self.marks.get(at).copied().unwrap_or_default();
        let ahead = match self.unit {
            Unit::Bytes => match self.marks.get(at + 1) {
                // A character that is longer in the text than in the file: stay on its first byte.
                Some(next) => (offset - decoded).min(next.1.saturating_sub(stored)),
                None => offset - decoded,
            },
            Unit::Utf16 => text
                .get(decoded as usize..offset as usize)
                .map_or(0, |walked| 2 * walked.encode_utf16().count() as u32),
        };
        stored.saturating_add(ahead).min(self.stored)
    }
}

/// Decodes `bytes`: by byte order mark, else as UTF-16 when the zero bytes say so, else as UTF-8
/// when that is what it is, else as the code page that the bytes look like.
///
/// Nothing is lost silently: what does not decode becomes U+FFFD, and its place stays right.
/// The byte order mark is not part of the text.
pub(super) fn decode_with_offsets(bytes: &[u8]) -> (String, Encoding, Offsets) {
    let encoding = recognise(bytes);
    let start = encoding.bom_len();
    let body = bytes.get(start..).unwrap_or_default();
    let stored = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    let (text, marks, unit) = match encoding {
        Encoding::Utf8 { .. } => utf8(body, start),
        Encoding::Utf16Le { .. } => utf16(body, start, u16::from_le_bytes),
        Encoding::Utf16Be { .. } => utf16(body, start, u16::from_be_bytes),
        Encoding::Legacy(name) => legacy(body, name),
    };
    (text, encoding, Offsets { marks, unit, stored })
}

/// Decodes `bytes` as [`Source`](super::Source) does, for a text whose places do not matter.
pub fn decode(bytes: &[u8]) -> (String, Encoding) {
    let (text, encoding, _) = decode_with_offsets(bytes);
    (text, encoding)
}

/// What a text stored as UTF-8 looks like to a program that takes it for the Western code page.
pub fn utf8_as_ansi(text: &str) -> String {
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes());
    text.into_owned()
}

fn recognise(bytes: &[u8]) -> Encoding {
    match bytes {
        [0xef, 0xbb, 0xbf, ..] => return Encoding::Utf8 { bom: true },
        [0xff, 0xfe, ..] => return Encoding::Utf16Le { bom: true },
        [0xfe, 0xff, ..] => return Encoding::Utf16Be { bom: true },
        _ => {}
    }
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    if head.contains(&0) {
        let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count();
        let (even, odd) = (zeros(0), zeros(1));
        let half = head.len() / 2;
        if odd * 3 > half && even * 20 < half {
            return Encoding::Utf16Le { bom: false };
        }
        if even * 3 > half && odd * 20 < half {
            return Encoding::Utf16Be { bom: false };
        }
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Encoding::Utf8 { bom: false };
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Encoding::Legacy(detector.guess(None, chardetng::Utf8Detection::Deny).name())
}

type Decoded = (String, Vec<(u32, u32)>, Unit);

fn utf8(body: &[u8], start: usize) -> Decoded {
    let mut text = String::with_capacity(body.len());
    let mut stored = start;
    let mut marks = vec![(0, clamp(stored))];
    for chunk in body.utf8_chunks() {
        text.push_str(chunk.valid());
        stored += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            marks.push((clamp(text.len()), clamp(stored)));
            text.push('\u{fffd}');
            stored += chunk.invalid().len();
            marks.push((clamp(text.len()), clamp(stored)));
        }
    }
    (text, marks, Unit::Bytes)
}

fn utf16(body: &[u8], start: usize, unit: fn([u8; 2]) -> u16) -> Decoded {
    let (pairs, rest) = body.as_chunks::<2>();
    let mut text = String::with_capacity(body.len());
    let mut marks = vec![(0, clamp(start))];
    let mut stored = start;
    for (count, ch) in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).enumerate() {
        if count > 0 && count % STRIDE == 0 {
            marks.push((clamp(text.len()), clamp(stored)));
        }
        // An unpaired surrogate is one unit, as is the U+FFFD that stands for it.
        let ch = ch.unwrap_or('\u{fffd}');
        text.push(ch);
        stored += 2 * ch.len_utf16();
    }
    if !rest.is_empty() {
        text.push('\u{fffd}');
    }
    (text, marks, Unit::Utf16)
}

fn legacy(body: &[u8], name: &str) -> Decoded {
    let encoding = encoding_rs::Encoding::for_label(name.as_bytes())
        .filter(|found| ![UTF_16LE, UTF_16BE].contains(found))
        .unwrap_or(encoding_rs::WINDOWS_1252);
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(body.len() + body.len() / 8 + 16);
    let mut marks = vec![(0, 0)];
    let mut at = 0;
    while at < body.len() {
        // The byte after a lead byte may look like ASCII and is not: taken alone as well.
        let after_lead = at > 0 && body.get(at - 1).is_some_and(|byte| !byte.is_ascii());
        let ascii = match after_lead {
            true => 0,
            false => body.iter().skip(at).take_while(|byte| byte.is_ascii()).count(),
        };
        let end = at + ascii.max(1);
        let before = text.len();
        let Some(piece) = body.get(at..end) else { break };
        feed(&mut decoder, piece, &mut text, end == body.len());
        // One byte at a time where it matters, so that a mark says where each character began.
        if ascii == 0 || text.len() - before != piece.len() {
            if marks.last().is_none_or(|mark| mark.0 != clamp(before)) {
                marks.push((clamp(before), clamp(at)));
            }
            if text.len() > before {
                marks.push((clamp(text.len()), clamp(end)));
            }
        }
        at = end;
    }
    (text, marks, Unit::Bytes)
}

/// Decodes one piece; the buffer grows until the decoder has taken all of it.
fn feed(decoder: &mut encoding_rs::Decoder, piece: &[u8], text: &mut String, last: bool) {
    let mut taken = 0;
    loop {
        text.reserve(piece.len() * 3 + 16);
        let rest = piece.get(taken..).unwrap_or_default();
        let (result, read, _) = decoder.decode_to_string(rest, text, last);
        taken += read;
        if result == CoderResult::InputEmpty {
            return;
        }
    }
}

fn clamp(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// A range of offsets of a decoded text, as a range of `usize`.
pub(super) fn bounds(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(bytes: &[u8], needle: &str) -> u32 {
        let (text, _, offsets) = decode_with_offsets(bytes);
        let at = text.find(needle).expect("the needle is in the text");
        offsets.stored(&text, at as u32)
    }

    fn utf16le(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn a_byte_order_mark_is_no_text_but_counts_as_bytes() {
        let bytes = b"\xef\xbb\xbf<a/>";
        assert_eq!(decode(bytes), ("<a/>".to_owned(), Encoding::Utf8 { bom: true }));
        assert_eq!(stored(bytes, "a"), 4);
    }

    #[test]
    fn utf_16_is_recognised_with_and_without_a_mark() {
        let text = "net user admin ünïcode 𝄞 end";
        let bare = utf16le(text);
        assert_eq!(decode(&bare), (text.to_owned(), Encoding::Utf16Le { bom: false }));
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&big).1, Encoding::Utf16Be { bom: false });
        let marked = [vec![0xff, 0xfe], bare].concat();
        let place = stored(&marked, "end") as usize;
        assert_eq!(&marked[place..], utf16le("end"));
    }

    #[test]
    fn a_long_utf_16_text_keeps_its_places() {
        let text = "é𝄞x".repeat(1000) + "needle";
        let bytes = utf16le(&text);
        let place = stored(&[vec![0xff, 0xfe], bytes.clone()].concat(), "needle") as usize;
        assert_eq!(place, 2 + bytes.len() - 12);
    }

    #[test]
    fn a_script_saved_in_a_code_page_is_read_as_what_it_is() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode("echo Müller für Straße\r\nneedle");
        let (text, encoding) = decode(&bytes);
        assert!(text.contains("Müller für Straße"), "{text}");
        assert!(matches!(encoding, Encoding::Legacy(_)));
        assert_eq!(stored(&bytes, "needle") as usize, bytes.len() - 6);
        let (bytes, _, _) = encoding_rs::SHIFT_JIS
            .encode("rem 日本語のスクリプトです。管理者として実行してください。\r\nneedle");
        assert_eq!(stored(&bytes, "needle") as usize, bytes.len() - 6);
    }

    #[test]
    fn broken_utf_8_after_a_mark_is_replaced_and_places_stay() {
        let bytes = b"\xef\xbb\xbfab\xff\xfecd\xe2\x82";
        let (text, _) = decode(bytes);
        assert_eq!(text, "ab\u{fffd}\u{fffd}cd\u{fffd}");
        assert_eq!(stored(bytes, "cd"), 7);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_decode_and_offsets_never_run_backwards(bytes: Vec<u8>) {
            let (text, _, offsets) = decode_with_offsets(&bytes);
            let mut last = 0;
            for (at, _) in text.char_indices() {
                let now = offsets.stored(&text, at as u32);
                assert!(now >= last && now as usize <= bytes.len());
                last = now;
            }
            assert!(offsets.stored(&text, text.len() as u32) as usize <= bytes.len());
        }
    }
}
