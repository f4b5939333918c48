//! The files and folders that commands write to.

use super::RunCall;
use crate::script::Value;
use crate::script::reading::Style;

impl<'p> RunCall<'p> {
    /// Where it copies, moves, downloads or writes files to, as far as its name tells.
    pub fn destinations(&self) -> Vec<&'p Value> {
        let call = self.call();
        // A named parameter moves those by position.
        let second = |name: &str| {
            let is_named = ["path", "literalpath", "source", "uri"]
                .iter()
                .any(|first| call.parameter(first).is_some());
            call.parameter(name).or_else(|| call.positional().nth(usize::from(!is_named)))
        };
        let first = || call.parameter("literalpath").or_else(|| call.parameter_or("path", 0));
        let own = match (call.style, call.name.as_str()) {
            (Style::Cmdlet, "copy-item" | "move-item" | "start-bitstransfer") => {
                second("destination")
            }
            (Style::Cmdlet, "expand-archive") => second("destinationpath"),
            (Style::Cmdlet, "invoke-webrequest" | "invoke-restmethod") => call.parameter("outfile"),
            (Style::Cmdlet, "new-item" | "set-content" | "add-content") => first(),
            (Style::Cmdlet, "out-file") => call.parameter_or("filepath", 0),
            (Style::Program | Style::Builtin, "copy" | "move" | "xcopy" | "robocopy") => {
                call.positional().filter(|value| !value.text().starts_with('/')).nth(1)
            }
            (Style::Method | Style::StaticMethod, "copy" | "copyfile" | "move" | "movefile") => {
                call.positional().nth(1)
            }
            (Style::Method, "downloadfile") => call.positional().nth(1),
            (Style::Method, "createshortcut") => call.positional().next(),
            (Style::StaticMethod, "writealltext" | "writealllines" | "writeallbytes") => {
                call.positional().next()
            }
            _ => None,
        };
        own.into_iter().chain(call.output_file()).collect()
    }
}
