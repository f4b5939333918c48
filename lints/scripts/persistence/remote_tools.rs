//! Programs with which a device is reached from elsewhere.

/// A program with which a device is reached from elsewhere.
#[derive(Debug)]
pub(super) struct RemoteTool {
    /// What people call it.
    pub(super) name: &'static str,
    /// What only its files have in their names.
    parts: &'static [&'static str],
    /// Words that its files are called, which others may have inside of a word.
    words: &'static [&'static str],
    /// Where it is fetched from.
    hosts: &'static [&'static str],
}

pub(super) static TOOLS: &[RemoteTool] = &[
    RemoteTool { name: "AnyDesk", parts: &["anydesk"], words: &[], hosts: &["anydesk.com"] },
    RemoteTool { name: "Atera", parts: &["ateraagent"], words: &["atera"], hosts: &["atera.com"] },
    RemoteTool { name: "cloudflared", parts: &["cloudflared"], words: &[], hosts: &[] },
    RemoteTool {
        name: "MeshAgent",
        parts: &["meshagent", "meshcentral"],
        words: &[],
        hosts: &["meshcentral.com"],
    },
    RemoteTool {
        name: "ngrok",
        parts: &[],
        words: &["ngrok"],
        hosts: &["ngrok.com", "bin.equinox.io"],
    },
    RemoteTool {
        name: "the OpenSSH server",
        parts: &["openssh.server", "install-sshd"],
        words: &["sshd"],
        hosts: &[],
    },
    RemoteTool { name: "RustDesk", parts: &["rustdesk"], words: &[], hosts: &["rustdesk.com"] },
    RemoteTool {
        name: "ScreenConnect",
        parts: &["screenconnect", "connectwisecontrol"],
        words: &[],
        hosts: &["screenconnect.com"],
    },
    RemoteTool { name: "Splashtop", parts: &["splashtop"], words: &[], hosts: &["splashtop.com"] },
    RemoteTool { name: "Tailscale", parts: &["tailscale"], words: &[], hosts: &["tailscale.com"] },
    RemoteTool {
        name: "TeamViewer",
        parts: &["teamviewer"],
        words: &[],
        hosts: &["teamviewer.com"],
    },
    RemoteTool {
        name: "VNC",
        parts: &[
            "tightvnc",
            "tigervnc",
            "tvnserver",
            "ultravnc",
            "vnc-server",
            "vncserver",
            "winvnc",
        ],
        words: &[],
        hosts: &["tightvnc.com", "tigervnc.org", "uvnc.com"],
    },
];

impl RemoteTool {
    /// What it may be called in the configuration: `OpenSSH server`, `sshd`.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let name = self.name.strip_prefix("the ").unwrap_or(self.name);
        std::iter::once(name).chain(self.parts.iter().chain(self.words).copied())
    }
}

/// The tool that a file, product or package of that name is.
pub(super) fn by_name(name: &str) -> Option<&'static RemoteTool> {
    // No name is longer.
    if name.len() > 260 {
        return None;
    }
    let name = name.to_lowercase();
    TOOLS.iter().find(|tool| {
        let mut words = name.split(|ch: char| !ch.is_alphanumeric());
        tool.parts.iter().any(|part| name.contains(part))
            || words.any(|word| tool.words.contains(&word))
    })
}

/// The tool that is fetched from that address.
pub(super) fn by_address(address: &str) -> Option<&'static RemoteTool> {
    let (_, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?.to_lowercase();
    let file = rest.split(['?', '#']).next()?.rsplit('/').next()?;
    let of_host = TOOLS.iter().find(|tool| {
        tool.hosts.iter().any(|known| {
            host.strip_suffix(known).is_some_and(|sub| sub.is_empty() || sub.ends_with('.'))
        })
    });
    of_host.or_else(|| by_name(file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tools_go_by_names_and_addresses() {
        let name = |text| by_name(text).map(|tool| tool.name);
        assert_eq!(name("TeamViewer_Host_Setup.exe"), Some("TeamViewer"));
        assert_eq!(name("OpenSSH.Server~~~~0.0.1.0"), Some("the OpenSSH server"));
        assert_eq!(name("ngrok.exe"), Some("ngrok"));
        assert_eq!(name("OpenSSH.Client~~~~0.0.1.0"), None);
        assert_eq!(name("VNC-Viewer.exe"), None);
        assert_eq!(name("lateral.exe"), None);
        let address = |text| by_address(text).map(|tool| tool.name);
        assert_eq!(address("https://download.anydesk.com/x.exe"), Some("AnyDesk"));
        assert_eq!(address("https://dl.fabrikam.example/rustdesk-1.exe?x"), Some("RustDesk"));
        assert_eq!(address("https://notanydesk.com/x.exe"), None);
        assert_eq!(address("anydesk.com/x.exe"), None);
    }
}
