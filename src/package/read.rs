//! From an opened input to a [`Package`].

use std::{collections::HashSet, ops::Range};

use sha2::{Digest, Sha256};

use super::author::AnswerFile;
use super::carried::Carried;
use super::downloads::{self, Download};
use super::index::Index;
use super::leftovers::Leftovers;
use super::limits::Limits;
use super::medium::Medium;
use super::metadata::Metadata;
use super::texts::Texts;
use super::unread::{self, Unread, covers_of};
use super::{
    Comment, Package, assets, author, comments, join, layout, run, runtime, script_comments,
    secrets, text_assets, wifi,
};
use crate::artifact::Catalogue;
use crate::container::{Entry, FaultKind, Input, Kind, Tree, is_script_name, scripts_of_project};
use crate::text::{SecretSearch, Source, SourceId, Span, xml, xml::Document};

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
    leftovers: Leftovers,
    /// The assets that are XML.
    asset_documents: Vec<(SourceId, Document)>,
    /// Parts of the marks of downloads that may be secret.
    hidden: Vec<(SourceId, Range<u32>)>,
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
        leftovers: Leftovers::default(),
        asset_documents: vec![],
        hidden: vec![],
    };
    if let Some(tree) = tree {
        reading.read_xml(tree);
    }
    let metadata = reading.metadata(tree);
    let (file, answer) = reading.author_side();
    let runtime = runtime::read(&reading.texts);
    let left_out = [&file, &answer].into_iter().flatten().map(|file| &file.left_out);
    for place in left_out.chain([&runtime.left_out]).flatten() {
        let reason = format!(
            "settings deeper than {} steps, and more than {} of them, are left out",
            author::MAX_STEPS,
            author::MAX_SETTINGS
        );
        reading.left_out(place.clone(), reason);
    }
    let assets = tree.map(|tree| assets::read(tree, &reading.texts, limits.hashed_assets));
    let assets = assets.unwrap_or_default();
    for asset in &assets {
        if let assets::Content::Unread(error) = &asset.content {
            reading.unread(&asset.path, None, error.kind, error.reason.clone());
        }
    }
    let first_script = reading.texts.sources.len();
    let mut unlooked = vec![];
    if let Some(tree) = tree {
        reading.read_scripts(tree);
    }
    let scripts = first_script..reading.texts.sources.len();
    if let Some(tree) = tree {
        unlooked = reading.read_text_assets(tree);
    }
    let downloads = tree.map(|tree| reading.read_downloads(tree)).unwrap_or_default();
    // They are of the file, not of an image: one of several says it for all.
    let is_first = tree.is_some_and(|tree| tree.image.is_none_or(|image| image == 1));
    if is_first {
        reading.leftovers = Leftovers::read(input, &mut reading.texts, limits);
        reading.malformed.extend(&reading.leftovers.malformed);
    }
    let extras = tree.map(|tree| layout::extras(input, tree, &reading.texts, &assets));
    let has_author = file.is_some();
    let AnswerFile { config, settings: authored, form, .. } = file.unwrap_or_default();
    let answered = answer.map_or(vec![], |file| file.settings);
    let joined = join::join(authored, answered, &runtime);
    let mut carried = Carried::read(&assets, &reading.texts.sources, &reading.asset_documents);
    let comments = reading.comments(&scripts);
    let wireless = wifi::read(&joined.settings);
    if let Some(place) = wireless.left_out {
        reading.left_out(place, wifi::LEFT_OUT.to_owned());
    }
    let mut not_checked = not_checked(input, tree, &assets, &reading.texts, &unlooked);
    not_checked.append(&mut reading.leftovers.not_checked);
    let mut package = Package {
        path: input.path.clone(),
        kind: input.kind,
        image: tree.and_then(|tree| tree.image),
        images: input.wim.as_ref().map_or(1, |wim| wim.images),
        image_ids: vec![],
        config,
        form,
        index: Index::of(&joined.settings),
        settings: joined.settings,
        unmapped: joined.unmapped,
        wireless: wireless.networks,
        run: std::sync::OnceLock::new(),
        registry: std::sync::OnceLock::new(),
        tasks: std::sync::OnceLock::new(),
        endpoints: std::sync::OnceLock::new(),
        carried: std::mem::take(&mut carried.found),
        has_author,
        has_runtime: !matches!(input.kind, Kind::Project | Kind::AnswerFile | Kind::Script)
            && tree.is_some(),
        runtime,
        metadata,
        assets,
        extras: extras.unwrap_or_default(),
        downloads,
        leftovers: std::mem::take(&mut reading.leftovers.found),
        wim_form: input.wim.as_ref().map(|wim| wim.form),
        folder: input.folder.clone(),
        beside: input.beside.clone(),
        medium: Medium::of(input),
        catalogue: None,
        has_catalogue_file: None,
        comments,
        unread: std::mem::take(&mut reading.unread),
        not_checked,
        sha256: None,
        sources: std::mem::take(&mut reading.texts.sources),
        scripts,
        secrets: SecretSearch::default(),
    };
    reading.mark(&mut package, &carried);
    package.unread.extend(run::left_out(&package));
    package.read_around(input, limits);
    package
}

