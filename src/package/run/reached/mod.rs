//! What of a script nothing leads to: functions that nothing calls, labels that nothing jumps to.
//!
//! A function counts as called where its name stands anywhere but in a comment, in its own body or
//! in one that is not called itself: in a text it may be a name that is called later.

mod places;
#[cfg(test)]
mod tests;
mod words;

use std::collections::{HashMap, HashSet};

use super::{Origin, Part, Run};
use crate::container::Kind;
use crate::package::Package;
use crate::script::Call;
use places::{Place, Places, Sort};

/// The scopes that nothing leads to, by unit and scope.
pub(super) type Uncalled = HashSet<(u32, u32)>;

/// Those of every part, by what it is.
pub(super) fn uncalled(package: &Package, run: &Run) -> HashMap<Origin, Uncalled> {
    let mut places = Places::default();
    for (at, part) in run.parts.iter().enumerate() {
        let start = places.all.len();
        for unit in 0..part.reading.units.len() as u32 {
            places.add(at, part, unit);
        }
        places.of_part.push(start..places.all.len());
    }
    if places.all.is_empty() {
        return HashMap::new();
    }
    for (at, part) in run.parts.iter().enumerate() {
        places.jumps(at, part);
        places.mentions(at, part);
        if part.reading.calls.iter().any(runs_anything) {
            places.lead_to_all(at, None, Sort::Function);
        }
    }
    let is_led_to = places.led_to();
    let mut found: HashMap<Origin, Uncalled> = HashMap::new();
    for (at, part) in run.parts.iter().enumerate() {
        let own =
            || places.of_part(at).filter_map(|at| Some((places.all.get(at)?, is_led_to.get(at)?)));
        let is_own_function = |place: &Place| place.sort == Sort::Function && place.unit == 0;
        // A script by itself that calls none of its functions has them for others.
        let is_library = package.kind == Kind::Script
            && (is_module(package, part)
                || own().all(|(place, is_led_to)| !is_own_function(place) || !is_led_to));
        let left = own()
            .filter(|(place, is_led_to)| !(**is_led_to || is_library && is_own_function(place)));
        let left: Uncalled = left.map(|(place, _)| (place.unit, place.scope)).collect();
        if !left.is_empty() {
            found.insert(part.origin, left);
        }
    }
    found
}

/// Whether it is a module, whose functions are for others.
fn is_module(package: &Package, part: &Part) -> bool {
    let Origin::Script(id) = part.origin else { return false };
    let source = package.source(id);
    source.is_some_and(|source| package.script_name(source).to_lowercase().ends_with(".psm1"))
}

/// Whether it runs a text that is not known.
fn runs_anything(call: &Call) -> bool {
    call.is_any(&["invoke-expression", "execute", "executeglobal", "eval"]) && call.runs.is_none()
}
