//! From an opened input to a [`Package`].

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::author::AnswerFile;
use super::metadata::Metadata;
use super::unread::{Covers, Unread};
use super::{Package, assets, author, join, runtime, secrets};
use crate::artifact::Catalogue;
use crate::container::{Fault, FaultKind, Input, Kind, Tree};
use crate::text::{SecretSearch, Source, SourceId, Span, xml, xml::Document};

/// How much is read.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of one text. Default [`Limits::MAX_TEXT`].
    pub max_text: u64,
    /// Bytes of all texts of a package. Default [`Limits::MAX_TEXTS`].
    pub max_texts: u64,
    /// Bytes of assets that are hashed. Default [`Limits::HASHED_ASSETS`].
    pub hashed_assets: u64,
    /// Bytes of the input itself that are hashed, or it is not. Default [`Limits::HASHED_FILE`].
    pub hashed_file: u64,
}

impl Limits {
    /// 64 MiB.
    pub const MAX_TEXT: u64 = 64 << 20;
    /// 256 MiB.
    pub const MAX_TEXTS: u64 = 256 << 20;
    /// 64 MiB, decoded.
    pub const HASHED_ASSETS: u64 = 64 << 20;
    /// 64 MiB.
    pub const HASHED_FILE: u64 = 64 << 20;
    /// 1 MiB: a catalogue beside a package is 306 bytes, a signed one a few thousand.
    pub const MAX_CATALOGUE: u64 = 1 << 20;
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_text: Self::MAX_TEXT,
            max_texts: Self::MAX_TEXTS,
            hashed_assets: Self::HASHED_ASSETS,
            hashed_file: Self::HASHED_FILE,
        }
    }
}

/// The packages of an input: one an image, at least one, perhaps empty.
pub fn packages(input: &Input, limits: &Limits) -> Vec<Package> {
    if input.trees.is_empty() {
        return vec![read(input, None, limits)];
    }
    let mut packages: Vec<Package> =
        input.trees.iter().map(|tree| read(input, Some(tree), limits)).collect();
    let ids: Vec<Option<String>> = packages.iter().map(Package::id).collect();
    for package in &mut packages {
        package.image_ids.clone_from(&ids);
    }
    packages
}

/// The texts of a package, decoded and parsed once.
pub(super) struct Texts {
    pub(super) sources: Vec<Source>,
    documents: HashMap<String, (SourceId, Document)>,
    unread: Vec<String>,
    paths: Vec<String>,
}

impl Texts {
    /// The parsed document of a path; Windows does not distinguish case.
    pub(super) fn document(&self, path: &str) -> Option<(SourceId, &Document)> {
        self.documents.get(&path.to_lowercase()).map(|(source, document)| (*source, document))
    }

    /// The paths of all files of the package.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(String::as_str)
    }

    /// Whether the file is there and could not be read.
    pub(super) fn is_unread(&self, path: &str) -> bool {
        self.unread.iter().any(|unread| unread.eq_ignore_ascii_case(path))
    }

    fn add(&mut self, path: &str, bytes: &[u8]) -> SourceId {
        let id = SourceId(self.sources.len() as u32);
        self.sources.push(Source::new(path, bytes));
        id
    }
}

struct Reading<'a> {
    input: &'a Input,
    limits: &'a Limits,
    texts: Texts,
    unread: Vec<Unread>,
    malformed: Vec<SourceId>,
    budget: u64,
    /// Elements that may still be read, in all texts together.
    elements: usize,
}

