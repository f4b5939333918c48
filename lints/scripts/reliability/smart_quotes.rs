//! `script-smart-quotes`

use std::ops::Range;

use crate::lint::{Confidence, Context, Findings, lint};
use crate::package::{Package, Place};
use crate::script::cmd::{self, Kind, Mode};
use crate::script::command_line::unwrap;
use crate::text::{Encoding, Source, Span};

lint! {
    /// A command has typographic quotes, dashes or blanks where it needs plain ones.
    ///
    /// ## Why it matters
    ///
    /// Text processors and web pages turn `"` into `“`, `-` into `–` and blanks into ones that do not
    /// break. To Windows, cmd and the registry editor these are letters: nothing is quoted, the option
    /// is none, and two words are one.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <DeviceContext>
    ///     <CommandLine>msiexec /i “C:\Depot files\agent.msi” /qn</CommandLine>
    ///   </DeviceContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ```corpus
    /// cmd-encodings
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// PowerShell takes its own dashes as they come, and text is text:
    ///
    /// ```xml
    /// <ProvisioningCommands>
    ///   <PrimaryContext>
    ///     <Command>
    ///       <CommandConfig Name="one">
    ///         <CommandLine>powershell –ExecutionPolicy Bypass –File setup.ps1</CommandLine>
    ///       </CommandConfig>
    ///       <CommandConfig Name="two">
    ///         <CommandLine>setup.exe /title "The “new” till" /owner Owner’s</CommandLine>
    ///       </CommandConfig>
    ///     </Command>
    ///   </PrimaryContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## What to do
    ///
    /// Type the sign again.
    pub(crate) SMART_QUOTES {
        id: "script-smart-quotes", category: ScriptsReliability,
        severity: Error, confidence: Likely, since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for command in package.commands() {
        let line = command.line.value();
        let Some(range) = in_line(line) else { continue };
        let sign = line.get(range.clone()).unwrap_or_default();
        findings
            .at(Place::part_of(command.line, &range))
            .say(format!("the command has {}, pasted from a document or web page", tell(sign)))
            .here(meaning(sign))
            .help("type it again");
    }
    for script in package.scripts() {
        let name = package.script_name(script);
        let found = match name.rsplit_once('.').unwrap_or_default().1.to_ascii_lowercase().as_str()
        {
            "bat" | "cmd" => in_batch(script.text()),
            "reg" => in_registry(script.text()),
            _ => continue,
        };
        if let Some(range) = found {
            report(package, script, name, &range, findings);
        }
    }
}

fn report(
    package: &Package,
    script: &Source,
    name: &str,
    range: &Range<usize>,
    findings: &mut Findings<'_>,
) {
    let sign = script.text().get(range.clone()).unwrap_or_default();
    let place = match (package.id_of(script), u32::try_from(range.start), u32::try_from(range.end))
    {
        (Some(id), Ok(start), Ok(end)) => Place::from(&Span::new(id, start..end)),
        _ => Place::file(script.name()),
    };
    let finding = findings
        .at(place)
        .say(format!("the file {name} has {}, pasted from a document or web page", tell(sign)))
        .here(meaning(sign));
    // The code page is a guess.
    match matches!(script.encoding(), Encoding::Legacy(_)) {
        true => finding.with_confidence(Confidence::Heuristic),
        false => finding,
    }
    .help("type it again");
}

fn tell(sign: &str) -> String {
    let code = sign.chars().next().map_or(0, u32::from);
    match sign {
        "\u{a0}" => "a blank that does not break (U+00A0)".to_owned(),
        "\u{2013}" => "a long dash (U+2013) before an option".to_owned(),
        _ => format!("the quote {sign} (U+{code:04X})"),
    }
}

fn meaning(sign: &str) -> &'static str {
    match sign {
        "\u{a0}" => "part of a word, and no blank",
        "\u{2013}" => "no option",
        _ => "a letter, and no quote",
    }
}

/// The sign in a word, without quotes around it, that was meant to be another one.
fn in_word(word: &str, mut before: Option<char>, takes_dashes: bool) -> Option<Range<usize>> {
    let is_double = |ch: char| matches!(ch, '\u{201c}' | '\u{201d}');
    let mut signs = word.char_indices().peekable();
    while let Some((at, ch)) = signs.next() {
        let next = signs.peek().map(|(_, next)| *next);
        let opens = matches!(before, None | Some('=' | ':'));
        let is_one = match ch {
            '\u{a0}' => true,
            _ if is_double(ch) => opens || next.is_none(),
            '\u{2018}' => opens,
            '\u{2013}' => {
                before.is_none()
                    && !takes_dashes
                    && next.is_some_and(|next| next.is_ascii_alphabetic())
            }
            _ => false,
        };
        if is_one {
            return Some(at..at + ch.len_utf8());
        }
        before = Some(ch);
    }
    None
}

