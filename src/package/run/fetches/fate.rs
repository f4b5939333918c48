//! What a script does with what it fetched: runs it as code, writes it to a file.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::{Fate, Fetch, RunCall, Tool};
use crate::package::Package;
use crate::script::Call;
use crate::script::reading::Style;

/// Steps of a pipeline, and from variable to variable, that are gone back.
const MOST_STEPS: usize = 8;

/// Calls that one value is made of, as far as they are looked at.
const MOST_CALLS: usize = 256;

/// Calls before one that are looked at for one around it.
const MOST_AROUND: usize = 32;

/// Requests of a script that are looked at for what is saved.
const MOST_REQUESTS: usize = 32;

/// Tells of each fetch of a part what becomes of it.
pub(super) fn follow<'p>(package: &'p Package, part: usize, fetches: &mut Vec<Fetch<'p>>) {
    let Some(content) = package.run().parts.get(part) else { return };
    let calls = (0..content.reading.calls.len() as u32)
        .filter_map(|index| RunCall::new(package, part, index))
        .filter(|call| !call.is_unreachable());
    let calls: Vec<RunCall<'p>> = calls.collect();
    super::wrapped::resolve(&calls, fetches);
    let units: HashSet<u32> = fetches.iter().map(|fetch| fetch.call.call().unit).collect();
    let mut flow = Flow::default();
    for (at, fetch) in fetches.iter().enumerate() {
        flow.fetches.entry(fetch.call.index).or_default().push(at);
        let object = fetch.call.object().filter(|_| fetch.tool == Tool::ScriptHttp);
        if let Some(used) = object.and_then(|object| object.uses.last()) {
            let object = (fetch.call.call().unit, used.name.clone());
            flow.objects.entry(object).or_default().push(at);
        }
    }
    for unit in units {
        let Some(content) = content.reading.units.get(unit as usize) else { continue };
        for (name, range) in content.assignments() {
            flow.assignments.entry((unit, name)).or_default().push(range);
        }
    }
    for call in &calls {
        flow.calls.entry(call.call().unit).or_default().push((call.range.clone(), call.index));
    }
    for calls in flow.calls.values_mut() {
        calls.sort_by_key(|(range, index)| (range.start, *index));
    }
    for call in &calls {
        evaluated(call, &flow, fetches);
        written(call, &flow, fetches);
    }
    super::started::find(&calls, fetches);
}

/// Where values come from in a part.
#[derive(Default)]
struct Flow {
    /// The fetches by the places of their calls.
    fetches: HashMap<u32, Vec<usize>>,
    /// The fetches of objects that keep what they got, by unit and name of the object's variable.
    objects: HashMap<(u32, String), Vec<usize>>,
    /// Assignments by unit and name, in the order of the text.
    assignments: HashMap<(u32, String), Vec<Range<usize>>>,
    /// The calls of a unit in the order of the text.
    calls: HashMap<u32, Vec<(Range<usize>, u32)>>,
}

impl Flow {
    /// The fetches whose result a call takes: through its pipeline, its arguments, and the
    /// variables in these.
    fn into(&self, call: &RunCall<'_>) -> HashSet<usize> {
        let mut found = HashSet::new();
        let mut seen = HashSet::new();
        let mut open = vec![(*call, 0)];
        while let Some((call, steps)) = open.pop() {
            if steps > MOST_STEPS || seen.len() >= MOST_CALLS || !seen.insert(call.index) {
                continue;
            }
            found.extend(self.fetches.get(&call.index).into_iter().flatten().copied());
            let mut add = |index: u32| {
                open.extend(call.other(index).map(|call| (call, steps.saturating_add(1))));
            };
            self.inside(call.call().unit, &call.range).for_each(&mut add);
            let values = call.arguments.iter().map(|argument| &argument.value);
            let names: HashSet<&str> = values
                .chain([&call.call().line])
                .flat_map(|value| &value.uses)
                .map(|used| used.name.as_str())
                .collect();
            for name in names {
                if name == "_" {
                    self.piped_into_block(&call).into_iter().for_each(&mut add);
                }
                let object = (call.call().unit, name.to_owned());
                found.extend(self.objects.get(&object).into_iter().flatten().copied());
                if let Some(range) = self.assigned(call.call().unit, name, call.range.start) {
                    self.inside(call.call().unit, range).for_each(&mut add);
                }
            }
            call.call().piped_from.into_iter().for_each(add);
        }
        found
    }

