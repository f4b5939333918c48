//! Which calls fetch something over the network, from where, and into which file.

use super::Tool;
use crate::package::web_address::{WebAddress, scheme};
use crate::script::reading::{Style, UNKNOWN};
use crate::script::{Call, Value};

/// What a call fetches.
pub(super) struct Request {
    pub(super) tool: Tool,
    /// The address, perhaps with parts that cannot be known.
    pub(super) url: Value,
    /// The file that it becomes.
    pub(super) to: Option<Value>,
    /// Whether the tool compares what it gets with a hash.
    pub(super) is_checked: bool,
}

impl Request {
    fn new(tool: Tool, url: &Value, to: Option<&Value>) -> Self {
        Self { tool, url: url.clone(), to: to.cloned(), is_checked: false }
    }
}

/// What a call fetches; nothing where it sends, or where it fetches from a share or a disk.
pub(super) fn requests(call: &Call) -> Vec<Request> {
    let found = match call.style {
        Style::Cmdlet => of_cmdlet(call),
        Style::Program => of_program(call),
        Style::Method => of_method(call),
        // `[Net.WebRequest]::Create('https://…')`.
        Style::StaticMethod if call.is("create") => {
            let of = call.object().map(|of| of.text().to_ascii_lowercase()).unwrap_or_default();
            remote(
                Tool::HttpClient,
                call.positional().next().filter(|_| of.ends_with("webrequest")),
            )
        }
        _ => vec![],
    };
    found.into_iter().filter(|request| may_be_remote(&request.url)).collect()
}

/// The address of a text whose scheme and host are known. Without a scheme it is one of http, as
/// these tools take it.
pub(super) fn address(tool: Tool, url: &Value) -> Option<WebAddress> {
    let text = url.text().trim();
    let takes_bare = matches!(tool, Tool::WebRequest | Tool::Curl | Tool::Wget | Tool::Aria2);
    let address = match scheme(text) {
        Some(_) => WebAddress::parse(text)?,
        None if takes_bare && is_bare(text) => WebAddress::parse(&format!("http://{text}"))?,
        None => return None,
    };
    let is_web = matches!(address.scheme.as_str(), "http" | "https" | "ftp");
    (is_web && crate::package::host::is_host(&address.host)).then_some(address)
}

/// `get.contoso.example/x`: a name with a dot, no file of the disk.
fn is_bare(text: &str) -> bool {
    let host = text.split('/').next().unwrap_or_default();
    let is_name = |ch: char| ch.is_ascii_alphanumeric() || matches!(ch, '.' | '-');
    host.contains('.') && !host.starts_with('.') && host.chars().all(is_name)
}

fn may_be_remote(url: &Value) -> bool {
    let text = url.text().trim();
    match scheme(text) {
        Some((scheme, _)) => {
            matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https" | "ftp")
        }
        None => text.starts_with(UNKNOWN) || is_bare(text),
    }
}

fn of_cmdlet(call: &Call) -> Vec<Request> {
    match call.name.as_str() {
        "invoke-webrequest" | "invoke-restmethod" => {
            let sends = ["body", "infile", "form"].iter().any(|name| call.has_parameter(name));
            let method = call.parameter("method").map_or("get", |method| method.text());
            let Some(url) = call.parameter_or("uri", 0) else { return vec![] };
            match sends || !method.eq_ignore_ascii_case("get") {
                true => vec![],
                false => vec![Request::new(Tool::WebRequest, url, call.parameter("outfile"))],
            }
        }
        "start-bitstransfer" => {
            let sends = call.parameter("transfertype").is_some_and(|kind| !kind.is("download"));
            let Some(sources) = call.parameter_or("source", 0).filter(|_| !sends) else {
                return vec![];
            };
            // A position counts what has no name.
            let at = usize::from(call.parameter("source").is_none());
            let files = call.parameter_or("destination", at).map_or(&[][..], Value::each);
            let one = |(at, source): (usize, &Value)| {
                Request::new(Tool::Bits, source, files.get(at).or(files.first()))
            };
            let named = sources.each().iter().enumerate();
            // Without an address it is as likely a copy from a share.
            named.filter(|(_, source)| scheme(source.text()).is_some()).map(one).collect()
        }
        "add-appxpackage" | "add-appxprovisionedpackage" => {
            let path = call.parameter("packagepath").or_else(|| call.parameter_or("path", 0));
            let path = path.or(call.parameter("appinstallerfile"));
            remote(Tool::Installer, path)
        }
        _ => vec![],
    }
}

