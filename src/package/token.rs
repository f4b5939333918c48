//! The bulk token: its form, whom it belongs to, and what is known of its end.
//!
//! A token is a refresh token of Microsoft Entra ID: a version, a head and a body, separated by
//! dots. The body is sealed. The head is not: it names the tenant and the application that asked for
//! the token. No part of it says when it ends. This was measured on one real token, so what the head
//! says is an inference, and another form is no proof that the token is wrong.

use std::ops::Range;

use base64::Engine;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use chrono::{DateTime, TimeDelta, Utc};

use super::placeholder::stands_for_token;
use super::setting::Setting;
use super::{Built, Package, WebAddress, plain_guid};

/// The longest life that a bulk token can be given, in days.
pub const LONGEST_LIFE: i64 = 180;

/// The application that bulk tokens are issued to.
pub const JOIN_CLIENT: &str = "b90d5b8f-5503-4153-b545-b31cecfaece2";

/// Fewer characters than any token of Entra ID has; real ones have about 1,000.
const SHORTEST: usize = 200;

/// Of the head and of a web token's claims, so much is decoded; real ones are far shorter.
const LONGEST_PART: usize = 64 * 1024;

/// The last characters of a head may hold bits that belong to no byte.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A bulk enrolment with Microsoft Entra ID.
#[derive(Debug, Clone, Copy)]
pub struct BulkToken<'p> {
    /// The token.
    pub token: &'p Setting,
    /// Who it is sent to.
    pub authority: Option<&'p Setting>,
}

/// What the head of a token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenHead {
    /// The tenant that devices join with it: a GUID in lower case without braces.
    pub tenant: String,
    /// The application that it was issued to, written likewise.
    pub client: String,
}

/// Why a text is no bulk token as Entra ID issues them. Ranges are bytes of the setting's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenFault {
    /// A text that stands for the token: `<token>`, `REPLACE_ME`, `$(Bprt)`.
    Placeholder,
    /// A JSON web token: the access of a person or an app, and nothing that a device can join with.
    WebToken,
    /// A blank or line break in it.
    Blank(Range<usize>),
    /// A character that no token has.
    Foreign(Range<usize>),
    /// `+`, `/` or `=`: of the other alphabet of base64.
    OtherAlphabet(Range<usize>),
    /// So few characters that most of it is missing.
    Short,
    /// Long enough, of the right characters, and not `version.head.body`.
    Unfamiliar,
    /// Blanks or line breaks before or behind it.
    BlankAround(Range<usize>),
}

/// What is known of the moment from which on a token lets no device join any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenEnd {
    /// The token itself says it, as only a JSON web token does.
    Written(DateTime<Utc>),
    /// A person states it.
    Stated(DateTime<Utc>),
    /// The token was requested before the package was built, so it cannot live longer than this. It
    /// may have ended long before.
    AtTheLatest(DateTime<Utc>, Built),
    /// Nothing is known: nobody states it, and an answer file does not say when it was written.
    Unknown,
}

impl Package {
    /// The bulk token, when there is one.
    pub fn bulk_token(&self) -> Option<BulkToken<'_>> {
        let of = |leaf: &str| {
            self.setting(&format!("Accounts/Azure/{leaf}")).filter(|found| found.is_set())
        };
        Some(BulkToken { token: of("BPRT")?, authority: of("Authority") })
    }

    /// What is known of the end of its bulk token. `stated` is what a person says of it.
    pub fn token_end(&self, stated: Option<DateTime<Utc>>, now: DateTime<Utc>) -> TokenEnd {
        let written = self.bulk_token().and_then(|bulk| web_token_end(bulk.token.value().trim()));
        if let Some(end) = written {
            return TokenEnd::Written(end);
        }
        match (stated, self.latest_token_end(now)) {
            (Some(end), _) => TokenEnd::Stated(end),
            (None, Some((end, built))) => TokenEnd::AtTheLatest(end, built),
            (None, None) => TokenEnd::Unknown,
        }
    }

    /// The latest moment at which a token in it can still work, and the build time that says so.
    pub fn latest_token_end(&self, now: DateTime<Utc>) -> Option<(DateTime<Utc>, Built)> {
        let built = self.built(now)?;
        Some((built.time + TimeDelta::days(LONGEST_LIFE), built))
    }
}

