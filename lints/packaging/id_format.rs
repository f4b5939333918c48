//! `pkg-id-format`

use crate::container::Kind;
use crate::lint::{Context, Findings, Severity, lint};
use crate::package::{Package, plain_guid};

lint! {
    /// The ID of the package is not a GUID of its own.
    ///
    /// ## Why it matters
    ///
    /// Windows knows a package by its ID. What is no GUID is not accepted. A GUID that was copied from
    /// a sample, or made up of one digit, is a GUID of many packages: one of them takes the place of
    /// the other.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <PackageConfig>
    ///   <ID>contoso-kiosk-01</ID>
    /// </PackageConfig>
    /// ```
    ///
    /// ```xml
    /// <PackageConfig>
    ///   <ID>{00000000-0000-0000-0000-000000000000}</ID>
    /// </PackageConfig>
    /// ```
    ///
    /// The ID of Microsoft's samples for IoT:
    ///
    /// ```xml
    /// <PackageConfig>
    ///   <ID>{6d25ff81-23ed-4d35-968f-3fc2408ceac7}</ID>
    /// </PackageConfig>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <PackageConfig>
    ///   <ID>5E9A1D0C-3B77-4C0E-8D52-7F6B1C2E4A90</ID>
    /// </PackageConfig>
    /// ```
    ///
    /// ## What to do
    ///
    /// Let Windows Configuration Designer make a new project, which has an ID of its own, or take one
    /// from `New-Guid`.
    pub(crate) ID_FORMAT {
        id: "pkg-id-format", category: Packaging,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// IDs that stand in published samples, which people copy (measured: one of them in seven projects
/// of two owners).
const SAMPLES: &[&str] = &["6d25ff81-23ed-4d35-968f-3fc2408ceac7"];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let id = package.config.as_ref().and_then(|config| config.id.as_ref());
    let Some(id) = id.filter(|id| !id.text().trim().is_empty()) else { return };
    let plain = plain_guid(id.text());
    let first = plain.chars().find(|ch| *ch != '-');
    let is_one_digit = plain.chars().all(|ch| ch == '-' || Some(ch) == first);
    let (message, here) = if !is_guid(&plain) {
        (format!("the ID {} is not a GUID", package.shown_value(id)), "not a GUID")
    } else if first == Some('0') && is_one_digit {
        ("the ID is the GUID of zeros, which stands for none".to_owned(), "no package's ID")
    } else if SAMPLES.contains(&plain.as_str()) {
        let message =
            "the ID is that of Microsoft's samples for IoT, which other packages have too";
        (message.to_owned(), "not unique")
    } else if is_one_digit {
        ("the ID is made up of one digit, and others have had that idea".to_owned(), "not unique")
    } else {
        return;
    };
    // What is to be filled in has not gone wrong yet.
    let is_template = matches!(package.kind, Kind::AnswerFile | Kind::Project)
        && (id.text().contains(['{', '%', '$', '<', '[']) && !is_guid(&plain));
    let finding = findings
        .at(id)
        .say(message)
        .here(here)
        .help("give the package an ID of its own, as WCD does for a new project");
    if is_template || (is_guid(&plain) && first != Some('0')) || SAMPLES.contains(&plain.as_str()) {
        drop(finding.lowered_to(Severity::Warning));
    }
}

fn is_guid(plain: &str) -> bool {
    let parts: Vec<usize> = plain.split('-').map(str::len).collect();
    parts == [8, 4, 4, 4, 12] && plain.chars().all(|ch| ch == '-' || ch.is_ascii_hexdigit())
}
