//! What the preferences of Microsoft Defender are set to, by its commands or its class of WMI.

use crate::package::RunCall;
use crate::script::Value;
use crate::script::reading::Style;

/// What a call gives for a preference, if it is one of these verbs that it does: `set`, `add`,
/// `remove`.
pub(super) fn preference(call: &RunCall<'_>, verbs: &[&str], name: &str) -> Option<Value> {
    let verb = call.name.strip_suffix("-mppreference");
    if call.style == Style::Cmdlet && verb.is_some_and(|verb| verbs.contains(&verb)) {
        return call.parameter(name).cloned();
    }
    let method = call.wmi_method(verbs)?;
    // Each has dozens of arguments, which nobody gives by their places.
    method.is_of("msft_mppreference").then(|| method.argument(name, usize::MAX))?
}