fn read(input: &Input, tree: Option<&Tree>, limits: &Limits) -> Package {
    let paths = tree.map(|tree| tree.entries.iter().map(|e| e.path.clone()).collect());
    let mut reading = Reading {
        input,
        limits,
        texts: Texts {
            sources: vec![],
            documents: HashMap::new(),
            unread: vec![],
            paths: paths.unwrap_or_default(),
        },
        unread: faults(input, tree),
        malformed: vec![],
        budget: limits.max_texts,
        elements: xml::MAX_ELEMENTS,
    };
    if let Some(tree) = tree {
        reading.read_xml(tree);
    }
    let metadata = reading.metadata(tree);
    let (file, answer) = reading.author_side();
    let runtime = runtime::read(&reading.texts);
    let assets = tree.map(|tree| assets::read(tree, &reading.texts, limits.hashed_assets));
    let assets = assets.unwrap_or_default();
    for asset in &assets {
        if let assets::Content::Unread(error) = &asset.content {
            reading.unread.push(Unread {
                file: Some(asset.path.clone()),
                span: None,
                kind: error.kind,
                reason: error.reason.clone(),
                covers: Covers::Assets,
            });
        }
    }
    if let Some(tree) = tree {
        reading.read_scripts(tree);
    }
    let has_author = file.is_some();
    let (config, authored) = file.map_or((None, vec![]), |file| (file.config, file.settings));
    let answered = answer.map_or(vec![], |file| file.settings);
    let joined = join::join(authored, answered, &runtime);
    let secrets = reading.mark(&joined);
    let not_checked = assets
        .iter()
        .filter(|asset| asset.content == assets::Content::NotChecked)
        .map(|asset| asset.path.clone())
        .collect();
    let mut package = Package {
        path: input.path.clone(),
        kind: input.kind,
        image: tree.and_then(|tree| tree.image),
        images: input.wim.as_ref().map_or(1, |wim| wim.images),
        image_ids: vec![],
        config,
        settings: joined.settings,
        unmapped: joined.unmapped,
        has_author,
        has_runtime: !matches!(input.kind, Kind::Project | Kind::AnswerFile | Kind::Script)
            && tree.is_some(),
        runtime,
        metadata,
        assets,
        catalogue: None,
        unread: reading.unread,
        not_checked,
        sha256: None,
        sources: reading.texts.sources,
        secrets,
    };
    package.read_around(input, limits);
    package
}

/// What kept the container from being opened, as far as it concerns this tree.
fn faults(input: &Input, tree: Option<&Tree>) -> Vec<Unread> {
    let image = tree.and_then(|tree| tree.image);
    let first = image.is_none_or(|image| input.trees.first().and_then(|t| t.image) == Some(image));
    let concerns = |fault: &&Fault| match (fault.image, image) {
        (Some(of), Some(image)) => of == image || (first && is_missing_image(input, of)),
        _ => first,
    };
    let unread = |fault: &Fault| Unread {
        file: fault.file.clone(),
        span: None,
        kind: fault.kind,
        reason: match (fault.image, fault.image == image) {
            (Some(of), false) => format!("image {of}: {}", fault.reason),
            _ => fault.reason.clone(),
        },
        covers: fault.file.as_deref().map_or(Covers::Everything, covers_of),
    };
    input.faults.iter().filter(concerns).map(unread).collect()
}

fn is_missing_image(input: &Input, image: u32) -> bool {
    input.trees.iter().all(|tree| tree.image != Some(image))
}

/// What is unknown when a file cannot be read.
fn covers_of(path: &str) -> Covers {
    let path = path.to_lowercase();
    let name = path.rsplit('/').next().unwrap_or(&path);
    if name == "customizations.xml" || path.is_empty() {
        Covers::Author
    } else if path.starts_with("multivariant/") {
        Covers::Runtime
    } else if path.starts_with("dataasset/") {
        Covers::Assets
    } else {
        Covers::Other
    }
}

