//! What operators and methods make of texts: cut, put together, with something replaced.

use super::value::{UNKNOWN, Value};

/// `-split`, where the pattern means itself, is a set of signs, or two signs each.
pub(super) fn split(of: &str, by: &Value, keeps_case: bool) -> Option<Vec<String>> {
    let by = by.text();
    if matches!(by, "(..)" | "(.{2})") {
        let chars: Vec<char> = of.chars().collect();
        return Some(chars.chunks(2).map(|pair| pair.iter().collect()).collect());
    }
    let set = by.strip_prefix('[').and_then(|set| set.strip_suffix(']'));
    if let Some(set) = set.filter(|set| !set.contains(['\\', '-', '^', '[', ']'])) {
        return Some(of.split(|ch| set.contains(ch)).map(str::to_owned).collect());
    }
    let plain = plain_pattern(by).filter(|plain| !plain.is_empty())?;
    if keeps_case {
        return Some(of.split(&plain).map(str::to_owned).collect());
    }
    let (lower, plain) = (of.to_ascii_lowercase(), plain.to_ascii_lowercase());
    let (mut parts, mut at) = (vec![], 0);
    for (found, _) in lower.match_indices(&plain) {
        parts.push(of.get(at..found).unwrap_or_default().to_owned());
        at = found + plain.len();
    }
    parts.push(of.get(at..).unwrap_or_default().to_owned());
    Some(parts)
}

/// Whether a text that is put in the place of a pattern means more than itself: `$1`, `${a}`.
fn refers(new: &str) -> bool {
    let behind = |(at, _)| new.get(at + 1..).and_then(|rest| rest.chars().next());
    new.match_indices('$').any(|found| {
        behind(found).is_some_and(|next| {
            next.is_ascii_digit() || matches!(next, '{' | '&' | '`' | '\'' | '+' | '_' | '$')
        })
    })
}

/// `"{0} {1}" -f 'a', 'b'`. None when it is broken.
pub(super) fn formatted(format: &Value, given: &Value) -> Option<String> {
    let text = format.known()?;
    let given = given.each();
    let mut result = String::new();
    let mut chars = text.chars().peekable();
    while let Some(ch) = chars.next() {
        match ch {
            '{' if chars.next_if_eq(&'{').is_some() => result.push('{'),
            '}' if chars.next_if_eq(&'}').is_some() => result.push('}'),
            '{' => {
                let inner: String = chars.by_ref().take_while(|ch| *ch != '}').collect();
                let number: usize = inner.split([',', ':']).next()?.trim().parse().ok()?;
                let item = given.get(number)?;
                match inner.contains([',', ':']) {
                    // How it is laid out is not followed.
                    true => result.push(UNKNOWN),
                    false => result.push_str(item.text()),
                }
            }
            other => result.push(other),
        }
        if result.len() > super::budget::LONGEST_VALUE {
            return None;
        }
    }
    Some(result)
}

/// `-replace`, where the pattern means itself.
pub(super) fn replaced(of: &str, old: &str, new: &str, keeps_case: bool) -> Option<String> {
    let plain = plain_pattern(old)?;
    let grows = of.len().checked_mul(new.len().max(1))?;
    if refers(new) || grows > super::budget::LONGEST_VALUE {
        return None;
    }
    Some(match keeps_case {
        true => of.replace(&plain, new),
        false => replace_ignoring_case(of, &plain, new),
    })
}

/// What a pattern stands for that means itself.
pub(super) fn plain_pattern(pattern: &str) -> Option<String> {
    let mut plain = String::new();
    let mut chars = pattern.chars();
    while let Some(ch) = chars.next() {
        match ch {
            '\\' => plain.push(chars.next().filter(|next| !next.is_alphanumeric())?),
            '.' | '*' | '+' | '?' | '[' | '(' | ')' | '{' | '|' | '^' | '$' => return None,
            other => plain.push(other),
        }
    }
    Some(plain)
}

/// Puts `new` in the place of `old`, in any case of ASCII.
pub(super) fn replace_ignoring_case(of: &str, old: &str, new: &str) -> String {
    if old.is_empty() {
        return of.to_owned();
    }
    let (lower, old) = (of.to_ascii_lowercase(), old.to_ascii_lowercase());
    let mut result = String::new();
    let mut at = 0;
    for (found, _) in lower.match_indices(&old) {
        result.push_str(of.get(at..found).unwrap_or_default());
        result.push_str(new);
        at = found + old.len();
    }
    result.push_str(of.get(at..).unwrap_or_default());
    result
}

/// `%x:~2,3%`; what is negative counts from the end.
pub(super) fn cut(text: &str, from: Option<i64>, count: Option<i64>) -> String {
    let chars: Vec<char> = text.chars().collect();
    let length = i64::try_from(chars.len()).unwrap_or(i64::MAX);
    let place = |at: i64| if at < 0 { length.saturating_add(at) } else { at }.clamp(0, length);
    let start = place(from.unwrap_or(0));
    let end = match count {
        None => length,
        Some(count) if count < 0 => length.saturating_add(count).clamp(start, length),
        Some(count) => start.saturating_add(count).clamp(start, length),
    };
    let part = usize::try_from(start).unwrap_or(0)..usize::try_from(end).unwrap_or(0);
    chars.get(part).unwrap_or_default().iter().collect()
}
