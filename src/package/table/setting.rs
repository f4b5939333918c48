//! One row of the table.

use super::table;

/// What a setting holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Nothing but other settings.
    Group,
    /// Items told apart by the attribute that [`Setting::key`] names.
    KeyedList,
    /// Items in an order, told apart by `Name` alone.
    List,
    /// Text.
    String,
    /// A number; an answer file may hold its label.
    Integer,
    /// `True` or `False` in an answer file, `true` or `false` on the device.
    Boolean,
    /// The path of a file on the builder's machine; the device gets the content or an asset.
    File,
    /// Bytes.
    Binary,
}

impl Kind {
    fn read(word: &str) -> Option<Self> {
        Some(match word {
            "group" => Self::Group,
            "keyed-list" => Self::KeyedList,
            "list" => Self::List,
            "string" => Self::String,
            "integer" => Self::Integer,
            "boolean" => Self::Boolean,
            "file" => Self::File,
            "binary" => Self::Binary,
            _ => return None,
        })
    }

    /// Whether elements stand in it rather than a value.
    pub fn is_container(self) -> bool {
        matches!(self, Self::Group | Self::KeyedList | Self::List)
    }
}

/// An edition of Windows, as the settings store tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those of the store")]
pub enum Edition {
    Desktop,
    Common,
    Team,
    HoloLens,
    Holographic,
    IotUap,
    Mobile,
}

impl Edition {
    fn read(letter: char) -> Option<Self> {
        Some(match letter {
            'D' => Self::Desktop,
            'C' => Self::Common,
            'T' => Self::Team,
            'H' => Self::HoloLens,
            'G' => Self::Holographic,
            'I' => Self::IotUap,
            'M' => Self::Mobile,
            _ => return None,
        })
    }
}

/// Whom a group is for that no PC package needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// HoloLens.
    HoloLens,
    /// Windows IoT Core.
    IotCore,
    /// Surface Hub.
    SurfaceHub,
    /// Windows 10 Mobile.
    Mobile,
    /// Manufacturers and mobile operators.
    Oem,
}

/// A setting, or an element around settings.
///
/// What the table does not say of a setting is `None`; the store of 2020 leaves out much.
#[derive(Debug, PartialEq, Eq)]
pub struct Setting {
    /// The path, as in `Accounts/Users/User/Password`: elements only, no keys.
    pub path: &'static str,
    /// What it holds.
    pub kind: Kind,
    group: &'static str,
    /// `tag=value` or `tag`, between tabs. Read when asked for: loading the table is on the way
    /// of every run, and most runs ask little of a few rows.
    tags: &'static str,
}

impl Setting {
    /// Reads one line of the table; `None` where it is none.
    pub(super) fn read(line: &'static str) -> Option<Self> {
        let (path, rest) = line.split_once('\t')?;
        let (kind, rest) = rest.split_once('\t')?;
        let (group, tags) = rest.split_once('\t')?;
        Some(Self { path, kind: Kind::read(kind)?, group, tags })
    }

