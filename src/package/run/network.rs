//! What a command fetches.

use super::RunCall;
use crate::script::reading::Style;

impl RunCall<'_> {
    /// Whether it gets something from an address.
    pub fn gets_from_network(&self) -> bool {
        let names_address = |text: &str| {
            let text = text.to_ascii_lowercase();
            ["http://", "https://", "ftp://"].iter().any(|scheme| text.contains(scheme))
        };
        match self.style {
            Style::Cmdlet => {
                self.is_any(&["invoke-webrequest", "invoke-restmethod", "start-bitstransfer"])
            }
            Style::Program => match self.name.as_str() {
                "curl" | "wget" => self.texts().any(names_address),
                "bitsadmin" => self.has_switch(&["transfer", "addfile"]),
                "certutil" => self.has_switch(&["urlcache", "verifyctl"]),
                "mshta" | "regsvr32" => names_address(self.line.text()),
                _ => false,
            },
            Style::Method => matches!(
                self.name.as_str(),
                "downloadstring" | "downloadfile" | "downloaddata" | "openread"
            ),
            _ => false,
        }
    }
}
