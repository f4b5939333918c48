//! The hosts that commands name.

use super::find::{find_in_argument, hosts};
use super::purpose::{is_speech, purpose};
use super::{By, EndpointKind, Named, NamedHost, Role, cmdlets, methods, programs};
use crate::package::drives::given_drive;
use crate::package::run::RunCall;
use crate::script::Value;
use crate::script::reading::Style;

/// Commands that hand a URL to the program that opens such.
const OPENING: &[&str] = &["call", "invoke-item", "start", "start-process"];

/// A value that is a host, or a list of hosts, by its position.
pub(super) struct Host {
    pub(super) value: Value,
    pub(super) role: Role,
    /// The port, where it is an argument of its own.
    pub(super) port: Option<u16>,
}

impl Host {
    pub(super) fn new(value: Value, role: Role) -> Self {
        Self { value, role, port: None }
    }

    pub(super) fn of(value: &Value, role: Role) -> Self {
        Self::new(value.clone(), role)
    }

    pub(super) fn with_port(mut self, port: Option<&Value>) -> Self {
        self.port = port.and_then(|port| port.text().parse().ok());
        self
    }

    pub(super) fn of_role(mut self, role: Role) -> Self {
        self.role = role;
        self
    }

    /// Only a part of the value is the host.
    pub(super) fn part(value: &Value, range: std::ops::Range<usize>, role: Role) -> Self {
        let mut value = value.clone();
        value.text = value.text.part(range);
        Self::new(value, role)
    }
}

/// The hosts that a call names: where just a host stands, and where a URL or a share does.
pub(super) fn of_call(call: &RunCall<'_>) -> Vec<NamedHost> {
    if is_speech(call) {
        return vec![];
    }
    let by_position = match call.style {
        Style::Cmdlet => cmdlets::hosts(call),
        Style::Program | Style::Builtin => programs::hosts(call),
        Style::Method | Style::StaticMethod => methods::hosts(call),
        Style::Expression | Style::Keyword => return vec![],
    };
    let mut found = vec![];
    for host in &by_position {
        for value in host.value.each() {
            let mut named = endpoints(call, value, host.role, true);
            for one in &mut named {
                one.port = one.port.or(host.port);
            }
            found.extend(named);
        }
    }
    found.extend(endpoints(call, &call.call().program, Role::Program, false));
    for (index, argument) in call.call().arguments.iter().enumerate() {
        if let Some(role) = purpose(call, index) {
            for value in argument.value.each() {
                found.extend(endpoints(call, value, role, false));
            }
        }
    }
    found
}

/// The hosts in one value. A text of several lines is a file, a message or code, which is read
/// where it runs.
fn endpoints(call: &RunCall<'_>, value: &Value, role: Role, is_host: bool) -> Vec<NamedHost> {
    let text = value.text();
    let is_candidate = is_host || text.contains("://") || text.contains(r"\\");
    if !is_candidate || text.contains('\n') {
        return vec![];
    }
    let found = match is_host {
        true => hosts(text),
        false => find_in_argument(text),
    };
    let letter = given_drive(call).and_then(|given| given.letter);
    let is_opened = call.is_any(OPENING) || call.program.text() == text;
    let named = found.into_iter().map(|found| {
        let role = match found.kind {
            // A page that is no share is never a drive, and the like.
            EndpointKind::Url if role == Role::Drive => Role::Other,
            // The browser opens it.
            EndpointKind::Url if role == Role::Program && is_opened => Role::Other,
            _ => role,
        };
        let mut endpoint = Named { by: By::call(call), role, when: call.stage() }.host(text, found);
        endpoint.drive = letter.filter(|_| role == Role::Drive);
        endpoint.is_shared = !value.uses.is_empty() || call.unit().depth > 0;
        endpoint.range = value.text.source(&endpoint.range);
        endpoint.host_range = value.text.source(&endpoint.host_range);
        endpoint
    });
    named.collect()
}
