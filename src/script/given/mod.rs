//! The secrets that commands are given, by what the commands mean.

mod cmdlets;
mod constants;
mod named;
mod passed_on;
mod places;
mod programs;
mod web;
mod words;

pub use places::{Hidden, hidden};
pub use web::{WebKind, WebSecret, web_secrets};
pub use words::is_password;

use super::reading::{Call, Reading, Style, Value};

/// A secret that a command is given.
#[derive(Clone, Debug)]
pub struct Given {
    /// The call, by its place in the reading.
    pub call: u32,
    /// What it is.
    pub kind: GivenKind,
    /// The secret alone. It may be unknown in part.
    pub value: Value,
}

/// What a secret is that a command is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GivenKind {
    /// The password of an account: `net user NAME PASSWORD`, `SetPassword`.
    Account,
    /// The password of a connection: `net use`, `cmdkey /pass`.
    Connection,
    /// The password of the account that joins a domain.
    DomainJoin,
    /// What becomes a secure string, in clear.
    SecureString,
    /// An encrypted secure string whose key stands beside it.
    SecureStringWithKey,
    /// The key of an encrypted secure string.
    SecureStringKey,
    /// The password of a credential that is no secure string.
    Credential,
    /// The value of an option: `-Password x`, `schtasks /rp x`; its name, as it is written.
    Option(String),
    /// A property of an installer: `PASSWORD=x`; its name.
    Property(String),
    /// What enrols or licenses a program: `TOKEN=x`, `--enrollment-token x`; its name.
    Token(String),
    /// The recovery password of BitLocker.
    RecoveryPassword,
    /// A value of the registry whose name says that it is one.
    Registry(String),
    /// A secret in the address of something on the web.
    Web(WebKind),
    /// A value whose name says that it is a secret: an entry of a table, a header; its name.
    Named(String),
}

/// The secrets that the commands of a text are given, in the order of the calls. Takes time by the
/// length of the arguments.
pub fn given(reading: &Reading) -> Vec<Given> {
    let mut found = vec![];
    for (at, call) in reading.calls.iter().enumerate() {
        let mut finder = Finder { reading, call, at: at as u32, found: &mut found };
        finder.call();
    }
    passed_on::add(reading, &mut found);
    found
}

struct Finder<'f> {
    reading: &'f Reading,
    call: &'f Call,
    at: u32,
    found: &'f mut Vec<Given>,
}

impl Finder<'_> {
    fn call(&mut self) {
        match self.call.style {
            Style::Program | Style::Builtin => self.program(),
            Style::Cmdlet => self.cmdlet(),
            Style::Method | Style::StaticMethod => self.method(),
            Style::Expression | Style::Keyword => {}
        }
        for argument in &self.call.arguments {
            for value in argument.value.each() {
                self.web(value);
            }
        }
        if self.call.style != Style::Cmdlet {
            self.web(&self.call.program);
        }
    }

    fn web(&mut self, value: &Value) {
        for secret in web_secrets(value.text()) {
            self.add(GivenKind::Web(secret.kind), part_of(value, secret.range));
        }
    }

    /// Adds a value, unless it is none: empty, a prompt, the next option.
    fn add(&mut self, kind: GivenKind, value: Value) {
        let text = value.text();
        if !text.is_empty() && text != "*" {
            self.found.push(Given { call: self.at, kind, value });
        }
    }
}

/// A part of a value's text, in bytes of it.
fn part_of(value: &Value, range: std::ops::Range<usize>) -> Value {
    let mut part = value.clone();
    part.text = value.text.part(range);
    part.items = None;
    let place = part.text.source_range();
    part.uses.retain(|used| used.range.start < place.end && place.start < used.range.end);
    part
}

#[cfg(test)]
mod tests;
