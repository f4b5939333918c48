//! "Did you mean".

/// Longer words have no near ones, and the distance takes time by the product of the lengths.
const MAX_WORD: usize = 64;

/// The word that was probably meant.
pub(super) fn nearest<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    if word.len() > MAX_WORD {
        return None;
    }
    let plain = |text: &str| text.to_lowercase().replace('_', "-");
    let word = plain(word);
    let distance = |known: &&str| strsim::osa_distance(known, &word);
    let limit = 3.min(word.chars().count().div_ceil(2));
    known.into_iter().min_by_key(distance).filter(|known| distance(known) <= limit)
}

/// The same as a sentence for a person; empty when nothing is near.
pub(super) fn did_you_mean<'w>(
    word: &str,
    known: impl IntoIterator<Item = &'w str>,
) -> Option<String> {
    nearest(word, known).map(|known| format!("did you mean {known:?}?"))
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_understood_and_a_guess_is_not_made() {
        let known = ["fail-on", "select", "ignore"];
        assert_eq!(nearest("fail_on", known), Some("fail-on"));
        assert_eq!(nearest("Selct", known), Some("select"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(nearest("", known), None);
        assert_eq!(nearest(&"x".repeat(100_000), known), None);
    }
}
