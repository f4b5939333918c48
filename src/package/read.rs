//! From an opened input to a [`Package`].

use sha2::{Digest, Sha256};

use super::author::AnswerFile;
use super::index::Index;
use super::limits::Limits;
use super::metadata::Metadata;
use super::texts::Texts;
use super::unread::{self, Unread, covers_of};
use super::{Comment, Package, assets, author, comments, join, runtime, secrets};
use crate::artifact::Catalogue;
use crate::container::{FaultKind, Input, Kind, Tree};
use crate::text::{SecretSearch, Source, SourceId, Span, xml};

/// The packages of an input: one an image, then those that are packed inside of it; at least one,
/// perhaps empty.
pub fn packages(input: &Input, limits: &Limits) -> Vec<Package> {
    let mut packages: Vec<Package> = match input.trees.as_slice() {
        [] if input.only_holds_others() => vec![],
        [] => vec![read(input, None, limits)],
        trees => trees.iter().map(|tree| read(input, Some(tree), limits)).collect(),
    };
    let ids: Vec<Option<String>> = packages.iter().map(Package::id).collect();
    for package in &mut packages {
        package.image_ids.clone_from(&ids);
    }
    packages.extend(input.nested.iter().flat_map(|nested| self::packages(nested, limits)));
    packages
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
        texts: Texts { paths: paths.unwrap_or_default(), ..Texts::default() },
        unread: unread::faults(input, tree),
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
    let left_out = [&file, &answer].into_iter().flatten().map(|file| &file.left_out);
    for place in left_out.chain([&runtime.left_out]).flatten() {
        reading.left_out(place.clone());
    }
    let assets = tree.map(|tree| assets::read(tree, &reading.texts, limits.hashed_assets));
    let assets = assets.unwrap_or_default();
    for asset in &assets {
        if let assets::Content::Unread(error) = &asset.content {
            reading.unread(&asset.path, None, error.kind, error.reason.clone());
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
    let comments = reading.comments();
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
        index: Index::of(&joined.settings),
        settings: joined.settings,
        unmapped: joined.unmapped,
        has_author,
        has_runtime: !matches!(input.kind, Kind::Project | Kind::AnswerFile | Kind::Script)
            && tree.is_some(),
        runtime,
        metadata,
        assets,
        catalogue: None,
        comments,
        unread: reading.unread,
        not_checked,
        sha256: None,
        sources: reading.texts.sources,
        secrets,
    };
    package.read_around(input, limits);
    package
}

impl Reading<'_> {
    fn unread(&mut self, file: &str, span: Option<Span>, kind: FaultKind, reason: String) {
        self.texts.unread.push(file.to_owned());
        // The container may have met with the same already.
        let is_known = |known: &Unread| known.kind == kind && known.file.as_deref() == Some(file);
        if span.is_none() && self.unread.iter().any(is_known) {
            return;
        }
        self.unread.push(Unread {
            file: (!file.is_empty()).then(|| file.to_owned()),
            span,
            kind,
            reason,
            covers: covers_of(file),
        });
    }

    /// What is too deep or too much to be followed.
    fn left_out(&mut self, place: Span) {
        let source = self.texts.sources.get(place.source.0 as usize);
        let file = source.map(|source| source.name().to_owned()).unwrap_or_default();
        let reason = format!(
            "settings deeper than {} steps, and more than {} of them, are left out",
            author::MAX_STEPS,
            author::MAX_SETTINGS
        );
        self.unread(&file, Some(place), FaultKind::Limit, reason);
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

    /// The comments of the file that the author edits. What a built package holds was written by
    /// nobody who may speak for its user.
    fn comments(&self) -> Vec<Comment> {
        let path = match self.input.kind {
            Kind::AnswerFile => "",
            Kind::Project => "customizations.xml",
            _ => return vec![],
        };
        let Some((id, document)) = self.texts.document(path) else { return vec![] };
        let source = self.texts.sources.get(id.0 as usize);
        source.map(|source| comments::read(document, source, id)).unwrap_or_default()
    }

    /// Reads the scripts among the assets, as text.
    fn read_scripts(&mut self, tree: &Tree) {
        const SCRIPTS: &[&str] = &[".ps1", ".psm1", ".bat", ".cmd", ".vbs", ".js", ".wsf", ".reg"];
        for entry in &tree.entries {
            let path = entry.path.to_lowercase();
            let is_script = SCRIPTS.iter().any(|extension| path.ends_with(extension));
            let is_unread = self.texts.is_unread(&entry.path);
            if !path.starts_with("dataasset/") || !is_script || is_unread {
                continue;
            }
            match tree.read(entry, self.limits.max_text.min(self.budget)) {
                Ok(bytes) => {
                    self.budget = self.budget.saturating_sub(bytes.len() as u64);
                    self.texts.add(&entry.path, &bytes);
                }
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
            self.not_checked.push(input.path.clone());
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
            if self.catalogue.is_none() {
                self.not_checked.push(path.to_string_lossy().into_owned());
            }
        }
    }
}
