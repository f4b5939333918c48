//! The shape in which a lint is written down.

/// Declares a lint. The doc comment is its documentation: `explain`, the site, SARIF's help.
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
            check $(,)?
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
            check,
        };
    };
    (@question $category:ident) => { $crate::lint::Category::$category.question() };
    (@question $category:ident $question:ident) => { $crate::lint::Question::$question };
}
pub(crate) use lint;
