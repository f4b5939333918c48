//! Where a package keeps its networks: settings, imported profiles, what the device is given.

use std::collections::{HashMap, VecDeque};

use super::profile::{Blob, Facts, read as read_profile};
use super::{Key, Said, Security, Ssid, WirelessNetwork};
use crate::package::{Place, Setting, SettingPath};
use crate::text::Span;

/// The settings of one network.
pub(super) const CONFIG: &str = "ConnectivityProfiles/WLAN/WLANSetting/WLANConfig";

/// What a device is given for them, as a profile.
const MADE: &str = "ConnectivityProfiles/WLAN/WLANSetting/WLANConfig/WLANXmlSettings";

/// A profile that was imported from a file.
const IMPORTED: &str = "ConnectivityProfiles/WLAN/Profiles/Profile";

/// The position of `WLANConfig` among the steps of a path.
const CONFIG_STEP: usize = 3;

/// Networks that are read. Who has more has no use for them; each costs some kilobytes.
const MAX_NETWORKS: usize = 1_000;

/// Elements and attributes of all profiles together.
const MAX_PROFILE_ELEMENTS: usize = 200_000;

/// What is said when one of the limits is reached.
pub(in crate::package) const LEFT_OUT: &str = "wireless networks are left out: there are more than 1000, or their profiles hold more than \
     200000 elements";

/// What was read.
#[derive(Debug, Default)]
pub(in crate::package) struct Wireless {
    pub(in crate::package) networks: Vec<WirelessNetwork>,
    /// The first place that was not followed, when there is too much.
    pub(in crate::package) left_out: Option<Span>,
}

/// The settings of one network, and the profile that the device is given for it.
#[derive(Debug, Default)]
struct Group<'s> {
    settings: Vec<&'s Setting>,
    made: Option<&'s Setting>,
}

/// Every network of Common: those of settings in the author's order, then those that only the
/// device has, then imported profiles.
pub(in crate::package) fn read(settings: &[Setting]) -> Wireless {
    let mut wireless = Wireless::default();
    let mut elements = MAX_PROFILE_ELEMENTS;
    for group in groups(settings, &mut wireless) {
        match of_settings(&group, &mut elements) {
            Some(network) => wireless.networks.push(network),
            None => return wireless.stop(group.made),
        }
    }
    let imported = settings
        .iter()
        .filter(|setting| setting.path.variant.is_none() && setting.path.table() == IMPORTED);
    let (given, named): (Vec<_>, Vec<_>) = imported.partition(|setting| setting.runtime.is_some());
    let is_paired = given.len() == named.len();
    for (at, setting) in given.iter().enumerate() {
        let author = named.get(at).filter(|_| is_paired).and_then(|named| named.shown());
        if wireless.networks.len() >= MAX_NETWORKS {
            return wireless.stop(Some(setting));
        }
        match of_import(setting, at, author.map(|author| &author.span), &mut elements) {
            Some(network) => wireless.networks.push(network),
            None => return wireless.stop(Some(setting)),
        }
    }
    for setting in named.iter().skip(given.len()) {
        if wireless.networks.len() >= MAX_NETWORKS {
            return wireless.stop(Some(setting));
        }
        let place = Place::from(*setting);
        wireless.networks.push(network(place, true, None));
    }
    wireless
}

impl Wireless {
    fn stop(mut self, at: Option<&Setting>) -> Self {
        let span = at.and_then(Setting::applied).map(|written| written.tag.clone());
        self.left_out = self.left_out.or(span);
        self
    }
}

fn groups<'s>(settings: &'s [Setting], wireless: &mut Wireless) -> Vec<Group<'s>> {
    let mut groups: Vec<Group<'s>> = vec![];
    let mut places: HashMap<(&str, Option<u32>), usize> = HashMap::new();
    // Those that wait for the profile of that name.
    let mut waiting: HashMap<&str, VecDeque<usize>> = HashMap::new();
    let prefix = format!("{CONFIG}/");
    for setting in settings {
        let path = &setting.path;
        if path.variant.is_some() || !path.table().starts_with(&prefix) {
            continue;
        }
        let ssid = path.key().unwrap_or_default();
        if path.table() == MADE && setting.runtime.is_some() {
            let at = waiting.get_mut(ssid).and_then(VecDeque::pop_front);
            if let Some(group) = at.and_then(|at| groups.get_mut(at)) {
                group.made = Some(setting);
                continue;
            }
            if groups.len() < MAX_NETWORKS {
                groups.push(Group { settings: vec![], made: Some(setting) });
                continue;
            }
        } else if setting.author.is_some() || setting.answer.is_some() {
            // Two elements of one name are two networks, not one with two keys.
            let element = setting.steps.get(CONFIG_STEP).map(|step| step.range.start);
            let known = places.get(&(ssid, element)).copied();
            if let Some(group) = known.and_then(|at| groups.get_mut(at)) {
                group.settings.push(setting);
                continue;
            }
            if groups.len() < MAX_NETWORKS {
                places.insert((ssid, element), groups.len());
                waiting.entry(ssid).or_default().push_back(groups.len());
                groups.push(Group { settings: vec![setting], made: None });
                continue;
            }
        } else {
            continue;
        }
        wireless.left_out = setting.applied().map(|written| written.tag.clone());
        break;
    }
    groups
}

