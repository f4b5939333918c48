//! Finds secrets again where nobody marked them: in a comment, another file, a message.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};

use super::secret::{is_telling, mask};

/// Secrets that are looked for; the longest win. All others are still masked in their own place.
const MAX_SECRETS: usize = 2_000;

/// What the search goes by; the rest of a longer secret is compared when this is found.
const MAX_NEEDLE: usize = 64;

/// Looks for many secrets in one pass, without regard to ASCII case.
///
/// One pass, since a hostile package can hold a secret a line and a line a byte: text times secrets
/// would be hours.
#[derive(Debug, Clone, Default)]
pub struct SecretSearch {
    forms: Vec<String>,
    automaton: Option<AhoCorasick>,
}

impl SecretSearch {
    /// A search for those of `secrets` that are worth it ([`is_telling`]), as they are, escaped for
    /// XML, and in base64.
    pub fn new(secrets: impl IntoIterator<Item = String>) -> Self {
        let mut secrets: Vec<String> = secrets
            .into_iter()
            .map(|secret| secret.trim().to_owned())
            .filter(|secret| is_telling(secret))
            .collect();
        secrets.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        secrets.dedup();
        secrets.truncate(MAX_SECRETS);
        let mut forms: Vec<String> = secrets.iter().flat_map(|secret| forms_of(secret)).collect();
        forms.sort_unstable();
        forms.dedup();
        // The quicker kind for a long text takes longer to build than most packages to read.
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(forms.iter().map(|form| needle(form)))
            .ok()
            .filter(|_| !forms.is_empty());
        Self { forms, automaton }
    }

    /// Where secrets stand in `text`: in order, none touching another, on character boundaries.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        let Some(automaton) = &self.automaton else { return vec![] };
        let mut found: Vec<Range<usize>> = automaton
            .find_overlapping_iter(text)
            .filter_map(|hit| {
                let form = self.forms.get(hit.pattern().as_usize())?;
                let place = hit.start()..hit.start() + form.len();
                let whole = text.get(place.clone())?;
                whole.eq_ignore_ascii_case(form).then_some(place)
            })
            .collect();
        found.sort_unstable_by_key(|place| (place.start, place.end));
        let mut merged: Vec<Range<usize>> = vec![];
        for place in found {
            match merged.last_mut().filter(|last| last.end >= place.start) {
                Some(last) => last.end = last.end.max(place.end),
                None => merged.push(place),
            }
        }
        merged
    }

    /// `text` with every secret in it masked.
    pub fn censored(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for place in self.find(text) {
            out.push_str(text.get(at..place.start).unwrap_or_default());
            out.push_str(&mask(text.get(place.clone()).unwrap_or_default()).to_string());
            at = place.end;
        }
        out.push_str(text.get(at..).unwrap_or_default());
        out
    }
}

fn needle(form: &str) -> &[u8] {
    form.as_bytes().get(..MAX_NEEDLE).unwrap_or(form.as_bytes())
}

/// A secret as it can stand in a file: plain, in an element, in an attribute, in base64.
fn forms_of(secret: &str) -> Vec<String> {
    let element = secret.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let attribute = element.replace('"', "&quot;");
    let utf16: Vec<u8> = secret.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut forms = vec![secret.to_owned(), element, attribute.replace('\'', "&apos;"), attribute];
    for bytes in [secret.as_bytes(), &utf16] {
        // What base64 makes of it depends on how many bytes stand before it, by three; the letters
        // that also hold bits of its neighbours are left out.
        for before in 0..3 {
            let shifted: Vec<u8> =
                std::iter::repeat_n(0, before).chain(bytes.iter().copied()).collect();
            let whole = STANDARD_NO_PAD.encode(&shifted);
            let first = (before * 8).div_ceil(6);
            let last = shifted.len() * 8 / 6;
            forms.extend(whole.get(first..last).map(str::to_owned));
        }
    }
    forms.retain(|form| form.len() >= 6);
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_found_as_it_is_escaped_shouted_and_encoded() {
        let secret = "Zq7-Pl<nted&1";
        let search = SecretSearch::new([secret.to_owned()]);
        for text in [
            "net user x Zq7-Pl<nted&1 /add".to_owned(),
            "<!-- Zq7-Pl&lt;nted&amp;1 -->".to_owned(),
            "ZQ7-PL<NTED&1".to_owned(),
            base64::engine::general_purpose::STANDARD.encode(format!("ab {secret} cd")),
        ] {
            let shown = search.censored(&text);
            assert!(shown.contains("••••"), "{text}: {shown}");
            assert!(!shown.to_lowercase().contains("zq7"), "{shown}");
        }
        assert_eq!(search.censored("nothing of it"), "nothing of it");
    }

    #[test]
    fn a_long_secret_is_masked_to_its_end() {
        let long = "kx7".repeat(1000);
        let search = SecretSearch::new([long.clone()]);
        assert_eq!(search.censored(&format!("a{long}b")), "a••••(3000)b");
        // Its beginning alone is not it.
        assert!(search.find(&long[..90]).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn whatever_the_secret_it_is_gone_from_the_text(
            secret in "[A-Z0-9é&<\"]{6,20}", before in "[a-z é]{0,9}", after in "[a-z é]{0,9}",
        ) {
            let search = SecretSearch::new([secret.clone()]);
            let shown = search.censored(&format!("{before}{secret}{after}"));
            assert!(!shown.contains(&secret));
            assert!(shown.starts_with(&before) && shown.ends_with(&after));
        }
    }
}
