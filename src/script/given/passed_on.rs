//! What functions are called with that they give to a command as a secret:
//! `function New-Kiosk($Name, $Pass) { net user $Name $Pass /add }`.

use super::Given;
use crate::script::reading::{Call, Reading, UNKNOWN, Value, plain};
use crate::script::tree::{Scope, ScopeKind, Tree};

/// Secrets that are followed, and those that are added.
const MOST: usize = 256;

/// Adds the arguments that functions and labels pass on, at the place where these are called.
pub(super) fn add(reading: &Reading, found: &mut Vec<Given>) {
    let mut at = 0;
    let mut added = 0;
    while let Some(given) = found.get(at).filter(|_| at < MOST + added) {
        at += 1;
        let new = of_given(reading, given);
        for given in new {
            let is_known = found
                .iter()
                .any(|old| old.call == given.call && old.value.range == given.value.range);
            if added < MOST && !is_known {
                added += 1;
                found.push(given);
            }
        }
    }
}

fn of_given(reading: &Reading, given: &Given) -> Vec<Given> {
    let is_variable = given.value.text().chars().all(|ch| ch == UNKNOWN);
    let ([used], true) = (given.value.uses.as_slice(), is_variable) else { return vec![] };
    let Some(call) = reading.calls.get(given.call as usize) else { return vec![] };
    let Some(unit) = reading.unit_of(call) else { return vec![] };
    let body = unit.scopes(call.scope).find(|(_, scope)| {
        matches!(scope.kind, ScopeKind::Function | ScopeKind::Label) && scope.name.is_some()
    });
    let Some((body, scope)) = body else { return vec![] };
    let Some(name) = scope.name.as_ref().map(|name| name.to_lowercase()) else { return vec![] };
    let number = used.name.trim_start_matches('~').parse::<usize>().ok();
    let parameters = match scope.kind {
        ScopeKind::Label => vec![],
        _ => parameters(&unit.tree, body, scope),
    };
    let order: Vec<&str> = parameters.iter().map(String::as_str).collect();
    let wanted = plain(&used.name);
    let value = |caller: &Call| -> Option<Value> {
        match scope.kind {
            // `call :label a b`
            ScopeKind::Label => {
                let label = caller.arguments.first()?.value.text().strip_prefix(':')?;
                let is_it = caller.is("call") && label.eq_ignore_ascii_case(&name);
                let argument = caller.arguments.get(number?).filter(|_| is_it)?;
                Some(argument.value.clone())
            }
            _ => {
                let is_it = caller.name == name && order.contains(&wanted.as_str());
                caller.bound(&order, &wanted).filter(|_| is_it).cloned()
            }
        }
    };
    let callers = (0..).zip(&reading.calls).filter(|(_, caller)| caller.unit == call.unit);
    callers
        .filter_map(|(at, caller)| {
            let value = value(caller).filter(|value| !value.text().is_empty())?;
            Some(Given { call: at, kind: given.kind.clone(), value })
        })
        .take(MOST)
        .collect()
}

/// The names of a function's parameters, in lower case and in their order: those of `param(…)` in it,
/// or those between its name and its body.
fn parameters(tree: &Tree, at: u32, body: &Scope) -> Vec<String> {
    let is_inside = |scope: &Scope| scope.parent == Some(at);
    // Nothing but blanks stands between the brackets and the body.
    let is_head = |scope: &Scope| {
        scope.parent == body.parent
            && body.range.start.checked_sub(scope.range.end).is_some_and(|between| between <= 8)
    };
    let found = (0..)
        .zip(&tree.scopes)
        .find(|(_, scope)| scope.kind == ScopeKind::Param && (is_inside(scope) || is_head(scope)));
    let Some((param, _)) = found else { return vec![] };
    let own = tree.bindings.iter().filter(|binding: &&_| binding.scope == param);
    own.filter_map(|binding| binding.target.variable().map(plain)).collect()
}
