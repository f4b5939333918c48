//! Floor 5: what a package means. Nothing here knows that lints exist.

mod account_name;
mod accounts;
mod assets;
mod author;
mod built;
mod carried;
mod certificates;
mod commands;
mod comments;
mod computer_name;
mod config;
mod connection;
mod container_form;
mod credentials;
mod device_use;
mod disagreement;
mod distinguished_name;
mod domain_join;
mod downloads;
mod drives;
mod encoding;
mod endpoints;
mod enrolment;
mod form;
mod host;
mod index;
mod installers;
mod join;
mod known_secrets;
mod layout;
mod leftovers;
mod limits;
mod medium;
mod metadata;
mod metadata_secrets;
mod open_folders;
mod password;
mod path;
mod place;
mod placeholder;
mod plain;
mod product_key;
mod read;
mod run;
mod runtime;
mod script_comments;
mod secrets;
mod setting;
pub mod table;
mod telling_names;
mod text_assets;
mod texts;
mod together;
mod token;
mod trust;
mod unread;
mod value_fault;
mod variants;
mod vpn;
mod web_address;
mod wifi;
mod written;

pub use account_name::{AccountName, NameForm};
pub use accounts::{Account, AutoLogon, at_element};
pub use assets::{Asset, Content, Filling};
pub use built::Built;
pub use carried::{CarriedKind, CarriedSecret};
pub use certificates::RootCertificate;
pub use commands::{Command, CommandContext};
pub use comments::Comment;
pub use computer_name::{ComputerName, NETBIOS_LIMIT, NameKind, NamePart, PartKind};
pub use config::{NAMESPACE, PackageConfig, plain_guid};
pub use credentials::Secret;
pub use disagreement::{Disagreement, DisagreementKind};
pub use distinguished_name::{DnFault, DnFaultKind, DomainPart, domain_part, examine_dn};
pub use domain_join::DomainJoin;
pub use downloads::Download;
pub use drives::{DriveOf, Drives, GivenDrive, UsedDrive};
pub use encoding::Misdeclared;
pub use endpoints::{
    Endpoint, EndpointKind, Implied, ImpliedBy, NamedHost, NamedService, NetworkAct, OnlineService,
    Origin, Role,
};
pub use enrolment::Enrolment;
pub use form::{Form, Item, Part, StrayAttribute};
pub use host::is_global_address;
pub use layout::{Extra, ExtraKind};
pub use leftovers::{Leftover, LeftoverKind};
pub use limits::Limits;
pub use medium::Medium;
pub use metadata::Metadata;
pub use metadata_secrets::{ToldSecret, shown_path};
pub use open_folders::{FolderChanges, OpenFolder, open_folder};
pub use password::Weakness;
pub use path::{Segment, SettingPath};
pub use place::Place;
pub use placeholder::{is_example_domain, is_placeholder, template_text};
pub use product_key::ProductKey;
pub use read::packages;
pub use run::{
    Alone, Assigned, Fate, Fetch, FilePath, FileUse, GivenSecret, HostsEdit, InstallerAssets, Made,
    MadeService, NamedFile, NewMembers, Origin as RunOrigin, Part as RunPart, RegistryChange,
    RegistryData, Root, Run, RunCall, ServiceChange, ServiceState, SetVariables, Stage, Started,
    StartedFile, Task, TaskAccount, Tool, WmiMethod, is_part_of_windows, is_plain,
};
pub use runtime::{Parm, Runtime};
pub use setting::Setting;
pub use together::{are_layers, sets};
pub use token::{BulkToken, JOIN_CLIENT, LONGEST_LIFE, TokenEnd, TokenFault, TokenHead};
pub use unread::{Covers, Unread};
pub use value_fault::ValueFault;
pub use variants::{Condition, Target, TargetRef, Variant};
pub use vpn::VpnProfile;
pub use web_address::WebAddress;
pub use wifi::{
    AuthMode, Eap, Generation, Key, KeyFault, KeyKind, OneX, ProfileFault, ProfileFaultKind, Said,
    Security, ServerValidation, Ssid, WirelessNetwork,
};
pub use written::Written;

use std::{ops::Range, path::PathBuf, sync::OnceLock};

