//! What scripts assign to members: `[Net.ServicePointManager]::CertificatePolicy = …`.

use super::{Part, Stage};
use crate::package::{Package, Place};
use crate::script::reading::Unit;

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
        let units = parts.flat_map(|part| {
            part.reading.units.iter().enumerate().map(move |(at, unit)| (part, at as u32, unit))
        });
        units.flat_map(|(part, at, unit)| self.assigned_in(part, at, unit)).collect()
    }

    fn assigned_in<'p>(&self, part: &Part, unit_at: u32, unit: &'p Unit) -> Vec<Assigned<'p>> {
        let found = unit.member_assignments().filter(|found| !unit.is_unreachable(found.scope));
        let found = found.map(|found| {
            let at = (unit_at, found.scope);
            let (place, stage) = self.place_in(part, at, &found.range);
            let (name, value, text) = (found.name, found.value, unit.text.text());
            Assigned { name, value, text, place, stage }
        });
        found.collect()
    }
}
