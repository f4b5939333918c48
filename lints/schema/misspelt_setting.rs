//! `schema-misspelt-setting`

use std::collections::HashMap;

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, Place, table, table::Reason};

lint! {
    /// A setting is misspelt or stands in the wrong place.
    ///
    /// ## Why it matters
    ///
    /// A setting that Windows does not know does nothing, and nothing says so: the device is set up
    /// without it. Windows Configuration Designer does not write such settings; people do who edit
    /// the XML.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <OOBE>
    ///   <HideOobe>True</HideOobe>
    /// </OOBE>
    /// ```
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputrName>PC-%SERIAL%</ComputrName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// A setting that is simply not known may be newer than the table of settings:
    ///
    /// ```xml
    /// <Policies>
    ///   <WindowsAI>
    ///     <DisableClickToDo>Yes</DisableClickToDo>
    ///   </WindowsAI>
    /// </Policies>
    /// ```
    ///
    /// ## What to do
    ///
    /// Write the setting as suggested, and build the package again.
    pub(crate) MISSPELT_SETTING {
        id: "schema-misspelt-setting", category: Schema,
        severity: Error, confidence: Likely, since: "0.1.0",
        check,
    }
}

/// Unknown paths that are looked up. A file made by hand has a few; more are no slips.
const LOOKED_UP: usize = 1000;

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let mut known = HashMap::new();
    for setting in &package.settings {
        // What the builder understood is no slip, whatever the table says.
        if setting.known.is_some() || setting.author.is_none() || setting.runtime.is_some() {
            continue;
        }
        let path = setting.path.table();
        if known.len() >= LOOKED_UP && !known.contains_key(path) {
            continue;
        }
        let meant = *known.entry(path).or_insert_with(|| table::table().nearest(path));
        let Some(meant) = meant else { continue };
        let mut place = Place::from(setting);
        place.span = setting.steps.get(meant.segment).cloned().or(place.span);
        let slip = match meant.reason {
            Reason::Case => "differs from it in upper and lower case",
            Reason::Spelling => "is misspelt",
            Reason::Parent => "stands in the wrong place",
        };
        findings
            .at(place)
            .say(format!("the setting {} does nothing: it {slip}", setting.path))
            .here(format!("did you mean {}?", meant.path))
            .help(format!("write it as {}", meant.path));
    }
}
