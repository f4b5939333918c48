//! Whether a script or command line connects the device to a wireless network.

use super::lines;
use super::pattern::{Pattern, has};

static JOINS: Pattern = Pattern::new(
    |text| has(text, "wlan") || has(text, "mbn"),
    || {
        r"(?ix)
        \b wlan \s+ (?: add \s+ profile | connect ) \b
        | \b mbn \s+ (?: add \s+ profile | connect ) \b"
            .to_owned()
    },
);

/// Whether `text` seems to add or use a wireless network: `netsh wlan add profile`. Whether that
/// line is ever reached is not known, so a `true` is a reason to stay silent and no fact.
pub fn joins_network(text: &str) -> bool {
    lines::find(JOINS.regex_for(text), text).is_some()
}

#[cfg(test)]
mod tests {
    use super::joins_network;

    #[test]
    fn the_ways_to_join_a_network() {
        assert!(joins_network("netsh wlan add profile filename=\"lab.xml\" user=all"));
        assert!(joins_network("netsh.exe WLAN  connect name=lab"));
        assert!(!joins_network("netsh wlan show profiles"));
        assert!(!joins_network("# netsh wlan connect name=lab"));
        assert!(!joins_network("netsh wlan delete profile name=lab"));
    }
}
