//! Services where people keep their files.

use crate::package::WebAddress;

/// Services for one person's files, with all hosts below them.
const PERSONAL: &[&str] = &[
    "1drv.ms",
    "box.com",
    "db.tt",
    "docs.google.com",
    "drive.google.com",
    "drive.usercontent.google.com",
    "dropbox.com",
    "dropboxusercontent.com",
    "icloud.com",
    "onedrive.live.com",
    "pcloud.com",
    "pcloud.link",
    "storage.live.com",
];

/// Whether an address is that of a file in somebody's cloud.
pub(super) fn is_personal(address: &WebAddress) -> bool {
    super::shady_hosts::is_one_of(&address.host, PERSONAL) || is_guest_link(address)
}

/// `https://contoso.sharepoint.com/:u:/s/…`: a link that SharePoint made for sharing. Those of a
/// person's OneDrive are on `contoso-my.sharepoint.com`.
fn is_guest_link(address: &WebAddress) -> bool {
    let is_sharepoint = address.host.ends_with(".sharepoint.com");
    let is_shared = address
        .steps()
        .next()
        .is_some_and(|step| step.len() > 2 && step.starts_with(':') && step.ends_with(':'));
    is_sharepoint && (is_shared || address.host.ends_with("-my.sharepoint.com"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sharing_links_are_told_from_libraries() {
        let is = |text: &str| WebAddress::parse(text).is_some_and(|address| is_personal(&address));
        assert!(is("https://contoso.sharepoint.com/:u:/s/it/abc?download=1"));
        assert!(is("https://contoso-my.sharepoint.com/personal/x/Documents/a.exe"));
        assert!(is("https://www.dropbox.com/s/abc/a.exe?dl=1"));
        assert!(!is("https://contoso.sharepoint.com/sites/it/Shared/a.exe"));
        assert!(!is("https://inbox.com/a.exe"));
    }
}
