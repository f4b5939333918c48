//! `mal-obfuscation`

use std::collections::{HashMap, HashSet};

use crate::lint::{Context, Findings, lint};
use crate::package::{Package, RunCall, is_part_of_windows};
use crate::script::reading::Style;
use crate::script::{Disguise, Language, disguises};

lint! {
    /// A script is written so that people cannot read it.
    ///
    /// ## Why it matters
    ///
    /// Names of commands that are glued together, letters as numbers, text that is unpacked and run:
    /// nobody writes this by accident, and nobody can review it. What such text runs is checked as
    /// any other, and shown here as far as it can be folded. One sign by itself can have a reason;
    /// two in one text, or a command whose very name is hidden, have none.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// & ('{0}{1}' -f 'Set-Mp', 'Preference') -DisableRealtimeMonitoring $true
    /// ```
    ///
    /// ```powershell
    /// $run = [char]105 + [char]101 + [char]120
    /// & $run 'Get-Date'
    /// ```
    ///
    /// ```batch
    /// n^et us^er
    /// ```
    ///
    /// ```batch
    /// set a=power
    /// set b=shell
    /// %a%%b% -NoProfile -Command "Restart-Service spooler"
    /// ```
    ///
    /// ```powershell
    /// Invoke-Expression ('Set-MpPre' + 'ference -DisableRealtime' + 'Monitoring 1')
    /// ```
    ///
    /// ```powershell
    /// $bytes = [Convert]::FromBase64String($packed)
    /// $stream = New-Object IO.Compression.GzipStream([IO.MemoryStream]$bytes, 'Decompress')
    /// Invoke-Expression (New-Object IO.StreamReader($stream)).ReadToEnd()
    /// ```
    ///
    /// ```vbscript
    /// Execute StrReverse(Chr(34) & "xoBgsM") & StrReverse("1 ohce")
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// Characters that cannot be written otherwise, text that is put together, a name out of parts
    /// that have a meaning:
    ///
    /// ```powershell
    /// $lines = 'a' + [char]13 + [char]10 + 'b'
    /// $message = 'Installed {0} of {1}' -f $done, $all
    /// & ($PSScriptRoot + '\' + $name + '.exe') /S
    /// $icon = [Convert]::FromBase64String('iVBORw0KGgo=')
    /// Invoke-Expression ($command + ' -' + $option)
    /// Set-ItemProperty -Path $key `
    ///     -Name Owner -Value Fabrikam
    /// ```
    ///
    /// ```batch
    /// echo a ^& b
    /// set year=%date:~0,4%
    /// set here=%cd:~0,-1%
    /// set app=reader
    /// set arch=64
    /// %app%%arch% /S
    /// ```
    ///
    /// ## What to do
    ///
    /// Replace it with plain source. If nobody knows what it does, do not apply the package.
    ///
    /// ## References
    ///
    /// * <https://attack.mitre.org/techniques/T1027/>
    pub(crate) OBFUSCATION {
        id: "mal-obfuscation", category: ScriptsMalicious,
        severity: Warning, confidence: Heuristic, attack: ["T1027"], since: "0.1.0",
        check,
    }
}

/// What makes a text hard to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Sign {
    Name,
    Codes,
    Cut,
    Replaced,
    Reversed,
    Borrowed,
    Xor,
    Packed,
    Unpacked,
    Executed,
    MixedCase,
    Carets,
}

impl Sign {
    fn text(self) -> &'static str {
        match self {
            Self::Name => "the name of a command is put together",
            Self::Codes => "letters are written as numbers",
            Self::Cut => "words are cut into pieces",
            Self::Replaced => "letters of a constant are replaced",
            Self::Reversed => "text is written backwards",
            Self::Borrowed => "letters are taken out of variables about something else",
            Self::Xor => "text is computed with xor",
            Self::Packed => "text is unpacked from base64",
            Self::Unpacked => "what was packed is run",
            Self::Executed => "text is put together and then run",
            Self::MixedCase => "names are in mixed case",
            Self::Carets => "words are broken by signs that mean nothing",
        }
    }

    /// Whether nothing else can be the reason.
    fn is_enough(self) -> bool {
        self == Self::Name
    }
}

