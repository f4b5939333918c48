//! From the author's settings to the values of each provxml file.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha1::{Digest as _, Sha1};

use crate::Error;
use crate::asset::Assets;
use crate::package_config::PackageConfig;
use crate::provxml::{Characteristic, Parm};
use crate::setting::Setting;
use crate::settings_table::{self, Kind};
use crate::{wlan_profile, xml};

/// Groups whose settings share one provxml file; every other setting has its own.
const TOGETHER: &[&str] = &[
    "Accounts/Azure",
    "Accounts/ComputerAccount",
    "Accounts/Users/User",
    "Certificates/CACertificates/CACerificate",
    "Certificates/ClientCertificates/ClientCertificate",
    "Certificates/RootCertificates/RootCertificate",
    "Certificates/TrustedPeopleCertificates/Certificate",
    "Certificates/TrustedProvisioners/Certificate",
    "CleanPC",
    "ConnectivityProfiles/WLAN/WLANSetting/WLANConfig",
    "SMISettings/AutoLogon",
    "SMISettings/ShellLauncher",
    "SharedPC",
    "TakeATest",
    "UnifiedWriteFilter",
    "Workplace/Enrollments/UPN",
];

/// Settings that WCD also tells Windows to read again, because they wait for a restart.
const RELOADED: &[&str] = &[
    "Accounts/ComputerAccount/ComputerName",
    "CleanPC/CleanPCRetainingUserData",
    "CleanPC/CleanPCWithoutRetainingUserData",
    "DevDetail/DNSComputerName",
];

/// Settings whose node is executed.
const EXECUTED: &[&str] = &[
    "CleanPC/CleanPCRetainingUserData",
    "CleanPC/CleanPCWithoutRetainingUserData",
    "EditionUpgrade/ChangeProductKey",
    "EditionUpgrade/UpgradeEditionWithLicense",
    "EditionUpgrade/UpgradeEditionWithProductKey",
];

/// Where the settings stand that make the profile of one network.
const WLAN: &str = "ConnectivityProfiles/WLAN/WLANSetting/WLANConfig/WLANXmlSettings";

/// One provxml file to be.
#[derive(Debug)]
pub(crate) struct Document {
    /// Whether it runs when a user signs in.
    pub(crate) user: bool,
    /// The path of its first setting.
    pub(crate) setting: String,
    /// The part of the file name behind the number.
    pub(crate) stem: String,
    /// The id of its group.
    pub(crate) group: String,
    /// The values.
    pub(crate) parms: Vec<Parm>,
}

/// Makes the documents of all settings, in the order of the author, and takes in the assets.
pub(crate) fn documents<'a>(
    settings: &[Setting],
    config: &PackageConfig,
    files: &'a [(&str, &[u8])],
    assets: &mut Assets<'a>,
) -> Result<Vec<Document>, Error> {
    let mut documents: Vec<Document> = Vec::new();
    for setting in settings {
        let path = setting.path();
        let group = settings_table::find(&path).is_some_and(|entry| entry.kind == Kind::Group);
        if group || settings_table::refused(&path) {
            continue;
        }
        let parms = if path.starts_with(WLAN) {
            let keyed = setting.keyed();
            let same: Vec<&Setting> =
                settings.iter().filter(|other| same_network(other, &keyed)).collect();
            // One profile a network: its first setting makes it.
            if same.first().is_some_and(|first| !std::ptr::eq(*first, setting)) {
                continue;
            }
            let ssid = keyed.get(3).copied().unwrap_or_default();
            vec![wlan(ssid, WLAN, wlan_profile::profile(ssid, &same))]
        } else {
            parms(setting, &path, config, files, assets)?
        };
        let user = parms.iter().flat_map(|parm| &parm.place).any(|level| {
            level.scope.as_ref().is_some_and(|scope| scope.eq_ignore_ascii_case("User"))
        });
        let (stem, group) = name(setting, &path);
        match documents.iter_mut().find(|made| made.stem == stem && made.user == user) {
            Some(made) => made.parms.extend(parms),
            None => documents.push(Document { user, setting: path, stem, group, parms }),
        }
    }
    for document in &mut documents {
        // The requests to read again come last in their file.
        document.parms.sort_by_key(|parm| {
            parm.place.get(1).is_some_and(|level| level.kind == "ForceSettingReload")
        });
    }
    Ok(documents)
}

fn same_network(other: &Setting, keyed: &[&str]) -> bool {
    other.path().starts_with(WLAN) && other.keyed().get(..4) == keyed.get(..4)
}

/// The stem of the file and the id of the group.
fn name(setting: &Setting, path: &str) -> (String, String) {
    let together = TOGETHER
        .iter()
        .find(|group| path.strip_prefix(**group).is_some_and(|rest| rest.starts_with('/')));
    let keyed = setting.keyed();
    let levels = together.map_or(keyed.len(), |group| group.split('/').count());
    let group = settings_table::group_id(together.copied().unwrap_or(path));
    let stem = keyed.get(..levels).unwrap_or_default().join("_");
    // A key can hold what the name of a file cannot.
    (stem.replace(['\\', '/', ':', '*', '?', '"', '<', '>', '|'], "_"), group)
}

