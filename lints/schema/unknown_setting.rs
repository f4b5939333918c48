//! `schema-unknown-setting`

use std::collections::{HashMap, HashSet};

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, Place, Setting, table};

lint! {
    /// A setting is not one of those that are known.
    ///
    /// ## Why it matters
    ///
    /// Windows ignores a setting that it does not know, and so does Windows Configuration Designer
    /// of a version that lacks it. The list of ppkglint is of 2020 with additions, so a setting that
    /// is not in it may simply be younger. There is one finding a package.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Policies>
    ///   <WindowsAI>
    ///     <DisableClickToDo>Yes</DisableClickToDo>
    ///   </WindowsAI>
    /// </Policies>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// A setting that is misspelt, of which `schema-misspelt-setting` speaks, and known ones:
    ///
    /// ```xml
    /// <OOBE>
    ///   <Desktop>
    ///     <HideOobee>True</HideOobee>
    ///     <EnableCortanaVoice>False</EnableCortanaVoice>
    ///   </Desktop>
    /// </OOBE>
    /// ```
    ///
    /// A built package in which the device gets the setting:
    ///
    /// ```corpus
    /// every-feature
    /// ```
    ///
    /// ## What to do
    ///
    /// Nothing, when Windows Configuration Designer offered the setting. Otherwise look it up there
    /// and correct the path.
    pub(crate) UNKNOWN_SETTING {
        id: "schema-unknown-setting", category: Schema,
        severity: Advice, confidence: Heuristic, since: "0.1.0",
        check,
    }
}

/// Unknown paths that are compared with the known ones, as `schema-misspelt-setting` does.
const LOOKED_UP: usize = 1000;

/// Paths that the message names.
const NAMED: usize = 3;

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    // What the device gets is no mistake, whatever it is called there.
    let applied: HashSet<String> =
        package.unmapped.iter().map(|parm| parm.name.to_lowercase()).collect();
    let is_unknown = |setting: &&Setting| {
        setting.known.is_none()
            && setting.author.is_some()
            && setting.runtime.is_none()
            && !applied.contains(&setting.path.leaf().to_lowercase())
    };
    let mut seen: HashMap<&str, ()> = HashMap::new();
    let mut unknown: Vec<&Setting> = vec![];
    for setting in package.settings.iter().filter(is_unknown) {
        let path = setting.path.table();
        if seen.insert(path, ()).is_some()
            || (seen.len() <= LOOKED_UP && table::table().nearest(path).is_some())
        {
            continue;
        }
        unknown.push(setting);
    }
    let Some((first, rest)) = unknown.split_first() else { return };
    let names: Vec<&str> = unknown.iter().take(NAMED).map(|found| found.path.table()).collect();
    let names = names.join(", ");
    let say = match unknown.len() {
        1 => format!("the setting {names} is not a known one"),
        count if count <= NAMED => format!("{count} settings are not known ones: {names}"),
        count => format!("{count} settings are not known ones: {names} and {} more", count - NAMED),
    };
    let mut finding =
        findings.at(name_of(first)).say(say).here("it may be newer than the list, or misspelt");
    for setting in rest.iter().take(NAMED - 1) {
        if let Some(span) = name_of(setting).span {
            finding = finding.label(&span, "nor is this");
        }
    }
    finding.help("nothing, if Windows Configuration Designer offered it; else look it up there");
}

/// The place of the name.
fn name_of(setting: &Setting) -> Place {
    let mut place = Place::from(setting);
    place.span = setting.steps.last().cloned().or(place.span);
    place
}