/// What is fetched only if the address is written as one.
fn remote(tool: Tool, url: Option<&Value>) -> Vec<Request> {
    let url = url.filter(|url| scheme(url.text().trim()).is_some());
    url.map(|url| Request::new(tool, url, None)).into_iter().collect()
}

fn of_method(call: &Call) -> Vec<Request> {
    let given: Vec<&Value> = call.positional().collect();
    let first = given.first().copied();
    match (call.name.as_str(), given.as_slice()) {
        ("downloadfile" | "downloadfileasync" | "downloadfiletaskasync", [url, to, ..]) => {
            vec![Request::new(Tool::WebClient, url, Some(to))]
        }
        (
            "downloadstring" | "downloaddata" | "downloadstringtaskasync" | "downloaddatataskasync",
            [url, ..],
        ) => vec![Request::new(Tool::WebClient, url, None)],
        ("openread", _) => remote(Tool::WebClient, first),
        ("getstringasync" | "getbytearrayasync" | "getstreamasync" | "getasync", _) => {
            remote(Tool::HttpClient, first)
        }
        // WindowsInstaller.Installer.
        ("installproduct", _) => remote(Tool::Installer, first),
        // MSXML2.XMLHTTP, WinHttp.WinHttpRequest.
        ("open", [method, url, ..]) if method.is("get") => {
            vec![Request::new(Tool::ScriptHttp, url, None)]
        }
        _ => vec![],
    }
}

fn of_program(call: &Call) -> Vec<Request> {
    let urls = |tool| -> Vec<Request> {
        let values = call.arguments.iter().map(|argument| &argument.value);
        values.flat_map(|value| remote(tool, Some(value))).collect()
    };
    match call.name.as_str() {
        "curl" => of_curl(call),
        "wget" => of_wget(call),
        "aria2c" => {
            let to = option_of(call, "o", "out");
            let is_checked = call.texts().any(|text| text.starts_with("--checksum"));
            let found = urls(Tool::Aria2).into_iter();
            found
                .map(|found| Request {
                    to: to.clone().or(file_of(&found.url)),
                    is_checked,
                    ..found
                })
                .collect()
        }
        "bitsadmin" if call.has_switch(&["transfer", "addfile"]) => {
            let sends = call.has_switch(&["upload"]);
            let at = call.arguments.iter().position(|found| scheme(found.value.text()).is_some());
            let Some(at) = at.filter(|_| !sends) else { return vec![] };
            let value = |at: usize| call.arguments.get(at).map(|argument| &argument.value);
            let url = value(at);
            url.map(|url| Request::new(Tool::Bitsadmin, url, value(at.saturating_add(1))))
                .into_iter()
                .collect()
        }
        "certutil" if call.has_switch(&["urlcache", "verifyctl"]) => {
            let to = call.arguments.last().map(|last| last.value.clone());
            let to = to.filter(|to| scheme(to.text()).is_none());
            let found = urls(Tool::Certutil).into_iter().take(1);
            found.map(|found| Request { to: to.clone(), ..found }).collect()
        }
        "msiexec" => {
            let package = call.installer().and_then(|installer| installer.package);
            let is_url = package.is_some_and(|package| scheme(package.text()).is_some());
            urls(Tool::Installer).into_iter().filter(|_| is_url).take(1).collect()
        }
        "mshta" | "hh" => urls(Tool::Host).into_iter().take(1).collect(),
        _ => vec![],
    }
}

