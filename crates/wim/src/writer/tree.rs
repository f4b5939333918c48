use crate::Entry;

/// The longest name in UTF-16 code units: its bytes and those of its NUL fit into 16 bits.
const MAX_NAME: usize = 32766;
const ARCHIVE: u32 = 0x20;

/// A file or directory to be.
#[derive(Debug, Clone, Default)]
pub(super) struct Node {
    name: Vec<u16>,
    pub(super) short_name: Vec<u16>,
    pub(super) attributes: u32,
    pub(super) times: [u64; 3],
    pub(super) security: Option<Vec<u8>>,
    pub(super) hard_link: u64,
    reparse: Option<(u32, Vec<u8>)>,
    pub(super) data: Vec<u8>,
    pub(super) streams: Vec<(Vec<u16>, Vec<u8>)>,
    /// Places in the tree.
    children: Vec<usize>,
}

impl Node {
    fn named(name: &[u16]) -> Node {
        Node { name: cut(name).to_vec(), attributes: ARCHIVE, ..Node::default() }
    }

    pub(super) fn make_directory(&mut self) {
        self.attributes = self.attributes & !ARCHIVE | Entry::DIRECTORY;
    }

    pub(super) fn make_reparse_point(&mut self, tag: u32, data: Vec<u8>) {
        self.attributes |= Entry::REPARSE_POINT;
        self.reparse = Some((tag, data));
    }

    pub(super) fn link_to(&mut self, original: Node) {
        let name = std::mem::take(&mut self.name);
        let short_name = std::mem::take(&mut self.short_name);
        *self = Node { name, short_name, children: Vec::new(), ..original };
    }

    fn is_directory(&self) -> bool {
        self.attributes & Entry::DIRECTORY != 0
    }

    /// The streams in the order Windows stores them, and how many of them are extra.
    fn contents(&self) -> Vec<(&[u16], &[u8])> {
        let mut contents: Vec<(&[u16], &[u8])> = Vec::new();
        if let Some((_, data)) = &self.reparse {
            contents.push((&[], data));
        }
        if contents.is_empty() || !self.data.is_empty() {
            contents.push((&[], &self.data));
        }
        contents.extend(self.streams.iter().map(|(name, data)| (cut(name), data.as_slice())));
        contents
    }

    /// Bytes of the directory entry and its stream entries.
    fn size(&self) -> usize {
        let contents = self.contents();
        let extra = if contents.len() > 1 { contents.as_slice() } else { &[] };
        let own =
            (102 + name_size(&self.name) + name_size(cut(&self.short_name))).next_multiple_of(8);
        own + extra.iter().map(|(name, _)| stream_size(name)).sum::<usize>()
    }

    fn write(
        &self,
        to: &mut Vec<u8>,
        security: i32,
        children_at: u64,
        store: &mut dyn FnMut(&[u8]) -> [u8; 20],
    ) {
        let short_name = cut(&self.short_name);
        let length = (102 + name_size(&self.name) + name_size(short_name)).next_multiple_of(8);
        let contents = self.contents();
        // With extra streams, the entry's own hash is left empty.
        let (own, extra) = match contents.as_slice() {
            [(_, data)] => (store(data), &[][..]),
            all => ([0; 20], all),
        };
        let start = to.len();
        to.extend_from_slice(&(length as u64).to_le_bytes());
        to.extend_from_slice(&self.attributes.to_le_bytes());
        to.extend_from_slice(&security.to_le_bytes());
        to.extend_from_slice(&children_at.to_le_bytes());
        to.extend_from_slice(&[0; 16]);
        for time in self.times {
            to.extend_from_slice(&time.to_le_bytes());
        }
        to.extend_from_slice(&own);
        to.extend_from_slice(&[0; 4]);
        let link = match &self.reparse {
            Some((tag, _)) => u64::from(*tag),
            None => self.hard_link,
        };
        to.extend_from_slice(&link.to_le_bytes());
        for count in [extra.len(), short_name.len() * 2, self.name.len() * 2] {
            to.extend_from_slice(&(count as u16).to_le_bytes());
        }
        write_name(to, &self.name);
        write_name(to, short_name);
        to.resize(start + length, 0);
        for (name, data) in extra {
            let start = to.len();
            to.extend_from_slice(&(stream_size(name) as u64).to_le_bytes());
            to.extend_from_slice(&[0; 8]);
            to.extend_from_slice(&store(data));
            to.extend_from_slice(&(name.len() as u16 * 2).to_le_bytes());
            write_name(to, name);
            to.resize(start + stream_size(name), 0);
        }
    }
}

/// The nodes of an image; the first is the root.
#[derive(Debug, Clone)]
pub(super) struct Tree {
    root: Node,
    /// All but the root, by place less one.
    nodes: Vec<Node>,
}

