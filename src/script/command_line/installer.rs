//! What `msiexec` is told.

use std::ops::Range;

use super::Argument;

/// The command line of `msiexec`, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Installer {
    /// What is done: the letter, in lower case, of `/i`, `/x`, `/p`, `/a`, `/f…`, `/j…`;
    /// `uninstall`, `package`, `update`. None if it is not said.
    pub action: Option<String>,
    /// The package, or the code of the product.
    pub package: Option<Argument>,
    /// How much of it shows: what stands behind `/q`, in lower case (`n`, `b`, `b!`), empty for
    /// `/q`; `quiet` and `passive` are `n` and `b-!` .
    pub interface: Option<String>,
    /// Where the log goes, with `/l…`.
    pub log: Option<Argument>,
    /// Whether `/norestart` stands there.
    pub is_no_restart: bool,
    /// `NAME=value`, in the order of the line.
    pub properties: Vec<Property>,
    /// The options that are not told above, as written.
    pub others: Vec<Argument>,
}

/// A public property that is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// As written.
    pub name: String,
    /// What it is set to; quotes are taken off.
    pub value: String,
    /// Where all of it stands in the line.
    pub range: Range<usize>,
    /// Where the value stands, with its quotes.
    pub value_range: Range<usize>,
}

impl Installer {
    /// The property of that name, in any case. The last one counts.
    pub fn property(&self, name: &str) -> Option<&Property> {
        self.properties.iter().rev().find(|property| property.name.eq_ignore_ascii_case(name))
    }
}

pub(super) fn read(line: &str, arguments: &[Argument]) -> Installer {
    let mut found = Installer::default();
    let mut rest = arguments.iter().peekable();
    while let Some(argument) = rest.next() {
        let Some(option) = argument.text().strip_prefix(['/', '-']) else {
            match property(line, argument) {
                Some(property) => found.properties.push(property),
                None if found.package.is_none() => found.package = Some(argument.clone()),
                None => found.others.push(argument.clone()),
            }
            continue;
        };
        let option = option.to_ascii_lowercase();
        let mut value = || rest.next_if(|next| !next.text().starts_with(['/', '-'])).cloned();
        match option.as_str() {
            "i" | "x" | "a" | "p" | "package" | "uninstall" | "update" => {
                found.package = value();
                found.action = Some(option);
            }
            _ if option.starts_with("ju") || option.starts_with("jm") || option == "j" => {
                found.package = value();
                found.action = Some(option);
            }
            _ if option.starts_with('f') && !option.starts_with("forcerestart") => {
                found.package = value();
                found.action = Some(option);
            }
            "quiet" => found.interface = Some("n".to_owned()),
            "passive" => found.interface = Some("b-!".to_owned()),
            "norestart" => found.is_no_restart = true,
            "log" => found.log = value(),
            _ if option.starts_with('q') => found.interface = option.get(1..).map(str::to_owned),
            _ if option.starts_with('l') => found.log = value(),
            // `/iagent.msi`, `/x{…}`.
            _ if option.len() > 1 && option.starts_with(['i', 'x']) && found.action.is_none() => {
                found.action = option.get(..1).map(str::to_owned);
                let mut package = argument.clone();
                package.value = package.value.part(2..package.text().len());
                found.package = Some(package);
            }
            _ => found.others.push(argument.clone()),
        }
    }
    found
}

/// `NAME=value` or `NAME="value"`.
fn property(line: &str, argument: &Argument) -> Option<Property> {
    let (name, value) = argument.text().split_once('=')?;
    let mut letters = name.chars();
    let begins = letters.next().is_some_and(|ch| ch.is_ascii_alphabetic() || ch == '_');
    let is_name = begins && letters.all(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '_' | '.'));
    let written = line.get(argument.range.clone())?;
    let sign = argument.range.start + written.find('=')?;
    is_name.then(|| Property {
        name: name.to_owned(),
        value: value.to_owned(),
        range: argument.range.clone(),
        value_range: sign + 1..argument.range.end,
    })
}
