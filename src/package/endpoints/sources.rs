//! Where packages and modules come from, as commands say it.

use crate::package::run::RunCall;

/// Programs with the options that name a source of packages.
const OPTIONS: &[(&[&str], &[&str])] = &[
    (&["choco", "chocolatey", "cinst", "cup"], &["source", "s"]),
    (&["winget"], &["arg", "a"]),
    (&["nuget"], &["source"]),
    (&["dotnet"], &["add-source", "source"]),
    (&["pip", "pip3", "python", "python3", "py"], &["index-url", "i", "extra-index-url"]),
    (&["npm", "pnpm", "yarn", "npx"], &["registry"]),
];

/// Whether the argument of that number is a source of packages.
pub(super) fn is_source(call: &RunCall<'_>, index: usize) -> bool {
    let Some(argument) = call.call().arguments.get(index) else { return false };
    if let Some(name) = &argument.name {
        return match call.name.as_str() {
            "register-psrepository" | "set-psrepository" => name.ends_with("location"),
            "register-packagesource" | "set-packagesource" => name == "location",
            "register-psresourcerepository" | "set-psresourcerepository" => name == "uri",
            "find-package" | "install-package" | "save-package" => name == "source",
            _ => false,
        };
    }
    if !call.is_program() {
        return false;
    }
    let verb = |verbs: &[&str]| call.texts().next().is_some_and(|text| verbs.contains(&text));
    // `winget source add NAME URL`, `npm config set registry URL`.
    if call.is("winget") && verb(&["source"]) || call.is_any(&["npm", "pip"]) && verb(&["config"]) {
        return true;
    }
    let options = OPTIONS.iter().filter(|(names, _)| call.is_any(names));
    let mut options = options.flat_map(|(_, options)| *options);
    let text = argument.value.text();
    let before = index.checked_sub(1).and_then(|at| call.call().arguments.get(at));
    options.any(|option| {
        let names_it = |text: &str| {
            let name = text.trim_start_matches(['-', '/']);
            name.len() < text.len() && name.eq_ignore_ascii_case(option)
        };
        text.split_once(['=', ':']).is_some_and(|(name, _)| names_it(name))
            || before.is_some_and(|before| names_it(before.value.text()))
    })
}
