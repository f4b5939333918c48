//! Proxies that scripts set in a variable: `set HTTP_PROXY=…`, `$env:HTTPS_PROXY = '…'`.

use super::find::hosts;
use super::methods::is_proxy_variable;
use super::{By, Named, NamedHost, Role};
use crate::package::Package;
use crate::script::reading::Unit;
use crate::script::{Binding, Language, Piece};

pub(super) fn of_package(package: &Package) -> Vec<NamedHost> {
    let mut found = vec![];
    for part in &package.run().parts {
        for (unit_at, unit) in (0..).zip(&part.reading.units) {
            let bindings = unit.tree.bindings.iter();
            for binding in bindings.filter(|binding| !unit.is_unreachable(binding.scope)) {
                let Some(text) = proxy(unit, binding) else { continue };
                let range = binding.range.start as usize..binding.range.end as usize;
                let at = (unit_at, binding.scope);
                let (place, when) = package.place_in(part, at, &range);
                found.extend(hosts(text).into_iter().map(|found| {
                    let by = By::Place(place.clone());
                    Named { by, role: Role::Proxy, when }.host(text, found)
                }));
            }
        }
    }
    found
}

/// What a variable is set to that programs take their proxy from, if it is a constant.
fn proxy<'u>(unit: &Unit, binding: &'u Binding) -> Option<&'u str> {
    let is_cmd = matches!(unit.language, Language::Batch | Language::Cmd);
    let is_proxy = match binding.target.pieces.as_slice() {
        [Piece::Text { text, .. }] => is_cmd && is_proxy_variable(text),
        [Piece::Variable { name, .. }] => {
            let (scope, name) = name.split_once(':')?;
            scope.eq_ignore_ascii_case("env") && is_proxy_variable(name)
        }
        _ => false,
    };
    match binding.value.as_ref()?.pieces.as_slice() {
        [Piece::Text { text, .. }] if is_proxy => Some(text),
        _ => None,
    }
}
