//! Ways to write a text so that people do not see what it says.

use std::ops::Range;

use super::tree::{Argument, CommandKind, Piece, Tree, Word};

/// Letters that are written as codes, in one value, before it counts.
const MOST_CODES: usize = 2;

/// The same in VBScript, where each is a call, in a whole text.
const MOST_CHR: usize = 5;

/// A way to write a text so that people do not see what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Disguise {
    /// `[char]105`, `Chr(105)`: letters as their codes.
    Codes,
    /// `'Invo' + 'ke-It'`, `'{0}{1}' -f 'Invo', 'ke-It'`: words in pieces.
    Cut,
    /// `'Get#It'.Replace('#', '-')`: a constant that is made another one.
    Replaced,
    /// `'xei'[-1..-3]`, `StrReverse("xei")`.
    Reversed,
    /// `%comspec:~10,1%`, `$env:comspec[4]`: letters out of variables that are about something else.
    Borrowed,
    /// Letters that are computed with exclusive or.
    Xor,
}

/// The disguises in a text, in no order.
pub fn disguises(tree: &Tree) -> Vec<(Disguise, Range<u32>)> {
    let mut found = vec![];
    let mut chr = vec![];
    for command in &tree.commands {
        let name = command.name.constant().unwrap_or_default();
        let first = command.arguments.iter().find_map(|argument| match argument {
            Argument::Value(word) => Some(word),
            Argument::Parameter { .. } => None,
        });
        if command.kind == CommandKind::Command {
            let given = first.and_then(Word::constant);
            if name.eq_ignore_ascii_case("chr") || name.eq_ignore_ascii_case("chrw") {
                chr.extend(given.filter(|code| is_letter(code)).map(|_| command.range.clone()));
            }
            if name.eq_ignore_ascii_case("strreverse") && given.is_some() {
                found.push((Disguise::Reversed, command.range.clone()));
            }
        }
        let is_replace =
            command.kind == CommandKind::Method && name.eq_ignore_ascii_case("replace");
        if is_replace && command.arguments.iter().all(is_text) {
            found.push((Disguise::Replaced, command.range.clone()));
        }
        word(&command.name, &mut found);
        for argument in &command.arguments {
            match argument {
                Argument::Value(value) | Argument::Parameter { value: Some(value), .. } => {
                    word(value, &mut found);
                }
                Argument::Parameter { .. } => {}
            }
        }
    }
    for binding in &tree.bindings {
        binding.value.iter().for_each(|value| word(value, &mut found));
    }
    if let Some(first) = chr.first().filter(|_| chr.len() > MOST_CHR) {
        found.push((Disguise::Codes, first.clone()));
    }
    found
}

fn word(of: &Word, found: &mut Vec<(Disguise, Range<u32>)>) {
    let mut codes = 0;
    walk(of, &mut |piece| match piece {
        Piece::Cast { type_name, value, .. } => {
            let name = type_name.to_ascii_lowercase();
            let name = name.strip_prefix("system.").unwrap_or(&name);
            if matches!(name, "char" | "char[]") {
                codes += match is_item(value) {
                    // One by one out of a list.
                    true => MOST_CODES + 1,
                    false => letters(value),
                };
            }
        }
        Piece::Operation { operator, operands, range } => match (operator.as_str(), &**operands) {
            ("+" | "&", pieces) if pieces.windows(2).any(are_cut) => {
                found.push((Disguise::Cut, range.clone()));
            }
            ("join", [of, rest @ ..]) if rest.iter().all(|by| by.constant() == Some("")) => {
                if let [Piece::List { items, .. }] = of.pieces.as_slice()
                    && items.windows(2).any(are_cut)
                {
                    found.push((Disguise::Cut, range.clone()));
                }
            }
            ("f", [format, _]) if format.constant().is_some_and(|text| text.contains("}{")) => {
                found.push((Disguise::Cut, range.clone()));
            }
            ("replace" | "creplace", [of, by]) if of.constant().is_some() && is_constant(by) => {
                found.push((Disguise::Replaced, range.clone()));
            }
            ("bxor", _) => found.push((Disguise::Xor, range.clone())),
            ("index", [of, at]) => {
                let is_text = of.constant().is_some_and(|text| text.chars().count() > 3);
                if is_text && counts_back(at) {
                    found.push((Disguise::Reversed, range.clone()));
                } else if of.variable().is_some_and(is_of_system) {
                    found.push((Disguise::Borrowed, range.clone()));
                }
            }
            // A drive letter is the first one.
            ("substring", [of, from, count])
                if of.variable().is_some_and(is_of_system)
                    && count.constant() == Some("1")
                    && from.constant() != Some("0") =>
            {
                found.push((Disguise::Borrowed, range.clone()));
            }
            _ => {}
        },
        _ => {}
    });
    if codes > MOST_CODES {
        found.push((Disguise::Codes, of.range.clone()));
    }
}

/// Looks at the pieces of a word and of the words in it, which nest no deeper than the reader let
/// them.
fn walk(word: &Word, look: &mut dyn FnMut(&Piece)) {
    for piece in &word.pieces {
        look(piece);
        match piece {
            Piece::List { items, .. } => items.iter().for_each(|item| walk(item, look)),
            Piece::Map { entries, .. } => entries.iter().for_each(|(_, value)| walk(value, look)),
            Piece::Operation { operands, .. } => {
                operands.iter().for_each(|operand| walk(operand, look));
            }
            Piece::Cast { value, .. } => walk(value, look),
            Piece::Member { object, .. } => walk(object, look),
            _ => {}
        }
    }
}