use crate::artifact::Catalogue;
use crate::container::{Kind, Names, WimForm};
use crate::text::{SecretSearch, Source, SourceId, Span, printable};

/// One package: an image of a WIM, a folder, a project or an answer file; or a script, as one that
/// carries nothing else. It always exists, perhaps empty, and says in `unread` what of it could not
/// be read.
#[derive(Debug, Clone)]
pub struct Package {
    /// The input's path as the user named or reached it.
    pub path: String,
    /// What the input is.
    pub kind: Kind,
    /// The image that it is, from 1; none unless the input has several.
    pub image: Option<u32>,
    /// How many images the input has.
    pub images: usize,
    /// The package id of each image, as the author's file or else the WIM's XML data gives it.
    pub image_ids: Vec<Option<String>>,
    /// What PackageConfig says.
    pub config: Option<PackageConfig>,
    /// How the author's file is put together.
    pub form: Form,
    /// Its settings, every copy joined: the author's order, then what only the device has.
    pub settings: Vec<Setting>,
    /// What the device applies and no setting of the table explains.
    pub unmapped: Vec<Parm>,
    /// Whether the author's side was there and readable.
    pub has_author: bool,
    /// Whether it is built, so that it has a device's side.
    pub has_runtime: bool,
    /// The device's side.
    pub runtime: Runtime,
    /// What the WIM's XML data says.
    pub metadata: Metadata,
    /// The files that it carries.
    pub assets: Vec<Asset>,
    /// What its layout has no place for.
    pub extras: Vec<Extra>,
    /// The marks that its files were downloaded.
    pub downloads: Vec<Download>,
    /// The texts that lie in its container and belong to no file; those of a container with several
    /// images stand with the first.
    pub leftovers: Vec<Leftover>,
    /// How its container is put together.
    pub wim_form: Option<WimForm>,
    /// The folder that it lies in, when it is a file by itself.
    pub folder: Option<PathBuf>,
    /// The names, in lower case, of the files in the folder that a script was read from, its own
    /// among them: what `.\setup.exe` in it may mean. None for other inputs, and where nobody could
    /// look or more than 10,000 entries lie there.
    pub beside: Option<Names>,
    /// The medium that it lies on.
    pub medium: Option<Medium>,
    /// The catalogue beside it.
    pub catalogue: Option<Catalogue>,
    /// Whether there is a file with the catalogue's name, readable or not; none when nobody could
    /// look.
    pub has_catalogue_file: Option<bool>,
    /// The comments of a project's or a single answer file, and those of a script that speaks to
    /// this program; of a built package none.
    pub comments: Vec<Comment>,
    /// What of it could not be read.
    pub unread: Vec<Unread>,
    /// What was not hashed or compared: assets, the input itself, the catalogue beside it.
    pub not_checked: Vec<String>,
    /// The SHA-256 of the input in lower-case hexadecimal, when it was hashed.
    pub sha256: Option<String>,
    index: index::Index,
    wireless: Vec<WirelessNetwork>,
    /// What it runs, once that was asked for.
    run: OnceLock<Run>,
    /// What is found in that, each once it was asked for.
    registry: OnceLock<Vec<run::KeptChange>>,
    tasks: OnceLock<Vec<run::KeptTask>>,
    endpoints: OnceLock<Vec<NamedHost>>,
    carried: Vec<CarriedSecret>,
    sources: Vec<Source>,
    /// Which of the sources are its scripts.
    scripts: Range<usize>,
    /// Finds secrets in what leaves the program.
    secrets: SecretSearch,
}

