//! The functions and labels of a run, and what leads from one to the other.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::words::{Skipped, declares, function_name, words};
use crate::package::run::Part;
use crate::script::reading::{Reading, UNKNOWN, Unit};
use crate::script::{Call, Language, Scope, ScopeKind};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Function,
    Label,
}

/// A function or a label.
pub(super) struct Place {
    pub(super) unit: u32,
    pub(super) scope: u32,
    pub(super) sort: Sort,
}

/// The functions and labels of a run, and what leads from one to the other.
#[derive(Default)]
pub(super) struct Places {
    pub(super) all: Vec<Place>,
    /// Those of each part.
    pub(super) of_part: Vec<Range<usize>>,
    by_scope: HashMap<(usize, u32, u32), usize>,
    /// The functions, by their names in lower case.
    functions: HashMap<String, Vec<usize>>,
    /// Those of VBScript that an object may call, by what their names begin with: `ie_` of `ie_Quit`.
    handlers: HashMap<String, Vec<usize>>,
    /// The lengths of the names of functions.
    lengths: HashSet<usize>,
    /// From one, or from what runs by itself, to another.
    ways: Vec<(Option<usize>, usize)>,
}

impl Places {
    pub(super) fn add(&mut self, part_at: usize, part: &Part, unit_at: u32) {
        let Some(unit) = part.reading.units.get(unit_at as usize) else { return };
        for (at, scope) in unit.tree.scopes.iter().enumerate() {
            let at = at as u32;
            let Some(name) = scope.name.as_deref() else { continue };
            let name = match scope.kind {
                ScopeKind::Function => match function_name(name) {
                    Some(name) if !is_method(unit, scope) => Some(name),
                    _ => continue,
                },
                ScopeKind::Label => None,
                _ => continue,
            };
            let sort = if name.is_some() { Sort::Function } else { Sort::Label };
            let place = self.all.len();
            self.all.push(Place { unit: unit_at, scope: at, sort });
            self.by_scope.insert((part_at, unit_at, at), place);
            if let Some(name) = name {
                let handler = name.rfind('_').and_then(|at| name.get(..=at));
                if let Some(prefix) = handler.filter(|_| unit.language == Language::VbScript) {
                    self.handlers.entry(prefix.to_owned()).or_default().push(place);
                }
                self.lengths.insert(name.len());
                self.functions.entry(name).or_default().push(place);
            }
        }
    }

    pub(super) fn of_part(&self, part: usize) -> Range<usize> {
        self.of_part.get(part).cloned().unwrap_or_default()
    }

    /// The innermost of them around a scope; that of the call which runs the unit, if there is none.
    fn around(&self, part_at: usize, reading: &Reading, unit: u32, scope: u32) -> Option<usize> {
        let (mut unit, mut scope) = (unit, scope);
        loop {
            let within = reading.units.get(unit as usize)?;
            let mut scopes = within.scopes(scope);
            let found = scopes.find_map(|(at, _)| self.by_scope.get(&(part_at, unit, at)));
            if let Some(found) = found {
                return Some(*found);
            }
            let call = reading.calls.get(within.from?.0 as usize)?;
            (unit, scope) = (call.unit, call.scope);
        }
    }

    /// What leads from label to label: jumps, calls, and running on.
    pub(super) fn jumps(&mut self, part_at: usize, part: &Part) {
        let labels = self
            .of_part(part_at)
            .filter(|at| self.all.get(*at).is_some_and(|place| place.sort == Sort::Label));
        let labels: Vec<usize> = labels.collect();
        if labels.is_empty() {
            return;
        }
        // Where the run does not come to the end of what stands below a label.
        let mut left: HashSet<(u32, Option<u32>)> = HashSet::new();
        for (unit_at, unit) in part.reading.units.iter().enumerate() {
            let jumps =
                unit.tree.scopes.iter().filter(|scope| scope.kind == ScopeKind::Unreachable);
            left.extend(jumps.map(|scope| (unit_at as u32, scope.parent)));
        }
        let mut names: HashMap<u32, HashMap<String, Vec<usize>>> = HashMap::new();
        let mut above: Option<(u32, u32)> = None;
        for place in labels {
            let Some(label) = self.all.get(place) else { continue };
            let (unit_at, scope_at) = (label.unit, label.scope);
            let unit = part.reading.units.get(unit_at as usize);
            let scope = unit.and_then(|unit| unit.tree.scopes.get(scope_at as usize));
            let Some(scope) = scope else { continue };
            let before = above.filter(|(unit, _)| *unit == unit_at).map_or(0, |(_, scope)| scope);
            above = Some((unit_at, scope_at));
            if !left.contains(&(unit_at, Some(before))) {
                let from = self.around(part_at, &part.reading, unit_at, before);
                self.ways.push((from, place));
            }
            let name = scope.name.as_deref().unwrap_or_default().to_lowercase();
            names.entry(unit_at).or_default().entry(name).or_default().push(place);
        }
        let mut anywhere = HashSet::new();
        for call in &part.reading.calls {
            let Some(labels) = names.get(&call.unit) else { continue };
            let Some(target) = jump(call) else { continue };
            let unit = part.reading.unit_of(call);
            if unit.is_some_and(|unit| unit.is_unreachable(call.scope)) {
                continue;
            }
            if target.contains(UNKNOWN) {
                if anywhere.insert(call.unit) {
                    self.lead_to_all(part_at, Some(call.unit), Sort::Label);
                }
                continue;
            }
            let from = self.around(part_at, &part.reading, call.unit, call.scope);
            let found = labels.get(&target).into_iter().flatten();
            self.ways.extend(found.map(|to| (from, *to)));
        }
    }

