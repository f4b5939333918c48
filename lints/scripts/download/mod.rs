//! Code that comes from elsewhere while the package is applied.

mod checksum_bypassed;
mod cloud_hosts;
mod execute_remote_code;
mod gallery_untrusted;
mod lolbin;
mod msi_from_url;
mod no_integrity_check;
mod persistent_remote_code;
mod personal_cloud;
mod plain_http;
mod registration;
mod shady_host;
mod shady_hosts;
mod tls_check_disabled;
mod unpinned_ref;

use crate::lint::Lint;

/// The lints of this folder.
pub(super) static ALL: &[&Lint] = &[
    &checksum_bypassed::CHECKSUM_BYPASSED,
    &execute_remote_code::EXECUTE_REMOTE_CODE,
    &gallery_untrusted::GALLERY_UNTRUSTED,
    &lolbin::LOLBIN,
    &msi_from_url::MSI_FROM_URL,
    &no_integrity_check::NO_INTEGRITY_CHECK,
    &persistent_remote_code::PERSISTENT_REMOTE_CODE,
    &personal_cloud::PERSONAL_CLOUD,
    &plain_http::PLAIN_HTTP,
    &shady_host::SHADY_HOST,
    &tls_check_disabled::TLS_CHECK_DISABLED,
    &unpinned_ref::UNPINNED_REF,
];
