//! Sources of packages that commands take without being told.

use super::{OnlineService, Reached};
use crate::package::run::RunCall;
use crate::script::Value;
use crate::script::reading::Style;

pub(super) fn reached(call: &RunCall<'_>) -> Vec<Reached> {
    let found = match call.style {
        Style::Program | Style::Builtin => of_program(call),
        Style::Cmdlet => of_cmdlet(call),
        _ => vec![],
    };
    found.into_iter().map(Reached::now).collect()
}

/// Whether it takes the packages of Chocolatey's community from the list of sources.
pub(super) fn removes_community(call: &RunCall<'_>) -> bool {
    let names = |call: &RunCall<'_>| {
        call.texts().any(|text| text.to_ascii_lowercase().trim_matches('"').ends_with("chocolatey"))
    };
    call.is_any(&["choco", "chocolatey"])
        && ["remove", "disable"]
            .iter()
            .any(|verb| call.starts_with(&["source", verb]) || call.starts_with(&["sources", verb]))
        && names(call)
}

fn of_program(call: &RunCall<'_>) -> Vec<OnlineService> {
    let verb = call.texts().next().unwrap_or_default().to_ascii_lowercase();
    let verb = verb.as_str();
    let is = |verbs: &[&str]| verbs.contains(&verb);
    match call.name.as_str() {
        "winget" => winget(call, verb),
        "choco" | "chocolatey" | "cinst" | "cup" => {
            let fetches = is(&["install", "upgrade", "update", "download"])
                || call.name.starts_with("ci")
                || call.is("cup");
            let is_default = source(call, &["source", "s"]).is_none();
            (fetches && is_default).then_some(OnlineService::Chocolatey).into_iter().collect()
        }
        "scoop" => is(&["install", "update", "bucket"])
            .then_some(OnlineService::Scoop)
            .into_iter()
            .collect(),
        "nuget" => {
            let fetches = is(&["install", "restore", "update"]);
            let is_default = source(call, &["source"]).is_none();
            (fetches && is_default).then_some(OnlineService::NuGet).into_iter().collect()
        }
        "dotnet" => {
            let is_default = source(call, &["add-source", "source"]).is_none();
            let fetches = is(&["restore"]) || call.starts_with(&["tool", "install"]);
            (fetches && is_default).then_some(OnlineService::NuGet).into_iter().collect()
        }
        "pip" | "pip3" => pip(call, 0),
        "python" | "python3" | "py" => {
            let at = call.texts().position(|text| text == "pip");
            at.map(|at| pip(call, at + 1)).unwrap_or_default()
        }
        "npm" | "pnpm" | "yarn" => {
            let fetches = is(&["install", "i", "ci", "add", "update"]);
            let is_default = source(call, &["registry"]).is_none() && !has_local(call);
            (fetches && is_default).then_some(OnlineService::Npm).into_iter().collect()
        }
        "npx" => vec![OnlineService::Npm],
        _ => vec![],
    }
}

/// The option that names where packages come from.
fn source(call: &RunCall<'_>, names: &[&str]) -> Option<Value> {
    names.iter().find_map(|name| call.option(name))
}

fn winget(call: &RunCall<'_>, verb: &str) -> Vec<OnlineService> {
    const FETCHING: &[&str] = &[
        "add",
        "configure",
        "download",
        "find",
        "import",
        "install",
        "search",
        "show",
        "update",
        "upgrade",
        "view",
    ];
    let renews = verb == "source"
        && call.texts().nth(1).is_some_and(|verb| {
            ["update", "reset"].iter().any(|known| verb.eq_ignore_ascii_case(known))
        });
    // A manifest of one's own names what is fetched.
    let has_manifest = source(call, &["manifest", "m"]).is_some();
    if !(FETCHING.contains(&verb) || renews) || has_manifest {
        return vec![];
    }
    match source(call, &["source", "s"]) {
        Some(source) if source.is("winget") => vec![OnlineService::Winget],
        Some(source) if source.is("msstore") => vec![OnlineService::Store],
        // One of the organisation's own, which stands where it is added.
        Some(_) => vec![],
        None => vec![OnlineService::Winget, OnlineService::Store],
    }
}

fn pip(call: &RunCall<'_>, from: usize) -> Vec<OnlineService> {
    let fetches = call
        .texts()
        .nth(from)
        .is_some_and(|verb| ["install", "download"].iter().any(|it| verb.eq_ignore_ascii_case(it)));
    let is_default = source(call, &["index-url", "i"]).is_none()
        && !call.has_switch(&["no-index"])
        && !has_local(call);
    (fetches && is_default).then_some(OnlineService::PyPi).into_iter().collect()
}

/// Whether a file of the disk is to be installed.
fn has_local(call: &RunCall<'_>) -> bool {
    let is_file = |text: &str| {
        let text = text.to_ascii_lowercase();
        [".whl", ".tgz", ".tar.gz", ".zip"].iter().any(|ending| text.ends_with(ending))
    };
    call.texts().any(is_file)
}

fn of_cmdlet(call: &RunCall<'_>) -> Vec<OnlineService> {
    let repository = call.parameter("repository").or_else(|| call.parameter("source"));
    let of = |service: OnlineService, own: &str| {
        repository.is_none_or(|found| found.is(own)).then_some(service).into_iter().collect()
    };
    match call.name.as_str() {
        "find-module" | "find-script" | "install-module" | "install-script" | "save-module"
        | "save-script" | "update-module" | "update-script" | "find-psresource"
        | "install-psresource" | "save-psresource" | "update-psresource" => {
            of(OnlineService::PowerShellGallery, "PSGallery")
        }
        "install-packageprovider" | "find-packageprovider" => {
            // A file is given by its path.
            let name = call.parameter_or("name", 0);
            let is_file = name.is_some_and(|name| name.text().contains(['\\', '/']));
            match is_file {
                true => vec![],
                false => of(OnlineService::PackageProviders, ""),
            }
        }
        "find-package" | "install-package" | "save-package" => {
            let provider = call.parameter("providername");
            match provider.map(|provider| provider.text().to_ascii_lowercase()).as_deref() {
                Some("powershellget") => of(OnlineService::PowerShellGallery, "PSGallery"),
                Some("chocolatey") => of(OnlineService::Chocolatey, "chocolatey"),
                Some("nuget") | None => {
                    let is_gallery = repository.is_some_and(|found| found.is("PSGallery"));
                    let is_nuget =
                        repository.is_none_or(|found| found.is("nuget.org") || found.is("nuget"));
                    match (is_gallery, is_nuget) {
                        (true, _) => vec![OnlineService::PowerShellGallery],
                        (_, true) => vec![OnlineService::NuGet],
                        _ => vec![],
                    }
                }
                Some(_) => vec![],
            }
        }
        "install-wingetpackage" | "update-wingetpackage" | "find-wingetpackage" => {
            of(OnlineService::Winget, "winget")
        }
        "repair-wingetpackagemanager" => vec![OnlineService::Winget],
        _ => vec![],
    }
}
