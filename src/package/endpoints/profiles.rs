//! The hosts of VPN profiles that stand as XML in a script, or in a file that the package carries.

use std::ops::Range;

use super::find::hosts;
use super::{By, Named, NamedHost, Role};
use crate::package::run::Stage;
use crate::package::{Package, Place};
use crate::text::{SourceId, Span};

/// Elements of a profile that name hosts.
const ELEMENTS: &[(&str, Role)] =
    &[("Servers", Role::Vpn), ("Server", Role::VpnProxy), ("AutoConfigUrl", Role::VpnProxy)];

pub(super) fn of_package(package: &Package) -> Vec<NamedHost> {
    let mut found = vec![];
    for part in &package.run().parts {
        // What it writes or runs stands in it.
        let Some(unit) = part.reading.units.first() else { continue };
        let text = unit.text.text();
        for (range, role) in in_profiles(text) {
            let (place, when) = package.place_in(part, (0, 0), &range);
            found.extend(named(text, &range, role, when, &place));
        }
    }
    for (id, source) in (0..).zip(package.sources()) {
        let text = source.text();
        if !text.trim_start().starts_with('<') {
            continue;
        }
        for (range, role) in in_profiles(text) {
            let span = Span::new(SourceId(id), range.start as u32..range.end as u32);
            found.extend(named(text, &range, role, Stage::Now, &Place::from(&span)));
        }
    }
    found
}

fn named(
    text: &str,
    range: &Range<usize>,
    role: Role,
    when: Stage,
    place: &Place,
) -> Vec<NamedHost> {
    let text = text.get(range.clone()).unwrap_or_default();
    let named = hosts(text)
        .into_iter()
        .map(|found| Named { by: By::Place(place.clone()), role, when }.host(text, found));
    named.collect()
}

/// Where the profiles of a text name hosts: `<Servers>vpn.example;Name,second.example</Servers>`.
fn in_profiles(text: &str) -> Vec<(Range<usize>, Role)> {
    let mut found = vec![];
    let mut from = 0;
    while let Some(start) = text.get(from..).and_then(|rest| rest.find("<VPNProfile")) {
        let start = from + start;
        let rest = text.get(start..).unwrap_or_default();
        let end = start + rest.find("</VPNProfile>").unwrap_or(rest.len());
        for (name, role) in ELEMENTS {
            for content in contents(text, start..end, name) {
                found.extend(servers(text, content).into_iter().map(|range| (range, *role)));
            }
        }
        from = end.max(start + 1);
    }
    found
}

fn contents(text: &str, within: Range<usize>, name: &str) -> Vec<Range<usize>> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let mut found = vec![];
    let mut from = within.start;
    while let Some(at) = text.get(from..within.end).and_then(|rest| rest.find(&open)) {
        let start = from + at + open.len();
        let Some(length) = text.get(start..within.end).and_then(|rest| rest.find(&close)) else {
            break;
        };
        found.push(start..start + length);
        from = start + length;
    }
    found
}

/// Behind `;` stands what people call the server.
fn servers(text: &str, content: Range<usize>) -> Vec<Range<usize>> {
    let mut found = vec![];
    let mut at = content.start;
    for piece in text.get(content).unwrap_or_default().split(',') {
        let host = piece.split(';').next().unwrap_or_default();
        found.push(at..at + host.len());
        at += piece.len() + 1;
    }
    found
}
