//! Services that commands reach for by their name, without naming a host: `winget install`,
//! `Install-Module`, `slmgr /ato`.

mod microsoft;
mod packages;

use super::waited::Waits;
use crate::package::run::{RunCall, Stage};
use crate::package::{Package, Role};

/// A service that a command reaches for.
#[derive(Debug, Clone)]
pub struct NamedService<'p> {
    /// Which.
    pub service: OnlineService,
    /// The command.
    pub call: RunCall<'p>,
    /// When it runs.
    pub when: Stage,
    /// Whether something before it waits for the network, or it tries again by itself.
    pub waited: bool,
    /// Whether the command fails when the network is not there; else it only asks Windows to look
    /// sometime.
    pub at_once: bool,
}

/// A service of the Internet that has a name of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OnlineService {
    /// The packages of winget.
    Winget,
    /// The Microsoft Store.
    Store,
    /// The PowerShell Gallery.
    PowerShellGallery,
    /// The providers of packages for PowerShell, NuGet first of all.
    PackageProviders,
    /// nuget.org.
    NuGet,
    /// The packages of Chocolatey's community.
    Chocolatey,
    /// The buckets of Scoop.
    Scoop,
    /// The index of packages for Python.
    PyPi,
    /// The registry of npm.
    Npm,
    /// Windows Update; capabilities of Windows come from there, too.
    WindowsUpdate,
    /// Signatures of Defender.
    Defender,
    /// Activation of Windows and Office.
    Activation,
    /// Sign-in to Microsoft Entra ID, and joining it.
    Entra,
    /// Microsoft Graph.
    Graph,
    /// Enrolment with Intune.
    Intune,
    /// Registration with Windows Autopilot.
    Autopilot,
    /// Azure.
    Azure,
    /// The files of Microsoft 365 Apps.
    Office,
    /// Updates of OneDrive.
    OneDrive,
    /// The time.
    Time,
}

/// A host and its port.
pub(super) type HostPort = (&'static str, u16);

const SIGN_IN: HostPort = ("login.microsoftonline.com", 443);

impl OnlineService {
    /// What it is called in a list.
    pub fn name(self) -> &'static str {
        match self {
            Self::Winget => "winget",
            Self::Store => "Microsoft Store",
            Self::PowerShellGallery => "PowerShell Gallery",
            Self::PackageProviders => "package providers of PowerShell",
            Self::NuGet => "NuGet",
            Self::Chocolatey => "Chocolatey",
            Self::Scoop => "Scoop",
            Self::PyPi => "PyPI",
            Self::Npm => "npm",
            Self::WindowsUpdate => "Windows Update",
            Self::Defender => "signatures of Defender",
            Self::Activation => "activation",
            Self::Entra => "Entra ID",
            Self::Graph => "Microsoft Graph",
            Self::Intune => "Intune",
            Self::Autopilot => "Windows Autopilot",
            Self::Azure => "Azure",
            Self::Office => "Microsoft 365 Apps",
            Self::OneDrive => "OneDrive",
            Self::Time => "time",
        }
    }

    /// The hosts that it stands for, in the worldwide cloud; `*.host` for all below it. Where a
    /// list of packages names other hosts for what it installs, those are not among them.
    pub fn hosts(self) -> &'static [(&'static str, u16)] {
        match self {
            Self::Winget => &[("cdn.winget.microsoft.com", 443)],
            Self::Store => &[
                ("displaycatalog.mp.microsoft.com", 443),
                ("storeedgefd.dsp.mp.microsoft.com", 443),
                ("*.dl.delivery.mp.microsoft.com", 443),
            ],
            Self::PowerShellGallery => {
                &[("www.powershellgallery.com", 443), ("cdn.powershellgallery.com", 443)]
            }
            Self::PackageProviders => &[("go.microsoft.com", 443), ("cdn.oneget.org", 443)],
            Self::NuGet => &[("api.nuget.org", 443)],
            Self::Chocolatey => {
                &[("community.chocolatey.org", 443), ("packages.chocolatey.org", 443)]
            }
            Self::Scoop => &[("github.com", 443), ("raw.githubusercontent.com", 443)],
            Self::PyPi => &[("pypi.org", 443), ("files.pythonhosted.org", 443)],
            Self::Npm => &[("registry.npmjs.org", 443)],
            Self::WindowsUpdate => &[
                ("*.update.microsoft.com", 443),
                ("*.windowsupdate.com", 80),
                ("*.delivery.mp.microsoft.com", 443),
            ],
            Self::Defender => {
                &[("*.update.microsoft.com", 443), ("definitionupdates.microsoft.com", 443)]
            }
            Self::Activation => &[
                ("activation.sls.microsoft.com", 443),
                ("activation-v2.sls.microsoft.com", 443),
                ("validation.sls.microsoft.com", 443),
                ("licensing.mp.microsoft.com", 443),
            ],
            Self::Entra => &[
                SIGN_IN,
                ("device.login.microsoftonline.com", 443),
                ("enterpriseregistration.windows.net", 443),
            ],
            Self::Graph => &[SIGN_IN, ("graph.microsoft.com", 443)],
            Self::Intune => &[
                SIGN_IN,
                ("enterpriseenrollment.manage.microsoft.com", 443),
                ("enrollment.manage.microsoft.com", 443),
                ("*.manage.microsoft.com", 443),
            ],
            Self::Autopilot => &[SIGN_IN, ("graph.microsoft.com", 443)],
            Self::Azure => &[SIGN_IN, ("management.azure.com", 443)],
            Self::Office => &[("officecdn.microsoft.com", 443)],
            Self::OneDrive => &[("oneclient.sfx.ms", 443), ("g.live.com", 443)],
            Self::Time => &[("time.windows.com", 123)],
        }
    }
}

