//! What the variable of a loop is, one after the other.

use super::RunCall;
use crate::script::reading::{Style, UNKNOWN};
use crate::script::{Binding, Language, Piece, ScopeKind, Tree, Value, Word};

/// How many calls and assignments around a loop are looked through.
const NEAR: usize = 64;

/// Blanks, and `in`, that may stand between the variable and what the loop runs over.
const MOST_BETWEEN: u32 = 16;

impl<'p> RunCall<'p> {
    /// What a value is one after the other, where it is the variable of a loop over constants:
    /// `foreach ($x in 'a', 'b')`, `for %%x in (a b) do`, `'a', 'b' | ForEach-Object { … $_ … }`.
    /// Of anything else nothing.
    pub fn each_time(&self, value: &Value) -> Vec<String> {
        let mut chars = value.text().chars();
        let is_variable = (chars.next(), chars.next()) == (Some(UNKNOWN), None);
        let [used] = value.uses.as_slice() else { return vec![] };
        if !is_variable {
            return vec![];
        }
        match used.name.as_str() {
            "_" | "psitem" if self.language() == Language::PowerShell => self.piped_items(),
            name => self.loop_items(name).unwrap_or_default(),
        }
    }

    /// What `ForEach-Object` around it is given.
    fn piped_items(&self) -> Vec<String> {
        let is_around = |call: &Self| {
            call.is("foreach-object")
                && call.call().unit == self.call().unit
                && call.range.end >= self.range.end
        };
        let source = self.before().take(NEAR).find(is_around).and_then(|call| call.source());
        let given = source.filter(|source| source.style == Style::Expression);
        let given = given.and_then(|source| Some(source.call().arguments.first()?.value.each()));
        let known = given.unwrap_or_default().iter().filter_map(Value::known);
        known.map(str::to_owned).collect()
    }

    fn loop_items(&self, name: &str) -> Option<Vec<String>> {
        let unit = self.unit();
        let loops = unit.scopes(self.scope).filter(|(_, scope)| scope.kind == ScopeKind::Loop);
        for (_, scope) in loops {
            let over = over(scope.condition.as_ref()?);
            let at = before(&unit.tree, over.range.start);
            let (earlier, later) = unit.tree.bindings.split_at_checked(at)?;
            let Some(variable) = earlier.last() else { continue };
            let is_own = variable.value.is_none()
                && is_called(variable, name)
                && over.range.start - variable.range.end <= MOST_BETWEEN;
            if !is_own {
                continue;
            }
            let place = self.range.start as u32;
            let mut inside = later.iter().take_while(|binding| binding.range.start < place);
            let is_kept = !inside.any(|binding| is_called(binding, name));
            return is_kept.then(|| constants(over, earlier)).flatten();
        }
        None
    }
}

/// What a loop runs over: of cmd without the switch of `for`.
fn over(condition: &Word) -> &Word {
    match condition.pieces.as_slice() {
        [Piece::Operation { operator, operands, .. }] if operator == "in" => {
            operands.first().unwrap_or(condition)
        }
        _ => condition,
    }
}

/// How many assignments end before a place.
fn before(tree: &Tree, place: u32) -> usize {
    tree.bindings.partition_point(|binding| binding.range.end <= place)
}

fn is_called(binding: &Binding, name: &str) -> bool {
    let variable = binding.target.variable();
    variable.is_some_and(|variable| variable.eq_ignore_ascii_case(name))
}

/// The constants of a list, or of the variable that it was assigned to.
fn constants(word: &Word, earlier: &[Binding]) -> Option<Vec<String>> {
    let list = match word.variable() {
        Some(name) => {
            let mut near = earlier.iter().rev().take(NEAR);
            near.find(|binding| is_called(binding, name))?.value.as_ref()?
        }
        None => word,
    };
    let items = match list.pieces.as_slice() {
        [Piece::List { items, .. }] => items.as_slice(),
        _ => std::slice::from_ref(list),
    };
    Some(items.iter().filter_map(Word::constant).map(str::to_owned).collect())
}