/// A text is enough of it with so many signs.
const ENOUGH: usize = 2;

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    // The signs of each text of the run, with the first call that has it.
    let mut texts: HashMap<(usize, u32), Vec<(Sign, RunCall<'_>)>> = HashMap::new();
    let mut looked_at: HashSet<(usize, u32)> = HashSet::new();
    let mut order = vec![];
    for call in package.calls() {
        let key = (call.part_index, call.unit);
        let mut signs = signs(&call);
        if looked_at.insert(key) {
            order.push(key);
            signs.extend(disguises(&call.unit().tree).into_iter().map(|(found, _)| match found {
                Disguise::Codes => Sign::Codes,
                Disguise::Cut => Sign::Cut,
                Disguise::Replaced => Sign::Replaced,
                Disguise::Reversed => Sign::Reversed,
                Disguise::Borrowed => Sign::Borrowed,
                Disguise::Xor => Sign::Xor,
            }));
        }
        let known = texts.entry(key).or_default();
        for sign in signs {
            if !known.iter().any(|(other, _)| *other == sign) {
                known.push((sign, call));
            }
        }
    }
    for key in order {
        let Some(mut signs) = texts.remove(&key) else { continue };
        signs.sort_by_key(|(sign, _)| *sign);
        let runs = |sign: &Sign| matches!(sign, Sign::Unpacked | Sign::Executed | Sign::Name);
        // What is packed can be a picture.
        let is_code = |sign: &Sign| matches!(sign, Sign::Unpacked | Sign::Name);
        if !signs.iter().any(|(sign, _)| is_code(sign)) {
            signs.retain(|(sign, _)| !matches!(sign, Sign::Packed | Sign::Xor));
        }
        let is_enough = signs.len() >= ENOUGH || signs.iter().any(|(sign, _)| sign.is_enough());
        let at = signs.iter().find(|(sign, _)| runs(sign)).or(signs.first());
        let (true, Some((_, call))) = (is_enough, at) else { continue };
        // What is packed and then run, and nothing else, is an encoded command.
        let is_packed = |sign: &Sign| matches!(sign, Sign::Packed | Sign::Unpacked);
        if call.runs_text() && signs.iter().all(|(sign, _)| is_packed(sign)) {
            continue;
        }
        let all: Vec<&str> = signs.iter().map(|(sign, _)| sign.text()).collect();
        let shown = match call.runs().next() {
            Some(inner) => inner.shown_folded(),
            None => call.shown_folded(),
        };
        findings
            .at(*call)
            .say(format!(
                "this text is written so that people cannot read it ({}); it runs `{shown}`",
                all.join(", ")
            ))
            .help("replace it with plain source");
    }
}

fn signs(call: &RunCall<'_>) -> Vec<Sign> {
    let mut found = vec![];
    if hides_name(call) {
        found.push(Sign::Name);
    }
    let is_cmd = matches!(call.language(), Language::Batch | Language::Cmd);
    if is_cmd && carets(call.text()) >= ENOUGH {
        found.push(Sign::Carets);
    }
    if is_mixed(call.program.text()) {
        found.push(Sign::MixedCase);
    }
    match (call.style, call.name.as_str()) {
        (Style::Cmdlet, "invoke-expression" | "execute" | "executeglobal") => {
            let source = call.source();
            let piped = source.as_ref().and_then(|source| {
                let first = source.arguments.first().map(|first| &first.value);
                source.call().output.as_deref().or(first)
            });
            let given = call.parameter_or("command", 0).or(piped);
            let is_made = given.is_some_and(|given| given.is_folded && given.is_known());
            let mut inside = call.inside().chain(source.iter().flat_map(RunCall::inside));
            if inside.any(|inner| unpacks(&inner)) {
                found.push(Sign::Unpacked);
            } else if is_made {
                found.push(Sign::Executed);
            }
        }
        (Style::StaticMethod, "create") => {
            let is_made = call.positional().any(|given| given.is_folded && given.is_known());
            let is_script = call
                .object()
                .is_some_and(|object| object.text().to_ascii_lowercase().ends_with("scriptblock"));
            if is_script && is_made {
                found.push(Sign::Executed);
            }
        }
        (Style::StaticMethod, "load") => {
            let is_assembly = call.object().is_some_and(|object| {
                object.text().to_ascii_lowercase().ends_with("reflection.assembly")
            });
            let mut inside = call.inside();
            if is_assembly && inside.any(|inner| inner.is("frombase64string")) {
                found.push(Sign::Unpacked);
            }
        }
        (Style::StaticMethod, "frombase64string") => found.push(Sign::Packed),
        _ => {}
    }
    found
}

