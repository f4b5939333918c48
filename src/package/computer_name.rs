//! What the device will be called: the parts of a computer name, and what they expand to.

use std::ops::Range;

use super::Package;
use super::setting::Setting;

/// A computer name that a package sets.
#[derive(Debug, Clone)]
pub struct ComputerName<'p> {
    /// The setting that it stands in.
    pub setting: &'p Setting,
    /// Which of the two settings that is.
    pub kind: NameKind,
    /// What it consists of; the parts tile the value without the blanks around it.
    pub parts: Vec<NamePart>,
}

/// The settings that name a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameKind {
    /// `Accounts/ComputerAccount/ComputerName`.
    Account,
    /// `DevDetail/DNSComputerName`, from Windows 10, version 2004 on.
    Dns,
}

impl NameKind {
    /// The path of its setting.
    pub fn path(self) -> &'static str {
        match self {
            Self::Account => "Accounts/ComputerAccount/ComputerName",
            Self::Dns => "DevDetail/DNSComputerName",
        }
    }

    /// The longest name that it takes, in bytes.
    pub fn limit(self) -> usize {
        match self {
            Self::Account => NETBIOS_LIMIT,
            Self::Dns => 63,
        }
    }
}

/// The longest name in NetBIOS, in bytes: a longer one is cut to it there.
pub const NETBIOS_LIMIT: usize = 15;

/// A part of a computer name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamePart {
    /// What it is.
    pub kind: PartKind,
    /// Bytes of the setting's value.
    pub range: Range<usize>,
}

/// What a part of a computer name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// What stands in the name as it is.
    Literal,
    /// `%SERIAL%`, the serial number in the firmware.
    Serial {
        /// Whether it is written in capitals, as it must be.
        is_upper: bool,
    },
    /// `%RAND:x%`, so many random digits.
    Random {
        /// The x; none when it is no number.
        digits: Option<usize>,
        /// Whether it is written in capitals, as it must be.
        is_upper: bool,
    },
    /// `%…%` that is no macro of Windows.
    UnknownMacro,
    /// `{…}`, `<…>`, `$(…)`: what a template leaves open.
    Placeholder,
}

impl ComputerName<'_> {
    /// What a part says.
    pub fn text_of(&self, part: &NamePart) -> &str {
        self.setting.value().get(part.range.clone()).unwrap_or_default()
    }

    /// The name as it is written, without the blanks around it.
    pub fn written(&self) -> &str {
        self.setting.value().trim()
    }

    /// Whether it is the same on every device.
    pub fn is_constant(&self) -> bool {
        self.parts.iter().all(|part| part.kind == PartKind::Literal)
    }

    /// Whether every macro in it is one that Windows knows, whatever its case.
    pub fn is_understood(&self) -> bool {
        let is_unclear = |part: &NamePart| {
            matches!(part.kind, PartKind::UnknownMacro | PartKind::Placeholder)
                || matches!(part.kind, PartKind::Random { digits: None, .. })
        };
        !self.parts.iter().any(is_unclear)
    }

    /// Bytes that are the same on every device.
    pub fn fixed_bytes(&self) -> usize {
        let literal = self.parts.iter().filter(|part| part.kind == PartKind::Literal);
        literal.map(|part| part.range.len()).sum()
    }

    /// The random digits of all its macros together; none when it has no such macro.
    pub fn random_digits(&self) -> Option<usize> {
        let digits = self.parts.iter().filter_map(|part| match part.kind {
            PartKind::Random { digits, .. } => Some(digits.unwrap_or_default()),
            _ => None,
        });
        digits.fold(None, |sum: Option<usize>, more| {
            Some(sum.unwrap_or_default().saturating_add(more))
        })
    }

    /// Whether the serial number is a part of it. Beside random digits Windows leaves it out.
    pub fn uses_serial(&self) -> bool {
        let is_serial = |part: &NamePart| matches!(part.kind, PartKind::Serial { .. });
        self.random_digits().is_none() && self.parts.iter().any(is_serial)
    }

    /// The shortest name that can come of it, in bytes. Of a serial number one character counts:
    /// Windows cuts it to what fits.
    pub fn least_bytes(&self) -> usize {
        let random = self.random_digits().unwrap_or_default();
        let serial = usize::from(self.uses_serial());
        self.fixed_bytes().saturating_add(random).saturating_add(serial)
    }

    /// The bytes that its setting leaves for the serial number.
    pub fn room_for_serial(&self) -> usize {
        self.kind.limit().saturating_sub(self.fixed_bytes())
    }
}

