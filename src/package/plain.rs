//! A text that stands among packages without being one.

use super::Package;
use crate::container::Kind;
use crate::text::Source;

impl Package {
    /// A package that is one text and nothing else, so that findings can point at the
    /// configuration as they point at everything else.
    pub fn of_text(path: &str, kind: Kind, source: Source) -> Self {
        Self {
            path: path.to_owned(),
            kind,
            image: None,
            images: 1,
            image_ids: vec![],
            config: None,
            form: super::Form::default(),
            settings: vec![],
            unmapped: vec![],
            has_author: false,
            has_runtime: false,
            runtime: super::Runtime::default(),
            metadata: super::Metadata::default(),
            assets: vec![],
            extras: vec![],
            downloads: vec![],
            leftovers: vec![],
            wim_form: None,
            folder: None,
            beside: None,
            medium: None,
            catalogue: None,
            has_catalogue_file: None,
            comments: vec![],
            unread: vec![],
            not_checked: vec![],
            sha256: None,
            index: super::index::Index::default(),
            run: std::sync::OnceLock::new(),
            registry: std::sync::OnceLock::new(),
            tasks: std::sync::OnceLock::new(),
            endpoints: std::sync::OnceLock::new(),
            wireless: vec![],
            carried: vec![],
            sources: vec![source],
            scripts: 0..0,
            secrets: crate::text::SecretSearch::default(),
        }
    }

    /// Marks the secrets of this package in another text.
    pub fn mark_secrets_in(&self, source: &mut Source) {
        let found = self.secrets.find(source.text());
        source.mark_secrets(found.into_iter().map(|at| at.start as u32..at.end as u32));
    }
}
