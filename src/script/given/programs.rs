//! Passwords on the command lines of programs.

use std::ops::Range;

use super::words::{behind_scheme, is_authorization, is_password, is_plain, is_secret, is_token};
use super::{Finder, GivenKind, part_of};
use crate::script::reading::{Argument, Value};

/// Switches of a program that take a password in the next argument, or behind `:` or `=`. Their
/// letters count in the case in which they stand here.
const SWITCHES: &[(&[&str], &[&str])] = &[
    (&["schtasks"], &["rp", "RP", "Rp", "p", "P"]),
    (&["psexec", "psexec64", "paexec"], &["p", "P"]),
    (&["sqlcmd", "osql", "bcp"], &["P"]),
    (&["plink", "pscp", "psftp", "putty"], &["pw"]),
    (&["winrs"], &["p", "P"]),
    (&["certutil"], &["p", "P"]),
    (&["signtool"], &["p", "P"]),
    (&["cmdkey"], &["p", "P"]),
];

/// Switches with the password right behind them.
const ATTACHED: &[(&[&str], &[&str])] = &[
    (&["7z", "7za", "7zr", "7zg"], &["-p"]),
    (&["rar", "unrar", "winrar"], &["-hp", "-p"]),
    (&["mysql", "mysqldump", "mysqladmin"], &["-p"]),
    (&["sqlcmd", "osql", "bcp"], &["-P"]),
];

/// The items of a list of wmic that are looked at.
const MOST_LISTED: usize = 64;

