//! Which assignment a variable has its value from.

use std::collections::HashMap;

use crate::script::tree::{BindOperator, Binding, Piece, Scope, ScopeKind, Tree, Word};

/// How many assignments to one variable are weighed.
const MOST_WEIGHED: usize = 64;

/// The assignments of a tree, by the names of their variables.
pub(super) struct Variables {
    names: HashMap<String, Vec<u32>>,
    /// The scope of the parameters of the script itself.
    parameters: Option<u32>,
}

/// Where a variable has its value from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum From {
    /// Nothing assigns it.
    Nowhere,
    /// This assignment, by its place in the tree.
    Binding(u32),
    /// One of several, or one that may not run.
    Several,
}

impl Variables {
    pub(super) fn of(tree: &Tree, is_cmd: bool) -> Self {
        let mut names: HashMap<String, Vec<u32>> = HashMap::new();
        for (index, binding) in tree.bindings.iter().enumerate() {
            for name in targets(&binding.target, is_cmd) {
                names.entry(name).or_default().push(index as u32);
            }
        }
        Self { names, parameters: parameters_of_script(tree) }
    }

    /// The assignment that a variable, which stands at `offset` in `scope`, has its value from.
    pub(super) fn find(&self, tree: &Tree, name: &str, offset: u32, scope: u32) -> From {
        let Some(all) = self.names.get(name) else { return From::Nowhere };
        let around: Vec<u32> = around(tree, scope).collect();
        let function = around.iter().copied().find(|scope| is_function(tree, *scope));
        let binding = |at: &u32| tree.bindings.get(*at as usize);
        let split = all
            .partition_point(|at| binding(at).is_some_and(|binding| binding.range.end <= offset));
        let (before, behind) = all.split_at_checked(split).unwrap_or((all, &[]));
        // What another function assigns is its own.
        let is_visible = |at: &&u32| {
            binding(at).is_some_and(|binding| {
                let own = self::around(tree, binding.scope).find(|scope| is_function(tree, *scope));
                own.is_none_or(|own| around.contains(&own))
            })
        };
        let last = before.iter().rev().take(MOST_WEIGHED).find(is_visible);
        let (last, is_before) = match last {
            Some(last) => (*last, true),
            // A function sees what the script assigns before it is called.
            None => match (function, behind) {
                (Some(_), [only]) if before.is_empty() => (*only, false),
                _ => return From::Several,
            },
        };
        let Some(found) = binding(&last) else { return From::Several };
        if !self.is_certain(tree, found, &around) {
            return From::Several;
        }
        let is_in_function = |binding: &Binding| {
            let mut scopes = self::around(tree, binding.scope);
            function.is_some_and(|function| scopes.any(|scope| scope == function))
        };
        // A function may run at any time between the assignments of the script.
        if function.is_some() && !is_in_function(found) && all.len() > 1 {
            return From::Several;
        }
        // A loop comes back with what is assigned further down in it.
        let outermost_loop = around.iter().rev().find(|scope| {
            tree.scopes.get(**scope as usize).is_some_and(|scope| scope.kind == ScopeKind::Loop)
        });
        let end = outermost_loop.and_then(|at| tree.scopes.get(*at as usize));
        let is_changed = end.is_some_and(|scope| {
            let comes_back = |binding: &Binding| {
                binding.range.end > offset
                    && binding.range.start < scope.range.end
                    && binding.range.start >= scope.range.start
            };
            behind.iter().take(1).filter_map(binding).any(comes_back)
                && found.range.start < scope.range.start
        });
        match is_changed && is_before {
            true => From::Several,
            false => From::Binding(last),
        }
    }
}

impl Variables {
    /// Whether an assignment has run when something runs that stands in these scopes.
    fn is_certain(&self, tree: &Tree, binding: &Binding, scopes: &[u32]) -> bool {
        // `$x++`, the variable of a loop.
        if binding.operator == BindOperator::Change || binding.value.is_none() {
            return false;
        }
        around(tree, binding.scope).take_while(|scope| !scopes.contains(scope)).all(|at| {
            tree.scopes.get(at as usize).is_some_and(|scope| match scope.kind {
                ScopeKind::Script
                | ScopeKind::Label
                | ScopeKind::Parentheses
                | ScopeKind::SubExpression
                | ScopeKind::Try
                | ScopeKind::Finally => true,
                // Provisioning gives the script no arguments.
                ScopeKind::Param => self.parameters == Some(at),
                _ => false,
            })
        })
    }
}

/// A scope and those around it.
pub(super) fn around(tree: &Tree, scope: u32) -> impl Iterator<Item = u32> {
    std::iter::successors(Some(scope), |at| tree.scopes.get(*at as usize)?.parent)
}

fn is_function(tree: &Tree, scope: u32) -> bool {
    tree.scopes.get(scope as usize).is_some_and(|scope| scope.kind == ScopeKind::Function)
}

/// Blanks that may stand between the parameters of a function and its body.
const MOST_BLANKS: u32 = 8;

/// The scope of `param(…)` of the script; `function f(…) { … }` has its own, right before its body.
fn parameters_of_script(tree: &Tree) -> Option<u32> {
    let is_own = |kind: ScopeKind, scope: &Scope| scope.kind == kind && scope.parent == Some(0);
    let scopes = || tree.scopes.iter().enumerate();
    let (at, found) = scopes().find(|(_, scope)| is_own(ScopeKind::Param, scope))?;
    let body = scopes().skip(at).find(|(_, scope)| is_own(ScopeKind::Function, scope));
    let is_header = body.is_some_and(|(_, body)| {
        let between = body.range.start.checked_sub(found.range.end);
        between.is_some_and(|between| between <= MOST_BLANKS)
    });
    (!is_header).then_some(at as u32)
}

/// The names, in lower case, of the variables that an assignment gives a value to.
pub(in crate::script) fn targets(target: &Word, is_cmd: bool) -> Vec<String> {
    match target.pieces.as_slice() {
        [Piece::Variable { name, .. }] => vec![plain(name)],
        [Piece::Text { text, .. }] if is_cmd => vec![format!("env:{}", text.to_lowercase())],
        [Piece::List { items, .. }] => {
            items.iter().flat_map(|item| item.variable().map(plain)).collect()
        }
        _ => vec![],
    }
}

/// The name of a variable in lower case, without the scope before it.
pub(in crate::script) fn plain(name: &str) -> String {
    let name = name.to_lowercase();
    let name = name.strip_prefix('@').unwrap_or(&name);
    for scope in ["script:", "global:", "local:", "private:", "variable:"] {
        if let Some(rest) = name.strip_prefix(scope) {
            return rest.to_owned();
        }
    }
    name.to_owned()
}
