//! Hosts, addresses, shares and proxies.

mod before_connectivity;
mod dns_override;
mod endpoint_inventory;
mod hardcoded_ip;
mod http_url;
mod internal_hostname;
mod kms_server;
mod mapped_drive;
mod pac_http;
mod proxy_hardcoded;
mod static_ip;
mod unc_path;
mod vpn_lockdown;
mod vpn_required_fields;
mod vpn_weak;
mod wsus_url;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &unc_path::UNC_PATH,
    &mapped_drive::MAPPED_DRIVE,
    &internal_hostname::INTERNAL_HOSTNAME,
    &hardcoded_ip::HARDCODED_IP,
    &static_ip::STATIC_IP,
    &dns_override::DNS_OVERRIDE,
    &proxy_hardcoded::PROXY_HARDCODED,
    &before_connectivity::BEFORE_CONNECTIVITY,
    &endpoint_inventory::ENDPOINT_INVENTORY,
    &http_url::HTTP_URL,
    &kms_server::KMS_SERVER,
    &pac_http::PAC_HTTP,
    &vpn_lockdown::VPN_LOCKDOWN,
    &vpn_required_fields::VPN_REQUIRED_FIELDS,
    &vpn_weak::VPN_WEAK,
    &wsus_url::WSUS_URL,
];
