//! `script-encoding`

use crate::container::Kind;
use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Package, Place};
use crate::script::{Argument, Tree, cmd, powershell};
use crate::text::{Encoding, Source, Span, utf8_as_ansi};

lint! {
    /// A script is stored in a way that its interpreter misreads.
    ///
    /// ## Why it matters
    ///
    /// Windows PowerShell takes a file without byte order mark for ANSI: `ä` becomes two characters,
    /// and a part of `–` or `✓` becomes a quote, so that the script does not parse. cmd takes the mark
    /// for the first characters of the first command, reads no UTF-16, and may miss a label of a large
    /// file whose lines end in LF alone.
    ///
    /// ## Fires
    ///
    /// ```corpus
    /// cmd-encodings
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```corpus
    /// cmd-lines
    /// ```
    ///
    /// ## What to do
    ///
    /// Store `.ps1` as UTF-8 with byte order mark, `.cmd` and `.bat` as ANSI (or with ASCII only) with
    /// CRLF, `.reg` as UTF-16 with byte order mark, `.vbs` as ANSI or UTF-16.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/powershell/scripting/dev-cross-plat/vscode/understanding-file-encoding>
    pub(crate) ENCODING {
        id: "script-encoding", category: ScriptsReliability,
        severity: Warning, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// What cmd reads of a file at once when it looks for a label; a smaller file is safe.
const BLOCK: usize = 512;

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for script in package.scripts() {
        let name = package.script_name(script);
        let (_, extension) = name.rsplit_once('.').unwrap_or_default();
        match extension.to_ascii_lowercase().as_str() {
            "ps1" | "psm1" => powershell_file(package, script, name, findings),
            "bat" | "cmd" => batch(package, script, name, findings),
            "reg" => registry(package, script, name, findings),
            "vbs" if script.encoding() == (Encoding::Utf8 { bom: true }) => {
                findings
                    .at(Place::file(script.name()))
                    .say(format!(
                        "the script {name} starts with the byte order mark of UTF-8, which VBScript takes for an \
                         invalid character: it does not run"
                    ))
                    .with_confidence(Confidence::Likely)
                    .help("store it as ANSI, or as UTF-16 with byte order mark");
            }
            _ => {}
        }
    }
}

fn place(package: &Package, script: &Source, at: usize, length: usize) -> Place {
    let range = u32::try_from(at).ok().zip(u32::try_from(at.saturating_add(length)).ok());
    match (package.id_of(script), range) {
        (Some(id), Some((start, end))) => Place::from(&Span::new(id, start..end)),
        _ => Place::file(script.name()),
    }
}

fn powershell_file(package: &Package, script: &Source, name: &str, findings: &mut Findings<'_>) {
    let text = script.text();
    match script.encoding() {
        Encoding::Utf16Le { bom: false } | Encoding::Utf16Be { bom: false } => {
            findings
                .at(Place::file(script.name()))
                .say(format!(
                    "the script {name} is UTF-16 without byte order mark, and PowerShell does not read it as such"
                ))
                .with_confidence(Confidence::Likely)
                .help("store it as UTF-8 with byte order mark");
        }
        Encoding::Utf8 { bom: false } if !text.is_ascii() && !is_for_core(package, name) => {
            let tree = powershell::parse(text);
            let Some((at, sign)) = first_outside(text, &tree) else { return };
            let breaks =
                tree.faults.is_empty() && !powershell::parse(&utf8_as_ansi(text)).faults.is_empty();
            let place = place(package, script, at, sign.len_utf8());
            let help = "store it as UTF-8 with byte order mark";
            if breaks {
                findings
                    .at(Place::file(script.name()))
                    .say(format!(
                        "the script {name} is UTF-8 without byte order mark, and read as ANSI, as Windows \
                         PowerShell does, its strings do not end where they should: it does not parse"
                    ))
                    .with_confidence(Confidence::Likely)
                    .help(help);
            } else {
                findings
                    .at(place)
                    .say(format!(
                        "the script {name} is UTF-8 without byte order mark, and Windows PowerShell reads {sign} \
                         as other characters"
                    ))
                    .here("the first of them")
                    .lowered_to(Severity::Advice)
                    .help(help);
            }
        }
        _ => {}
    }
}

/// The first character outside of comments that is not ASCII.
fn first_outside(text: &str, tree: &Tree) -> Option<(usize, char)> {
    let mut comments = tree.comments.iter().peekable();
    text.char_indices().filter(|(_, ch)| !ch.is_ascii()).find(|(at, _)| {
        while comments.peek().is_some_and(|comment| comment.end as usize <= *at) {
            comments.next();
        }
        comments.peek().is_none_or(|comment| comment.start as usize > *at)
    })
}

/// Whether PowerShell 7, which reads UTF-8, is what runs it.
fn is_for_core(package: &Package, name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    package.commands().iter().any(|command| {
        let line = command.line.value().to_ascii_lowercase();
        line.contains(&name) && line.contains("pwsh")
    })
}

fn batch(package: &Package, script: &Source, name: &str, findings: &mut Findings<'_>) {
    let text = script.text();
    match script.encoding() {
        Encoding::Utf16Le { .. } | Encoding::Utf16Be { .. } => {
            findings
                .at(Place::file(script.name()))
                .say(format!(
                    "the script {name} is UTF-16, which cmd does not read: none of it runs"
                ))
                .help("store it as ANSI or UTF-8 without byte order mark");
        }
        Encoding::Utf8 { bom: true } => {
            let first = text.lines().next().unwrap_or_default().trim();
            let word = first.trim_start_matches('@').to_ascii_lowercase();
            let is_needless =
                ["echo", "rem", "title", "cls", ":"].iter().any(|quiet| word.starts_with(quiet));
            if !word.is_empty() {
                let finding = findings
                    .at(place(package, script, 0, first.len()))
                    .say(format!(
                        "the script {name} starts with a byte order mark, which cmd takes for the start of the \
                         first command: that one fails"
                    ))
                    .here("not found");
                match is_needless {
                    true => finding.lowered_to(Severity::Advice),
                    false => finding,
                }
                .help("store it without byte order mark");
            }
        }
        _ => {}
    }
    let ends = script.line_ends();
    if text.len() > BLOCK && ends.line_feed > ends.both && jumps(text) {
        let finding = findings
            .at(Place::file(script.name()))
            .say(format!(
                "the lines of {name} end in LF alone, with which cmd may miss a label that goto or \
                 call jumps to"
            ))
            .with_confidence(Confidence::Likely);
        // Outside of Windows, git checks out with LF what Windows gets with CRLF.
        match package.kind == Kind::Script {
            true => finding.lowered_to(Severity::Advice),
            false => finding,
        }
        .help("store it with CRLF");
    }
}

/// Whether the file jumps to a label other than its end.
fn jumps(text: &str) -> bool {
    cmd::parse(text).commands.iter().any(|command| {
        let name = command.name.constant().unwrap_or_default();
        let Some(Argument::Value(target)) = command.arguments.first() else { return false };
        let target = target.constant().unwrap_or_default();
        match name.to_ascii_lowercase().as_str() {
            "goto" => !target.trim_start_matches(':').eq_ignore_ascii_case("eof"),
            "call" => target.starts_with(':'),
            _ => false,
        }
    })
}

fn registry(package: &Package, script: &Source, name: &str, findings: &mut Findings<'_>) {
    if script.encoding() != (Encoding::Utf8 { bom: false }) {
        return;
    }
    let mut at = 0;
    for line in script.text().split_inclusive('\n') {
        let found = line.char_indices().find(|(_, ch)| !ch.is_ascii());
        if let (Some((offset, sign)), false) = (found, line.trim_start().starts_with(';')) {
            findings
                .at(place(package, script, at + offset, sign.len_utf8()))
                .say(format!(
                    "the file {name} is UTF-8 without byte order mark, and the registry gets other characters \
                     than {sign}"
                ))
                .here("read as ANSI")
                .with_confidence(Confidence::Likely)
                .help("store it as UTF-16 with byte order mark");
            return;
        }
        at += line.len();
    }
}