/// The first such sign of a command line that stands outside of quotes.
fn in_line(line: &str) -> Option<Range<usize>> {
    if line.is_ascii() {
        return None;
    }
    let unwrapped = unwrap(line);
    let is_powershell = |name: &str| matches!(name, "powershell" | "pwsh");
    let takes_dashes =
        unwrapped.steps.iter().any(|step| step.program().as_deref().is_some_and(is_powershell));
    let mut is_quoted = false;
    let mut at = 0;
    for part in line.split_inclusive('"') {
        if !is_quoted {
            let mut start = at;
            for word in part.trim_end_matches('"').split_inclusive([' ', '\t']) {
                if let Some(found) = in_word(word.trim_end_matches([' ', '\t']), None, takes_dashes)
                {
                    return Some(start + found.start..start + found.end);
                }
                start += word.len();
            }
        }
        is_quoted = !is_quoted;
        at += part.len();
    }
    None
}

/// Commands of cmd whose arguments are text for people.
const TEXT: &[&str] = &["echo", "title", "set", "msg", "rem"];

fn in_batch(text: &str) -> Option<Range<usize>> {
    if text.is_ascii() {
        return None;
    }
    let script = cmd::read(text, Mode::Batch);
    let commands = &script.tree.commands;
    let mut is_quoted = false;
    for token in &script.tokens {
        let range = token.range.start as usize..token.range.end as usize;
        match token.kind {
            Kind::Quote => is_quoted = !is_quoted,
            Kind::Newline => is_quoted = false,
            Kind::Text if !is_quoted && !token.text(text).is_ascii() => {
                let starts =
                    commands.partition_point(|command| command.range.start <= token.range.start);
                let command = starts.checked_sub(1).and_then(|at| commands.get(at));
                let Some(command) = command.filter(|found| token.range.end <= found.range.end)
                else {
                    continue;
                };
                let name = command.name.constant().unwrap_or_default().to_ascii_lowercase();
                let takes_dashes = name.contains("powershell") || name.contains("pwsh");
                let before = text.get(..range.start).and_then(|before| before.chars().last());
                let before = before.filter(|ch| !matches!(ch, ' ' | '\t' | '\n' | '('));
                let found = in_word(token.text(text), before, takes_dashes);
                if let (false, Some(found)) = (TEXT.contains(&name.as_str()), found) {
                    return Some(range.start + found.start..range.start + found.end);
                }
            }
            _ => {}
        }
    }
    None
}

/// A name or value in a `.reg` file that begins with such a quote.
fn in_registry(text: &str) -> Option<Range<usize>> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start();
        let start = at + line.len() - trimmed.len();
        let quote = '\u{201c}';
        if trimmed.starts_with([quote, '\u{201d}']) {
            return Some(start..start + quote.len_utf8());
        }
        if let Some(sign) = trimmed.find("=\u{201c}").or_else(|| trimmed.find("=\u{201d}"))
            && trimmed.starts_with(['"', '@'])
        {
            return Some(start + sign + 1..start + sign + 1 + quote.len_utf8());
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(range: Option<Range<usize>>, text: &str) -> Option<&str> {
        range.and_then(|range| text.get(range))
    }

    #[test]
    fn only_signs_that_were_meant_to_be_others_count() {
        for (line, sign) in [
            ("msiexec /i “a b.msi” /qn", Some("“")),
            ("setup.exe –quiet", Some("–")),
            ("powershell –File a.ps1", None),
            ("setup.exe\u{a0}/quiet", Some("\u{a0}")),
            ("setup.exe A=“x y”", Some("“")),
            ("setup.exe /note \"a “b” – c\" d–e Owner’s", None),
            ("setup.exe 10 – 20", None),
        ] {
            assert_eq!(found(in_line(line), line), sign, "{line}");
        }
        for (text, sign) in [
            ("rem “a”\r\necho the “a” – b\r\ntitle “x”\r\n", None),
            ("copy “a b” c\r\n", Some("“")),
            ("copy \"a “b” c\" d\r\n", None),
            ("msiexec –i x.msi\r\n", Some("–")),
            ("powershell –File x.ps1\r\n", None),
        ] {
            assert_eq!(found(in_batch(text), text), sign, "{text}");
        }
        let text = "; “x”\r\n\"a\"=“b”\r\n";
        assert_eq!(
            in_registry(text),
            Some(text.find("“b").unwrap_or_default()).map(|at| at..at + 3)
        );
        assert_eq!(in_registry("\"a\"=\"the “b”\"\r\n"), None);
    }

    proptest! {
        #[test]
        fn ranges_are_those_of_signs(text in "[a\"“”‘–\u{a0}=:;& \r\n/-]{0,60}") {
            for range in [in_line(&text), in_batch(&text), in_registry(&text)].into_iter().flatten() {
                assert!(text.get(range).is_some_and(|sign| sign.chars().count() == 1));
            }
        }
    }
}
