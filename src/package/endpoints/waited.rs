//! Whether something waits for the network before a command needs it.

use std::collections::HashSet;

use crate::package::run::{RunCall, Stage};
use crate::package::{Package, Role};
use crate::script::{Language, ScopeKind};

/// Commands that wait, or ask whether the network is there.
const WAITING: &[&str] = &[
    "choice",
    "get-netadapter",
    "get-netconnectionprofile",
    "get-netipaddress",
    "get-netipconfiguration",
    "get-netroute",
    "getisnetworkavailable",
    "ping",
    "resolve-dnsname",
    "sleep",
    "start-sleep",
    "test-connection",
    "test-netconnection",
    "timeout",
    "waitfor",
];

/// Arguments that make a command try again by itself.
const RETRYING: &[&str] =
    &["maximumretrycount", "retrycount", "retryinterval", "retryintervalsec", "retrytimeout"];

/// Commands that need a network whatever they are given.
const NETWORK: &[&str] = &[
    "add-computer",
    "downloaddata",
    "downloadfile",
    "downloadstring",
    "find-package",
    "install-module",
    "install-package",
    "install-packageprovider",
    "install-script",
    "invoke-restmethod",
    "invoke-webrequest",
    "start-bitstransfer",
];

/// A command that needs a network while the package is applied.
#[derive(Debug, Clone, Copy)]
pub struct NetworkAct<'p> {
    /// The command.
    pub call: RunCall<'p>,
    /// Whether something waits for the network before it, or it tries again by itself.
    pub waited: bool,
}

impl Package {
    /// The first command that needs a network while the package is applied, as far as that can be
    /// seen.
    pub fn first_network_act(&self) -> Option<NetworkAct<'_>> {
        let endpoints = self.endpoints();
        let has_role =
            |role| matches!(role, Role::File | Role::Program | Role::Drive | Role::Domain);
        let named = endpoints.iter().filter(|endpoint| {
            endpoint.is_now() && has_role(endpoint.role) && !endpoint.is_loopback()
        });
        let by_host = named.filter_map(|endpoint| endpoint.call());
        // The device itself is no network.
        let at = |call: &RunCall<'_>| (call.part_index, call.index);
        let to_itself = endpoints.iter().filter(|endpoint| endpoint.is_loopback());
        let to_itself: HashSet<(usize, u32)> =
            to_itself.filter_map(|endpoint| endpoint.call().map(at)).collect();
        let itself = |call: &RunCall<'_>| to_itself.contains(&at(call));
        let by_name = self.calls().find(|call| call.is_now() && is_network(call) && !itself(call));
        let services = self.online_services();
        let by_service = services.iter().filter(|named| named.at_once && named.when == Stage::Now);
        let first = by_host.copied().chain(by_name).chain(by_service.map(|named| named.call));
        let call = first.min_by_key(|call| (call.part_index, call.index))?;
        Some(NetworkAct { call, waited: Waits::of(self).before(&call) })
    }
}

fn is_network(call: &RunCall<'_>) -> bool {
    let verb = call.texts().next().unwrap_or_default();
    match call.name.as_str() {
        "winget" | "choco" => {
            ["install", "upgrade"].iter().any(|known| verb.eq_ignore_ascii_case(known))
        }
        "git" => verb.eq_ignore_ascii_case("clone"),
        _ => call.is_any(NETWORK),
    }
}

/// Where in each part of the run something waits first.
pub(super) struct Waits {
    first: Vec<Option<u32>>,
    /// The first part with one that runs while the package is applied.
    first_part: Option<usize>,
}

impl Waits {
    pub(super) fn of(package: &Package) -> Self {
        let parts = &package.run().parts;
        let mut first = vec![None; parts.len()];
        for call in package.calls().filter(waits) {
            if let Some(slot @ None) = first.get_mut(call.part_index) {
                *slot = Some(call.index);
            }
        }
        let mut found = first.iter().zip(parts);
        let first_part =
            found.position(|(first, part)| first.is_some() && part.stage == Stage::Now);
        Self { first, first_part }
    }

    /// Whether something waits before a call, or the call tries again by itself. The commands of a
    /// package run one after the other.
    pub(super) fn before(&self, call: &RunCall<'_>) -> bool {
        let first = self.first.get(call.part_index).copied().flatten();
        first.is_some_and(|first| first < call.index)
            || self.first_part.is_some_and(|part| part < call.part_index)
            || tries_again(call)
            || (first.is_some() && has_no_fixed_time(call))
    }
}

fn waits(call: &RunCall<'_>) -> bool {
    let is_own = || {
        let name = call.name.as_str();
        name.contains("wait")
            && ["net", "connect", "online", "internet"].iter().any(|word| name.contains(word))
    };
    call.is_any(WAITING) || is_own()
}

fn tries_again(call: &RunCall<'_>) -> bool {
    let by_argument = RETRYING.iter().any(|name| call.parameter(name).is_some())
        || call.has_switch(&["retry", "tries"])
        || call.is_any(&["start-bitstransfer"]);
    by_argument || is_repeated(call)
}

/// Whether it stands in a loop that is no walk over a list.
fn is_repeated(call: &RunCall<'_>) -> bool {
    let text = call.unit().text.text();
    // The range of a loop begins with its bracket, behind the keyword.
    let is_walk = |start: u32| {
        let head = text.get(..start as usize).unwrap_or_default().trim_end();
        let line = head.rsplit(['\n', '}', ';']).next().unwrap_or_default();
        line.trim_start().get(..7).is_some_and(|word| word.eq_ignore_ascii_case("foreach"))
    };
    let mut scopes = call.unit().scopes(call.scope);
    let is_batch = matches!(call.language(), Language::Batch | Language::Cmd);
    scopes
        .any(|(_, scope)| scope.kind == ScopeKind::Loop && !is_batch && !is_walk(scope.range.start))
}

/// Whether it may run behind what stands behind it: in a function, and where a `goto` of cmd leads.
fn has_no_fixed_time(call: &RunCall<'_>) -> bool {
    call.is_in(ScopeKind::Function)
        || call.language() == Language::Batch && call.is_in(ScopeKind::Label)
}