/// Whether a word ends in one text and goes on in the next.
fn are_cut(pair: &[Word]) -> bool {
    let [left, right] = pair else { return false };
    let (Some(before), Some(behind)) = (left.constant(), right.constant()) else { return false };
    let is_inside = |ch: char| ch.is_ascii_alphabetic() || ch == '-';
    left.quoted
        && right.quoted
        && before.ends_with(is_inside)
        && behind.starts_with(|ch: char| ch.is_ascii_alphabetic())
}

fn is_text(argument: &Argument) -> bool {
    matches!(argument, Argument::Value(word) if word.constant().is_some())
}

/// Whether it is a constant, or a list of them.
fn is_constant(word: &Word) -> bool {
    match word.pieces.as_slice() {
        [Piece::List { items, .. }] => items.iter().all(|item| item.constant().is_some()),
        _ => word.constant().is_some(),
    }
}

/// Whether a word is what a pipeline gives, or a cast of that.
fn is_item(word: &Word) -> bool {
    match word.pieces.as_slice() {
        [Piece::Cast { value, .. }] => value.variable() == Some("_"),
        _ => word.variable() == Some("_"),
    }
}

/// How many letters a word of codes is.
fn letters(of: &Word) -> usize {
    match of.pieces.as_slice() {
        [Piece::List { items, .. }] => items.iter().map(letters).sum(),
        _ => usize::from(of.constant().is_some_and(is_letter)),
    }
}

fn is_letter(code: &str) -> bool {
    let code = code.trim().to_ascii_lowercase();
    let code = match code.strip_prefix("0x").or(code.strip_prefix("&h")) {
        Some(digits) => u8::from_str_radix(digits, 16).ok(),
        None => code.parse().ok(),
    };
    code.is_some_and(|code| code.is_ascii_alphabetic())
}

/// `-1..-8`.
fn counts_back(at: &Word) -> bool {
    match at.pieces.as_slice() {
        [Piece::Operation { operator, operands, range }] if operator == ".." => {
            let is_one = operands.first().is_some_and(|first| first.constant() == Some("-1"));
            is_one && !range.is_empty()
        }
        _ => false,
    }
}

fn is_of_system(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let plain = name.strip_prefix("env:").unwrap_or(&name);
    let is_own = matches!(name.as_str(), "pshome" | "shellid");
    let is_of_environment = name.starts_with("env:")
        && matches!(
            plain,
            "comspec"
                | "programfiles"
                | "programfiles(x86)"
                | "commonprogramfiles"
                | "programdata"
                | "allusersprofile"
                | "public"
                | "windir"
                | "systemroot"
                | "path"
                | "pathext"
                | "psmodulepath"
                | "os"
                | "temp"
                | "tmp"
                | "appdata"
                | "localappdata"
        );
    is_own || is_of_environment
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::{cmd, powershell, vbscript};

    fn of(tree: &Tree) -> Vec<Disguise> {
        disguises(tree).into_iter().map(|(disguise, _)| disguise).collect()
    }

    #[test]
    fn letters_that_are_no_letters_in_the_text_are_found() {
        let powershell = |text| of(&powershell::parse(text));
        assert_eq!(powershell("$x = [char]105 + [char]101 + [char]120"), [Disguise::Codes]);
        assert_eq!(powershell("& ([char[]](105, 101, 120) -join '')"), [Disguise::Codes]);
        assert_eq!(powershell("$x = 72, 105 | % { [char]$_ }"), [Disguise::Codes]);
        assert_eq!(powershell("$x = 'Invoke-It' + 'em'"), [Disguise::Cut]);
        assert_eq!(powershell("$x = '{1}{0}' -f 'b', 'a'"), [Disguise::Cut]);
        assert_eq!(powershell("$x = 'a#b'.Replace('#', '')"), [Disguise::Replaced]);
        assert_eq!(powershell("$x = -join 'sserpxE-ekovnI'[-1..-14]"), [Disguise::Reversed]);
        assert_eq!(powershell("& ($env:comspec[4, 26, 25] -join '')"), [Disguise::Borrowed]);
        assert_eq!(of(&cmd::parse("%comspec:~-16,1%et user")), [Disguise::Borrowed]);
        assert_eq!(of(&vbscript::parse("Execute StrReverse(\"xoBgsM\")")), [Disguise::Reversed]);
    }

    #[test]
    fn what_has_other_reasons_is_not() {
        for text in [
            "$line = \"a\" + [char]13 + [char]10",
            "$all = [char[]](65..90)",
            "$last = $list[-1]",
            "$back = $list[-1..-($list.Count)]",
            "$drive = $env:windir.Substring(0, 1)",
            "$text = 'The app ' + 'is there'",
            "$path = $folder + 'a' + $b",
            "$name = $text.Replace('#', '')",
            "$text = '{0} {1}' -f $a, $b",
        ] {
            assert_eq!(of(&powershell::parse(text)), [], "{text}");
        }
        for text in ["set d=%date:~0,4%", "set d=%windir:~0,1%", "set d=%cd:~0,-1%"] {
            assert_eq!(of(&cmd::parse(text)), [], "{text}");
        }
        assert_eq!(of(&vbscript::parse("x = Chr(34) & y & Chr(34) & Chr(13) & Chr(10)")), []);
    }
}