    fn tag(&self, name: &str) -> Option<&'static str> {
        self.tags.split('\t').find_map(|tag| tag.strip_prefix(name)?.strip_prefix('='))
    }

    fn is_tagged(&self, name: &str) -> bool {
        self.tags.split('\t').any(|tag| tag == name)
    }

    /// The last part of the path.
    pub fn name(&self) -> &'static str {
        self.path.rsplit_once('/').map_or(self.path, |(_, name)| name)
    }

    /// The path of the element around it; `""` for a group at the top.
    pub fn parent(&self) -> &'static str {
        self.path.rsplit_once('/').map_or("", |(parent, _)| parent)
    }

    /// How many elements stand around it.
    pub fn depth(&self) -> usize {
        self.path.matches('/').count()
    }

    /// For a keyed list, the name of the key of its items.
    pub fn key(&self) -> Option<&'static str> {
        self.tag("key")
    }

    /// For an item of a list, the attribute that tells it from the others.
    pub fn key_attribute(&self) -> Option<&'static str> {
        let around = table().get(self.parent())?;
        match around.kind {
            Kind::KeyedList => around.key(),
            Kind::List => Some("Name"),
            _ => None,
        }
    }

    /// The GUID by which RunTime.xml names it, in lower case without braces.
    pub fn settings_group(&self) -> &'static str {
        self.group
    }

    /// Whether the element around it is not complete without it. Checked by hand: the store also
    /// marks what only one branch of a choice needs.
    pub fn is_required(&self) -> bool {
        self.is_tagged("required")
    }

    /// Whether some choice made beside it requires it, as a security type requires a key.
    pub fn is_required_in_a_branch(&self) -> bool {
        self.is_tagged("required-in-a-branch")
    }

    /// What applies when it is left out, as written on the device.
    pub fn default(&self) -> Option<&'static str> {
        self.tag("default")
    }

    /// The least value.
    pub fn min(&self) -> Option<i64> {
        self.tag("min")?.parse().ok()
    }

    /// The greatest value. It can lie above the greatest value that has a label.
    pub fn max(&self) -> Option<i64> {
        self.tag("max")?.parse().ok()
    }

    /// The least number of characters; on a keyed list, of its key.
    pub fn min_length(&self) -> Option<usize> {
        self.tag("min-length")?.parse().ok()
    }

    /// The greatest number of characters; on a keyed list, of its key.
    pub fn max_length(&self) -> Option<usize> {
        self.tag("max-length")?.parse().ok()
    }

    /// What WCD matches the text with; on a keyed list, the key. The syntax is the store's own
    /// (`\x` is a hexadecimal digit).
    pub fn pattern(&self) -> Option<&'static str> {
        self.tag("pattern")
    }

    /// The values with their labels, as (written on the device, shown in WCD).
    pub fn values(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        let values = self.tag("values").unwrap_or_default();
        let values = values.split('|').filter(|value| !value.is_empty());
        values.map(|value| value.split_once('=').unwrap_or((value, value)))
    }

    /// The extensions of a file, in lower case without the dot; none means any.
    pub fn extensions(&self) -> impl Iterator<Item = &'static str> + use<> {
        let extensions = self.tag("extensions").unwrap_or_default();
        extensions.split(',').filter(|extension| !extension.is_empty())
    }

    /// The node it is written to, below `./Vendor/MSFT`. `~Key~` stands for the key of a list
    /// around it, `@…@` and `$(…)` for what WCD or the device fills in, `!scope=` is an attribute
    /// of the node. The last part is the name of the parm.
    pub fn csp(&self) -> Option<&'static str> {
        self.tag("csp")
    }

    /// Its place in the order on a PC: 1 is applied before 2 before 3. The store's own word, not
    /// measured on a device.
    pub fn level(&self) -> u8 {
        self.tag("level").and_then(|level| level.parse().ok()).unwrap_or(1)
    }

    /// The paths it declares to wait for.
    pub fn after(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.tag("after").unwrap_or_default().split('|').filter(|path| !path.is_empty())
    }

    /// Whether it restarts the device.
    pub fn reboots(&self) -> bool {
        self.is_tagged("reboot")
    }

    /// Whether the value is a secret. Of a file, the *content* is: what an answer file holds is
    /// the path of a certificate with its key, or of a Wi-Fi profile.
    pub fn is_secret(&self) -> bool {
        self.is_tagged("secret")
    }

    /// Whether it, or anything below it, is a secret: a blob made from it is to be masked whole.
    pub fn holds_secret(&self) -> bool {
        self.is_secret() || table().below(self.path).any(Self::is_secret)
    }

    /// Why it is not to be used, or what replaces it.
    pub fn avoid(&self) -> Option<&'static str> {
        self.tag("avoid")
    }

    /// The value that is not to be used, as written on the device.
    pub fn avoided_value(&self) -> Option<&'static str> {
        self.tag("avoid-value")
    }

    /// Whether the labels say the opposite of what the value means to the device. The store of
    /// 2020 does this thrice; a later one may have put it right.
    pub fn has_inverted_labels(&self) -> bool {
        self.is_tagged("inverted")
    }

    /// Whom its group is for, where that is not whoever manages PCs.
    pub fn audience(&self) -> Option<Audience> {
        let group = self.path.split('/').next().unwrap_or_default();
        Some(match table().get(group)?.tag("for")? {
            "hololens" => Audience::HoloLens,
            "iot-core" => Audience::IotCore,
            "surface-hub" => Audience::SurfaceHub,
            "mobile" => Audience::Mobile,
            "oem" => Audience::Oem,
            _ => return None,
        })
    }

    /// The editions whose store lists it.
    pub fn editions(&self) -> impl Iterator<Item = Edition> + use<> {
        self.tag("editions").unwrap_or_default().chars().filter_map(Edition::read)
    }

    /// Whether the store lists it for an edition.
    pub fn is_for(&self, edition: Edition) -> bool {
        self.editions().any(|listed| listed == edition)
    }

    /// For a setting younger than the store of 2020, where it was seen.
    pub fn source(&self) -> Option<&'static str> {
        self.tag("source")
    }
}
