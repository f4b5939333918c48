//! Addresses that lines of the hosts file lead to.

use super::find::hosts;
use super::{By, Named, NamedHost, Role};
use crate::package::Package;
use crate::package::host::is_placeless;

pub(super) fn of_package(package: &Package) -> Vec<NamedHost> {
    let mut found: Vec<NamedHost> = vec![];
    for edit in package.hosts_edits() {
        for (address, _) in &edit.entries {
            // Lines that lead nowhere block a name.
            let leads = address.parse().is_ok_and(|address| !is_placeless(address));
            for host in hosts(address).into_iter().filter(|_| leads) {
                let by = By::call(&edit.call);
                let named = Named { by, role: Role::HostsFile, when: edit.call.stage() };
                let mut named = named.host(address, host);
                named.range = edit.call.call().range.clone();
                named.host_range = named.range.clone();
                found.push(named);
            }
        }
    }
    found
}
