//! `net-static-ip`

use std::collections::HashSet;

use crate::lint::{Confidence, Context, Findings, lint};
use crate::package::{Package, Role, Stage};

lint! {
    /// A script gives the device a fixed address.
    ///
    /// ## Why it matters
    ///
    /// Every device that is set up with the package takes the same address, and two of them in one
    /// network disturb each other. At a site with other addresses the device has no network at all,
    /// and what is to be enrolled or fetched behind it fails.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// New-NetIPAddress -InterfaceAlias Ethernet -IPAddress 10.20.0.50 -PrefixLength 24 -DefaultGateway 10.20.0.1
    /// ```
    ///
    /// ```batch
    /// netsh interface ipv4 set address name="Ethernet" static 10.20.0.50 255.255.255.0 10.20.0.1
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// Addresses that the network gives out, and one that the script takes from somewhere else:
    ///
    /// ```batch
    /// netsh interface ipv4 set address name="Ethernet" dhcp
    /// ```
    ///
    /// ```powershell
    /// # New-NetIPAddress -IPAddress 10.20.0.50
    /// New-NetIPAddress -InterfaceAlias Ethernet -IPAddress $address -PrefixLength 24
    /// ```
    ///
    /// ## What to do
    ///
    /// Let DHCP give out the address, with a reservation where it must always be the same one.
    pub(crate) STATIC_IP {
        id: "net-static-ip", category: Network,
        severity: Warning, confidence: Certain, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let mut said = HashSet::new();
    for endpoint in package.endpoints().iter().filter(|endpoint| endpoint.role == Role::Own) {
        let is_new = endpoint.call().is_none_or(|call| said.insert((call.part_index, call.index)));
        if !is_new || endpoint.address().is_none_or(|address| address.is_loopback()) {
            continue;
        }
        let finding = findings
            .at(endpoint.spot())
            .say(format!("the device takes the address {}, as every other one does", endpoint.host))
            .here("dead at a site with other addresses");
        match endpoint.when {
            Stage::Unreached => finding.with_confidence(Confidence::Heuristic),
            _ => finding,
        }
        .help("leave the address to DHCP, with a reservation where it has to be the same");
    }
}
