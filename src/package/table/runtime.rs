//! From a name on the device back to the setting.
//!
//! A provxml file written since November 2022 says of each parm which setting it is
//! (`SettingsPath`); for the others it is worked out here, from the node:
//!
//! * `Provisioning/Assets/<package>//<path>`: an asset, under its own path, in which a number or
//!   a key stands in place of the item's name;
//! * `MCSF/<path>`: the path itself, with keys in place of the items' names;
//! * a node that the store or `runtime.tsv` gives, with keys where it says `~Key~`;
//! * `Policy/Config/<area>/<name>`: `Policies/<area>/<name>`.
//!
//! Names are compared without regard to case: the store says `EnrollmentServiceFullUrl`, the
//! device is given `EnrollmentServiceFullURL`.

use std::borrow::Cow;

use super::{Edition, Kind, Row, Setting, Table, folded_hash};

/// What a parm on the device is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Runtime {
    /// One of these settings, those of a PC first. The caller narrows them by SettingsGroup: 16
    /// nodes serve several settings.
    Settings(Vec<Mapped>),
    /// No setting: WCD asks the device to apply one of its settings again.
    ReloadMark,
    /// Not known. Never a disagreement.
    Unknown,
}

/// A setting a parm may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapped {
    /// Its path; owned where the table does not know it and it was formed by rule.
    pub path: Cow<'static, str>,
    /// The keys found on the way, each with the position in the path of the item it belongs to:
    /// in `Accounts/Users/User/Password` the user name has 2.
    pub keys: Vec<(usize, String)>,
}

/// The nodes of the device, by the name of the parm: a hash of it, the whole is compared with the
/// rest of the pattern.
pub(super) struct Names {
    by_parm: Vec<(u64, Node)>,
    any_parm: Vec<Node>,
}

#[derive(Clone, Copy)]
struct Node {
    pattern: &'static str,
    row: &'static Row,
}

impl Names {
    fn of(table: &Table) -> Self {
        let tag = memchr::memmem::Finder::new("\tcsp=");
        let stored = table.rows.iter().filter_map(|row| {
            let start = tag.find(row.line.as_bytes())? + tag.needle().len();
            Some((row.line.get(start..)?.split('\t').next()?, row))
        });
        let seen = include_str!("runtime.tsv").lines().filter_map(|line| {
            let (pattern, path) = line.split_once('\t')?;
            Some((pattern, table.row(path)?))
        });
        let mut names = Self { by_parm: Vec::with_capacity(800), any_parm: Vec::new() };
        for (pattern, row) in stored.chain(seen) {
            let node = Node { pattern, row };
            match pattern.rsplit_once('/') {
                Some((_, parm)) if is_literal(parm) => {
                    names.by_parm.push((folded_hash(parm), node));
                }
                _ => names.any_parm.push(node),
            }
        }
        // Stable: nodes of one name stay in the order of the table.
        names.by_parm.sort_by_key(|(parm, _)| *parm);
        names
    }

    fn candidates(&self, parm: &str) -> impl Iterator<Item = &Node> {
        let hash = folded_hash(parm);
        let start = self.by_parm.partition_point(|(known, _)| *known < hash);
        let same = self.by_parm.iter().skip(start).take_while(move |(known, _)| *known == hash);
        same.map(|(_, node)| node).chain(&self.any_parm)
    }
}

impl Node {
    /// The keys and the scope of the node, if the segments are those of its pattern.
    fn matches(&self, table: &Table, segments: &[&str]) -> Option<(Mapped, Option<&'static str>)> {
        let mut scope = None;
        let mut keys = Vec::new();
        if self.pattern.split('/').count() != segments.len() {
            return None;
        }
        for (pattern, segment) in self.pattern.split('/').zip(segments) {
            let (name, attribute) = pattern.split_once('!').unwrap_or((pattern, ""));
            scope = attribute.strip_prefix("scope=").or(scope);
            if is_literal(name) {
                if !name.eq_ignore_ascii_case(segment) {
                    return None;
                }
            } else if let Some(item) = item_of_key(table, self.row.path, name.trim_matches('~')) {
                keys.push((item, (*segment).to_owned()));
            }
        }
        Some((Mapped { path: Cow::Borrowed(self.row.path), keys }, scope))
    }
}

fn is_literal(segment: &str) -> bool {
    !segment.starts_with(['~', '@', '$'])
}

/// The position, in the path of a setting, of the item that a key belongs to. A list without keys
/// goes by its own name there (`~Command~`).
fn item_of_key(table: &Table, path: &str, key: &str) -> Option<usize> {
    let ends = path.match_indices('/').map(|(end, _)| end);
    let mut lists = ends.filter_map(|end| table.get(path.get(..end)?));
    let list = lists
        .find(|list| list.key() == Some(key) || (list.kind == Kind::List && list.name() == key))?;
    Some(list.depth() + 1)
}

