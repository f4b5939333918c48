//! Distinguished names (RFC 4514), as far as the place of a computer needs them.

use std::ops::Range;

/// One thing that is wrong with a distinguished name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DnFault {
    /// What is wrong.
    pub kind: DnFaultKind,
    /// Bytes of the text.
    pub part: Range<usize>,
    /// The whole name as it should be, where that is clear.
    pub corrected: Option<String>,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DnFaultKind {
    /// `LDAP://OU=…`
    Prefix,
    /// `domain/OU/OU`
    Path,
    /// Quotation marks, straight or curly, around or in it.
    Quotes,
    /// `OU=A;DC=b`
    Semicolon,
    /// `OU=A/DC=b`
    Slash,
    /// A part without `=`.
    NoType,
    /// A part without a value.
    Empty,
    /// `CN=Computers`
    Container,
    /// Another type than OU and DC.
    OtherType,
    /// An OU after a DC.
    Order,
    /// No OU at all.
    NoUnit,
    /// No DC at all.
    NoDomain,
    /// A domain of one part only.
    ShortDomain,
    /// An OU of more than 64 characters.
    TooLong,
    /// A backslash with nothing that it could escape.
    Escape,
}

impl DnFaultKind {
    /// What is wrong, as the end of a sentence.
    pub fn message(self) -> &'static str {
        match self {
            Self::Prefix => "it begins with LDAP://",
            Self::Path => "it is a path, not a distinguished name",
            Self::Quotes => "it holds quotation marks",
            Self::Semicolon => "its parts are separated by semicolons",
            Self::Slash => "its parts are separated by slashes",
            Self::NoType => "a part of it has no type (OU= or DC=)",
            Self::Empty => "a part of it is empty",
            Self::Container => "it names a container, and only a unit can be joined into",
            Self::OtherType => "a part of it is neither OU= nor DC=",
            Self::Order => "a unit stands after the domain",
            Self::NoUnit => "it names no unit (OU=)",
            Self::NoDomain => "it names no domain (DC=)",
            Self::ShortDomain => "its domain has one part only",
            Self::TooLong => "the name of a unit has at most 64 characters",
            Self::Escape => "a backslash escapes nothing",
        }
    }

    /// What the bad part itself says.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Prefix => "the name begins after this",
            Self::Path => "write the innermost unit first: OU=…,DC=…",
            Self::Quotes => "without these",
            Self::Semicolon | Self::Slash => "a comma belongs here",
            Self::NoType => "OU= or DC= is missing here",
            Self::Empty => "nothing stands here",
            Self::Container => "leave the setting out: the domain puts new computers there anyway",
            Self::OtherType => "OU= or DC= is expected here",
            Self::Order => "units come first, the domain last",
            Self::NoUnit => "begin with OU=",
            Self::NoDomain => "end with DC=…,DC=…",
            Self::ShortDomain => "is this the whole domain?",
            Self::TooLong => "longer than 64 characters",
            Self::Escape => "write \\\\ for a backslash",
        }
    }

    /// Whether the join must fail with it.
    pub fn is_fatal(self) -> bool {
        !matches!(self, Self::Semicolon | Self::ShortDomain | Self::Container)
    }
}

/// What is wrong with `text` as the place of a computer; nothing when it is fine.
///
/// Blanks around `,` and `=` are tolerated, as Windows does.
pub fn examine_dn(text: &str) -> Vec<DnFault> {
    let blank = text.len() - text.trim_start().len();
    let whole = blank..blank + text.trim().len();
    let trimmed = text.trim();
    let one = |kind, part, corrected| vec![DnFault { kind, part, corrected }];
    if let Some(rest) = strip_prefix_ignoring_case(trimmed, "LDAP://") {
        // A second prefix is not looked behind: a text of prefixes only would go as deep as it is long.
        let is_fine = strip_prefix_ignoring_case(rest, "LDAP://").is_none();
        let is_fine = is_fine && examine_dn(rest).is_empty();
        let corrected = is_fine.then(|| rest.to_owned());
        return one(DnFaultKind::Prefix, blank..whole.end - rest.len(), corrected);
    }
    if let Some((at, quote)) = text.char_indices().find(|(_, ch)| "\"'“”‘’„«»".contains(*ch))
    {
        let bare: String = trimmed.chars().filter(|ch| !"\"'“”‘’„«»".contains(*ch)).collect();
        let corrected = examine_dn(&bare).is_empty().then_some(bare);
        return one(DnFaultKind::Quotes, at..at + quote.len_utf8(), corrected);
    }
    if !trimmed.contains('=') && trimmed.contains(['/', '\\']) {
        return one(DnFaultKind::Path, whole, from_path(trimmed));
    }
    if let Some(at) = separator(text, ';').filter(|_| separator(text, ',').is_none()) {
        let corrected = trimmed.replace(';', ",");
        let corrected = examine_dn(&corrected).is_empty().then_some(corrected);
        return one(DnFaultKind::Semicolon, at..at + 1, corrected);
    }
    if let Some((at, commas)) = slashes(trimmed) {
        let corrected = examine_dn(&commas).is_empty().then_some(commas);
        return one(DnFaultKind::Slash, blank + at..blank + at + 1, corrected);
    }
    examine_parts(text, whole)
}

