//! The ways to name an account of a domain: `DOMAIN\user` and `user@domain.example`.

use std::ops::Range;

/// The name of an account, taken apart. The ranges are bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountName<'t> {
    text: &'t str,
    /// How it is written.
    pub form: NameForm,
    /// The domain; none when there is none.
    pub domain: Option<Range<usize>>,
    /// The user.
    pub user: Range<usize>,
}

/// How the name of an account is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameForm {
    /// `DOMAIN\user` or `domain.example\user`.
    DownLevel,
    /// `user@domain.example`.
    Principal,
    /// `user` alone.
    Bare,
    /// `DOMAIN/user`: a slash stands where a backslash belongs.
    Slash,
    /// Several backslashes, or `DOMAIN\user@domain.example`.
    Mixed,
    /// `CN=user,OU=…`: a distinguished name.
    Distinguished,
}

impl<'t> AccountName<'t> {
    /// Takes a name apart. Blanks around it and around its two parts do not belong to it.
    pub fn of(text: &'t str) -> Self {
        let name = |form, domain: Option<Range<usize>>, user: Range<usize>| Self {
            text,
            form,
            domain: domain.map(|range| trimmed(text, range)),
            user: trimmed(text, user),
        };
        let whole = trimmed(text, 0..text.len());
        let plain = text.get(whole.clone()).unwrap_or_default();
        if ["CN=", "OU="].iter().any(|start| starts_with_ignoring_case(plain, start)) {
            return name(NameForm::Distinguished, None, whole);
        }
        let end = text.len();
        if let (Some(first), Some(last)) = (text.find('\\'), text.rfind('\\')) {
            let user = text.get(last + 1..).unwrap_or_default();
            let form = match first != last || user.contains('@') {
                true => NameForm::Mixed,
                false => NameForm::DownLevel,
            };
            return name(form, Some(0..first), last + 1..end);
        }
        if let Some(at) = text.rfind('@') {
            return name(NameForm::Principal, Some(at + 1..end), 0..at);
        }
        if let Some(at) = text.rfind('/') {
            return name(NameForm::Slash, Some(0..at), at + 1..end);
        }
        name(NameForm::Bare, None, whole)
    }

    /// The user's name.
    pub fn user(&self) -> &'t str {
        self.text.get(self.user.clone()).unwrap_or_default()
    }

    /// The domain's name; empty when there is none.
    pub fn domain(&self) -> &'t str {
        let domain = self.domain.clone();
        domain.and_then(|range| self.text.get(range)).unwrap_or_default()
    }

    /// The whole name without the blanks around it, in bytes of the text.
    pub fn whole(&self) -> Range<usize> {
        trimmed(self.text, 0..self.text.len())
    }
}

/// A range without the blanks at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = text.get(range.clone()).unwrap_or_default();
    let start = range.start + piece.len() - piece.trim_start().len();
    start..start + piece.trim().len()
}

fn starts_with_ignoring_case(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_told_apart() {
        use NameForm::*;
        for (text, form, domain, user) in [
            (r"CORP\joiner", DownLevel, "CORP", "joiner"),
            (r" corp.example \ join er ", DownLevel, "corp.example", "join er"),
            ("joiner@corp.example", Principal, "corp.example", "joiner"),
            ("joiner", Bare, "", "joiner"),
            ("CORP/joiner", Slash, "CORP", "joiner"),
            (r"CORP\\joiner", Mixed, "CORP", "joiner"),
            (r"CORP\joiner@corp.example", Mixed, "CORP", "joiner@corp.example"),
            (r".\joiner", DownLevel, ".", "joiner"),
            (r"\joiner", DownLevel, "", "joiner"),
            (r"CORP\", DownLevel, "CORP", ""),
            ("@corp.example", Principal, "corp.example", ""),
            ("cn=joiner,OU=A,DC=b", Distinguished, "", "cn=joiner,OU=A,DC=b"),
            ("", Bare, "", ""),
        ] {
            let name = AccountName::of(text);
            assert_eq!((name.form, name.domain(), name.user()), (form, domain, user), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn the_parts_of_any_text_lie_in_it(text in r"[ a-c\\/@=.]{0,12}|\PC*") {
            let name = AccountName::of(&text);
            for range in [Some(name.user.clone()), name.domain.clone(), Some(name.whole())] {
                let Some(range) = range else { continue };
                let piece = text.get(range).expect("it lies in the text");
                assert_eq!(piece, piece.trim());
            }
        }
    }
}
