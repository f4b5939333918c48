//! Secrets in the XML that a script writes: wireless profiles, answer files of Windows Setup.

use super::Part;
use crate::package::carried::Carried;
use crate::package::{CarriedKind, Package, Place};
use crate::script::Language;
use crate::script::given::Hidden;
use crate::script::reading::{Reading, UNKNOWN};

impl Package {
    /// The secrets in the XML files that its scripts and command lines write, as
    /// [`Package::carried_secrets`] has those of the files that it carries.
    pub fn written_secrets(&self) -> Vec<(Place, CarriedKind)> {
        let of_part = |part: &Part| -> Vec<(Place, CarriedKind)> {
            let texts = texts(&part.reading);
            let found = texts.flat_map(|(unit, text, start)| {
                Carried::in_text(text.get(start..).unwrap_or_default())
                    .found
                    .into_iter()
                    .filter_map(move |secret| {
                        let range = secret.span?.range();
                        let range = start + range.start as usize..start + range.end as usize;
                        let is_known = !text.get(range.clone())?.contains(UNKNOWN);
                        is_known.then_some((unit, range, secret.kind))
                    })
            });
            let places =
                found.map(|(unit, range, kind)| (self.place_in(part, (unit, 0), &range).0, kind));
            places.collect()
        };
        self.run().parts.iter().flat_map(of_part).collect()
    }
}

/// The XML texts that are written: their unit, the text, and where in it the XML begins.
fn texts(reading: &Reading) -> impl Iterator<Item = (u32, &str, usize)> {
    let units = (0..).zip(&reading.units);
    let written = units.filter(|(_, unit)| unit.language == Language::Xml && unit.from.is_some());
    written.filter_map(|(at, unit)| {
        let text = unit.text.text();
        Some((at, text, text.find('<')?))
    })
}

/// What of them is to be hidden, in the text of the reading.
pub(super) fn hidden(reading: &Reading) -> Vec<Hidden> {
    let mut all = vec![];
    for (unit, text, start) in texts(reading) {
        for hidden in Carried::in_text(text.get(start..).unwrap_or_default()).hidden {
            let range = start + hidden.range.start as usize..start + hidden.range.end as usize;
            if !hidden.says.contains(UNKNOWN) {
                all.push(Hidden { range: reading.place(unit, &range), says: hidden.says });
            }
        }
    }
    all
}
