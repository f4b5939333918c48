//! Every host that a package names: URLs, shares, servers, addresses, in its settings, commands and
//! scripts.

mod cmdlets;
mod find;
mod implied;
mod kind;
mod methods;
mod programs;
mod purpose;
mod registry;
mod scripts;
mod settings;
mod waited;

#[cfg(test)]
mod tests;

pub use implied::{Implied, ImpliedBy};
pub use kind::{EndpointKind, Role};
pub use waited::NetworkAct;

use std::collections::HashMap;
use std::net::IpAddr;
use std::ops::Range;

use super::Package;
use super::host::{is_internal, is_loopback, is_placeless, is_private};
use super::place::Place;
use super::run::{RunCall, Stage};
use super::setting::Setting;
use find::Found;
use waited::Waits;

/// A host that a package names, and how.
#[derive(Debug, Clone)]
pub struct Endpoint<'p> {
    /// How it is named.
    pub kind: EndpointKind,
    /// Of a URL: `http`, in lower case.
    pub scheme: Option<String>,
    /// The host in lower case: a name without a dot at its end, or an address without brackets.
    pub host: String,
    /// The port, when one is named.
    pub port: Option<u16>,
    /// What the device wants of it.
    pub role: Role,
    /// What names it.
    pub origin: Origin<'p>,
    /// When the device turns to it, as far as that is known.
    pub when: Stage,
    /// Whether something before it waits for the network, or it is tried again by itself; of a
    /// setting no.
    pub waited: bool,
    /// The whole URL, share or name, in bytes of what names it.
    pub range: Range<usize>,
    /// The host in it.
    pub host_range: Range<usize>,
    text: String,
    /// Whether it comes out of a variable or a wrapper, so that several commands may have the same.
    is_shared: bool,
}

/// What names a host.
#[derive(Debug, Clone)]
pub enum Origin<'p> {
    /// A setting's value.
    Setting(&'p Setting),
    /// A command; ranges are of the text that it stands in.
    Call(RunCall<'p>),
    /// A value in a registry file, as a whole.
    Registry(Place),
}

/// What is known of a host before it is found.
struct Named<'p> {
    origin: Origin<'p>,
    role: Role,
    when: Stage,
}

impl<'p> Named<'p> {
    /// One that was found in `text`, whose places are those of the origin.
    fn endpoint(self, text: &str, found: Found) -> Endpoint<'p> {
        Endpoint {
            kind: found.kind,
            scheme: found.scheme,
            host: found.host,
            port: found.port,
            role: self.role,
            origin: self.origin,
            when: self.when,
            waited: false,
            is_shared: false,
            text: text.get(found.range.clone()).unwrap_or_default().to_owned(),
            range: found.range,
            host_range: found.host_range,
        }
    }
}

impl Package {
    /// Every host that it names: those of settings in their order, those of variants too; then
    /// those of commands and scripts in the order of the run, and those that they write to the
    /// registry. What stands in XML, in JSON, in a secret or in a file's path is left out, and what
    /// a script only prints or compares.
    ///
    /// A text that several commands use is one, with the strongest of its roles.
    pub fn endpoints(&self) -> Vec<Endpoint<'_>> {
        let mut found: Vec<Endpoint<'_>> =
            self.settings.iter().flat_map(settings::of_setting).collect();
        let waits = Waits::of(self);
        let of_calls = self.calls().flat_map(|call| scripts::of_call(&call));
        let of_registry = self.registry_changes().into_iter().flat_map(registry::of_change);
        let mut by_place: HashMap<(usize, Range<usize>, String), usize> = HashMap::new();
        let mut by_text: HashMap<(usize, String), usize> = HashMap::new();
        for mut endpoint in of_calls.chain(of_registry) {
            let Origin::Call(call) = &endpoint.origin else {
                found.push(endpoint);
                continue;
            };
            endpoint.waited = waits.before(call);
            let place = call.part().reading.place(call.call().unit, &endpoint.range);
            let place = (call.part_index, place, endpoint.host.clone());
            let text = (call.part_index, endpoint.text.clone());
            let same_text = by_text.get(&text).filter(|_| endpoint.is_shared);
            let known = by_place.get(&place).or(same_text).copied();
            let at = known.unwrap_or(found.len());
            by_place.insert(place, at);
            by_text.entry(text).or_insert(at);
            match found.get_mut(at) {
                None => found.push(endpoint),
                Some(known) if known.role.weight() < endpoint.role.weight() => *known = endpoint,
                Some(_) => {}
            }
        }
        found
    }
}

impl<'p> Endpoint<'p> {
    /// The setting that names it.
    pub fn setting(&self) -> Option<&'p Setting> {
        match &self.origin {
            Origin::Setting(setting) => Some(setting),
            _ => None,
        }
    }

    /// The command that names it.
    pub fn call(&self) -> Option<&RunCall<'p>> {
        match &self.origin {
            Origin::Call(call) => Some(call),
            _ => None,
        }
    }

    /// Whether the device turns to it while the package is applied, as SYSTEM.
    pub fn is_now(&self) -> bool {
        self.when == Stage::Now
    }

    /// The whole URL, share or name as written. A URL can hold a secret: for comparing, not for
    /// showing.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The place of the whole URL, share or name.
    pub fn place(&self) -> Place {
        self.part(&self.range)
    }

    /// The place of the host in it.
    pub fn host_place(&self) -> Place {
        self.part(&self.host_range)
    }

    /// Where findings about it stand: in a setting the host, in a script all of it, so that one
    /// that yields to another meets it there.
    pub fn spot(&self) -> Place {
        match self.origin {
            Origin::Setting(_) => self.host_place(),
            _ => self.place(),
        }
    }

    fn part(&self, range: &Range<usize>) -> Place {
        match &self.origin {
            Origin::Setting(setting) => Place::part_of(setting, range),
            Origin::Call(call) => call.place_of_range(range),
            Origin::Registry(place) => place.clone(),
        }
    }

    /// The address, when the host is one.
    pub fn address(&self) -> Option<IpAddr> {
        self.host.parse().ok()
    }

    /// Whether it is the device itself.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.host)
    }

    /// Whether only a network of the organisation knows the name: it has one part, or ends as no
    /// public name does.
    pub fn is_internal_name(&self) -> bool {
        is_internal(&self.host)
    }

    /// Whether it is no address, or one that says nothing about a site.
    pub fn is_placeless(&self) -> bool {
        self.address().is_none_or(is_placeless)
    }

    /// Whether the address is one of those that every network may use for itself.
    pub fn is_private(&self) -> bool {
        self.address().is_some_and(is_private)
    }
}