/// The files that were not hashed, and those that were not looked into for packages or secrets, in
/// the order of the tree.
fn not_checked(
    input: &Input,
    tree: Option<&Tree>,
    assets: &[assets::Asset],
    texts: &Texts,
    unlooked: &[String],
) -> Vec<String> {
    let image = tree.and_then(|tree| tree.image);
    let unhashed = assets.iter().filter(|asset| asset.content == assets::Content::NotChecked);
    let unsearched = input.not_searched.iter().filter(|(of, _)| *of == image);
    // What was read as a text is known to be none.
    let texts: HashSet<&str> = texts.sources.iter().map(Source::name).collect();
    let unsearched = unsearched.map(|(_, path)| path.as_str()).filter(|path| !texts.contains(path));
    let mut files: HashSet<&str> = unhashed.map(|asset| asset.path.as_str()).collect();
    files.extend(unsearched);
    files.extend(unlooked.iter().map(String::as_str));
    let paths = tree.into_iter().flat_map(|tree| &tree.entries).map(|entry| &entry.path);
    paths.filter(|path| files.remove(path.as_str())).cloned().collect()
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
    fn left_out(&mut self, place: Span, reason: String) {
        let source = self.texts.sources.get(place.source.0 as usize);
        let file = source.map(|source| source.name().to_owned()).unwrap_or_default();
        self.unread(&file, Some(place), FaultKind::Limit, reason);
    }

    /// Reads and parses every XML file that is part of the package's own structure.
    fn read_xml(&mut self, tree: &Tree) {
        let is_wanted = |entry: &&Entry| {
            let path = entry.path.to_lowercase();
            let is_asset = path.starts_with("dataasset/") && path != "dataasset/dataasset.xml";
            match self.input.kind {
                Kind::AnswerFile => true,
                Kind::Script => false,
                Kind::Project => path == "customizations.xml",
                _ => !is_asset && (path.ends_with(".xml") || path.ends_with(".provxml")),
            }
        };
        let wanted = tree.entries.iter().filter(is_wanted).collect();
        self.read_texts(tree, wanted, &mut |reading, path, bytes| {
            reading.parse(path, bytes);
        });
    }

    /// Reads files in the order in which they are stored, so that what is packed together is unpacked
    /// once, and hands them on in that of the tree.
    fn read_texts(
        &mut self,
        tree: &Tree,
        wanted: Vec<&Entry>,
        take: &mut dyn FnMut(&mut Self, &str, &[u8]),
    ) {
        let mut order: Vec<(usize, &Entry)> = wanted.into_iter().enumerate().collect();
        order.sort_by_key(|(_, entry)| tree.position(entry));
        let mut texts = Vec::with_capacity(order.len());
        for (place, entry) in order {
            let text = tree.read(entry, self.limits.max_text.min(self.budget));
            let size = text.as_ref().map_or(0, |bytes| bytes.len() as u64);
            self.budget = self.budget.saturating_sub(size);
            texts.push((place, entry, text));
        }
        texts.sort_by_key(|(place, ..)| *place);
        for (_, entry, text) in texts {
            match text {
                Ok(bytes) => take(self, &entry.path, &bytes),
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

    /// The comments of the files that the author edits. What a built package holds was written by
    /// nobody who may speak for its user.
    fn comments(&self, scripts: &Range<usize>) -> Vec<Comment> {
        let path = match self.input.kind {
            Kind::AnswerFile | Kind::Script => "",
            Kind::Project => "customizations.xml",
            _ => return vec![],
        };
        let sources = &self.texts.sources;
        let mut found = vec![];
        if let Some((id, document)) = self.texts.document(path)
            && let Some(source) = sources.get(id.0 as usize)
        {
            found.extend(comments::read(document, source, id));
        }
        for (source, id) in sources.iter().zip(0..).take(scripts.end).skip(scripts.start) {
            let name = if source.name().is_empty() { &self.input.path } else { source.name() };
            found.extend(script_comments::read(name, source, SourceId(id)));
        }
        found
    }

    /// Reads the scripts among the assets, in a project's folder, or the one that the input is.
    fn read_scripts(&mut self, tree: &Tree) {
        let is_asset = |entry: &&Entry| {
            let is_script = is_script_name(&entry.path);
            is_script && entry.path.to_lowercase().starts_with("dataasset/")
        };
        let mut wanted: Vec<&Entry> = match self.input.kind {
            Kind::Script => tree.entries.iter().collect(),
            Kind::Project => scripts_of_project(tree),
            _ => tree.entries.iter().filter(is_asset).collect(),
        };
        wanted.retain(|entry| !self.texts.is_unread(&entry.path));
        self.read_texts(tree, wanted, &mut |reading, path, bytes| {
            reading.texts.add(path, bytes);
        });
    }

    /// Reads the other texts among the assets, for the secrets in them. Returns those that are too
    /// large for it.
    fn read_text_assets(&mut self, tree: &Tree) -> Vec<String> {
        let (mut wanted, left) = text_assets::choose(&tree.entries);
        wanted.retain(|entry| !self.texts.is_unread(&entry.path));
        self.read_texts(tree, wanted, &mut |reading, path, bytes| {
            let id = reading.texts.add(path, bytes);
            let text = reading.texts.sources.last().map_or("", Source::text);
            if !text.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']).starts_with('<') {
                return;
            }
            // That it is no XML is no fault of the package, but nothing in it can be told apart.
            match xml::parse_at_most(text, reading.elements) {
                Ok(document) => {
                    reading.elements = reading.elements.saturating_sub(document.size());
                    reading.asset_documents.push((id, document));
                }
                Err(_) => reading.malformed.push(id),
            }
        });
        left.into_iter().map(|entry| entry.path.clone()).collect()
    }

    /// Reads where the assets were downloaded from.
    fn read_downloads(&mut self, tree: &Tree) -> Vec<Download> {
        let (found, hidden) = downloads::read(tree, &mut self.texts, self.input);
        self.hidden = hidden;
        found
    }

    /// Marks every secret, and keeps the search for those that may stand elsewhere. What the package
    /// runs is read for it, once: the run stays as it is, since marks change no text.
    fn mark(&self, package: &mut Package, carried: &Carried) {
        let given = run::hidden(package, package.run());
        let mut marker = secrets::Marker::new(&mut package.sources);
        marker.settings(&package.settings);
        for (id, document) in self.texts.documents.values() {
            marker.document(*id, document);
            marker.told_in(*id, document);
        }
        for (id, document) in &self.asset_documents {
            marker.document(*id, document);
        }
        marker.carried(carried);
        marker.names(&package.assets);
        self.leftovers.mark(&package.leftovers, &mut marker);
        for (id, range) in &self.hidden {
            marker.part(*id, range.clone());
        }
        marker.scripts(&package.scripts);
        marker.known();
        marker.given(&package.settings, given);
        package.secrets = marker.spread();
        for id in &self.malformed {
            if let Some(source) = package.sources.get_mut(id.0 as usize) {
                secrets::mark_malformed(source);
            }
        }
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
        if input.folder.is_none() {
            return;
        }
        self.has_catalogue_file = Some(path.is_file());
        if std::fs::metadata(&path).is_ok_and(small)
            && let Ok(bytes) = std::fs::read(&path)
        {
            self.catalogue = Catalogue::parse(&bytes).ok();
            if self.catalogue.is_none() {
                self.not_checked.push(path.to_string_lossy().into_owned());
            }
        }
    }
}