/// Slashes where commas belong: each before a part with a type of its own. The first of them, and
/// the text with commas.
fn slashes(text: &str) -> Option<(usize, String)> {
    let parts: Vec<&str> = text.split('/').collect();
    let has_type = |part: &&str| {
        let (name, _) = part.split_once('=').unwrap_or_default();
        matches!(name.trim().to_ascii_uppercase().as_str(), "OU" | "DC" | "CN")
    };
    (parts.len() > 1 && parts.iter().all(has_type))
        .then(|| (parts.first().map_or(0, |first| first.len()), parts.join(",")))
}

fn examine_parts(text: &str, whole: Range<usize>) -> Vec<DnFault> {
    let mut faults = vec![];
    let mut add = |kind, part: Range<usize>| faults.push(DnFault { kind, part, corrected: None });
    let (mut units, mut domains) = (0, vec![]);
    for part in parts(text) {
        let piece = text.get(part.clone()).unwrap_or_default();
        let Some((name, value)) = piece.split_once('=') else {
            add(
                if piece.trim().is_empty() { DnFaultKind::Empty } else { DnFaultKind::NoType },
                part,
            );
            continue;
        };
        if value.trim().is_empty() {
            add(DnFaultKind::Empty, part);
            continue;
        }
        if let Some(at) = bad_escape(value) {
            let at = part.start + name.len() + 1 + at;
            add(DnFaultKind::Escape, at..at + 1);
        }
        match name.trim().to_ascii_uppercase().as_str() {
            "OU" => {
                units += 1;
                if !domains.is_empty() {
                    add(DnFaultKind::Order, part.clone());
                }
                if value.trim().chars().count() > 64 {
                    add(DnFaultKind::TooLong, part);
                }
            }
            "DC" => domains.push(part),
            "CN" if units == 0 && domains.is_empty() => {
                // One finding is enough: without it the rest is fine or not worth saying.
                let kind = DnFaultKind::Container;
                return vec![DnFault { kind, part, corrected: None }];
            }
            _ => add(DnFaultKind::OtherType, part),
        }
    }
    if faults.is_empty() && units == 0 {
        faults.push(DnFault { kind: DnFaultKind::NoUnit, part: whole.clone(), corrected: None });
    }
    match domains.as_slice() {
        [] if faults.is_empty() => {
            faults.push(DnFault { kind: DnFaultKind::NoDomain, part: whole, corrected: None });
        }
        [only] if faults.is_empty() => {
            faults.push(DnFault {
                kind: DnFaultKind::ShortDomain,
                part: only.clone(),
                corrected: None,
            });
        }
        _ => {}
    }
    faults
}

/// The domain that a distinguished name lies in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomainPart {
    /// Its name as DNS writes it: `corp.example.com`.
    pub name: String,
    /// Bytes of the text, from the first `DC=` to the end of the last.
    pub range: Range<usize>,
}

/// The domain of a distinguished name, where nothing in the name is wrong but that its domain may be
/// too short.
pub fn domain_part(text: &str) -> Option<DomainPart> {
    if examine_dn(text).iter().any(|fault| fault.kind != DnFaultKind::ShortDomain) {
        return None;
    }
    let mut labels = vec![];
    let mut range: Option<Range<usize>> = None;
    for part in parts(text) {
        let piece = text.get(part.clone())?;
        let (name, value) = piece.split_once('=')?;
        if name.trim().eq_ignore_ascii_case("DC") {
            labels.push(value.trim());
            let start = part.start + piece.len() - piece.trim_start().len();
            let end = part.start + piece.trim_end().len();
            range = Some(range.map_or(start, |range| range.start)..end);
        }
    }
    Some(DomainPart { name: labels.join("."), range: range? })
}

/// `corp.example.com/Clients/Berlin` → `OU=Berlin,OU=Clients,DC=corp,DC=example,DC=com`.
fn from_path(path: &str) -> Option<String> {
    let mut steps = path.split(['/', '\\']).map(str::trim).filter(|step| !step.is_empty());
    let domain = steps.next().filter(|domain| domain.contains('.'))?;
    let mut units: Vec<String> =
        steps.map(|unit| format!("OU={}", unit.replace(',', "\\,"))).collect();
    units.reverse();
    let domains = domain.split('.').map(|label| format!("DC={label}"));
    let corrected: Vec<String> = units.into_iter().chain(domains).collect();
    let corrected = corrected.join(",");
    examine_dn(&corrected).is_empty().then_some(corrected)
}

/// The parts between commas that are not escaped.
fn parts(text: &str) -> Vec<Range<usize>> {
    let mut found = vec![];
    let mut start = 0;
    while let Some(at) = text.get(start..).and_then(|rest| separator(rest, ',')) {
        found.push(start..start + at);
        start += at + 1;
    }
    found.push(start..text.len());
    found
}

