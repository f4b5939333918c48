//! A call of the run: a command with the values of its arguments, and where it stands.

use std::ops::{Deref, Range};

use super::{Origin, Part, Run, Stage};
use crate::package::{Package, Place};
use crate::script::command_line::Through;
use crate::script::reading::{Argument, Unit};
use crate::script::{Call, Language, Later, ScopeKind, Value};

/// A call of the run of a package.
#[derive(Debug, Clone, Copy)]
pub struct RunCall<'p> {
    pub(super) package: &'p Package,
    pub(super) part: &'p Part,
    /// Where the part stands in the run.
    pub part_index: usize,
    /// Where the call stands in the part.
    pub index: u32,
    pub(super) call: &'p Call,
    pub(super) within: &'p Unit,
}

impl Deref for RunCall<'_> {
    type Target = Call;

    fn deref(&self) -> &Call {
        self.call
    }
}

impl<'p> RunCall<'p> {
    pub(super) fn new(package: &'p Package, part_index: usize, index: u32) -> Option<Self> {
        let part = package.run().parts.get(part_index)?;
        let call = part.reading.calls.get(index as usize)?;
        let unit = part.reading.unit_of(call)?;
        Some(Self { package, part, part_index, index, call, within: unit })
    }

    /// The call itself, which lives as long as the package.
    pub fn call(&self) -> &'p Call {
        self.call
    }

    /// The script, or command line, that it stands in.
    pub fn part(&self) -> &'p Part {
        self.part
    }

    /// The text that it stands in: that of the part, or what another call runs.
    pub fn unit(&self) -> &'p Unit {
        self.within
    }

    /// Whether it stands in a script, not in a command line of a setting.
    pub fn is_in_script(&self) -> bool {
        matches!(self.part.origin, Origin::Script(_))
    }

    /// What it is written in.
    pub fn language(&self) -> Language {
        self.within.language
    }

    /// When it runs.
    pub fn stage(&self) -> Stage {
        self.package.run().stage_of(self.part, self.call.unit, self.call.scope)
    }

    /// Whether it runs while the package is applied, as SYSTEM, with nobody there.
    pub fn is_now(&self) -> bool {
        self.stage() == Stage::Now
    }

    /// Its text as it runs, unwrapped and decoded: for comparing, not for showing.
    pub fn text(&self) -> &'p str {
        self.within.text.text().get(self.call.range.clone()).unwrap_or_default()
    }

    /// Where it stands.
    pub fn place(&self) -> Place {
        self.place_of_range(&self.call.range)
    }

    /// Where one of its values stands.
    pub fn place_of(&self, value: &Value) -> Place {
        self.place_of_range(&value.range)
    }

    /// Where one of its arguments stands, with its name.
    pub fn place_of_argument(&self, argument: &Argument) -> Place {
        self.place_of_range(&argument.range)
    }

    /// Where a range of the unit's text stands.
    pub fn place_of_range(&self, range: &Range<usize>) -> Place {
        let inner = self.within.text.text().get(range.clone()).unwrap_or_default();
        let range = self.part.reading.place(self.call.unit, range);
        let (mut place, written) = self.package.written_in(self.part, &range, self.stage());
        if self.within.depth > 0
            && written != Some(inner)
            && let Some(span) = &place.span
        {
            place.beside.push((span.clone(), self.way()));
        }
        place
    }

    /// Through what it comes, and what it is then: `through cmd /c, powershell -EncodedCommand:
    /// net user …`.
    pub fn way(&self) -> String {
        let mut way: Vec<&str> =
            self.part.reading.way(self.call.unit).map(|(_, through)| through.name()).collect();
        way.reverse();
        format!("through {}: {}", way.join(", "), self.shown())
    }

    /// The kinds of the scopes that it stands in, the innermost first; those of the calls that run
    /// its text too.
    pub fn scopes(&self) -> impl Iterator<Item = ScopeKind> {
        let own = self.within.scopes(self.call.scope).map(|(_, scope)| scope.kind);
        let outer = self.part.reading.way(self.call.unit).flat_map(|(call, _)| {
            let unit = self.part.reading.unit_of(call);
            unit.into_iter().flat_map(|unit| unit.scopes(call.scope)).map(|(_, scope)| scope.kind)
        });
        own.chain(outer)
    }

    /// Whether it stands in a scope of that kind.
    pub fn is_in(&self, kind: ScopeKind) -> bool {
        self.scopes().any(|found| found == kind)
    }

    /// Whether it runs only if something is so, or on an error.
    pub fn is_conditional(&self) -> bool {
        self.scopes().any(|kind| {
            matches!(kind, ScopeKind::If | ScopeKind::Else | ScopeKind::Switch | ScopeKind::Catch)
        })
    }

    /// The texts of the conditions that it runs under, the innermost first, as written.
    pub fn conditions(&self) -> impl Iterator<Item = &'p str> {
        let unit = self.within;
        unit.scopes(self.call.scope).filter_map(move |(_, scope)| {
            let range = &scope.condition.as_ref()?.range;
            unit.text.text().get(range.start as usize..range.end as usize)
        })
    }

    /// Whether it can never run, since the script jumps over it.
    pub fn is_unreachable(&self) -> bool {
        self.within.is_unreachable(self.call.scope)
            || self.part.reading.way(self.call.unit).any(|(call, _)| {
                let unit = self.part.reading.unit_of(call);
                unit.is_some_and(|unit| unit.is_unreachable(call.scope))
            })
    }

    /// Another call of the same part.
    pub fn other(&self, index: u32) -> Option<Self> {
        Self::new(self.package, self.part_index, index)
    }

    /// The call that runs the text which it stands in.
    pub fn runner(&self) -> Option<Self> {
        self.other(self.within.from?.0)
    }

    /// Whether it runs a text that was read.
    pub fn runs_text(&self) -> bool {
        self.call.runs.is_some()
    }

    /// The call whose output it takes.
    pub fn source(&self) -> Option<Self> {
        self.other(self.call.piped_from?)
    }

    /// The call that takes its output.
    pub fn sink(&self) -> Option<Self> {
        self.behind().find(|call| call.piped_from == Some(self.index))
    }

    /// The calls of its part before it, the nearest first.
    pub fn before(&self) -> impl Iterator<Item = Self> + use<'p> {
        let (package, part) = (self.package, self.part_index);
        (0..self.index).rev().filter_map(move |index| Self::new(package, part, index))
    }

    /// The calls of its part behind it, those that it runs first.
    pub fn behind(&self) -> impl Iterator<Item = Self> + use<'p> {
        let (package, part) = (self.package, self.part_index);
        let count = self.part.reading.calls.len() as u32;
        (self.index.saturating_add(1)..count)
            .filter_map(move |index| Self::new(package, part, index))
    }

    /// The calls that it runs: those of what is wrapped in it, to the innermost. Files that a batch
    /// script writes line by line are not among them.
    pub fn runs(&self) -> impl Iterator<Item = Self> + use<'p> {
        let index = self.index;
        self.behind().take_while(move |call| {
            call.part.reading.ways(call.call.unit).any(|(from, _)| from == index)
        })
    }

    /// By what the text that it stands in is run, the innermost first; of the text itself nothing.
    pub fn through(&self) -> impl Iterator<Item = Through> + use<'p> {
        self.part.reading.way(self.call.unit).map(|(_, through)| through)
    }

    /// The calls that its arguments take the output of: in `Write-Host (Get-It)` that of `Get-It`.
    pub fn inside(&self) -> impl Iterator<Item = Self> + use<'p> {
        let (range, unit, end) = (self.call.range.clone(), self.call.unit, self.call.range.end);
        self.behind()
            .filter(move |call| call.call.unit == unit)
            .take_while(move |call| call.call.range.start < end)
            .filter(move |call| call.call.range.end <= range.end)
    }
}

impl From<RunCall<'_>> for Place {
    fn from(call: RunCall<'_>) -> Self {
        call.place()
    }
}

impl From<&RunCall<'_>> for Place {
    fn from(call: &RunCall<'_>) -> Self {
        call.place()
    }
}

impl Run {
    /// When what stands in a scope of a part runs.
    pub(super) fn stage_of(&self, part: &Part, unit_at: u32, scope: u32) -> Stage {
        if part.is_uncalled(unit_at, scope) {
            return Stage::Unreached;
        }
        let Some(unit) = part.reading.units.get(unit_at as usize) else { return part.stage };
        // What is written to a file runs with the script that starts the file.
        let is_started =
            || unit.written_to.as_ref().is_some_and(|name| self.started.contains(name));
        match (part.stage, unit.later) {
            (Stage::Now, Some(Later::File)) if is_started() => Stage::Now,
            (Stage::Now, Some(later)) => Stage::Later(later),
            (stage, _) => stage,
        }
    }
}
