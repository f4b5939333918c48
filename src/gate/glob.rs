//! Patterns of paths and settings, the same on every host: `/` and `\` are one, case does not count.

use globset::{GlobBuilder, GlobMatcher};

/// A pattern of paths, as in `.gitignore`: without a `/` it is of a name at any depth, and what
/// fits a folder or an archive fits everything in it. `*` and `?` stop at a `/`, `**` does not.
#[derive(Debug, Clone)]
pub struct PathPattern(GlobMatcher);

impl PathPattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// It is malformed; says how.
    pub fn new(pattern: &str) -> Result<Self, String> {
        let plain = plain_path(pattern);
        let plain = plain.trim_end_matches('/');
        if plain.is_empty() {
            return Err("the pattern is empty".to_owned());
        }
        let anywhere = if plain.contains('/') { "" } else { "**/" };
        glob(&format!("{anywhere}{plain}"), true).map(Self)
    }

    /// Whether a path fits, or a folder or archive that it is in.
    pub fn fits(&self, path: &str) -> bool {
        let path = plain_path(path);
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        ends.filter_map(|end| path.get(..end))
            .any(|part| self.0.is_match(part.strip_suffix('!').unwrap_or(part)))
    }
}

/// A pattern of setting paths, with or without their keys; `*` stands for anything. It also fits
/// what is below a setting.
#[derive(Debug, Clone)]
pub(super) struct SettingPattern(GlobMatcher);

impl SettingPattern {
    pub(super) fn new(pattern: &str) -> Result<Self, String> {
        let pattern = pattern.trim().trim_matches('/');
        if pattern.is_empty() {
            return Err("the pattern is empty".to_owned());
        }
        let mut plain = String::new();
        for ch in pattern.to_lowercase().chars() {
            match ch {
                '[' | ']' | '{' | '}' | '?' => plain.extend(['[', ch, ']']),
                _ => plain.push(ch),
            }
        }
        glob(&plain, false).map(Self)
    }

    /// Whether a setting fits, given by its path with its keys.
    pub(super) fn fits(&self, setting: &str) -> bool {
        let keyed = setting.to_lowercase();
        [without_keys(&keyed), keyed].iter().any(|path| {
            let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
            ends.filter_map(|end| path.get(..end)).any(|part| self.0.is_match(part))
        })
    }
}

/// A pattern of names, which may hold a `/`; they are matched in lower case.
pub(super) fn name_pattern(pattern: &str) -> Result<GlobMatcher, String> {
    glob(&pattern.to_lowercase(), false)
}

fn glob(pattern: &str, stops: bool) -> Result<GlobMatcher, String> {
    let built = GlobBuilder::new(pattern).literal_separator(stops).backslash_escape(false).build();
    built.map(|glob| glob.compile_matcher()).map_err(|error| error.kind().to_string())
}

/// A path as patterns see it.
fn plain_path(path: &str) -> String {
    let path = path.replace('\\', "/").to_lowercase();
    path.strip_prefix("./").unwrap_or(&path).to_owned()
}

fn without_keys(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut depth = 0usize;
    for ch in path.chars() {
        match ch {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(ch),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_of_a_path_is_that_of_a_gitignore_on_windows() {
        let fits = |pattern: &str, path: &str| PathPattern::new(pattern).unwrap().fits(path);
        assert!(fits("kiosk*.ppkg", r"Sites\Munich\Kiosk-2.ppkg"));
        assert!(fits(r"sites\*\*.ppkg", "sites/munich/kiosk.ppkg"));
        assert!(fits("sites/", "Sites/munich/kiosk.ppkg"));
        assert!(fits("./sites/**", "sites/munich/kiosk.ppkg"));
        assert!(fits("old.zip", "sites/old.zip!/a/b.ppkg"));
        assert!(fits("sites/{a,b}.ppkg", "sites/b.ppkg"));
        assert!(!fits("sites/*.ppkg", "sites/munich/kiosk.ppkg"));
        assert!(!fits("munich/kiosk.ppkg", "sites/munich/kiosk.ppkg"));
        assert!(!fits("kiosk", "kiosk.ppkg"));
        assert!(PathPattern::new("").is_err() && PathPattern::new("a[").is_err());
    }

    #[test]
    fn a_pattern_of_a_setting_takes_keys_and_no_keys() {
        let admin = "Accounts/Users/User[admin]/Password";
        let fits = |pattern: &str| SettingPattern::new(pattern).unwrap().fits(admin);
        assert!(
            fits("Accounts/Users/User/Password") && fits("accounts/users/user[Admin]/password")
        );
        assert!(fits("Accounts/Users") && fits("Accounts/Users/User[*]") && fits("*/Password"));
        assert!(!fits("Accounts/Users/User[guest]/Password") && !fits("Accounts/User"));
        assert!(SettingPattern::new(" / ").is_err());
    }
}