    /// What `$_` is in a block: what is piped into the nearest call around it.
    fn piped_into_block(&self, call: &RunCall<'_>) -> Option<u32> {
        let all = self.calls.get(&call.call().unit)?;
        let end = all.partition_point(|(range, _)| range.start < call.range.start);
        let mut near = all.get(..end)?.iter().rev().take(MOST_AROUND);
        near.find_map(|(range, index)| {
            let is_around = range.end >= call.range.end;
            call.other(*index).filter(|_| is_around)?.call().piped_from
        })
    }

    /// The last assignment to a variable before a place.
    fn assigned(&self, unit: u32, name: &str, before: usize) -> Option<&Range<usize>> {
        let all = self.assignments.get(&(unit, name.trim_start_matches('@').to_owned()))?;
        let end = all.partition_point(|range| range.start < before);
        all.get(..end)?.last()
    }

    /// The calls that stand in a range.
    fn inside(&self, unit: u32, range: &Range<usize>) -> impl Iterator<Item = u32> {
        let all = self.calls.get(&unit).map_or(&[][..], Vec::as_slice);
        let start = all.partition_point(|(found, _)| found.start < range.start);
        let end = range.end;
        let rest = all.get(start..).unwrap_or_default().iter();
        rest.take_while(move |(found, _)| found.start < end).map(|(_, index)| *index)
    }
}

/// Programs that run what they get through a pipe.
const SHELLS: &[&str] = &["cmd", "powershell", "pwsh", "bash", "sh", "python", "python3", "node"];

/// Whether a call runs what it is given as code.
fn evaluates(call: &Call) -> bool {
    match call.style {
        Style::Cmdlet => call.is_any(&["invoke-expression", "execute", "executeglobal", "eval"]),
        Style::Program => {
            call.piped_from.is_some() && call.is_any(SHELLS) && !call.texts().any(is_own_code)
        }
        Style::Method => call.is_any(&["invokescript", "newscriptblock", "addscript"]),
        Style::StaticMethod => {
            let of = call.object().map(|of| of.text().to_ascii_lowercase()).unwrap_or_default();
            call.is("create") && of.ends_with("scriptblock")
                || call.is("load") && of.ends_with("assembly")
        }
        _ => false,
    }
}

/// Whether an argument gives a shell something else to run: `-c`, `-File`, a script.
fn is_own_code(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let option = text.strip_prefix(['-', '/']);
    option.is_none_or(|option| {
        let option = option.split_whitespace().next().unwrap_or_default();
        ["c", "k", "f", "e", "command", "file"].contains(&option) || option.starts_with("enc")
    })
}

fn evaluated<'p>(call: &RunCall<'p>, flow: &Flow, fetches: &mut [Fetch<'p>]) {
    if !evaluates(call) {
        return;
    }
    for at in flow.into(call) {
        // What became a file is that, even where its content is read again.
        if let Some(fetch) = fetches.get_mut(at).filter(|fetch| fetch.to.is_none()) {
            fetch.fate = Fate::Evaluated(*call);
        }
    }
}

/// Tells which file a fetch becomes that another call writes.
fn written(call: &RunCall<'_>, flow: &Flow, fetches: &mut [Fetch<'_>]) {
    let to = match (call.style, call.name.as_str()) {
        (Style::Cmdlet, "set-content") => call.parameter_or("path", 0),
        (Style::Cmdlet, "out-file") => call.parameter_or("filepath", 0),
        (Style::StaticMethod, "writeallbytes" | "writealltext") => call.positional().next(),
        (Style::Method, "savetofile") => {
            let before = fetches.partition_point(|fetch| fetch.call.index < call.index);
            let near = fetches.iter_mut().take(before).rev().take(MOST_REQUESTS);
            let last = { near }.find(|fetch| fetch.tool == Tool::ScriptHttp);
            if let (Some(fetch), Some(to)) = (last, call.positional().next()) {
                fetch.to.get_or_insert_with(|| to.clone());
            }
            return;
        }
        _ => return,
    };
    let to = to.or(call.parameter("literalpath"));
    let Some(to) = to else { return };
    for at in flow.into(call) {
        if let Some(fetch) = fetches.get_mut(at) {
            fetch.to.get_or_insert_with(|| to.clone());
        }
    }
}
