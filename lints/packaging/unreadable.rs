//! `pkg-unreadable`

use crate::container::{FaultKind, Kind};
use crate::lint::{Context, Findings, lint};
use crate::package::{Package, Place, Unread};

lint! {
    /// The package, or a part of it, cannot be read.
    ///
    /// ## Why it matters
    ///
    /// What cannot be read cannot be judged, and Windows reads it with the same care: a damaged
    /// package is refused, or applied in part. An encrypted package may be sound, but nothing can be
    /// said about it.
    ///
    /// ## Fires
    ///
    /// A package that was cut off while it was copied, one with a file whose bytes are not those
    /// that were packed, one whose settings are not well-formed XML, and an encrypted one:
    ///
    /// ```corpus
    /// truncated
    /// ```
    ///
    /// ```corpus
    /// flipped-bit
    /// ```
    ///
    /// ```corpus
    /// bad-xml
    /// ```
    ///
    /// ```corpus
    /// encrypted
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```corpus
    /// clean-bulk-enrolment
    /// ```
    ///
    /// ## What to do
    ///
    /// Copy the package again, or build it again. Of an encrypted package check the project folder
    /// instead; where a repository has to hold one, ignore this finding for that file, with the
    /// reason.
    pub(crate) UNREADABLE {
        id: "pkg-unreadable", category: Packaging,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for unread in &package.unread {
        if unread.kind == FaultKind::Limit {
            continue;
        }
        let place = match (&unread.span, &unread.file) {
            (Some(span), _) => Place::from(span),
            (None, Some(file)) => Place::file(file),
            (None, None) => Place::package(),
        };
        let what = match (&unread.file, package.kind) {
            (Some(file), _) => {
                format!("the file {}", file.rsplit('/').next().unwrap_or(file))
            }
            (None, Kind::Encrypted) => "the file".to_owned(),
            _ => "the input".to_owned(),
        };
        findings
            .at(place)
            .say(format!("{what} cannot be read: {}", unread.reason))
            .help(help(unread));
    }
}

fn help(unread: &Unread) -> &'static str {
    match unread.kind {
        FaultKind::Missing => "check the path and the rights on it",
        FaultKind::NotAPackage => {
            "name a .ppkg, its unpacked folder, a project folder or a customizations.xml"
        }
        FaultKind::Encrypted => "check the project folder that it was built from instead",
        FaultKind::Damaged if unread.span.is_some() => {
            "Windows refuses XML that is not well-formed: correct it in the project and build again"
        }
        FaultKind::Damaged => "copy the package again from where it was built, or build it again",
        FaultKind::Unsupported | FaultKind::Limit => {
            "unpack it with another tool and check the folder"
        }
    }
}