/// Whether it makes text out of what was packed.
fn unpacks(call: &RunCall<'_>) -> bool {
    call.is_any(&["frombase64string", "readtoend"])
        && !call.inside().any(|inner| inner.is_any(&["getresponsestream", "openread"]))
}

/// Whether the name of a command is not to be seen in the text.
fn hides_name(call: &RunCall<'_>) -> bool {
    if call.name.is_empty()
        || !matches!(call.style, Style::Cmdlet | Style::Program | Style::Builtin)
    {
        return false;
    }
    let unit = call.unit();
    let command = call.command.and_then(|at| unit.tree.commands.get(at as usize));
    let Some(range) = command.map(|command| &command.name.range) else { return false };
    let written = unit.text.text().get(range.start as usize..range.end as usize);
    let Some(written) = written.filter(|written| !written.is_empty()) else { return false };
    if is_of_variables(call, written) {
        return true;
    }
    let is_plain = call.program.known().is_some_and(|name| {
        !name.contains(['\\', '/', '.', ':', ' ']) && name.chars().any(char::is_alphabetic)
    });
    let breaks = |sign: char| {
        let mut rest = written.split(sign).skip(1);
        rest.any(|behind| behind.starts_with(|ch: char| ch.is_ascii_alphanumeric()))
    };
    match call.language() {
        Language::PowerShell => {
            let is_glued = call.program.is_folded && is_plain;
            is_glued || !written.contains(['\'', '"', '(', '$']) && breaks('`')
        }
        Language::Batch | Language::Cmd => {
            let inner = written.trim_matches('"');
            let has_quotes = inner.contains('"') && !inner.contains(['\\', '%', '!', ' ']);
            let is_cut = is_plain && !call.program.uses.is_empty() && written.contains(":~");
            breaks('^') || has_quotes || is_cut
        }
        _ => false,
    }
}

/// Whether a name that everybody knows is put together out of variables: `%a%%b%`, `"$a$b"`.
fn is_of_variables(call: &RunCall<'_>, written: &str) -> bool {
    let text = call.unit().text.text();
    match call.language() {
        Language::PowerShell => {
            let inner = written.trim_matches('"');
            let names: Vec<&str> = inner.split('$').collect();
            let is_name = |name: &&str| {
                let name = name.trim_start_matches('{').trim_end_matches('}');
                !name.is_empty() && name.chars().all(|ch| ch.is_alphanumeric() || ch == '_')
            };
            let is_made = matches!(names.as_slice(), ["", rest @ ..] if rest.len() > 1 && rest.iter().all(is_name));
            is_made
                && (call.style == Style::Cmdlet && call.name.contains('-') || is_known(&call.name))
        }
        Language::Batch | Language::Cmd => {
            // `call` reads its line once more.
            let (written, name) = match (call.is("call"), call.arguments.first()) {
                (true, Some(first)) => {
                    (text.get(first.range.clone()).unwrap_or_default(), first.value.text())
                }
                _ => (written, call.name.as_str()),
            };
            let names: Vec<&str> = written.split(['%', '!']).collect();
            // Nothing stands before, between and behind them.
            let is_made =
                names.len() >= 5 && names.iter().step_by(2).all(|between| between.is_empty());
            is_made && is_known(&name.to_ascii_lowercase())
        }
        _ => false,
    }
}

/// Whether it is a program or command of Windows.
fn is_known(name: &str) -> bool {
    let name = name.strip_suffix(".exe").unwrap_or(name);
    is_part_of_windows(name) || crate::script::cmd::is_builtin(name)
}

/// Carets between letters, which mean nothing.
fn carets(text: &str) -> usize {
    let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
    let mut is_quoted = false;
    let bytes = text.as_bytes();
    let mut count = 0;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'^' if !is_quoted => {
                let before = at.checked_sub(1).and_then(|at| bytes.get(at));
                count += usize::from(is_letter(before) && is_letter(bytes.get(at + 1)));
            }
            _ => {}
        }
    }
    count
}

/// `iNvOkE-eXpReSsIoN`: nearly every letter is in another case than the one before it.
fn is_mixed(name: &str) -> bool {
    let letters: Vec<bool> =
        name.chars().filter(char::is_ascii_alphabetic).map(|ch| ch.is_ascii_uppercase()).collect();
    let changes = letters.windows(2).filter(|pair| pair.first() != pair.last()).count();
    letters.len() >= 6 && changes * 3 > letters.len() * 2
}
