//! `script-asset-name-collision`

use std::collections::{HashMap, HashSet};

use crate::lint::{Confidence, Context, Findings, lint};
use crate::package::{Package, Setting};

lint! {
    /// Two files of one command have the same name.
    ///
    /// ## Why it matters
    ///
    /// All files of a command land in one folder of the device, whatever folders they came from. Of
    /// two with the same name one is left, and the command gets the wrong one or lacks the other.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandFiles>
    ///       <CommandFile Name="setup.exe">C:\Packages\reader\setup.exe</CommandFile>
    ///       <CommandFile Name="Setup.exe">C:\Packages\editor\Setup.exe</CommandFile>
    ///     </CommandFiles>
    ///     <CommandLine>setup.exe /S</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// Each command of the primary context has a folder of its own, and one file named twice is one:
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <PrimaryContext>
    ///     <Command>
    ///       <CommandConfig Name="Reader">
    ///         <CommandFile>C:\Packages\reader\setup.exe</CommandFile>
    ///         <CommandLine>setup.exe /S</CommandLine>
    ///         <DependencyPackages>
    ///           <Dependency Name="setup.exe">C:\Packages\reader\setup.exe</Dependency>
    ///         </DependencyPackages>
    ///       </CommandConfig>
    ///       <CommandConfig Name="Editor">
    ///         <CommandFile>C:\Packages\editor\setup.exe</CommandFile>
    ///         <CommandLine>setup.exe /S</CommandLine>
    ///       </CommandConfig>
    ///     </Command>
    ///   </PrimaryContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## What to do
    ///
    /// Rename one of them, or pack the folders into one archive that the command unpacks.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/provisioning-packages/provisioning-script-to-install-app>
    pub(crate) ASSET_NAME_COLLISION {
        id: "script-asset-name-collision", category: ScriptsContext,
        severity: Error, confidence: Certain, since: "0.1.0",
        check,
    }
}

const DEVICE_FILE: &str = "ProvisioningCommands/DeviceContext/CommandFiles/CommandFile";
const COMMAND: &str = "ProvisioningCommands/PrimaryContext/Command/CommandConfig";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    // What lands in one folder: the path of the group that the files stand in, and their name.
    let mut seen: HashMap<(String, String), &Setting> = HashMap::new();
    let files = package.settings(DEVICE_FILE).map(|file| (file, 2));
    let command_files = package.settings(&format!("{COMMAND}/CommandFile")).map(|file| (file, 1));
    let dependencies = format!("{COMMAND}/DependencyPackages/Dependency");
    let dependencies = package.settings(&dependencies).map(|file| (file, 2));
    for (file, up) in files.chain(command_files).chain(dependencies) {
        let name = name(file);
        if name.is_empty() {
            continue;
        }
        let group = (0..up).fold(file.path.clone(), |path, _| path.parent()).identity();
        let Some(first) = seen.get(&(group.clone(), name.clone())).copied() else {
            seen.insert((group, name), file);
            continue;
        };
        let is_same = first.value().trim().eq_ignore_ascii_case(file.value().trim());
        let contents = contents(package, &name);
        if is_same || contents.len() == 1 {
            continue;
        }
        // Without the files nobody can see that they are not copies.
        let is_seen = contents.len() > 1;
        findings
            .at(file)
            .say("two files of one command have this name, and land in one folder")
            .label_setting(first, "the other file")
            .with_confidence(if is_seen { Confidence::Certain } else { Confidence::Likely })
            .help("rename one of them, or pack the folders into one archive");
    }
}

/// The name of a file without its folders, as Windows compares names.
fn name(file: &Setting) -> String {
    file.value().rsplit(['\\', '/']).next().unwrap_or_default().trim().to_lowercase()
}

/// The hashes of the files of that name that the package carries for its commands.
fn contents<'p>(package: &'p Package, name: &str) -> HashSet<&'p str> {
    let of_commands = |path: &str| path.starts_with("ProvisioningCommands/");
    let assets = package.assets.iter().filter(|asset| {
        asset.name.to_lowercase() == name && asset.setting_path.as_deref().is_some_and(of_commands)
    });
    assets.filter_map(|asset| asset.recorded.as_deref()).collect()
}
