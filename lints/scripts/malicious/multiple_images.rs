//! `mal-multiple-images`

use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, Place};

lint! {
    /// The file holds more than one image.
    ///
    /// ## Why it matters
    ///
    /// Windows Configuration Designer writes one image. Packages with a second one were spread by
    /// malware groups: tools that read only the first image show a harmless package and miss the
    /// other. Every image is checked here.
    ///
    /// ## Fires
    ///
    /// ```corpus
    /// two-images
    /// ```
    ///
    /// Less gravely where all images are the same package:
    ///
    /// ```corpus
    /// two-images-same-id
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
    /// Do not apply it. Find out who built it and what the other image is for.
    pub(crate) MULTIPLE_IMAGES {
        id: "mal-multiple-images", category: ScriptsMalicious,
        severity: Error, confidence: Likely, attack: ["T1036", "T1027"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    // Reported once a file, at its first image.
    if package.images == 1 || package.image.is_some_and(|image| image > 1) {
        return;
    }
    let is_same = package.image_ids.windows(2).all(|pair| match pair {
        [Some(a), Some(b)] => a == b,
        _ => false,
    });
    let finding = findings
        .at(Place::package())
        .say(match package.images {
            0 => "the file holds no image: there is nothing in it to apply".to_owned(),
            count if is_same => {
                format!("the file holds {count} images of the same package, and WCD writes one")
            }
            count => format!(
                "the file holds {count} images, and WCD writes one: tools that read only the first \
                 miss the rest"
            ),
        })
        .help("do not apply it before it is known who built it, and what the other image is for");
    if is_same {
        drop(finding.lowered_to(Severity::Warning));
    }
}
