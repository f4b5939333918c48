//! What scripts assign to members: `[Net.ServicePointManager]::CertificatePolicy = …`.

use std::ops::Range;

use super::{Origin, Part, Stage};
use crate::package::{Package, Place};
use crate::script::reading::Unit;
use crate::text::Span;

/// An assignment to a member.
#[derive(Debug, Clone)]
pub struct Assigned<'p> {
    /// The member, in lower case.
    pub name: String,
    /// The value as it is written.
    pub value: &'p str,
    /// The text that it stands in.
    pub text: &'p str,
    /// All of it.
    pub place: Place,
    /// When it is done.
    pub stage: Stage,
}

impl Package {
    /// What its scripts assign to members, in the order of the run.
    pub fn assigned_members(&self) -> Vec<Assigned<'_>> {
        let parts = self.run().parts.iter();
        let units = parts.flat_map(|part| part.reading.units.iter().map(move |unit| (part, unit)));
        units.flat_map(|(part, unit)| self.assigned_in(part, unit)).collect()
    }

    fn assigned_in<'p>(&self, part: &Part, unit: &'p Unit) -> Vec<Assigned<'p>> {
        let stage = self.run().stage_of(part, unit);
        let found = unit.member_assignments().filter(|found| !unit.is_unreachable(found.scope));
        let found = found.map(|found| {
            let place = self.place_in(part, unit, &found.range);
            let (name, value, text) = (found.name, found.value, unit.text.text());
            Assigned { name, value, text, place, stage }
        });
        found.collect()
    }

    /// When the text of a unit runs.
    pub(in crate::package) fn stage_in(&self, part: &Part, unit: &Unit) -> Stage {
        self.run().stage_of(part, unit)
    }

    /// Where a range of the text of a unit stands.
    pub(in crate::package) fn place_in(
        &self,
        part: &Part,
        unit: &Unit,
        range: &Range<usize>,
    ) -> Place {
        let range = unit.text.source(range);
        match part.origin {
            Origin::Setting(at) => match self.settings.get(at) {
                Some(setting) => Place::part_of(setting, &range),
                None => Place::package(),
            },
            Origin::Script(id) => Place::from(&Span::new(id, range.start as u32..range.end as u32)),
        }
    }
}