/// Options of curl of one letter that take a value.
const CURL_VALUES: &str = "oHuxAXebcmTFwrECDKQtyYzUPd";

fn of_curl(call: &Call) -> Vec<Request> {
    let (mut urls, mut to) = (vec![], None);
    let (mut takes_name, mut sends) = (false, false);
    let mut rest = call.arguments.iter().map(|argument| &argument.value);
    while let Some(value) = rest.next() {
        let text = value.text();
        match (text.strip_prefix("--"), text.strip_prefix('-')) {
            (Some(option), _) => match option.split_once('=').map_or(option, |(name, _)| name) {
                "output" => to = rest.next().cloned(),
                "url" => urls.extend(rest.next().cloned()),
                "remote-name" | "remote-name-all" => takes_name = true,
                "upload-file" | "form" => sends = true,
                name if name.starts_with("data") => sends = true,
                "request" => sends |= rest.next().is_some_and(|method| !method.is("get")),
                "header" | "user" | "user-agent" | "proxy" | "max-time" | "connect-timeout"
                | "retry" | "retry-delay" | "cacert" | "cert" | "write-out" | "output-dir" => {
                    rest.next();
                }
                _ => {}
            },
            (None, Some(letters)) => {
                takes_name |= letters.contains('O');
                let taking = letters.char_indices().find(|(_, ch)| CURL_VALUES.contains(*ch));
                let Some((at, letter)) = taking else { continue };
                let tail = letters.get(at.saturating_add(1)..).unwrap_or_default();
                let given = match tail {
                    "" => rest.next().cloned(),
                    tail => {
                        let mut own = value.clone();
                        own.text = own.text.part(text.len() - tail.len()..text.len());
                        Some(own)
                    }
                };
                match letter {
                    'o' => to = given,
                    'T' | 'F' | 'd' => sends = true,
                    'X' => sends |= given.is_some_and(|method| !method.is("get")),
                    _ => {}
                }
            }
            (None, None) => urls.push(value.clone()),
        }
    }
    if sends {
        return vec![];
    }
    let one = |url: Value| {
        let named = file_of(&url).filter(|_| takes_name);
        let to = to.clone().or(named).or(call.output_file().cloned());
        Request { tool: Tool::Curl, to, url, is_checked: false }
    };
    urls.into_iter().map(one).collect()
}

fn of_wget(call: &Call) -> Vec<Request> {
    if call.texts().any(|text| text.starts_with("--post")) {
        return vec![];
    }
    let to = option_of(call, "O", "output-document");
    let values = call.arguments.iter().map(|argument| &argument.value);
    let urls =
        values.filter(|value| scheme(value.text()).is_some() && !value.text().starts_with('-'));
    urls.map(|url| {
        let to = to.clone().or(file_of(url));
        Request { tool: Tool::Wget, to, url: url.clone(), is_checked: false }
    })
    .collect()
}

/// The value of an option whose case counts: `-O x`, `-Ox`, `--output-document=x`.
fn option_of(call: &Call, short: &str, long: &str) -> Option<Value> {
    let mut rest = call.arguments.iter().map(|argument| &argument.value);
    while let Some(value) = rest.next() {
        let text = value.text();
        let given = match text.strip_prefix("--") {
            Some(option) => option.strip_prefix(long).map(|given| given.trim_start_matches('=')),
            None => text.strip_prefix('-').and_then(|option| option.strip_prefix(short)),
        };
        match given {
            Some("") => return rest.next().cloned(),
            Some(given) => {
                let mut found = value.clone();
                found.text = found.text.part(text.len() - given.len()..text.len());
                return Some(found);
            }
            None => {}
        }
    }
    None
}

/// The name that a server's file has.
fn file_of(url: &Value) -> Option<Value> {
    let text = url.text();
    let end = text.find(['?', '#']).unwrap_or(text.len());
    let start = text.get(..end)?.rfind('/')?.saturating_add(1);
    let mut file = url.clone();
    file.text = file.text.part(start..end);
    (start < end).then_some(file)
}