fn separator(text: &str, wanted: char) -> Option<usize> {
    let mut escaped = false;
    for (at, ch) in text.char_indices() {
        match ch {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if ch == wanted => return Some(at),
            _ => {}
        }
    }
    None
}

/// A backslash may stand before a special character or two hexadecimal digits (RFC 4514, 2.4).
fn bad_escape(value: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = value.get(at..).and_then(|rest| rest.find('\\')) {
        let slash = at + found;
        let rest = value.get(slash + 1..).unwrap_or_default();
        let mut next = rest.chars();
        match (next.next(), next.next()) {
            (Some(ch), _) if "\\ #=+,;<>\"".contains(ch) => at = slash + 2,
            (Some(a), Some(b)) if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => at = slash + 3,
            _ => return Some(slash),
        }
    }
    None
}

fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let start = text.get(..prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then(|| text.get(prefix.len()..)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(DnFaultKind, &str)> {
        examine_dn(text).into_iter().map(|fault| (fault.kind, &text[fault.part])).collect()
    }

    #[test]
    fn what_active_directory_shows_is_fine() {
        for good in [
            "OU=testOU,DC=domain,DC=contoso,DC=com",
            " ou = Clients , OU=EMEA, dc=corp, dc=example ",
            r"OU=Sales\, Marketing,OU=R\26D,DC=corp,DC=example",
            "OU=Zürich,DC=corp,DC=example",
        ] {
            assert_eq!(kinds(good), [], "{good}");
        }
    }

    #[test]
    fn each_fault_is_pointed_at() {
        use DnFaultKind::*;
        for (bad, kind, part) in [
            ("LDAP://OU=A,DC=b,DC=c", Prefix, "LDAP://"),
            ("corp.example/Clients", Path, "corp.example/Clients"),
            ("\"OU=A,DC=b,DC=c\"", Quotes, "\""),
            ("OU=A;DC=b;DC=c", Semicolon, ";"),
            ("OU=A/DC=b/DC=c", Slash, "/"),
            ("OU=A,Clients,DC=b,DC=c", NoType, "Clients"),
            ("OU=A,,DC=b,DC=c", Empty, ""),
            ("OU=,DC=b,DC=c", Empty, "OU="),
            ("CN=Computers,DC=b,DC=c", Container, "CN=Computers"),
            ("OU=A,O=b,DC=b,DC=c", OtherType, "O=b"),
            ("OU=A,DC=b,OU=B,DC=c", Order, "OU=B"),
            ("DC=b,DC=c", NoUnit, "DC=b,DC=c"),
            ("OU=A,OU=B", NoDomain, "OU=A,OU=B"),
            ("OU=A,DC=corp", ShortDomain, "DC=corp"),
            (r"OU=A\B,DC=b,DC=c", Escape, "\\"),
        ] {
            assert!(kinds(bad).contains(&(kind, part)), "{bad}: {:?}", kinds(bad));
        }
        let long = format!("OU={},DC=b,DC=c", "x".repeat(65));
        assert_eq!(examine_dn(&long)[0].kind, TooLong);
    }

    #[test]
    fn the_corrected_name_is_offered_where_it_is_clear() {
        let corrected = |text: &str| examine_dn(text).remove(0).corrected;
        assert_eq!(
            corrected("corp.example.com/Clients/Berlin").as_deref(),
            Some("OU=Berlin,OU=Clients,DC=corp,DC=example,DC=com")
        );
        assert_eq!(corrected("LDAP://OU=A,DC=b,DC=c").as_deref(), Some("OU=A,DC=b,DC=c"));
        assert_eq!(corrected("OU=A;DC=b;DC=c").as_deref(), Some("OU=A,DC=b,DC=c"));
        assert_eq!(corrected("Clients/Berlin"), None);
    }

    #[test]
    fn the_domain_is_written_as_dns_writes_it() {
        let domain =
            |text: &str| domain_part(text).map(|part| (part.name, text[part.range].to_owned()));
        let pair = |name: &str, part: &str| Some((name.to_owned(), part.to_owned()));
        let text = "OU=A, OU=B , dc = corp,DC=Example ";
        assert_eq!(domain(text), pair("corp.Example", "dc = corp,DC=Example"));
        assert_eq!(domain("OU=A,DC=corp"), pair("corp", "DC=corp"));
        for faulty in ["OU=A,DC=b;DC=c,DC=", "CN=Computers,DC=b,DC=c", "OU=A", "b.c/A", ""] {
            assert_eq!(domain(faulty), None, "{faulty}");
        }
    }

    #[test]
    fn a_text_of_prefixes_only_is_not_followed_to_its_end() {
        assert_eq!(examine_dn(&"LDAP://".repeat(200_000)).len(), 1);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_examined_and_every_part_lies_in_it(text: String) {
            for fault in examine_dn(&text) {
                assert!(text.get(fault.part).is_some());
            }
            if let Some(domain) = domain_part(&text) {
                assert!(text.get(domain.range).is_some());
            }
        }
    }
}