    pub(super) fn lead_to_all(&mut self, part: usize, unit: Option<u32>, sort: Sort) {
        let is_one = |at: &usize| {
            let place = self.all.get(*at);
            place.is_some_and(|place| {
                place.sort == sort && unit.is_none_or(|unit| unit == place.unit)
            })
        };
        let found: Vec<usize> = self.of_part(part).filter(is_one).collect();
        self.ways.extend(found.into_iter().map(|at| (None, at)));
    }

    /// Where names of functions stand in the texts of a part.
    pub(super) fn mentions(&mut self, part_at: usize, part: &Part) {
        if self.functions.is_empty() {
            return;
        }
        let mut lists: HashMap<u32, Vec<Range<usize>>> = HashMap::new();
        for call in part.reading.calls.iter().filter(|call| call.is("export-modulemember")) {
            lists.entry(call.unit).or_default().push(call.range.clone());
        }
        let mut ways = vec![];
        for (at, unit) in part.reading.units.iter().enumerate() {
            let at = at as u32;
            let skipped = Skipped::of(unit, lists.remove(&at).unwrap_or_default());
            self.mentions_in(part_at, &part.reading, at, unit, skipped, &mut ways);
        }
        self.ways.extend(ways);
    }

    fn mentions_in(
        &self,
        part_at: usize,
        reading: &Reading,
        unit_at: u32,
        unit: &Unit,
        mut skipped: Skipped,
        ways: &mut Vec<(Option<usize>, usize)>,
    ) {
        let outside = self.around(part_at, reading, unit_at, 0);
        // In the order in which they open, so that the last one around a place is the innermost.
        let mut bodies = unit.tree.scopes.iter().enumerate().filter_map(|(at, scope)| {
            let place = self.by_scope.get(&(part_at, unit_at, at as u32))?;
            Some((*place, scope.range.start as usize..scope.range.end as usize))
        });
        let mut next = bodies.next();
        let mut open: Vec<(usize, Range<usize>)> = vec![];
        let (mut is_declared, mut is_end) = (false, false);
        for range in words(unit.text.text(), unit.language) {
            while let Some(body) = next.take_if(|(_, body)| body.start <= range.start) {
                open.push(body);
                next = bodies.next();
            }
            while open.pop_if(|(_, body)| body.end <= range.start).is_some() {}
            if skipped.contains(range.start) {
                continue;
            }
            let end = range.end;
            let Some(word) = unit.text.text().get(range) else { continue };
            // Neither `End Sub` nor `${function:A}` declares anything.
            let is_drive = unit.text.text().get(end..).is_some_and(|rest| rest.starts_with(':'));
            let declares = declares(word) && !is_end && !is_drive;
            is_end = ["end", "exit"].iter().any(|known| known.eq_ignore_ascii_case(word));
            if std::mem::replace(&mut is_declared, declares) {
                continue;
            }
            let from = open.last().map(|(place, _)| *place).or(outside);
            self.mention(word, from, ways);
        }
    }

    fn mention(&self, word: &str, from: Option<usize>, ways: &mut Vec<(Option<usize>, usize)>) {
        let is_prefix = word.ends_with('_') && !self.handlers.is_empty();
        if !is_prefix && !self.lengths.contains(&word.len()) {
            return;
        }
        let word = word.to_lowercase();
        let found = [self.functions.get(&word), self.handlers.get(&word)].into_iter().flatten();
        let others = found.flatten().filter(|to| Some(**to) != from);
        ways.extend(others.map(|to| (from, *to)));
    }

    /// Of each whether something leads to it from what runs by itself.
    pub(super) fn led_to(&self) -> Vec<bool> {
        let mut is_led_to = vec![false; self.all.len()];
        let mut onward: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
        for (from, to) in &self.ways {
            onward.entry(*from).or_default().push(*to);
        }
        let mut waiting = vec![None];
        while let Some(from) = waiting.pop() {
            for to in onward.remove(&from).unwrap_or_default() {
                if let Some(known) = is_led_to.get_mut(to)
                    && !std::mem::replace(known, true)
                {
                    waiting.push(Some(to));
                }
            }
        }
        is_led_to
    }
}

/// Whether it is a method of a class: objects have them called by Windows too.
fn is_method(unit: &Unit, scope: &Scope) -> bool {
    let parent = scope.parent.and_then(|parent| unit.tree.scopes.get(parent as usize));
    let name = scope.name.as_deref().unwrap_or_default().to_lowercase();
    parent.is_some_and(|parent| parent.kind == ScopeKind::Block && parent.name.is_some())
        || name.starts_with("window_")
        || name.starts_with("document_")
}

/// The label in lower case that a call of cmd goes to.
fn jump(call: &Call) -> Option<String> {
    let target = call.arguments.first()?.value.text().trim();
    let label = match call.name.as_str() {
        "goto" => target.strip_prefix(':').unwrap_or(target),
        "call" => target.strip_prefix(':')?,
        _ => return None,
    };
    Some(label.to_lowercase())
}
