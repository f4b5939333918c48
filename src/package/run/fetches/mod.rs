//! What a package fetches over the network while it runs, and what becomes of it.

mod checks;
mod fate;
mod started;
mod tools;
mod unpacked;
mod wrapped;

use super::RunCall;
use crate::package::Package;
use crate::package::host;
use crate::package::web_address::WebAddress;
use crate::script::Value;

/// One thing that is fetched.
#[derive(Debug, Clone)]
pub struct Fetch<'p> {
    /// The call that fetches it.
    pub call: RunCall<'p>,
    /// What fetches.
    pub tool: Tool,
    /// Its address, perhaps with parts that cannot be known.
    pub url: Value,
    /// The address, if at least its scheme and its host are known.
    pub address: Option<WebAddress>,
    /// The file that it is written to.
    pub to: Option<Value>,
    /// What becomes of it in the same script.
    pub fate: Fate<'p>,
    /// Whether its hash or its signature is looked at before it runs.
    pub is_checked: bool,
    /// The hash that it is compared by, if it is one that two files can be made to share, and the
    /// only one.
    pub weak_hash: Option<&'static str>,
}

/// What fetches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tool {
    /// `Invoke-WebRequest`, `Invoke-RestMethod`.
    WebRequest,
    /// `Start-BitsTransfer`.
    Bits,
    /// `Net.WebClient`.
    WebClient,
    /// `Net.Http.HttpClient`.
    HttpClient,
    /// `curl.exe`.
    Curl,
    /// `wget.exe`.
    Wget,
    /// `aria2c`.
    Aria2,
    /// `bitsadmin`.
    Bitsadmin,
    /// `certutil -urlcache`.
    Certutil,
    /// `MSXML2.XMLHTTP`, `WinHttp.WinHttpRequest`.
    ScriptHttp,
    /// `msiexec`, `Add-AppxPackage`: what they fetch they install.
    Installer,
    /// `mshta`, `hh`: what they fetch they run.
    Host,
}

/// What becomes of what was fetched, as far as the same script shows.
#[derive(Debug, Clone, Copy)]
pub enum Fate<'p> {
    /// Nothing is seen to run it.
    Kept,
    /// It is run as code without ever being a file: `iex`, a pipe into a shell.
    Evaluated(RunCall<'p>),
    /// It is a file, and this call runs or installs it.
    Started(RunCall<'p>),
    /// The tool itself runs or installs it.
    AtOnce,
}

impl Fetch<'_> {
    /// Whether what was fetched is run or installed.
    pub fn is_run(&self) -> bool {
        !matches!(self.fate, Fate::Kept)
    }

    /// Whether what is fetched is a program, a script or an installer, by its name.
    pub fn is_executable(&self) -> bool {
        let path = self.address.as_ref().map(|address| address.path.as_str());
        let to = self.to.as_ref().map(Value::text);
        path.into_iter().chain(to).any(is_executable)
    }

    /// The host, if it is known.
    pub fn host(&self) -> Option<&str> {
        self.address.as_ref().map(|address| address.host.as_str())
    }

    /// The host for a message.
    pub fn shown_host(&self) -> &str {
        self.host().unwrap_or("an address that is only known at run time")
    }

    /// Whether it comes from the device itself.
    pub fn is_loopback(&self) -> bool {
        self.host().is_some_and(host::is_loopback)
    }
}

/// Endings of what Windows, or a program that it has, runs or installs.
const EXECUTABLE: &[&str] = &[
    "exe",
    "msi",
    "msp",
    "msu",
    "msix",
    "msixbundle",
    "appx",
    "appxbundle",
    "appinstaller",
    "ps1",
    "psm1",
    "bat",
    "cmd",
    "vbs",
    "vbe",
    "jse",
    "wsf",
    "hta",
    "dll",
    "scr",
    "cpl",
    "reg",
    "sct",
    "jar",
];

fn is_executable(path: &str) -> bool {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| EXECUTABLE.contains(&ending.as_str()))
}

impl RunCall<'_> {
    /// Whether it gets something over the network.
    pub fn gets_from_network(&self) -> bool {
        !tools::requests(self.call()).is_empty()
    }
}

impl Package {
    /// What its commands and scripts fetch over the network, in the order of the run.
    pub fn fetches(&self) -> Vec<Fetch<'_>> {
        let mut found = vec![];
        for (part, content) in self.run().parts.iter().enumerate() {
            let mut own = vec![];
            for index in 0..content.reading.calls.len() as u32 {
                let Some(call) = RunCall::new(self, part, index) else { continue };
                let requests = tools::requests(call.call());
                if requests.is_empty() || call.is_unreachable() {
                    continue;
                }
                own.extend(requests.into_iter().map(|request| Fetch {
                    call,
                    address: tools::address(request.tool, &request.url),
                    fate: match request.tool {
                        Tool::Installer | Tool::Host => Fate::AtOnce,
                        _ => Fate::Kept,
                    },
                    tool: request.tool,
                    url: request.url,
                    to: request.to,
                    is_checked: request.is_checked,
                    weak_hash: None,
                }));
            }
            if !own.is_empty() {
                fate::follow(self, part, &mut own);
            }
            found.append(&mut own);
        }
        found
    }
}

#[cfg(test)]
mod tests;
