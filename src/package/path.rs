//! The path of a setting: as the settings table spells it, and as people see it, with its keys.

use std::fmt;

/// Where a setting stands below `Customizations/Common`, or below a variant's `Settings`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SettingPath {
    /// The variant it belongs to, from 0; none for Common.
    pub variant: Option<u32>,
    segments: Vec<Segment>,
    table: String,
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Segment {
    /// The element's name.
    pub name: String,
    /// What tells it from its neighbours in a list: the key of a keyed list, the number in another.
    pub key: Option<String>,
}

impl SettingPath {
    /// A path of its segments.
    pub fn new(variant: Option<u32>, segments: Vec<Segment>) -> Self {
        let names: Vec<&str> = segments.iter().map(|segment| segment.name.as_str()).collect();
        let table = names.join("/");
        Self { variant, segments, table }
    }

    /// The path as the settings table spells it: `Accounts/Users/User/Password`.
    pub fn table(&self) -> &str {
        &self.table
    }

    /// Its steps.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The key of the first keyed step: whose password, which network, which command.
    pub fn key(&self) -> Option<&str> {
        self.segments.iter().find_map(|segment| segment.key.as_deref())
    }

    /// All keys, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().filter_map(|segment| segment.key.as_deref())
    }

    /// The last step's name.
    pub fn leaf(&self) -> &str {
        self.segments.last().map_or("", |segment| segment.name.as_str())
    }

    /// Whether both name the same setting; Windows compares names and keys without case.
    pub fn is_same(&self, other: &Self) -> bool {
        self.variant == other.variant && self.identity() == other.identity()
    }

    /// The same for all paths that [`is_same`](Self::is_same) as this one, and for no other.
    pub fn identity(&self) -> String {
        self.to_string().to_lowercase()
    }

    /// The path one step up.
    pub fn parent(&self) -> Self {
        let above = self.segments.len().saturating_sub(1);
        Self::new(self.variant, self.segments.get(..above).unwrap_or_default().to_vec())
    }

    /// The path with one more step.
    pub fn join(&self, name: &str, key: Option<String>) -> Self {
        let mut segments = self.segments.clone();
        segments.push(Segment { name: name.to_owned(), key });
        Self::new(self.variant, segments)
    }
}

impl fmt::Display for SettingPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(variant) = self.variant {
            write!(f, "Variant[{variant}]/")?;
        }
        for (at, segment) in self.segments.iter().enumerate() {
            if at > 0 {
                f.write_str("/")?;
            }
            f.write_str(&segment.name)?;
            if let Some(key) = &segment.key {
                f.write_str("[")?;
                for ch in key.chars() {
                    match ch {
                        '/' => f.write_str("%2F")?,
                        '[' => f.write_str("%5B")?,
                        ']' => f.write_str("%5D")?,
                        '%' => f.write_str("%25")?,
                        _ => write!(f, "{ch}")?,
                    }
                }
                f.write_str("]")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(variant: Option<u32>, steps: &[(&str, Option<&str>)]) -> SettingPath {
        let segment = |(name, key): &(&str, Option<&str>)| Segment {
            name: (*name).to_owned(),
            key: key.map(str::to_owned),
        };
        SettingPath::new(variant, steps.iter().map(segment).collect())
    }

    #[test]
    fn a_path_shows_its_keys_and_hides_nothing_in_them() {
        let user =
            [("Accounts", None), ("Users", None), ("User", Some("a/b[1]%")), ("Password", None)];
        let user = path(Some(0), &user);
        assert_eq!(user.to_string(), "Variant[0]/Accounts/Users/User[a%2Fb%5B1%5D%25]/Password");
        assert_eq!(user.table(), "Accounts/Users/User/Password");
        assert_eq!(user.parent().leaf(), "User");
        assert_eq!(user.key(), Some("a/b[1]%"));
    }

    #[test]
    fn case_does_not_tell_settings_apart_but_keys_do() {
        let steps = |name, key| path(None, &[("Accounts", None), (name, Some(key))]);
        assert!(steps("User", "Admin").is_same(&steps("user", "admin")));
        assert!(!steps("User", "Admin").is_same(&steps("User", "Guest")));
    }
}