impl Package {
    /// The settings of that path of the settings table, those of variants left out.
    pub fn settings<'p>(&'p self, path: &str) -> impl Iterator<Item = &'p Setting> + use<'p> {
        self.index.of_table(path).iter().filter_map(|at| self.settings.get(*at))
    }

    /// The first setting of that path, those of variants left out.
    pub fn setting(&self, path: &str) -> Option<&Setting> {
        self.settings(path).next()
    }

    /// The settings below that path, those of variants left out.
    pub fn settings_below<'p>(&'p self, path: &str) -> impl Iterator<Item = &'p Setting> + use<'p> {
        let prefix = format!("{path}/");
        self.settings.iter().filter(move |setting| {
            setting.path.variant.is_none() && setting.path.table().starts_with(&prefix)
        })
    }

    /// Whether the catalogue beside the package lists its hash; none when there is none to compare.
    pub fn catalogue_fits(&self) -> Option<bool> {
        let catalogue = self.catalogue.as_ref()?;
        let hash = self.sha256.as_ref()?;
        let listed: Vec<String> = catalogue
            .members
            .iter()
            .filter(|member| member.len() == 32)
            .map(|member| member.iter().map(|byte| format!("{byte:02x}")).collect())
            .collect();
        let fits = listed.contains(hash);
        // One that lists many files may be about all of them but this one.
        (!listed.is_empty() && (fits || catalogue.is_of_one_file())).then_some(fits)
    }

    /// The text that a span belongs to.
    pub fn source(&self, id: SourceId) -> Option<&Source> {
        self.sources.get(id.0 as usize)
    }

    /// All texts that were read.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The number of one of its texts, for a span in it.
    pub fn id_of(&self, source: &Source) -> Option<SourceId> {
        let at = self.sources.iter().position(|own| std::ptr::eq(own, source))?;
        u32::try_from(at).ok().map(SourceId)
    }

    /// The scripts that it carries: those among the assets, in the folder of a project, or the one
    /// that the input is.
    pub fn scripts(&self) -> impl Iterator<Item = &Source> {
        self.numbered_scripts().map(|(_, source)| source)
    }

    /// The same, with what spans name them by.
    pub fn numbered_scripts(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        let scripts = self.sources.get(self.scripts.clone()).unwrap_or_default();
        (0..).skip(self.scripts.start).map(SourceId).zip(scripts)
    }

    /// Whether everything that was asked for could be read.
    pub fn is_complete(&self) -> bool {
        self.unread.is_empty()
    }

    /// The package's GUID in lower case without braces, as PackageConfig or else the container
    /// gives it.
    pub fn id(&self) -> Option<String> {
        let config = self.config.as_ref().and_then(|config| config.id.as_ref());
        let id = config.map(Written::text).or(self.metadata.package_id.as_deref());
        id.map(plain_guid).filter(|id| !id.is_empty())
    }

    /// The name that PackageConfig, or else the container, gives it.
    pub fn name(&self) -> Option<&str> {
        let config = self.config.as_ref().and_then(|config| config.name.as_ref());
        let name = config.map(|name| name.text().trim()).filter(|name| !name.is_empty());
        name.or(self.metadata.name.as_deref())
    }

    /// The name of the file that one of its scripts is, without folders; it tells the language.
    pub fn script_name<'p>(&'p self, script: &'p Source) -> &'p str {
        let path = if script.name().is_empty() { &self.path } else { script.name() };
        path.rsplit(['/', '\\']).next().unwrap_or(path)
    }

    /// The path of the input, and of the image when it has several.
    pub fn shown_path(&self) -> String {
        printable(&self.path)
    }

    /// The path of an inner file as people see it: `pkg.ppkg!/Multivariant/0/customizations.xml`.
    pub fn shown_file(&self, file: &str) -> String {
        let path = printable(&self.path);
        let file = self.censored(file);
        let inside = match self.image {
            Some(image) => format!("{image}/{file}"),
            None => file.clone(),
        };
        match self.kind {
            _ if file.is_empty() => path,
            Kind::Folder | Kind::Project => format!("{path}/{file}"),
            _ => format!("{path}!/{inside}"),
        }
    }

    /// `text` without the secrets of this package and without what could steer a terminal.
    ///
    /// Values come masked already; this catches what a message took from elsewhere.
    pub fn censored(&self, text: &str) -> String {
        printable(&self.secrets.censored(text))
    }

    /// What a span says, as it may be shown.
    pub fn shown(&self, span: &Span) -> String {
        self.source(span.source).map(|source| source.shown(&span.range())).unwrap_or_default()
    }

    /// A setting's value as it may be shown: printable, masked when it is or holds a secret.
    pub fn shown_value(&self, written: &Written) -> String {
        let holds_secret = self
            .source(written.span.source)
            .is_some_and(|source| source.secrets().touching(&written.span.range()).is_some());
        match holds_secret && !written.text().is_empty() {
            true => self.shown(&written.span),
            false => self.censored(written.text()),
        }
    }
}