/// What a call reaches for, before it is asked when.
struct Reached {
    service: OnlineService,
    at_once: bool,
}

impl Reached {
    fn now(service: OnlineService) -> Self {
        Self { service, at_once: true }
    }

    fn sometime(service: OnlineService) -> Self {
        Self { service, at_once: false }
    }
}

/// What takes the place of a service in this package, so that it is not asked.
#[derive(Default)]
struct Replaced(Vec<OnlineService>);

impl Replaced {
    fn of(package: &Package) -> Self {
        let mut replaced = vec![];
        for endpoint in package.endpoints() {
            match endpoint.role {
                Role::Updates => replaced.push(OnlineService::WindowsUpdate),
                Role::Kms => replaced.push(OnlineService::Activation),
                Role::Time => replaced.push(OnlineService::Time),
                _ => {}
            }
        }
        let removed = package.calls().any(|call| packages::removes_community(&call));
        replaced.extend(removed.then_some(OnlineService::Chocolatey));
        Self(replaced)
    }
}

impl Package {
    /// The services that its commands reach for by their name, in the order of the run. Where the
    /// package names a host of its own for one, that stands among [`Package::endpoints`] instead.
    pub fn online_services(&self) -> Vec<NamedService<'_>> {
        let reached: Vec<(RunCall<'_>, Reached)> = self
            .calls()
            .flat_map(|call| reached(&call).into_iter().map(move |reached| (call, reached)))
            .collect();
        if reached.is_empty() {
            return vec![];
        }
        let (replaced, waits) = (Replaced::of(self), Waits::of(self));
        let found = reached.into_iter().filter_map(|(call, Reached { service, at_once })| {
            if replaced.0.contains(&service) || reads_local_source(self, &call, service) {
                return None;
            }
            let waited = waits.before(&call);
            Some(NamedService { service, call, when: call.stage(), waited, at_once })
        });
        found.collect()
    }
}

fn reached(call: &RunCall<'_>) -> Vec<Reached> {
    let mut found = packages::reached(call);
    found.extend(microsoft::reached(call));
    found
}

/// Whether the configuration of Office that the package carries has the files lie somewhere else.
fn reads_local_source(package: &Package, call: &RunCall<'_>, service: OnlineService) -> bool {
    if service != OnlineService::Office {
        return false;
    }
    let file_name = |path: &str| {
        let name = path.rsplit(['\\', '/']).next().unwrap_or(path);
        name.trim_matches('"').to_lowercase()
    };
    let named: Vec<String> = call.texts().map(file_name).collect();
    package.sources().iter().any(|source| {
        let is_it = named.contains(&file_name(source.name()));
        is_it && source.text().to_ascii_lowercase().contains("sourcepath=")
    })
}

#[cfg(test)]
mod tests;
