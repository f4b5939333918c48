use super::tree::{Node, Tree};

/// An image to be: a tree of files.
///
/// Paths are names with `/` or `\` between them; what is missing on the way is made: directories
/// above, and by what changes an entry that is not there, an empty file. Names are compared by
/// their code units. Names longer than the format holds, 32,766 units, are cut.
#[derive(Debug, Clone)]
pub struct ImageBuilder {
    title: String,
    tree: Tree,
    hard_links: u64,
}

impl Default for ImageBuilder {
    fn default() -> Self {
        ImageBuilder::new()
    }
}

impl ImageBuilder {
    /// An image with an empty root directory.
    pub fn new() -> ImageBuilder {
        ImageBuilder { title: String::new(), tree: Tree::new(), hard_links: 0 }
    }

    /// Sets the image's name in the default XML data.
    #[must_use]
    pub fn name(mut self, name: &str) -> ImageBuilder {
        name.clone_into(&mut self.title);
        self
    }

    /// Adds a file, or replaces the content of one.
    #[must_use]
    pub fn file(mut self, path: &str, content: impl Into<Vec<u8>>) -> ImageBuilder {
        self.node(path).data = content.into();
        self
    }

    /// Adds a file under names that are taken as they are. Directories above are shared where they
    /// have the same names, but the file is always new, also beside one of its name.
    #[must_use]
    pub fn raw_file(
        mut self,
        path: &[impl AsRef<[u16]>],
        content: impl Into<Vec<u8>>,
    ) -> ImageBuilder {
        let path: Vec<&[u16]> = path.iter().map(AsRef::as_ref).collect();
        self.tree.add(&path).data = content.into();
        self
    }

    /// Adds a directory.
    #[must_use]
    pub fn directory(mut self, path: &str) -> ImageBuilder {
        self.node(path).make_directory();
        self
    }

    /// Adds a directory under names that are taken as they are, always a new one.
    #[must_use]
    pub fn raw_directory(mut self, path: &[impl AsRef<[u16]>]) -> ImageBuilder {
        let path: Vec<&[u16]> = path.iter().map(AsRef::as_ref).collect();
        self.tree.add(&path).make_directory();
        self
    }

    /// Adds a named data stream to a file or directory.
    #[must_use]
    pub fn stream(mut self, path: &str, stream: &str, content: impl Into<Vec<u8>>) -> ImageBuilder {
        self.node(path).streams.push((stream.encode_utf16().collect(), content.into()));
        self
    }

    /// Adds a second name for a file, which it then shares everything with but its place, its short
    /// name and its times.
    #[must_use]
    pub fn hard_link(mut self, existing: &str, path: &str) -> ImageBuilder {
        let link = match self.node(existing).hard_link {
            0 => {
                self.hard_links += 1;
                self.hard_links
            }
            link => link,
        };
        let node = self.node(existing);
        node.hard_link = link;
        let original = node.clone();
        self.node(path).link_to(original);
        self
    }

    /// Makes a file or directory a reparse point of that kind, with that data.
    #[must_use]
    pub fn reparse_point(mut self, path: &str, tag: u32, data: impl Into<Vec<u8>>) -> ImageBuilder {
        self.node(path).make_reparse_point(tag, data.into());
        self
    }

    /// Sets the DOS name of a file or directory.
    #[must_use]
    pub fn short_name(mut self, path: &str, short_name: &str) -> ImageBuilder {
        self.node(path).short_name = short_name.encode_utf16().collect();
        self
    }

    /// Sets the Windows file attributes, all of them.
    #[must_use]
    pub fn attributes(mut self, path: &str, attributes: u32) -> ImageBuilder {
        self.node(path).attributes = attributes;
        self
    }

    /// Sets when a file or directory was created, last read and last written, in 100 ns since 1601.
    #[must_use]
    pub fn times(mut self, path: &str, created: u64, accessed: u64, written: u64) -> ImageBuilder {
        self.node(path).times = [created, accessed, written];
        self
    }

    /// Gives a file or directory a security descriptor, in self-relative form.
    #[must_use]
    pub fn security(mut self, path: &str, descriptor: impl Into<Vec<u8>>) -> ImageBuilder {
        self.node(path).security = Some(descriptor.into());
        self
    }

    pub(super) fn title(&self) -> &str {
        &self.title
    }

    /// The metadata resource. `store` takes a content and returns its hash.
    pub(super) fn write(&self, store: &mut dyn FnMut(&[u8]) -> [u8; 20]) -> Vec<u8> {
        self.tree.write(store)
    }

    fn node(&mut self, path: &str) -> &mut Node {
        let names: Vec<Vec<u16>> = path
            .split(['/', '\\'])
            .filter(|name| !name.is_empty())
            .map(|name| name.encode_utf16().collect())
            .collect();
        let names: Vec<&[u16]> = names.iter().map(Vec::as_slice).collect();
        self.tree.get_or_add(&names)
    }
}