impl Package {
    /// The names that settings give the device.
    pub fn computer_names(&self) -> Vec<ComputerName<'_>> {
        [NameKind::Account, NameKind::Dns]
            .into_iter()
            .filter_map(|kind| {
                let setting = self.setting(kind.path()).filter(|setting| setting.is_set())?;
                Some(ComputerName { setting, kind, parts: parts(setting.value()) })
            })
            .collect()
    }
}

/// Bytes between two brackets that are looked at; more are no name.
const LONGEST_MACRO: usize = 64;

/// The parts of a name, in order.
fn parts(value: &str) -> Vec<NamePart> {
    let start = value.len() - value.trim_start().len();
    let end = start + value.trim().len();
    let text = value.get(..end).unwrap_or_default();
    let mut found = vec![];
    let mut literal = start;
    let mut at = start;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let Some((kind, length)) = special(rest) else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        if literal < at {
            found.push(NamePart { kind: PartKind::Literal, range: literal..at });
        }
        found.push(NamePart { kind, range: at..at + length });
        at += length;
        literal = at;
    }
    if literal < end {
        found.push(NamePart { kind: PartKind::Literal, range: literal..end });
    }
    found
}

/// The macro or placeholder that `text` begins with, and its length.
fn special(text: &str) -> Option<(PartKind, usize)> {
    let (open, close) = match text.chars().next()? {
        '%' => ("%", '%'),
        '{' => ("{", '}'),
        '<' => ("<", '>'),
        '$' if text.starts_with("$(") => ("$(", ')'),
        '$' if text.starts_with("${") => ("${", '}'),
        _ => return None,
    };
    let rest = text.get(open.len()..)?;
    let inner = rest
        .char_indices()
        .take_while(|(at, _)| *at <= LONGEST_MACRO)
        .find(|(_, ch)| *ch == close)
        .and_then(|(at, _)| rest.get(..at))?;
    let length = open.len() + inner.len() + close.len_utf8();
    if inner.trim().is_empty() {
        return None;
    }
    match open {
        "%" => Some((macro_of(inner)?, length)),
        _ => Some((PartKind::Placeholder, length)),
    }
}

/// What stands between two percent signs, when that may be meant as a macro.
fn macro_of(inner: &str) -> Option<PartKind> {
    let is_word = |ch: char| ch.is_alphanumeric() || ":_-+. ".contains(ch);
    if !inner.starts_with(char::is_alphabetic) || !inner.chars().all(is_word) {
        return None;
    }
    let (name, count) = inner.split_once(':').map_or((inner, None), |(a, b)| (a, Some(b)));
    let is_upper = name.chars().all(|ch| ch.is_ascii_uppercase());
    let is = |wanted: &str| name.eq_ignore_ascii_case(wanted);
    Some(match count {
        None if is("SERIAL") => PartKind::Serial { is_upper },
        None if is("RAND") => PartKind::Random { digits: None, is_upper },
        Some(count) if is("RAND") => PartKind::Random { digits: number(count), is_upper },
        _ => PartKind::UnknownMacro,
    })
}