impl BulkToken<'_> {
    /// Why it is no bulk token as Entra ID issues them; none when it looks like one.
    pub fn fault(&self) -> Option<TokenFault> {
        fault(self.token.value())
    }

    /// Whether a text stands for a token that is filled in later.
    pub fn is_placeholder(&self) -> bool {
        self.fault() == Some(TokenFault::Placeholder)
    }

    /// What its head says, when it has one.
    pub fn head(&self) -> Option<TokenHead> {
        head(self.token.value().trim())
    }

    /// The tenant that devices join with it: only of a token that was issued for joining.
    pub fn tenant(&self) -> Option<String> {
        self.head().filter(|head| head.client == JOIN_CLIENT).map(|head| head.tenant)
    }

    /// The tenant that the authority names, where it names one by its GUID.
    pub fn authority_tenant(&self) -> Option<String> {
        let address = WebAddress::parse(self.authority?.value())?;
        let whom = plain_guid(address.steps().next()?);
        is_guid(&whom).then_some(whom)
    }
}

fn fault(value: &str) -> Option<TokenFault> {
    let text = value.trim();
    let start = value.len() - value.trim_start().len();
    let at = |found: (usize, char)| start + found.0..start + found.0 + found.1.len_utf8();
    let find = |wanted: fn(char) -> bool| text.char_indices().find(|(_, ch)| wanted(*ch)).map(at);
    if stands_for_token(text) {
        return Some(TokenFault::Placeholder);
    }
    if text.starts_with("eyJ") && text.matches('.').count() == 2 {
        return Some(TokenFault::WebToken);
    }
    if let Some(blank) = find(char::is_whitespace) {
        return Some(TokenFault::Blank(blank));
    }
    if let Some(foreign) = find(|ch| !is_of_token(ch) && !"+/=".contains(ch)) {
        return Some(TokenFault::Foreign(foreign));
    }
    if let Some(other) = find(|ch| !is_of_token(ch)) {
        return Some(TokenFault::OtherAlphabet(other));
    }
    if text.len() < SHORTEST {
        return Some(TokenFault::Short);
    }
    if !is_familiar(text) {
        return Some(TokenFault::Unfamiliar);
    }
    let end = start + text.len();
    match (start, value.len() - end) {
        (0, 0) => None,
        (0, _) => Some(TokenFault::BlankAround(end..value.len())),
        _ => Some(TokenFault::BlankAround(0..start)),
    }
}

fn is_of_token(ch: char) -> bool {
    ch.is_ascii_alphanumeric() || "-_.".contains(ch)
}

/// Whether it is a version, a head and a body.
fn is_familiar(text: &str) -> bool {
    let mut parts = text.split('.');
    let (version, head, body) = (parts.next(), parts.next(), parts.next());
    matches!(version, Some("0" | "1"))
        && head.is_some_and(|head| head.len() >= 40)
        && body.is_some_and(|body| body.len() >= SHORTEST)
        && parts.next().is_none()
}

/// The head: a byte 1, two bytes, the tenant, the client.
fn head(text: &str) -> Option<TokenHead> {
    let mut parts = text.split('.');
    let head = parts.nth(1).filter(|head| head.len() <= LONGEST_PART)?;
    parts.next()?;
    let bytes = BASE64.decode(head).ok()?;
    let is_known = bytes.first() == Some(&1);
    let (tenant, client) = (guid(bytes.get(3..19)?)?, guid(bytes.get(19..35)?)?);
    is_known.then_some(TokenHead { tenant, client })
}

/// A GUID as Windows stores it: the first three numbers with the lowest byte first.
fn guid(bytes: &[u8]) -> Option<String> {
    let bytes: [u8; 16] = bytes.try_into().ok()?;
    let [a0, a1, a2, a3, b0, b1, c0, c1, d0, d1, e0, e1, e2, e3, e4, e5] = bytes;
    let a = u32::from_le_bytes([a0, a1, a2, a3]);
    let b = u16::from_le_bytes([b0, b1]);
    let c = u16::from_le_bytes([c0, c1]);
    let d = u16::from_be_bytes([d0, d1]);
    let e = u64::from_be_bytes([0, 0, e0, e1, e2, e3, e4, e5]);
    Some(format!("{a:08x}-{b:04x}-{c:04x}-{d:04x}-{e:012x}"))
}

/// Whether it is a GUID without braces.
fn is_guid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && text.chars().all(|ch| ch == '-' || ch.is_ascii_hexdigit())
}