fn of_settings(group: &Group<'_>, elements: &mut usize) -> Option<WirelessNetwork> {
    let author = said_by_settings(&group.settings);
    let given = match group.made.and_then(|made| Some((made, made.runtime.as_ref()?))) {
        Some((made, written)) => {
            let whole = Place::from(made);
            let facts = read_profile(Blob::new(written, &whole), elements)?;
            Some((facts, whole))
        }
        None => None,
    };
    let place = author.ssid.as_ref().map(|ssid| ssid.place.clone());
    let place = place.or(given.as_ref().map(|(_, whole)| whole.clone())).unwrap_or_default();
    let facts = match given {
        Some((given, _)) => agreed(author, given),
        None => author,
    };
    Some(network(place, false, Some(facts)))
}

/// What the settings of one network say.
fn said_by_settings(settings: &[&Setting]) -> Facts {
    let mut facts = Facts::default();
    let Some(first) = settings.first() else { return facts };
    facts.ssid = first.path.key().map(|ssid| Said {
        is: Ssid { bytes: ssid.as_bytes().to_vec() },
        place: config_place(first, ssid),
    });
    for setting in settings {
        let place = || Place::from(*setting);
        let yes_or_no = || {
            let is_plain = matches!(
                setting.value().trim().to_ascii_lowercase().as_str(),
                "true" | "false" | "1" | "0" | "yes" | "no"
            );
            is_plain.then(|| Said { is: setting.is_true(), place: place() })
        };
        match setting.path.leaf() {
            "SecurityType" => {
                let security = Security::of_label(setting.value());
                facts.security = security.map(|is| Said { is, place: place() });
            }
            "SecurityKey" if !setting.value().is_empty() => {
                facts.key = Some(Key {
                    text: setting.value().to_owned(),
                    kind: None,
                    is_protected: false,
                    place: place(),
                });
            }
            "AutoConnect" => facts.is_automatic = yes_or_no(),
            "HiddenNetwork" => facts.is_hidden = yes_or_no(),
            _ => {}
        }
    }
    facts
}

/// The place of the element that has the network's name.
fn config_place(setting: &Setting, ssid: &str) -> Place {
    let steps = setting.path.segments().get(..=CONFIG_STEP).unwrap_or_default().to_vec();
    let shown = setting.shown().map(|written| written.tag.clone());
    Place {
        span: setting.steps.get(CONFIG_STEP).cloned().or(shown),
        setting: Some(SettingPath::new(None, steps).to_string()),
        evidence: ssid.to_owned(),
        ..Place::default()
    }
}

/// An imported profile, as the device is given it.
fn of_import(
    setting: &Setting,
    number: usize,
    author: Option<&Span>,
    elements: &mut usize,
) -> Option<WirelessNetwork> {
    let written = setting.runtime.as_ref()?;
    let mut whole = Place::from(setting);
    if let Some(author) = author {
        whole.beside = vec![(author.clone(), "the profile was imported here".to_owned())];
    }
    // The list has no keys, and what is said of one profile is not said of another.
    whole.setting =
        Some(setting.path.parent().join("Profile", Some(number.to_string())).to_string());
    let facts = read_profile(Blob::new(written, &whole), elements)?;
    Some(network(whole, true, Some(facts)))
}

fn network(place: Place, is_imported: bool, facts: Option<Facts>) -> WirelessNetwork {
    let is_read = facts.is_some();
    let facts = facts.unwrap_or_default();
    WirelessNetwork {
        place,
        is_imported,
        is_read,
        ssid: facts.ssid,
        security: facts.security,
        key: facts.key,
        is_automatic: facts.is_automatic,
        is_hidden: facts.is_hidden,
        one_x: facts.one_x,
        faults: facts.faults,
    }
}

/// What the device is given, pointing at the author's side where that says the same.
fn agreed(author: Facts, given: Facts) -> Facts {
    let key = match (author.key, given.key) {
        (Some(author), Some(given)) if author.text == given.text && !given.is_protected => {
            Some(Key { place: author.place, ..given })
        }
        (Some(author), Some(mut given)) => {
            differ(&mut given.place, &author.place);
            Some(given)
        }
        // A key that the device is not given lies in the package all the same.
        (author, given) => given.or(author),
    };
    Facts {
        ssid: same(author.ssid, given.ssid),
        security: same(author.security, given.security),
        key,
        is_automatic: same(author.is_automatic, given.is_automatic),
        is_hidden: same(author.is_hidden, given.is_hidden),
        one_x: given.one_x,
        faults: given.faults,
    }
}

fn same<T: PartialEq>(author: Option<Said<T>>, given: Option<Said<T>>) -> Option<Said<T>> {
    match (author, given) {
        (Some(author), Some(given)) if author.is == given.is => Some(author),
        (Some(author), Some(mut given)) => {
            differ(&mut given.place, &author.place);
            Some(given)
        }
        (author, given) => given.or(author),
    }
}

fn differ(given: &mut Place, author: &Place) {
    if let Some(span) = &author.span {
        given.beside = vec![(span.clone(), "the author's side says something else".to_owned())];
    }
}