impl Table {
    /// The settings that a parm may be, from the names of the characteristics around it, the
    /// outermost first. `user_scope`: the file is of the user's event, or a characteristic says
    /// `scope="User"`.
    pub fn by_characteristic(&self, user_scope: bool, around: &[&str], parm: &str) -> Runtime {
        // Names of characteristics may hold `/` where they spell out an asset's path.
        let names: Vec<&str> = around.iter().copied().filter(|name| !name.is_empty()).collect();
        let is =
            |at: usize, name: &str| names.get(at).is_some_and(|is| is.eq_ignore_ascii_case(name));
        if is(0, "Provisioning") && is(1, "ForceSettingReload") {
            return Runtime::ReloadMark;
        }
        if is(0, "Provisioning") && is(1, "Assets") {
            let rest = names.iter().skip(2).flat_map(|name| name.split('/'));
            let asset = self.by_instance(rest.filter(|name| !name.is_empty()).skip(1));
            return asset.map_or(Runtime::Unknown, |asset| Runtime::Settings(vec![asset]));
        }
        if is(0, "MCSF") {
            let path = || names.iter().copied().skip(1).chain([parm]);
            let guess =
                || Mapped { path: path().collect::<Vec<_>>().join("/").into(), keys: vec![] };
            return Runtime::Settings(vec![self.by_instance(path()).unwrap_or_else(guess)]);
        }
        let mut found = self.by_node(user_scope, &names, parm);
        if let ([_, _, area], true, true) = (names.as_slice(), is(0, "Policy"), is(1, "Config")) {
            let path = format!("Policies/{area}/{parm}");
            let known = self.get_ignoring_case(&path).map(|setting| Cow::Borrowed(setting.path));
            let path = known.unwrap_or(Cow::Owned(path));
            let is_known = matches!(path, Cow::Borrowed(_));
            if found.is_empty() || (is_known && found.iter().all(|mapped| mapped.path != path)) {
                found.push(Mapped { path, keys: Vec::new() });
            }
        }
        if found.is_empty() {
            return Runtime::Unknown;
        }
        // Stable: within PCs and within the rest, the order of the table.
        found.sort_by_key(|mapped| {
            let setting = self.get(&mapped.path);
            !setting.is_none_or(|setting| setting.is_for(Edition::Desktop))
        });
        Runtime::Settings(found)
    }

    fn by_node(&self, user_scope: bool, around: &[&str], parm: &str) -> Vec<Mapped> {
        let names = self.names.get_or_init(|| Names::of(self));
        let segments: Vec<&str> = around.iter().copied().chain([parm]).collect();
        let candidates = names.candidates(parm);
        let mut found: Vec<_> =
            candidates.filter_map(|node| node.matches(self, &segments)).collect();
        // An app of the user and one of the device differ in the scope alone.
        let fits = |scope: Option<&str>| {
            scope.is_none_or(|scope| scope.eq_ignore_ascii_case("User") == user_scope)
        };
        if found.iter().any(|(_, scope)| fits(*scope)) {
            found.retain(|(_, scope)| fits(*scope));
        }
        found.into_iter().map(|(mapped, _)| mapped).collect()
    }

    /// The setting of a path in which a number or a key stands in place of the items' names, as
    /// in DataAsset.xml: `/ProvisioningCommands/PrimaryContext/Command/0/CommandFile`.
    pub fn by_instance_path(&self, path: &str) -> Option<Mapped> {
        self.by_instance(path.split('/').filter(|name| !name.is_empty()))
    }

    fn by_instance<'a>(&self, names: impl Iterator<Item = &'a str>) -> Option<Mapped> {
        let mut at: Option<&'static Setting> = None;
        let mut keys = Vec::new();
        for name in names {
            let path = at.map_or("", |setting| setting.path);
            let is_list = at.is_some_and(|at| matches!(at.kind, Kind::KeyedList | Kind::List));
            at = match path {
                "" => Some(self.get_ignoring_case(name).filter(|group| group.depth() == 0)?),
                // Its only child, by whatever name.
                _ if is_list => {
                    let item = self.children(path).next()?;
                    if !item.name().eq_ignore_ascii_case(name) {
                        keys.push((item.depth(), name.to_owned()));
                    }
                    Some(item)
                }
                _ => {
                    let child = self.get_ignoring_case(&format!("{path}/{name}"))?;
                    // A name with `/` in it would reach further than one step.
                    Some(child).filter(|child| child.parent() == path)
                }
            };
            at?;
        }
        at.map(|setting| Mapped { path: Cow::Borrowed(setting.path), keys })
    }
}
