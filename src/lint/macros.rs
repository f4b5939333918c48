//! The shape in which a lint is written down.

/// Declares a lint. It ends in `check`, the function that looks at one package, or in `check_set`,
/// the one that looks at all that lie together. The doc comment is its documentation: `explain`, the site, SARIF's help.
macro_rules! lint {
    (
        $(#[doc = $docs:literal])*
        $visibility:vis $name:ident {
            id: $id:literal, category: $category:ident,
            $(question: $question:ident,)?
            severity: $severity:ident, confidence: $confidence:ident,
            $(attack: [$($attack:literal),* $(,)?],)?
            $(yields_to: [$($stronger:literal),* $(,)?],)?
            $(needs: [$($need:ident),* $(,)?],)?
            since: $since:literal,
            $runs:ident $(,)?
        }
    ) => {
        $(#[doc = $docs])*
        $visibility static $name: $crate::lint::Lint = $crate::lint::Lint {
            id: $id,
            category: $crate::lint::Category::$category,
            question: $crate::lint::lint!(@question $category $($question)?),
            severity: $crate::lint::Severity::$severity,
            confidence: $crate::lint::Confidence::$confidence,
            attack: &[$($($attack),*)?],
            yields_to: &[$($($stronger),*)?],
            needs: &[$($($crate::lint::Need::$need),*)?],
            since: $since,
            docs: concat!($($docs, "\n"),*),
            check: $crate::lint::lint!(@check $runs),
            check_set: $crate::lint::lint!(@check_set $runs),
        };
    };
    (@check check) => { check };
    (@check check_set) => { $crate::lint::nothing };
    (@check_set check) => { None };
    (@check_set check_set) => { Some(check_set) };
    (@question $category:ident) => { $crate::lint::Category::$category.question() };
    (@question $category:ident $question:ident) => { $crate::lint::Question::$question };
}
pub(crate) use lint;