/// The `exp` of a JSON web token.
fn web_token_end(text: &str) -> Option<DateTime<Utc>> {
    let mut parts = text.split('.');
    parts.next().filter(|header| header.starts_with("eyJ"))?;
    let claims = parts.next().filter(|claims| claims.len() <= LONGEST_PART)?;
    parts.next()?;
    let claims: serde_json::Value = serde_json::from_slice(&BASE64.decode(claims).ok()?).ok()?;
    DateTime::from_timestamp(claims.get("exp")?.as_i64()?, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of the tenant `11111111-2222-4333-8444-555566667777`, invented like the rest of it.
    fn token(client: [u8; 16]) -> String {
        let tenant = [
            0x11, 0x11, 0x11, 0x11, 0x22, 0x22, 0x33, 0x43, 0x84, 0x44, 0x55, 0x55, 0x66, 0x66,
            0x77, 0x77,
        ];
        let head: Vec<u8> = [1, 0x5a, 0x1c]
            .into_iter()
            .chain(tenant)
            .chain(client)
            .chain([0x42, 0x42, 0x43])
            .collect();
        format!("0.{}.AgAB{}", BASE64.encode(head).trim_end_matches('='), "-Invented_".repeat(96))
    }

    const JOIN: [u8; 16] = [
        0x8f, 0x5b, 0x0d, 0xb9, 0x03, 0x55, 0x53, 0x41, 0xb5, 0x45, 0xb3, 0x1c, 0xec, 0xfa, 0xec,
        0xe2,
    ];

    #[test]
    fn the_head_names_the_tenant_and_the_client() {
        let found = head(&token(JOIN)).map(|head| (head.tenant, head.client));
        let tenant = "11111111-2222-4333-8444-555566667777".to_owned();
        assert_eq!(found, Some((tenant, JOIN_CLIENT.to_owned())));
    }

    #[test]
    fn a_head_may_end_in_bits_that_belong_to_no_byte() {
        let token = "0.AVocUj0ffEsOhkqdJ1GqDA3gAY9bDbkDVVNBtUWzHOz67OJBQkM.AgABInvented";
        let found = head(token).map(|head| head.client);
        assert_eq!(found.as_deref(), Some(JOIN_CLIENT));
    }

    #[test]
    fn what_has_another_head_says_nothing() {
        for text in ["", "0", "0.AX.AgAB", "0.A+/=.x", "a.b.c", "0.AAAA", "..", "eyJ9.eyJ9.x"] {
            assert_eq!(head(text), None, "{text}");
        }
        let other = token(JOIN).replacen("0.AV", "0.BV", 1);
        assert_eq!(head(&other), None);
    }

    #[test]
    fn a_token_as_it_is_issued_has_no_fault() {
        for good in [token(JOIN), token(JOIN).replacen("0.", "1.", 1)] {
            assert_eq!(fault(&good), None);
        }
    }

    #[test]
    fn every_fault_is_told_apart_and_has_its_place() {
        use TokenFault::*;
        let good = token(JOIN);
        let (front, back) = good.split_at(80);
        let end = good.len();
        for (bad, expected) in [
            ("<token>".to_owned(), Placeholder),
            ("$(Bprt)".to_owned(), Placeholder),
            ("REPLACE_ME".to_owned(), Placeholder),
            ("xxxxxxxxxxxx".to_owned(), Placeholder),
            ("eyJhbGciOiJub25lIn0.eyJleHAiOjF9.c2lnbmVk".to_owned(), WebToken),
            (format!("{front}\r\n{back}"), Blank(80..81)),
            (format!("  {front} {back}"), Blank(82..83)),
            (format!("\"{good}\""), Foreign(0..1)),
            (format!("{front}é{back}"), Foreign(80..82)),
            (format!("{front}+{back}"), OtherAlphabet(80..81)),
            (front.to_owned(), Short),
            (good.replacen("0.", "7.", 1), Unfamiliar),
            (good.replace('.', "-"), Unfamiliar),
            (format!("{good}.x"), Unfamiliar),
            (format!("\n  {good}\n"), BlankAround(0..3)),
            (format!("{good} "), BlankAround(end..end + 1)),
        ] {
            assert_eq!(fault(&bad), Some(expected), "{bad}");
        }
    }

    #[test]
    fn a_web_token_says_when_it_ends() {
        let web = |claims: &str| format!("eyJhbGciOiJub25lIn0.{}.x", BASE64.encode(claims));
        let end = |claims: &str| web_token_end(&web(claims)).map(|end| end.timestamp());
        assert_eq!(end(r#"{"exp": 1767225600}"#), Some(1_767_225_600));
        for claims in ["{}", r#"{"exp": "soon"}"#, r#"{"exp": 9223372036854775807}"#, "no"] {
            assert_eq!(end(claims), None, "{claims}");
        }
        assert_eq!(web_token_end(&token(JOIN)), None);
    }

    #[test]
    fn a_guid_has_five_groups_of_hexadecimal_digits() {
        assert!(is_guid(JOIN_CLIENT));
        for text in ["", "common", "b90d5b8f-5503-4153-b545-b31cecfaece", "fabrikam.example"] {
            assert!(!is_guid(text), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_examined_and_every_place_lies_in_it(text: String) {
            let (_, _) = (head(&text), web_token_end(&text));
            if let Some(
                TokenFault::Blank(part)
                | TokenFault::Foreign(part)
                | TokenFault::OtherAlphabet(part)
                | TokenFault::BlankAround(part),
            ) = fault(&text)
            {
                assert!(text.get(part).is_some());
            }
        }
    }
}
