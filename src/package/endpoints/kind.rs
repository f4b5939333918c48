//! How a host is named, and what for.

/// How a host is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EndpointKind {
    /// In a URL.
    Url,
    /// In the path of a share, `\\host\share` or `file://host/share`.
    Share,
    /// By itself, perhaps with a port, where just that is wanted.
    Host,
}

/// What the device wants of a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The domain that it joins.
    Domain,
    /// Enrolment and management.
    Enrolment,
    /// Updates of Windows.
    Updates,
    /// A proxy.
    Proxy,
    /// A proxy of a VPN, in use while the tunnel is up.
    VpnProxy,
    /// A proxy of one command alone.
    CommandProxy,
    /// A script that tells which proxy to take.
    ProxyScript,
    /// The other end of a VPN.
    Vpn,
    /// Mail.
    Mail,
    /// The time.
    Time,
    /// Names: a DNS server that it asks from now on.
    Dns,
    /// An address that a line of the hosts file gives a name.
    HostsFile,
    /// An address that it takes itself.
    Own,
    /// A gateway, or a network that a route leads to.
    Route,
    /// Activation by a host of the organisation.
    Kms,
    /// Certificates.
    CertificateAuthority,
    /// A program, installer or module that is started or installed from it.
    Program,
    /// A file that is fetched from it.
    File,
    /// A file that is written to it.
    Target,
    /// A share that gets the letter of a drive.
    Drive,
    /// A source that packages or modules come from, once some are asked for.
    Source,
    /// A printer, or the server that has it.
    Printer,
    /// Something that is done on another computer.
    Remote,
    /// An answer, to see whether the network is there.
    Probe,
    /// Its address.
    Lookup,
    /// Anything else: a page, a picture, a list.
    Other,
}

impl Role {
    /// What it is called in a list: `time`, `updates`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Domain => "domain",
            Self::Enrolment => "enrolment",
            Self::Updates => "updates",
            Self::Proxy => "proxy",
            Self::VpnProxy => "proxy of a VPN",
            Self::CommandProxy => "proxy of a command",
            Self::ProxyScript => "proxy script",
            Self::Vpn => "VPN",
            Self::Mail => "mail",
            Self::Time => "time",
            Self::Dns => "DNS",
            Self::HostsFile => "hosts file",
            Self::Own => "own address",
            Self::Route => "route",
            Self::Kms => "activation",
            Self::CertificateAuthority => "certificates",
            Self::Program => "program",
            Self::File => "file",
            Self::Target => "written to",
            Self::Drive => "drive",
            Self::Source => "source of packages",
            Self::Printer => "printer",
            Self::Remote => "remote control",
            Self::Probe => "test of the network",
            Self::Lookup => "lookup",
            Self::Other => "named",
        }
    }

    /// Which of two roles of one text counts: the larger.
    pub(super) fn weight(self) -> u8 {
        match self {
            Self::Other => 0,
            Self::Probe | Self::Lookup => 1,
            Self::Target => 2,
            Self::File => 3,
            Self::Program => 4,
            _ => 5,
        }
    }

    /// Whether the device turns to the host for it. A route and an own address are none, and what
    /// is only named may be a text that people read.
    pub fn is_contact(self) -> bool {
        !matches!(self, Self::Own | Self::Route | Self::Other)
    }

    /// The protocol that the device speaks there, and its usual port, where the role tells; a
    /// scheme tells more.
    pub(super) fn protocol(self) -> Option<(&'static str, u16)> {
        Some(match self {
            Self::Domain => ("ldap", 389),
            Self::Time => ("ntp", 123),
            Self::Dns => ("dns", 53),
            Self::Kms => ("kms", 1688),
            _ => return None,
        })
    }
}
