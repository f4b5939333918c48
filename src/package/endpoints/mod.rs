//! Every host that a package names: URLs, shares, servers, addresses, in its settings, commands and
//! scripts.

mod cmdlets;
mod find;
mod hosts_file;
mod implied;
mod kind;
mod methods;
mod profiles;
mod programs;
mod purpose;
mod registry;
mod scripts;
mod services;
mod settings;
mod sources;
mod variables;
mod waited;

#[cfg(test)]
mod tests;

pub use implied::{Implied, ImpliedBy};
pub use kind::{EndpointKind, Role};
pub use services::{NamedService, OnlineService};
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
pub struct NamedHost {
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
    /// The letter of the drive that the share becomes.
    pub drive: Option<char>,
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
    by: By,
}

/// What names a host, by its place in the package.
#[derive(Debug, Clone)]
enum By {
    Setting(usize),
    Call { part: usize, index: u32 },
    Place(Place),
}

impl By {
    fn call(call: &RunCall<'_>) -> Self {
        Self::Call { part: call.part_index, index: call.index }
    }
}

/// The same, with what names it.
#[derive(Debug, Clone)]
pub struct Endpoint<'p> {
    named: &'p NamedHost,
    /// What names it.
    pub origin: Origin<'p>,
}

/// What names a host.
#[derive(Debug, Clone)]
pub enum Origin<'p> {
    /// A setting's value.
    Setting(&'p Setting),
    /// A command; ranges are of the text that it stands in.
    Call(RunCall<'p>),
    /// A value in a registry file or the value of a variable, as a whole.
    Place(Place),
}

impl std::ops::Deref for Endpoint<'_> {
    type Target = NamedHost;

    fn deref(&self) -> &NamedHost {
        self.named
    }
}

/// What is known of a host before it is found.
struct Named {
    by: By,
    role: Role,
    when: Stage,
}

impl Named {
    /// One that was found in `text`, whose places are those of what names it.
    fn host(self, text: &str, found: Found) -> NamedHost {
        NamedHost {
            kind: found.kind,
            scheme: found.scheme,
            host: found.host,
            port: found.port,
            role: self.role,
            drive: None,
            by: self.by,
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
    /// those of commands and scripts in the order of the run, those that they write to the
    /// registry, and those of variables and of VPN profiles. What stands in other XML, in JSON, in a
    /// secret or in a file's path is left out, and what a script only prints or compares.
    ///
    /// A text that several commands use is one, with the strongest of its roles. They are found when
    /// they are asked for first.
    pub fn endpoints(&self) -> Vec<Endpoint<'_>> {
        let named = self.endpoints.get_or_init(|| find_all(self));
        named.iter().filter_map(|named| Endpoint::of(self, named)).collect()
    }
}

fn find_all(package: &Package) -> Vec<NamedHost> {
    let settings = package.settings.iter().enumerate();
    let mut found: Vec<NamedHost> =
        settings.flat_map(|(at, setting)| settings::of_setting(at, setting)).collect();
    let waits = Waits::of(package);
    let of_calls = package.calls().flat_map(|call| scripts::of_call(&call));
    let of_registry = package.registry_changes().into_iter().flat_map(registry::of_change);
    let of_variables = variables::of_package(package).into_iter();
    let of_profiles = profiles::of_package(package).into_iter();
    let of_hosts_file = hosts_file::of_package(package).into_iter();
    let mut by_place: HashMap<(usize, Range<usize>, String), usize> = HashMap::new();
    let mut by_text: HashMap<(usize, String), usize> = HashMap::new();
    for mut named in
        of_calls.chain(of_registry).chain(of_variables).chain(of_profiles).chain(of_hosts_file)
    {
        let call = match named.by {
            By::Call { part, index } => package.run_call(part, index),
            By::Setting(_) | By::Place(_) => None,
        };
        let Some(call) = call else {
            found.push(named);
            continue;
        };
        named.waited = waits.before(&call);
        let place = call.part().reading.place(call.call().unit, &named.range);
        let place = (call.part_index, place, named.host.clone());
        let text = (call.part_index, named.text.clone());
        let same_text = by_text.get(&text).filter(|_| named.is_shared);
        let known = by_place.get(&place).or(same_text).copied();
        let at = known.unwrap_or(found.len());
        by_place.insert(place, at);
        by_text.entry(text).or_insert(at);
        match found.get_mut(at) {
            None => found.push(named),
            Some(known) if known.role.weight() < named.role.weight() => *known = named,
            Some(_) => {}
        }
    }
    found
}

impl<'p> Endpoint<'p> {
    fn of(package: &'p Package, named: &'p NamedHost) -> Option<Self> {
        let origin = match &named.by {
            By::Setting(at) => Origin::Setting(package.settings.get(*at)?),
            By::Call { part, index } => Origin::Call(package.run_call(*part, *index)?),
            By::Place(place) => Origin::Place(place.clone()),
        };
        Some(Self { named, origin })
    }

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
            Origin::Place(place) => place.clone(),
        }
    }
}

impl NamedHost {
    /// Whether the device turns to it while the package is applied, as SYSTEM.
    pub fn is_now(&self) -> bool {
        self.when == Stage::Now
    }

    /// The whole URL, share or name as written. A URL can hold a secret: for comparing, not for
    /// showing.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The protocol, as far as the way that it is named, or what for, tells: `https`, `smb`, `ntp`.
    pub fn protocol(&self) -> Option<&str> {
        match (self.kind, &self.scheme) {
            (_, Some(scheme)) => Some(scheme),
            (EndpointKind::Share, None) => Some("smb"),
            (_, None) => self.role.protocol().map(|(name, _)| name),
        }
    }

    /// The port that is named, or the usual one of its protocol.
    pub fn known_port(&self) -> Option<u16> {
        let usual = || match self.protocol()? {
            "http" | "ws" => Some(80),
            "https" | "wss" => Some(443),
            "ftp" => Some(21),
            "ftps" => Some(990),
            "ldaps" => Some(636),
            "ldap" => Some(389),
            "smb" => Some(445),
            _ => self.role.protocol().map(|(_, port)| port),
        };
        self.port.or_else(usual)
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