impl Finder<'_> {
    pub(super) fn program(&mut self) {
        let is_join = match self.call.name.as_str() {
            "net" | "net1" => return self.net(),
            // They say something, or ask for it.
            "echo" | "set" | "title" | "should" => return,
            // `rasdial NAME USER PASSWORD`, `autologon USER DOMAIN PASSWORD`.
            "rasdial" | "autologon" | "autologon64" => {
                let words = self.call.arguments.iter().map(|argument| &argument.value);
                let mut words = words.filter(|value| !value.text().starts_with(['/', '-']));
                if let Some(password) = words.nth(2).cloned() {
                    let kind = match self.call.name.as_str() {
                        "rasdial" => GivenKind::Connection,
                        _ => GivenKind::Account,
                    };
                    self.add(kind, password);
                }
                return;
            }
            // `setx NAME VALUE`, `aws configure set NAME VALUE`
            "setx" | "aws" => {
                let skipped = if self.call.is("aws") { 2 } else { 0 };
                let values = self.call.arguments.iter().map(|argument| &argument.value);
                let mut words = values.skip(skipped);
                if let (Some(name), Some(value)) = (words.next(), words.next())
                    && is_secret(name.text())
                    && !is_plain(value.text())
                {
                    let name = name.text().to_owned();
                    let kind = match is_password(&name) {
                        true => GivenKind::Option(name),
                        false => GivenKind::Named(name),
                    };
                    self.add(kind, value.clone());
                }
                return;
            }
            "netdom" => true,
            "wmic" => self.call.texts().any(|text| {
                let text = text.to_ascii_lowercase();
                text.contains("joindomainorworkgroup") || text.contains("unjoindomain")
            }),
            _ => false,
        };
        let call = self.call;
        let name = call.name.as_str();
        let of_tool = |list: &'static [(&'static [&'static str], &'static [&'static str])]| {
            list.iter().filter(|(tools, _)| tools.contains(&name)).flat_map(|(_, found)| *found)
        };
        let switches: Vec<&str> = of_tool(SWITCHES).copied().collect();
        let attached: Vec<&str> = of_tool(ATTACHED).copied().collect();
        // What `-p` is depends on the word before it.
        let signs_in = matches!(name, "az" | "docker" | "podman" | "helm")
            && call.starts_with(&["login"])
            || matches!(name, "choco" | "nuget") && call.starts_with(&["source"]);
        if name == "reg" {
            self.registry();
        }
        let mut arguments = call.arguments.iter().peekable();
        while let Some(argument) = arguments.next() {
            let text = argument.value.text();
            if let Some(rest) = text.strip_prefix(['/', '-']) {
                let rest = rest.strip_prefix('-').unwrap_or(rest);
                let (option, value) = match rest.find([':', '=']) {
                    Some(at) => {
                        let start = text.len() - rest.len() + at + 1;
                        (rest.get(..at).unwrap_or_default(), Some(start..text.len()))
                    }
                    None => (rest, None),
                };
                // Of netdom: the password of the domain's account, and that of the computer's.
                let is_of_join = is_join
                    && ["pd", "po", "passwordd", "passwordo"]
                        .iter()
                        .any(|name| option.eq_ignore_ascii_case(name));
                let is_of_user = name == "curl" && is_user_of_curl(text, option);
                let is_recovery = name == "manage-bde"
                    && ["recoverypassword", "rp"]
                        .iter()
                        .any(|name| option.eq_ignore_ascii_case(name));
                let is_switch = is_recovery
                    || is_of_join
                    || is_of_user
                    || switches.contains(&option)
                    || signs_in && option == "p"
                    || is_password(option)
                    || is_token(option);
                if is_switch {
                    let value = match value {
                        Some(range) => Some(part_of(&argument.value, range)),
                        None => arguments
                            .next_if(|next| !is_next_option(next))
                            .map(|next| next.value.clone()),
                    };
                    let Some(value) = value else { continue };
                    match () {
                        () if is_recovery => self.add(GivenKind::RecoveryPassword, value),
                        () if is_of_join => self.add(GivenKind::DomainJoin, value),
                        () if is_of_user => self.behind_colon(&value, text),
                        () if name == "cmdkey" => self.add(GivenKind::Connection, value),
                        () if is_plain(value.text()) => {}
                        () if is_token(option) => {
                            self.add(GivenKind::Token(text_of_option(text, option)), value);
                        }
                        () => {
                            self.add(GivenKind::Option(text_of_option(text, option)), value);
                        }
                    }
                    continue;
                }
                if name == "curl" && is_header(text, option) {
                    let value = match value.filter(|_| text.starts_with("--")) {
                        Some(range) => Some(part_of(&argument.value, range)),
                        None => arguments.next().map(|next| next.value.clone()),
                    };
                    if let Some(value) = value {
                        self.header(&value);
                    }
                    continue;
                }
                // `-uUSER:PASSWORD`
                if name == "curl" && text.starts_with("-u") && !text.starts_with("-u=") {
                    let value = part_of(&argument.value, 2..text.len());
                    self.behind_colon(&value, "-u");
                    continue;
                }
                let fits = |start: &&&str| text.starts_with(**start) && text.len() > start.len();
                if let Some(start) = attached.iter().find(fits) {
                    let value = part_of(&argument.value, start.len()..text.len());
                    self.add(GivenKind::Option((*start).to_owned()), value);
                    continue;
                }
            }
            self.assignment(&argument.value, is_join, arguments.peek().map(|next| &next.value));
        }
    }

    /// `net user NAME PASSWORD`, `net use [X:] \\server\share PASSWORD /user:NAME`.
    fn net(&mut self) {
        let call = self.call;
        let mut words =
            call.arguments.iter().filter(|argument| !argument.value.text().starts_with('/'));
        let verb = words.next().map(|verb| verb.value.text().to_ascii_lowercase());
        match verb.as_deref() {
            Some("user") => {
                if let Some(password) = words.nth(1) {
                    self.add(GivenKind::Account, password.value.clone());
                }
            }
            Some("use") => {
                let is_device = |text: &str| {
                    text == "*"
                        || text.strip_suffix(':').is_some_and(|name| {
                            name.len() == 1 || name.to_ascii_lowercase().starts_with("lpt")
                        })
                };
                let mut words = words.skip_while(|word| is_device(word.value.text()));
                // The share, by whatever it is known.
                if words.next().is_some()
                    && let Some(password) = words.next()
                {
                    self.add(GivenKind::Connection, password.value.clone());
                }
            }
            _ => {}
        }
    }

    /// `PASSWORD=x`, `password= x` of `sc`, `password="x"` in a list of `wmic`.
    fn assignment(&mut self, value: &Value, is_join: bool, next: Option<&Value>) {
        let text = value.text();
        // A comma belongs to a password, but in the lists of wmic.
        let is_list = self.call.is("wmic");
        let mut at = 0;
        let parts = text.splitn(if is_list { MOST_LISTED } else { 1 }, ',');
        for part in parts {
            let start = at;
            at += part.len() + 1;
            let Some((name, assigned)) = part.split_once('=') else { continue };
            let name = name.trim_start();
            let is_name = |ch: char| ch.is_ascii_alphanumeric() || matches!(ch, '_' | '-' | '.');
            let is_key = self.call.is("netsh")
                && ["key", "keymaterial"].iter().any(|key| name.eq_ignore_ascii_case(key));
            if name.len() > 64
                || !name.chars().all(is_name)
                || !is_key && !is_password(name) && !is_token(name)
            {
                continue;
            }
            let end = start + part.len();
            let value = match next {
                Some(next) if assigned.is_empty() && self.call.is("sc") => next.clone(),
                _ => part_of(value, unquoted(text, end - assigned.len()..end)),
            };
            match is_join {
                _ if is_plain(value.text()) => {}
                true => self.add(GivenKind::DomainJoin, value),
                false if is_token(name) => self.add(GivenKind::Token(name.to_owned()), value),
                false => self.add(GivenKind::Property(name.to_owned()), value),
            }
        }
    }

    /// `Authorization: Bearer x`, `X-Api-Key: x` of curl.
    fn header(&mut self, value: &Value) {
        let text = value.text();
        let Some((name, rest)) = text.split_once(':') else { return };
        let rest = rest.trim_start();
        let start = text.len() - rest.len();
        let range = match is_authorization(name) {
            true => {
                let behind = behind_scheme(rest);
                start + behind.start..text.len()
            }
            false if is_secret(name) => start..text.len(),
            false => return,
        };
        self.add(GivenKind::Named(name.to_owned()), part_of(value, range));
    }

    /// `user:password` of curl.
    fn behind_colon(&mut self, value: &Value, option: &str) {
        if let Some((user, password)) = value.text().split_once(':') {
            let range = user.len() + 1..user.len() + 1 + password.len();
            self.add(GivenKind::Option(option.to_owned()), part_of(value, range));
        }
    }

    /// `reg add … /v DefaultPassword /d x`.
    fn registry(&mut self) {
        let (Some(name), Some(value)) = (self.call.option("v"), self.call.option("d")) else {
            return;
        };
        if is_password(name.text()) && !is_plain(value.text()) {
            self.add(GivenKind::Registry(name.text().to_owned()), value);
        }
    }
}

/// A range without the quotes at its ends.
fn unquoted(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text.get(range.clone()).unwrap_or_default();
    let inner = part
        .strip_prefix('"')
        .and_then(|part| part.strip_suffix('"'))
        .or_else(|| part.strip_prefix('\'').and_then(|part| part.strip_suffix('\'')));
    match inner {
        Some(inner) => range.start + 1..range.start + 1 + inner.len(),
        None => range,
    }
}

fn is_next_option(argument: &Argument) -> bool {
    argument.value.text().starts_with('/')
        || argument.value.text().starts_with("--")
        || argument.value.text().starts_with('-')
            && !argument.is_switch
            && argument.value.text().len() <= 3
}

fn is_header(text: &str, option: &str) -> bool {
    text == "-H" || text.starts_with("--") && matches!(option, "header" | "proxy-header")
}

fn is_user_of_curl(text: &str, option: &str) -> bool {
    text == "-u" || text.starts_with("--") && (option == "user" || option == "proxy-user")
}

/// The option as it is written, without its value.
fn text_of_option(text: &str, option: &str) -> String {
    let end = text.find(option).map_or(0, |at| at + option.len());
    text.get(..end).unwrap_or_default().to_owned()
}
