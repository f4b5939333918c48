//! `persist-service`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Package, Stage};

lint! {
    /// A service is created.
    ///
    /// ## Why it matters
    ///
    /// It runs from every start of Windows on, mostly as SYSTEM, long after the package. What
    /// installs services as a rule is an installer, which also removes them.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// sc create FabrikamSync binPath= "C:\Program Files\Fabrikam\sync.exe" start= auto
    /// ```
    ///
    /// ```powershell
    /// New-Service -Name FabrikamSync -BinaryPathName '"C:\Program Files\Fabrikam\sync.exe"'
    /// ```
    ///
    /// ```batch
    /// nssm.exe install FabrikamSync "C:\Program Files\Fabrikam\sync.exe" --all
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```batch
    /// sc config Spooler start= auto
    /// sc query FabrikamSync
    /// nssm.exe remove FabrikamSync confirm
    /// ```
    ///
    /// ## What to do
    ///
    /// Make sure that it is wanted. Give it an account with few rights, such as
    /// `NT AUTHORITY\LocalService`, and a folder below `C:\Program Files`.
    pub(crate) SERVICE {
        id: "persist-service", category: ScriptsPersistence,
        severity: Warning, confidence: Certain, attack: ["T1543.003"],
        yields_to: ["persist-user-writable-privileged"], since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for service in package.made_services() {
        let name = match &service.name {
            Some(name) => format!("the service \"{name}\" is created"),
            None => "a service is created".to_owned(),
        };
        let runs = match service.path.as_ref().and_then(|path| path.known()) {
            Some(path) => format!(" and runs {path}"),
            None => " and runs".to_owned(),
        };
        let account = service.account.as_deref().filter(|_| !service.is_of_system());
        let account = account.unwrap_or("SYSTEM");
        let finding = findings
            .at(service.call)
            .say(format!("{name}{runs} as {account}"))
            .help("make sure that it is wanted; give it an account with few rights where it can");
        if service.call.stage() == Stage::Unreached {
            drop(finding.lowered_to(Severity::Advice).with_confidence(Confidence::Heuristic));
        }
    }
}