impl Tree {
    pub(super) fn new() -> Tree {
        let mut root = Node::default();
        root.make_directory();
        Tree { root, nodes: Vec::new() }
    }

    /// The node of that path, made if it is not there.
    pub(super) fn get_or_add(&mut self, path: &[&[u16]]) -> &mut Node {
        let mut at = 0;
        for name in path {
            at = match self.child(at, name) {
                Some(child) => child,
                None => self.add_child(at, name),
            };
        }
        self.at_mut(at)
    }

    /// A new node of that path.
    pub(super) fn add(&mut self, path: &[&[u16]]) -> &mut Node {
        let Some((name, above)) = path.split_last() else { return &mut self.root };
        let mut at = 0;
        for name in above {
            at = match self.child(at, name) {
                Some(child) => child,
                None => self.add_child(at, name),
            };
        }
        let at = self.add_child(at, name);
        self.at_mut(at)
    }

    fn child(&self, parent: usize, name: &[u16]) -> Option<usize> {
        self.at(parent).children.iter().copied().find(|child| self.at(*child).name == cut(name))
    }

    fn add_child(&mut self, parent: usize, name: &[u16]) -> usize {
        self.nodes.push(Node::named(name));
        let place = self.nodes.len();
        let parent = self.at_mut(parent);
        parent.make_directory();
        parent.children.push(place);
        place
    }

    fn at(&self, place: usize) -> &Node {
        place.checked_sub(1).and_then(|place| self.nodes.get(place)).unwrap_or(&self.root)
    }

    fn at_mut(&mut self, place: usize) -> &mut Node {
        match place.checked_sub(1).and_then(|place| self.nodes.get_mut(place)) {
            Some(node) => node,
            None => &mut self.root,
        }
    }

    /// The metadata resource.
    pub(super) fn write(&self, store: &mut dyn FnMut(&[u8]) -> [u8; 20]) -> Vec<u8> {
        let mut descriptors: Vec<&[u8]> = Vec::new();
        for place in 0..=self.nodes.len() {
            if let Some(security) = &self.at(place).security
                && !descriptors.contains(&security.as_slice())
            {
                descriptors.push(security);
            }
        }
        let security_of = |node: &Node| {
            let place =
                descriptors.iter().position(|known| Some(*known) == node.security.as_deref());
            place.map_or(-1, |place| place as i32)
        };

        let mut bytes = vec![0; 4];
        bytes.extend_from_slice(&(descriptors.len() as u32).to_le_bytes());
        for descriptor in &descriptors {
            bytes.extend_from_slice(&(descriptor.len() as u64).to_le_bytes());
        }
        bytes.extend(descriptors.iter().copied().flatten());
        let length = (bytes.len() as u32).to_le_bytes();
        for (place, byte) in bytes.iter_mut().zip(length) {
            *place = byte;
        }
        bytes.resize(bytes.len().next_multiple_of(8), 0);

        // Each list of entries ends in 8 zero bytes; the root is in a list of its own, and the
        // lists of children follow in the order of the directories.
        let list_size = |children: &[usize]| {
            8 + children.iter().map(|child| self.at(*child).size()).sum::<usize>()
        };
        let mut lists: Vec<&[usize]> = vec![&[0]];
        let mut end = bytes.len() + list_size(&[0]);
        let mut next = 0;
        while let Some(list) = lists.get(next).copied() {
            next += 1;
            for place in list {
                let node = self.at(*place);
                // A junction has no list of its own, as what it shows lies elsewhere.
                let is_junction = node.reparse.is_some() && node.children.is_empty();
                let children_at = if node.is_directory() && !is_junction {
                    let at = end;
                    end += list_size(&node.children);
                    lists.push(&node.children);
                    at as u64
                } else {
                    0
                };
                node.write(&mut bytes, security_of(node), children_at, store);
            }
            bytes.extend_from_slice(&[0; 8]);
        }
        bytes
    }
}

fn cut(name: &[u16]) -> &[u16] {
    name.get(..MAX_NAME).unwrap_or(name)
}

/// Bytes of a name and the NUL after it; none where there is no name.
fn name_size(name: &[u16]) -> usize {
    if name.is_empty() { 0 } else { name.len() * 2 + 2 }
}

fn stream_size(name: &[u16]) -> usize {
    (38 + name_size(name)).next_multiple_of(8)
}

fn write_name(to: &mut Vec<u8>, name: &[u16]) {
    to.extend(name.iter().flat_map(|unit| unit.to_le_bytes()));
    if !name.is_empty() {
        to.extend_from_slice(&[0, 0]);
    }
}
