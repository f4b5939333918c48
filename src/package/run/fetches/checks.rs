//! Which calls look at a hash or a signature of a file, and whether anybody looks at what they say.

use super::RunCall;
use crate::script::Call;
use crate::script::ScopeKind;
use crate::script::reading::Style;

/// Looks of which it is asked whether something depends on them; of more it is taken for granted.
const MOST_LOOKS: usize = 256;

/// The looks at hashes and signatures of a part.
#[derive(Default)]
pub(super) struct Checks {
    /// The places of their calls, in order.
    strong: Vec<u32>,
    /// Those by a hash that two files can be made to share.
    weak: Vec<(u32, &'static str)>,
    /// Those in functions, which may be called anywhere.
    has_anywhere: bool,
    weak_anywhere: Option<&'static str>,
}

/// The looks among the calls of a part.
pub(super) fn of(calls: &[RunCall<'_>]) -> Checks {
    let mut found = Checks::default();
    for (count, call) in calls.iter().filter(|call| is_check(call)).enumerate() {
        if count < MOST_LOOKS && !decides(call, calls) {
            continue;
        }
        match (call.is_in(ScopeKind::Function), weak_hash(call)) {
            (true, None) => found.has_anywhere = true,
            (true, weak) => found.weak_anywhere = weak,
            (false, None) => found.strong.push(call.index),
            (false, Some(weak)) => found.weak.push((call.index, weak)),
        }
    }
    found
}

impl Checks {
    /// Whether there is a look behind one call and up to another, and by which weak hash there is
    /// one.
    pub(super) fn between(&self, first: u32, last: u32) -> (bool, Option<&'static str>) {
        let next = self.strong.partition_point(|at| *at <= first);
        let is_checked = self.has_anywhere || self.strong.get(next).is_some_and(|at| *at <= last);
        let next = self.weak.partition_point(|(at, _)| *at <= first);
        let weak = self.weak.get(next).filter(|(at, _)| *at <= last).map(|(_, weak)| *weak);
        (is_checked, weak.or(self.weak_anywhere))
    }
}

fn is_check(call: &Call) -> bool {
    match call.style {
        Style::Program => {
            call.is("certutil") && call.has_switch(&["hashfile"])
                || call.is_any(&["signtool", "sigcheck", "sigcheck64", "sha256sum"])
        }
        Style::Method => call.is("computehash"),
        // `Get-FileHash`, `Get-AuthenticodeSignature`, `Test-FileCatalog`, and what somebody calls
        // a function of their own.
        Style::Cmdlet => {
            let name = call.name.replace("hashtable", "");
            ["hash", "checksum", "signature"].iter().any(|part| name.contains(part))
                || call.is("test-filecatalog")
        }
        Style::StaticMethod => call.is("hashdata"),
        _ => false,
    }
}

/// Whether a look only says what it saw, and ends well whatever that is.
fn only_says(call: &Call) -> bool {
    call.is_any(&[
        "certutil",
        "computehash",
        "get-authenticodesignature",
        "get-filehash",
        "hashdata",
    ])
}

/// What only shows.
fn shows(call: &Call) -> bool {
    call.name.starts_with("write-")
        || call.is_any(&[
            "echo",
            "format-list",
            "format-table",
            "out-host",
            "out-null",
            "out-string",
        ])
}

/// Whether something may depend on it: what is only printed decides nothing.
fn decides(call: &RunCall<'_>, calls: &[RunCall<'_>]) -> bool {
    if !only_says(call) || call.is_in(ScopeKind::Function) || call.output_file().is_some() {
        return true;
    }
    let (unit, range) = (call.unit(), &call.range);
    let is_in = |start: usize, end: usize| start <= range.start && range.end <= end;
    let in_condition = unit.tree.scopes.iter().filter_map(|scope| scope.condition.as_ref());
    let mut outer = in_condition
        .map(|condition| &condition.range)
        .chain(unit.tree.bindings.iter().map(|binding| &binding.range));
    if outer.any(|outer| is_in(outer.start as usize, outer.end as usize)) {
        return true;
    }
    let own = calls.iter().filter(|other| other.call().unit == call.call().unit);
    let mut takers = own.filter(|other| other.index != call.index).filter(|other| {
        other.piped_from == Some(call.index)
            || is_in(other.range.start, other.range.end) && other.range != *range
    });
    takers.any(|taker| !shows(taker))
}

/// The hash that a call makes, if two files with the same one can be made.
fn weak_hash(call: &RunCall<'_>) -> Option<&'static str> {
    let named = |text: &str| {
        let text = text.to_ascii_lowercase();
        ["MD5", "SHA1"].into_iter().find(|name| text.contains(&name.to_ascii_lowercase()))
    };
    match call.name.as_str() {
        "get-filehash" => named(call.parameter("algorithm").or(call.positional().nth(1))?.text()),
        // Without a name it is SHA-1.
        "certutil" => {
            let mut rest = call.texts().skip_while(|text| text.starts_with(['-', '/'])).skip(1);
            rest.next().map_or(Some("SHA1"), named)
        }
        "computehash" | "hashdata" => {
            let object = call.object()?;
            named(object.text())
                .or_else(|| named(call.unit().text.text().get(object.range.clone())?))
        }
        _ => None,
    }
}
