//! What the configuration says of the place where devices are set up, and how much is too much.

/// The site, and the thresholds of lints. What nobody states has the default of [`Site::default`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Days before the end of a bulk token from which on it is said to end soon.
    pub token_warn_days: u32,
    /// How many devices are set up with one package, where that is known.
    pub fleet_size: Option<u32>,
    /// Whether the devices are plugged into a network while they are set up.
    pub is_wired: bool,
    /// MiB of content from which on a package is too large.
    pub max_package_mib: u32,
    /// MiB from which on one file in it is too large.
    pub max_asset_mib: u32,
    /// Hosts that a package may name: `host.example`, or `*.example` for all below that.
    pub allowed_hosts: Vec<String>,
    /// SHA-1 or SHA-256 thumbprints, in hexadecimal, of root certificates that it may install.
    pub allowed_roots: Vec<String>,
    /// Programs for access from elsewhere that it may set up, by their names.
    pub allowed_remote_tools: Vec<String>,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            token_warn_days: 14,
            fleet_size: None,
            is_wired: false,
            max_package_mib: 300,
            max_asset_mib: 100,
            allowed_hosts: vec![],
            allowed_roots: vec![],
            allowed_remote_tools: vec![],
        }
    }
}

impl Site {
    /// Whether a package may name this host. Neither case nor a dot at the end counts.
    pub fn allows_host(&self, host: &str) -> bool {
        let host = host.trim_end_matches('.').to_lowercase();
        self.allowed_hosts.iter().any(|allowed| {
            let allowed = allowed.trim_end_matches('.').to_lowercase();
            match allowed.strip_prefix("*.") {
                Some(above) => host.strip_suffix(above).is_some_and(|below| below.ends_with('.')),
                None => host == allowed,
            }
        })
    }

    /// Whether a package may set up a program for access from elsewhere that is called that.
    pub fn allows_remote_tool(&self, name: &str) -> bool {
        self.allowed_remote_tools.iter().any(|allowed| allowed.trim().eq_ignore_ascii_case(name))
    }

    /// Whether a package may install the root certificate with this thumbprint.
    pub fn allows_root(&self, thumbprint: &str) -> bool {
        let plain = |text: &str| -> String {
            text.chars().filter(char::is_ascii_hexdigit).collect::<String>().to_lowercase()
        };
        let wanted = plain(thumbprint);
        !wanted.is_empty() && self.allowed_roots.iter().any(|allowed| plain(allowed) == wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::Site;

    #[test]
    fn a_star_allows_what_is_below_and_not_what_only_ends_alike() {
        let allowed_hosts = vec!["*.adatum.example".to_owned(), "wsus.local".to_owned()];
        let site = Site { allowed_hosts, ..Site::default() };
        for host in ["a.adatum.example", "A.B.Adatum.Example.", "WSUS.local"] {
            assert!(site.allows_host(host), "{host}");
        }
        for host in ["adatum.example", "notadatum.example", "x.wsus.local", ""] {
            assert!(!site.allows_host(host), "{host}");
        }
    }

    #[test]
    fn a_thumbprint_is_the_same_with_colons_and_in_capitals() {
        let site = Site { allowed_roots: vec!["AB:CD:01".to_owned()], ..Site::default() };
        assert!(site.allows_root("abcd01") && site.allows_root("ab cd 01"));
        assert!(!site.allows_root("abcd02") && !site.allows_root(""));
    }
}