impl Reading<'_> {
    fn unread(&mut self, file: &str, span: Option<Span>, kind: FaultKind, reason: String) {
        self.texts.unread.push(file.to_owned());
        self.unread.push(Unread {
            file: (!file.is_empty()).then(|| file.to_owned()),
            span,
            kind,
            reason,
            covers: covers_of(file),
        });
    }

    /// Reads and parses every XML file that is part of the package's own structure.
    fn read_xml(&mut self, tree: &Tree) {
        for entry in &tree.entries {
            let path = entry.path.to_lowercase();
            let is_asset = path.starts_with("dataasset/") && path != "dataasset/dataasset.xml";
            let wanted = match self.input.kind {
                Kind::AnswerFile => true,
                Kind::Project => path == "customizations.xml",
                _ => !is_asset && (path.ends_with(".xml") || path.ends_with(".provxml")),
            };
            if !wanted {
                continue;
            }
            match tree.read(entry, self.limits.max_text.min(self.budget)) {
                Ok(bytes) => {
                    self.budget = self.budget.saturating_sub(bytes.len() as u64);
                    self.parse(&entry.path, &bytes);
                }
                Err(error) => self.unread(&entry.path, None, error.kind, error.reason),
            }
        }
    }

    fn parse(&mut self, path: &str, bytes: &[u8]) -> Option<SourceId> {
        let id = self.texts.add(path, bytes);
        let text = self.texts.sources.last().map_or("", Source::text);
        if self.texts.documents.contains_key(&path.to_lowercase()) {
            self.malformed.push(id);
            let reason = "another file has this name but for upper and lower case, and Windows \
                          keeps only one of them";
            self.unread(path, None, FaultKind::Damaged, reason.to_owned());
            return None;
        }
        match xml::parse_at_most(text, self.elements) {
            Ok(document) => {
                self.elements = self.elements.saturating_sub(document.size());
                self.texts.documents.insert(path.to_lowercase(), (id, document));
                return Some(id);
            }
            Err(error) => {
                let kind = match error.why.is_limit() {
                    true => FaultKind::Limit,
                    false => FaultKind::Damaged,
                };
                let span = Span::new(id, error.range.clone());
                self.malformed.push(id);
                self.unread(path, Some(span), kind, error.to_string());
            }
        }
        None
    }

    fn metadata(&mut self, tree: Option<&Tree>) -> Metadata {
        let facts = self.input.wim.as_ref();
        let Some(Ok(bytes)) = facts.map(|facts| facts.xml.clone()) else {
            return Metadata::default();
        };
        let Some(source) = self.parse("[1].xml", &bytes) else { return Metadata::default() };
        let Some((_, document)) = self.texts.document("[1].xml") else {
            return Metadata::default();
        };
        let image = tree.and_then(|tree| tree.image).unwrap_or(1);
        Metadata::read(document, image, |element| Span::new(source, element.tag.clone()))
    }

    /// The author's file and its repetition. `Multivariant/0` is Common.
    fn author_side(&self) -> (Option<AnswerFile>, Option<AnswerFile>) {
        let read = |path: &str| {
            let (source, document) = self.texts.document(path)?;
            Some(author::read(document, source))
        };
        let author = match self.input.kind {
            Kind::AnswerFile => read(""),
            Kind::Project => read("customizations.xml"),
            _ => read("Multivariant/0/customizations.xml"),
        };
        (author, read("CommonSettings/1/AnswerFile.xml"))
    }

    /// Reads the scripts among the assets, as text.
    fn read_scripts(&mut self, tree: &Tree) {
        const SCRIPTS: &[&str] = &[".ps1", ".psm1", ".bat", ".cmd", ".vbs", ".js", ".wsf", ".reg"];
        for entry in &tree.entries {
            let path = entry.path.to_lowercase();
            let is_script = SCRIPTS.iter().any(|extension| path.ends_with(extension));
            if !path.starts_with("dataasset/") || !is_script {
                continue;
            }
            match tree.read(entry, self.limits.max_text.min(self.budget)) {
                Ok(bytes) => {
                    self.budget = self.budget.saturating_sub(bytes.len() as u64);
                    self.texts.add(&entry.path, &bytes);
                }
                Err(error) if self.texts.is_unread(&entry.path) => drop(error),
                Err(error) => self.unread(&entry.path, None, error.kind, error.reason),
            }
        }
    }

    /// Marks every secret; returns the search for those that may stand elsewhere.
    fn mark(&mut self, joined: &join::Joined) -> SecretSearch {
        let Texts { sources, documents, .. } = &mut self.texts;
        let mut marker = secrets::Marker::new(sources);
        marker.settings(&joined.settings);
        for (id, document) in documents.values() {
            marker.document(*id, document);
        }
        marker.scripts();
        let found = marker.spread();
        for id in &self.malformed {
            if let Some(source) = sources.get_mut(id.0 as usize) {
                secrets::mark_malformed(source);
            }
        }
        found
    }
}

impl Package {
    /// What lies around the package: its own hash, and the catalogue beside it.
    fn read_around(&mut self, input: &Input, limits: &Limits) {
        let Some(bytes) = &input.bytes else { return };
        if bytes.size() <= limits.hashed_file {
            let mut digest = Sha256::new();
            if bytes.for_each_block(|block| digest.update(block)).is_ok() {
                let hash = digest.finalize();
                self.sha256 = Some(hash.iter().map(|byte| format!("{byte:02x}")).collect());
            }
        } else {
            self.not_checked.push(String::new());
        }
        if !matches!(input.kind, Kind::Wim | Kind::Encrypted) {
            return;
        }
        let path = std::path::Path::new(&input.path).with_extension("cat");
        let small = |metadata: std::fs::Metadata| metadata.len() <= Limits::MAX_CATALOGUE;
        if input.folder.is_some()
            && std::fs::metadata(&path).is_ok_and(small)
            && let Ok(bytes) = std::fs::read(&path)
        {
            self.catalogue = Catalogue::parse(&bytes).ok();
        }
    }
}
