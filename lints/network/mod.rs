//! Hosts, addresses, shares and proxies.

mod hardcoded_ip;
mod http_url;
mod internal_hostname;
mod proxy_hardcoded;
mod unc_path;
mod vpn_lockdown;
mod vpn_required_fields;
mod vpn_weak;
mod wsus_url;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &unc_path::UNC_PATH,
    &internal_hostname::INTERNAL_HOSTNAME,
    &hardcoded_ip::HARDCODED_IP,
    &http_url::HTTP_URL,
    &wsus_url::WSUS_URL,
    &proxy_hardcoded::PROXY_HARDCODED,
    &vpn_weak::VPN_WEAK,
    &vpn_lockdown::VPN_LOCKDOWN,
    &vpn_required_fields::VPN_REQUIRED_FIELDS,
];
