//! `bulk-token-malformed`

use std::ops::Range;

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, Place, TokenFault};

lint! {
    /// The bulk token is not written as Entra ID issues tokens.
    ///
    /// ## Why it matters
    ///
    /// A token is about 1,000 characters, `0.` or `1.` followed by two parts of letters, digits,
    /// `-` and `_`. Somebody who copies it from a mail or a web page easily loses its end, breaks it
    /// over lines or leaves the text that stood for it. Then no device joins, and the device says so
    /// only with a number.
    ///
    /// The form is not documented. A text of that length and of those characters in another form is
    /// a warning only.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/common</Authority>
    ///     <BPRT>PASTE_BULK_TOKEN_HERE</BPRT>
    ///   </Azure>
    /// </Accounts>
    /// ```
    ///
    /// The access of a person instead of a bulk token:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/common</Authority>
    ///     <BPRT>eyJpbnZlbnRlZCI6MX0.eyJpbnZlbnRlZCI6Mn0.aW52ZW50ZWQ</BPRT>
    ///   </Azure>
    /// </Accounts>
    /// ```
    ///
    /// One that is broken over lines:
    ///
    /// ```corpus
    /// token-pasted
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```corpus
    /// clean-bulk-enrolment
    /// ```
    ///
    /// Without a token there is nothing to be malformed; `bulk-token-incomplete` says that:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/common</Authority>
    ///     <BPRT></BPRT>
    ///   </Azure>
    /// </Accounts>
    /// ```
    ///
    /// ## What to do
    ///
    /// Request the token again in the wizard of Windows Configuration Designer, which writes it by
    /// itself, instead of pasting one.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/intune/intune-service/enrollment/windows-bulk-enroll>
    pub(crate) MALFORMED {
        id: "bulk-token-malformed", category: BulkToken,
        severity: Error, confidence: Likely, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let Some(bulk) = package.bulk_token() else { return };
    let Some(fault) = bulk.fault() else { return };
    let value = bulk.token.value();
    let length = value.trim().chars().count();
    let position = |part: &Range<usize>| {
        let before = value.get(..part.start).unwrap_or_default();
        format!("character {} of {}", before.chars().count() + 1, value.chars().count())
    };
    let place = match &fault {
        TokenFault::Blank(part)
        | TokenFault::Foreign(part)
        | TokenFault::OtherAlphabet(part)
        | TokenFault::BlankAround(part) => Place::part_of(bulk.token, part),
        _ => Place::from(bulk.token),
    };
    let (message, here) = match &fault {
        TokenFault::Placeholder => (
            format!("a text of {length} characters stands where the bulk token belongs"),
            "what stands for a token, and none".to_owned(),
        ),
        TokenFault::WebToken => (
            "the bulk token is a JSON web token, which gives access to one service and lets no \
             device join"
                .to_owned(),
            "begins as JSON web tokens do".to_owned(),
        ),
        TokenFault::Blank(part) => (
            format!("the bulk token is broken by a blank or a line break, {}", position(part)),
            "no token holds one".to_owned(),
        ),
        TokenFault::Foreign(part) => (
            format!("the bulk token holds a character that no token has, {}", position(part)),
            "neither a letter, a digit, `-`, `_` nor `.`".to_owned(),
        ),
        TokenFault::OtherAlphabet(part) => (
            format!(
                "the bulk token is written in another base64 alphabet than tokens are, {}",
                position(part)
            ),
            "tokens have `-` and `_`, not `+`, `/` and `=`".to_owned(),
        ),
        TokenFault::Short => (
            format!("the bulk token has {length} characters, and tokens have about 1,000"),
            "most of it is missing".to_owned(),
        ),
        TokenFault::Unfamiliar => (
            format!(
                "the bulk token of {length} characters has another form than `0.` or `1.` and two \
                 parts behind it"
            ),
            "not the form of the tokens that are known".to_owned(),
        ),
        TokenFault::BlankAround(_) => (
            "a blank or line break stands before or behind the bulk token".to_owned(),
            "this may be sent as a part of the token".to_owned(),
        ),
    };
    let finding = findings.at(place).say(message).here(here);
    let is_plausible = matches!(
        fault,
        TokenFault::OtherAlphabet(_) | TokenFault::Unfamiliar | TokenFault::BlankAround(_)
    );
    // A pipeline may fill in the token before it builds the package.
    let is_template = fault == TokenFault::Placeholder && !package.has_runtime;
    let finding = match is_plausible || is_template {
        true => finding.lowered_to(Severity::Warning),
        false => finding,
    };
    finding.help(match is_template {
        true => "request the token in Windows Configuration Designer before the package is built",
        false => "request the token again in Windows Configuration Designer instead of pasting it",
    });
}
