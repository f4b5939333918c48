//! What the environment of a script is: variables that the device defines, and the script's folder.

use std::collections::HashMap;

/// What the folder of a script is called in values: paths in it begin with it.
pub const HERE: &str = ".";

/// The variables of the environment that are known, by their names in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment(HashMap<String, String>);

/// What every Windows has, for SYSTEM. What depends on the user is left out.
const DEVICE: &[(&str, &str)] = &[
    ("allusersprofile", r"C:\ProgramData"),
    ("commonprogramfiles", r"C:\Program Files\Common Files"),
    ("commonprogramfiles(x86)", r"C:\Program Files (x86)\Common Files"),
    ("commonprogramw6432", r"C:\Program Files\Common Files"),
    ("comspec", r"C:\Windows\System32\cmd.exe"),
    ("os", "Windows_NT"),
    ("programdata", r"C:\ProgramData"),
    ("programfiles", r"C:\Program Files"),
    ("programfiles(x86)", r"C:\Program Files (x86)"),
    ("programw6432", r"C:\Program Files"),
    ("public", r"C:\Users\Public"),
    ("systemdrive", "C:"),
    ("systemroot", r"C:\Windows"),
    ("temp", r"C:\Windows\Temp"),
    ("tmp", r"C:\Windows\Temp"),
    ("windir", r"C:\Windows"),
];

impl Environment {
    /// That of SYSTEM on a device with Windows on drive C.
    pub fn device() -> Self {
        Self(DEVICE.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    /// The value of a variable, by its name in lower case.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}
