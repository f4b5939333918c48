//! Lines that a package writes to the hosts file.

use super::RunCall;
use crate::package::Package;
use crate::script::Value;

/// A change of the hosts file.
#[derive(Debug, Clone)]
pub struct HostsEdit<'p> {
    /// The command that makes it.
    pub call: RunCall<'p>,
    /// The lines, as far as they are known: an address, and a name that leads there.
    pub entries: Vec<(String, String)>,
}

impl Package {
    /// What its commands write to the hosts file, in the order of the run.
    pub fn hosts_edits(&self) -> Vec<HostsEdit<'_>> {
        self.calls().filter_map(edit).collect()
    }
}

fn edit(call: RunCall<'_>) -> Option<HostsEdit<'_>> {
    let texts = match call.name.as_str() {
        "add-content" | "set-content" | "out-file" | "tee-object" => {
            let path = call.parameter("literalpath").or_else(|| call.parameter("path"));
            let path = path.or_else(|| call.parameter_or("filepath", 0))?;
            if !is_hosts_file(path) {
                return None;
            }
            let at = usize::from(call.parameter("path").is_none());
            match call.parameter_or("value", at) {
                Some(value) if !call.is_any(&["out-file", "tee-object"]) => lines(value),
                _ => call.source().iter().flat_map(written).collect(),
            }
        }
        "appendalltext" | "writealltext" | "appendalllines" | "writealllines" => {
            let mut given = call.positional();
            given.next().filter(|path| is_hosts_file(path))?;
            given.next().map(lines).unwrap_or_default()
        }
        "copy" | "copy-item" | "xcopy" => {
            let target = call.parameter("destination");
            let target = target.or_else(|| {
                call.positional().filter(|value| !value.text().starts_with('/')).nth(1)
            });
            target.filter(|path| is_hosts_file(path))?;
            vec![]
        }
        _ => {
            call.output_file().filter(|path| is_hosts_file(path))?;
            written(&call)
        }
    };
    let entries = texts.iter().flat_map(|line| entries(line)).collect();
    Some(HostsEdit { call, entries })
}

/// What a call puts out: the text of `echo`, or a value by itself.
fn written(call: &RunCall<'_>) -> Vec<String> {
    let is_text = call.is_any(&["echo", "write-output"]) || call.name.is_empty();
    let given: Vec<&Value> = call.arguments.iter().map(|argument| &argument.value).collect();
    match is_text {
        true if call.is_program() => {
            vec![given.iter().map(|value| value.text()).collect::<Vec<_>>().join(" ")]
        }
        true => given.into_iter().flat_map(lines).collect(),
        false => vec![],
    }
}

fn lines(value: &Value) -> Vec<String> {
    let each = value.each().iter().flat_map(|item| item.text().lines());
    each.map(str::to_owned).collect()
}

/// `address name [name]… [# comment]`.
fn entries(line: &str) -> Vec<(String, String)> {
    let line = line.split('#').next().unwrap_or_default();
    let mut words = line.split_whitespace();
    let Some(address) = words.next().filter(|word| word.parse::<std::net::IpAddr>().is_ok()) else {
        return vec![];
    };
    words.map(|name| (address.to_owned(), name.to_lowercase())).collect()
}

fn is_hosts_file(path: &Value) -> bool {
    let path = path.text().trim_matches(['"', '\'', ' ']).replace('/', "\\").to_lowercase();
    path.ends_with(r"\drivers\etc\hosts")
}