fn number(text: &str) -> Option<usize> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::container::open_bytes;
    use crate::package::{Limits, packages};

    fn shape(value: &str) -> Vec<(PartKind, &str)> {
        parts(value).into_iter().map(|part| (part.kind, &value[part.range])).collect()
    }

    fn with_name<T>(kind: NameKind, name: &str, look: impl Fn(&ComputerName<'_>) -> T) -> T {
        let mut xml = name.to_owned();
        for step in kind.path().rsplit('/') {
            xml = format!("<{step}>{xml}</{step}>");
        }
        let text = format!(
            "<WindowsCustomizations><Settings><Customizations><Common>{xml}</Common>\
             </Customizations></Settings></WindowsCustomizations>"
        );
        let input = open_bytes("customizations.xml", text.into_bytes());
        let packages = packages(&input, &Limits::default());
        let names = packages[0].computer_names();
        look(names.first().expect("a name"))
    }

    const SERIAL: PartKind = PartKind::Serial { is_upper: true };
    const LITERAL: PartKind = PartKind::Literal;

    fn random(digits: Option<usize>) -> PartKind {
        PartKind::Random { digits, is_upper: true }
    }

    #[test]
    fn the_two_macros_are_told_from_all_else() {
        use PartKind::{Placeholder, UnknownMacro};
        assert_eq!(shape("PC-%SERIAL%"), [(LITERAL, "PC-"), (SERIAL, "%SERIAL%")]);
        assert_eq!(shape(" %RAND:7%-A\n"), [(random(Some(7)), "%RAND:7%"), (LITERAL, "-A")]);
        assert_eq!(shape("%RAND%"), [(random(None), "%RAND%")]);
        assert_eq!(shape("%RAND:-1%"), [(random(None), "%RAND:-1%")]);
        assert_eq!(shape("%RAND:+1%"), [(random(None), "%RAND:+1%")]);
        let huge = "%RAND:99999999999999999999999%";
        assert_eq!(shape(huge), [(random(Some(usize::MAX)), huge)]);
        assert_eq!(shape("%serial%"), [(PartKind::Serial { is_upper: false }, "%serial%")]);
        let lower = PartKind::Random { digits: Some(5), is_upper: false };
        assert_eq!(shape("%Rand:5%"), [(lower, "%Rand:5%")]);
        for unknown in ["%SERIALNUMBER%", "%COMPUTERNAME%", "%RANDOM:5%", "%SERIAL:5%"] {
            assert_eq!(shape(unknown), [(UnknownMacro, unknown)]);
        }
        for left_open in ["{Site}", "<name>", "$(Site)", "${Site}"] {
            let name = format!("PC-{left_open}");
            assert_eq!(shape(&name), [(LITERAL, "PC-"), (Placeholder, left_open)]);
        }
        for plain in ["100%", "50%-30%", "%%", "a<b", "{}", "$5", "PC{"] {
            assert_eq!(shape(plain), [(LITERAL, plain)], "{plain}");
        }
        assert_eq!(shape("  "), []);
    }

    #[test]
    fn what_a_name_can_expand_to() {
        with_name(NameKind::Account, "LAPTOP-%SERIAL%", |name| {
            assert!(name.uses_serial() && name.is_understood() && !name.is_constant());
            assert_eq!((name.fixed_bytes(), name.least_bytes(), name.room_for_serial()), (7, 8, 8));
        });
        with_name(NameKind::Account, "A%RAND:2%B%RAND:3%%SERIAL%", |name| {
            assert_eq!(name.random_digits(), Some(5));
            assert!(!name.uses_serial(), "random digits displace the serial number");
            assert_eq!(name.least_bytes(), 7);
        });
        with_name(NameKind::Dns, "büro-1", |name| {
            assert!(name.is_constant());
            assert_eq!((name.fixed_bytes(), name.kind.limit()), (7, 63));
            assert_eq!((name.written(), name.random_digits()), ("büro-1", None));
        });
    }

    proptest::proptest! {
        #[test]
        fn the_parts_tile_the_name(text in "[ a-cRANDSEIL%{}<>$():0-9é-]{0,40}|\\PC*") {
            let start = text.len() - text.trim_start().len();
            let mut at = start;
            let mut was_literal = false;
            for part in parts(&text) {
                assert_eq!(part.range.start, at);
                assert!(text.get(part.range.clone()).is_some_and(|piece| !piece.is_empty()));
                let is_literal = part.kind == PartKind::Literal;
                assert!(!(was_literal && is_literal), "neighbouring literals are one");
                was_literal = is_literal;
                at = part.range.end;
            }
            assert_eq!(at, start + text.trim().len());
        }
    }
}