fn parms<'a>(
    setting: &Setting,
    path: &str,
    config: &PackageConfig,
    files: &'a [(&str, &[u8])],
    assets: &mut Assets<'a>,
) -> Result<Vec<Parm>, Error> {
    let entry = settings_table::find(path);
    let kind = entry.map(|entry| entry.kind);
    if kind == Some(Kind::File) {
        return file_parms(setting, path, config, files, assets);
    }
    let label = entry.and_then(|entry| entry.raw(&setting.value));
    let value = label.unwrap_or(&setting.value);
    let (value, datatype) = match kind {
        Some(Kind::Boolean) => (value.to_lowercase(), "boolean"),
        Some(Kind::Integer) => (value.to_owned(), "integer"),
        Some(Kind::String) => (value.to_owned(), "string"),
        _ => guessed(value),
    };
    let (place, name) = place(setting, path, "");
    let mut parms = vec![Parm {
        place,
        setting: path.into(),
        name: name.clone(),
        value,
        datatype,
        exec: EXECUTED.contains(&path),
    }];
    if RELOADED.contains(&path) {
        parms.push(Parm {
            place: ["Provisioning", "ForceSettingReload"].map(Characteristic::new).into(),
            setting: path.into(),
            name,
            value: "1".into(),
            datatype: "integer",
            exec: false,
        });
    }
    Ok(parms)
}

/// The value and type of a setting that the table lacks.
fn guessed(value: &str) -> (String, &'static str) {
    match value {
        "True" | "true" | "False" | "false" => (value.to_lowercase(), "boolean"),
        "Yes" => ("1".into(), "integer"),
        "No" => ("0".into(), "integer"),
        value if value.parse::<i64>().is_ok() => (value.into(), "integer"),
        value => (value.into(), "string"),
    }
}

fn file_parms<'a>(
    setting: &Setting,
    path: &str,
    config: &PackageConfig,
    files: &'a [(&str, &[u8])],
    assets: &mut Assets<'a>,
) -> Result<Vec<Parm>, Error> {
    let file = setting.file_name();
    let (_, content) = files
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(file))
        .ok_or_else(|| Error::Asset { setting: path.into(), file: file.into() })?;
    let parm = |place, name, value, exec| Parm {
        place,
        setting: path.into(),
        name,
        value,
        datatype: "string",
        exec,
    };
    let text = || String::from_utf8_lossy(content).trim_start_matches(xml::BOM).to_owned();
    if path == "ConnectivityProfiles/WLAN/Profiles/Profile" {
        let ssid = xml::read(&text())?.child("name").map(|name| name.text.clone());
        return Ok(vec![wlan(&ssid.unwrap_or_default(), path, text())]);
    }
    if path.starts_with("Certificates/") {
        let certificate = der(content);
        let thumbprint: String =
            Sha1::digest(&certificate).iter().map(|byte| format!("{byte:02X}")).collect();
        let (place, name) = place(setting, path, &thumbprint);
        return Ok(vec![parm(place, name, STANDARD.encode(certificate), false)]);
    }
    let csp = settings_table::find(path).map_or("", |entry| entry.csp);
    if !csp.is_empty() && csp != "Dummy" && !csp.ends_with("/HostedInstall") {
        let (place, name) = place(setting, path, "");
        return Ok(vec![parm(place, name, text(), EXECUTED.contains(&path))]);
    }
    // The levels above the file by their keys, the file itself by its element.
    let mut levels = setting.keyed();
    levels.pop();
    let last = setting.steps.last().map_or("", |step| step.name.as_str());
    let asset_path = format!("/{}/{last}", levels.join("/"));
    let key = assets.add(&asset_path, file, content);
    let id = format!("{{{}}}", config.bare_id());
    let place = ["Provisioning", "Assets", &id, &asset_path].map(Characteristic::new);
    Ok(vec![parm(place.into(), key, String::new(), false)])
}

/// The bytes of a certificate, which may be a text file.
fn der(content: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(content);
    let lines: String =
        text.lines().filter(|line| !line.starts_with("-----")).map(str::trim).collect();
    match STANDARD.decode(lines) {
        Ok(decoded) if text.starts_with("-----BEGIN") => decoded,
        _ => content.to_vec(),
    }
}

fn wlan(ssid: &str, path: &str, profile: String) -> Parm {
    Parm {
        place: ["WiFi", "Profile", ssid].map(Characteristic::new).into(),
        setting: path.into(),
        name: "WlanXml".into(),
        value: profile,
        datatype: "string",
        exec: false,
    }
}

/// Where a setting is written: the levels, and the name of the value. Without a CSP it goes
/// through MCSF, which mirrors the setting's own path.
fn place(setting: &Setting, path: &str, thumbprint: &str) -> (Vec<Characteristic>, String) {
    let csp = settings_table::find(path).map_or("", |entry| entry.csp);
    let mut levels: Vec<Characteristic> = match csp {
        "=" => policy(setting),
        "" | "Dummy" if settings_table::find(path).is_none() && path.starts_with("Policies/") => {
            policy(setting)
        }
        "" | "Dummy" => [&["MCSF"][..], &setting.keyed()]
            .concat()
            .into_iter()
            .map(Characteristic::new)
            .collect(),
        csp => csp.split('/').map(|level| node(setting, level, thumbprint)).collect(),
    };
    let name = levels.pop().map(|level| level.kind).unwrap_or_default();
    (levels, name)
}

fn policy(setting: &Setting) -> Vec<Characteristic> {
    let keyed = setting.keyed();
    let own = keyed.iter().skip(1);
    ["Policy", "Config"].iter().chain(own).map(|level| Characteristic::new(level)).collect()
}

/// One level of a CSP path of the table, with its placeholder and scope.
fn node(setting: &Setting, level: &str, thumbprint: &str) -> Characteristic {
    let (kind, scope) = match level.split_once("!scope=") {
        Some((kind, scope)) => (kind, Some(scope.to_owned())),
        None => (level, None),
    };
    let kind = if kind == "@CertificateHash@" {
        thumbprint
    } else if kind.starts_with('~') {
        setting.placeholder(kind.trim_matches('~')).unwrap_or(kind)
    } else {
        kind
    };
    Characteristic { kind: kind.into(), scope }
}
