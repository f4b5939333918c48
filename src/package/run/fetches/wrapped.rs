//! Functions of a script that fetch what they are told to: each call of one is a fetch.

use std::collections::HashMap;

use super::{Fetch, RunCall, tools};
use crate::script::reading::{Style, Unit};
use crate::script::{ScopeKind, Value};

/// Blanks that may stand between the parameters of a function and its body.
const MOST_BLANKS: usize = 8;

/// Fetches in functions that are looked at, and those that calls of them are turned into.
const MOST: usize = 256;

/// Puts in the place of each fetch whose address is a parameter of a function around it the calls
/// of that function, where they give it one.
pub(super) fn resolve<'p>(calls: &[RunCall<'p>], fetches: &mut Vec<Fetch<'p>>) {
    let mut by_name: HashMap<&str, Vec<&RunCall<'p>>> = HashMap::new();
    let mut found = vec![];
    let mut looked_at = 0;
    fetches.retain(|fetch| {
        if looked_at >= MOST || only(&fetch.url).is_none() {
            return true;
        }
        looked_at += 1;
        let Some((function, order)) = told(fetch) else { return true };
        if by_name.is_empty() {
            for call in calls.iter().filter(|call| call.style == Style::Cmdlet) {
                by_name.entry(&call.call().name).or_default().push(call);
            }
        }
        let order: Vec<&str> = order.iter().map(String::as_str).collect();
        let before = found.len();
        for call in by_name.get(function.as_str()).into_iter().flatten() {
            if found.len() < MOST {
                found.extend(of_call(fetch, call, &order));
            }
        }
        found.len() == before
    });
    fetches.append(&mut found);
    fetches.sort_by_key(|fetch| fetch.call.index);
}

/// The function that is told the address of a fetch, and its parameters in their order.
fn told(fetch: &Fetch<'_>) -> Option<(String, Vec<String>)> {
    let name = only(&fetch.url)?;
    let unit = fetch.call.unit();
    let mut scopes = unit.scopes(fetch.call.call().scope);
    let (at, function) = scopes.find(|(_, scope)| scope.kind == ScopeKind::Function)?;
    let order = parameters(unit, at)?;
    order.iter().any(|parameter| parameter == name).then_some(())?;
    Some((function.name.as_ref()?.to_lowercase(), order))
}

/// What a call of the function fetches.
fn of_call<'p>(fetch: &Fetch<'p>, call: &RunCall<'p>, order: &[&str]) -> Option<Fetch<'p>> {
    let given = |value: &Value| call.call().bound(order, only(value)?).cloned();
    let url = given(&fetch.url)?;
    let address = tools::address(fetch.tool, &url)?;
    let to = fetch.to.as_ref().map(|to| given(to).unwrap_or_else(|| to.clone()));
    Some(Fetch { call: *call, url, address: Some(address), to, ..fetch.clone() })
}

/// The variable that a value is, if it is that and cannot be known.
fn only(value: &Value) -> Option<&str> {
    let [used] = value.uses.as_slice() else { return None };
    let is_alone = value.text().chars().count() == 1 && !value.is_known();
    is_alone.then_some(used.name.as_str())
}

/// The parameters of a function: `function f($a, $b) { … }`, `function f { param($a, $b) … }`.
fn parameters(unit: &Unit, function: u32) -> Option<Vec<String>> {
    let body = unit.tree.scopes.get(function as usize)?;
    let found = unit.tree.scopes.iter().find(|scope| {
        let is_header = || {
            let between = body.range.start.checked_sub(scope.range.end);
            scope.parent == body.parent
                && between.is_some_and(|between| between as usize <= MOST_BLANKS)
        };
        scope.kind == ScopeKind::Param && (scope.parent == Some(function) || is_header())
    })?;
    let range = found.range.start as usize..found.range.end as usize;
    let own = unit.assignments().filter(|(_, at)| range.start <= at.start && at.end <= range.end);
    Some(own.map(|(name, _)| name).collect())
}
