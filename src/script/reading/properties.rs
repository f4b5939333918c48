//! What holds for any text.

#![expect(clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::ops::Range;

use proptest::prelude::*;

use super::{Call, Reading, Value, read_counted};
use crate::script::Environment;
use crate::script::language::Language;

/// What scripts are made of, whole and broken.
const FRAGMENTS: &[&str] = &[
    "$x",
    "$env:x",
    "$(",
    "@(",
    "@{",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "@'\n",
    "\n'@",
    "`",
    "\n",
    "\r\n",
    " ",
    ";",
    ",",
    "|",
    "&",
    ".",
    "::",
    "=",
    "+=",
    "+",
    "-f",
    "-join",
    "-replace",
    "[char]",
    "65",
    "'a'",
    "\"$x\"",
    "if",
    "else",
    "foreach",
    "function f",
    "param",
    "try",
    "catch",
    "iex ",
    "'iex x'",
    "cmd /c ",
    "cmd /c \"",
    "powershell -c ",
    "powershell -enc ",
    "ZQBjAGgAbwAgAHgA",
    "start ",
    "Start-Process ",
    "-ArgumentList ",
    "Set-Content x.ps1 ",
    "Join-Path a b",
    ".Replace('a','bb')",
    "set x=",
    "%x%",
    "!x!",
    "%x:a=b%",
    "%x:~0,1%",
    "%~dp0",
    "%%i",
    "for /f %%i in (",
    "echo ",
    ">x.cmd ",
    ">>x.cmd ",
    ":l\n",
    "goto l\n",
    "exit /b\n",
    "^",
    "rem ",
    "schtasks /create /tr ",
    "msiexec /i x",
    "é",
    "\u{fffc}",
    "@x",
    "$x=",
    "$x+=$x;",
    "var x = ",
    "x += x;",
    "x.push(",
    "new ActiveXObject(",
    "sh.Run(",
    "eval(",
    "String.fromCharCode(",
    "unescape('%41')",
    ".split('')",
    ".reverse()",
    ".join(",
    ".replace(/a/g, 'bb')",
    "function (",
    "<script language='js'>",
    "<script language='vbs'>",
    "</script>",
];

fn languages() -> impl Strategy<Value = Language> {
    use Language::{Batch, Cmd, CommandLine, JScript, PowerShell, VbScript, Wsf};
    prop::sample::select(vec![PowerShell, Batch, Cmd, CommandLine, VbScript, JScript, Wsf])
}

fn assembled() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(FRAGMENTS), 0..40).prop_map(|parts| parts.concat())
}

fn anything() -> impl Strategy<Value = String> {
    prop_oneof![4 => assembled(), 1 => any::<String>()]
}

fn counted(text: &str, language: Language) -> (Reading, usize) {
    read_counted(text, language, &Environment::device())
}

/// Checks that everything stands in the text that was read.
struct Checker<'t> {
    text: &'t str,
    reading: &'t Reading,
}

impl Checker<'_> {
    fn range(&self, unit: u32, range: &Range<usize>) {
        let inner = self.reading.units[unit as usize].text.text();
        assert!(inner.get(range.clone()).is_some(), "{range:?} in {inner:?} of {:?}", self.text);
        let place = self.reading.place(unit, range);
        assert!(self.text.get(place.clone()).is_some(), "{place:?} in {:?}", self.text);
    }

    fn value(&self, unit: u32, value: &Value) {
        self.range(unit, &value.range);
        self.range(unit, &value.text.source_range());
        value.uses.iter().for_each(|used| self.range(unit, &used.range));
        value.items.iter().flatten().for_each(|item| self.value(unit, item));
    }

    fn call(&self, call: &Call) {
        self.range(call.unit, &call.range);
        self.value(call.unit, &call.program);
        self.value(call.unit, &call.line);
        for argument in &call.arguments {
            self.range(call.unit, &argument.range);
            self.value(call.unit, &argument.value);
        }
        for redirect in &call.redirects {
            redirect.file.iter().for_each(|file| self.value(call.unit, file));
        }
    }

    fn all(&self) {
        for (index, call) in self.reading.calls.iter().enumerate() {
            self.call(call);
            assert!(call.piped_from.is_none_or(|from| (from as usize) < index), "{:?}", self.text);
        }
        for (index, unit) in self.reading.units.iter().enumerate() {
            let from = unit.from.map(|(call, _)| &self.reading.calls[call as usize]);
            assert!(from.is_none_or(|call| (call.unit as usize) < index), "{:?}", self.text);
        }
    }
}

proptest! {
    #[test]
    fn everything_stands_in_the_text(text in anything(), language in languages()) {
        let (reading, _) = counted(&text, language);
        Checker { text: &text, reading: &reading }.all();
    }

    #[test]
    fn the_work_grows_with_the_text_and_no_faster(text in assembled(), language in languages()) {
        let text = text.repeat(100);
        let (_, steps) = counted(&text, language);
        // What values may grow to is bounded by the text as well.
        prop_assert!(steps <= 40 * text.len() + (3 << 20), "{steps} for {}: {text:?}", text.len());
    }
}

#[test]
fn depth_is_no_danger() {
    for unit in ["(", "{", "$(", "@(", "@{a=", "\"$(", "[int]", "$x[", "iex '", "cmd /c \"", "if("]
    {
        let text = unit.repeat(20_000);
        for language in
            [Language::PowerShell, Language::Batch, Language::CommandLine, Language::JScript]
        {
            let (reading, _) = counted(&text, language);
            drop(reading);
        }
    }
}

#[test]
fn values_that_grow_end_at_a_limit() {
    let doubled = "$x = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'\n".to_owned()
        + &"$x = \"$x$x\"\n".repeat(10_000)
        + "Get-It $x";
    let (reading, steps) = counted(&doubled, Language::PowerShell);
    assert!(steps < 40 * doubled.len() + (3 << 20), "{steps}");
    assert!(!reading.calls.last().is_some_and(super::Call::is_known));
    for unit in ["x = x + x;\n", "x += x;\n", "x = [x, x].join('');\n", "x = x.concat(x);\n"] {
        let doubled = "var x = 'aaaaaaaaaaaaaaaaaaaa';\n".to_owned() + &unit.repeat(5_000) + "f(x)";
        let (reading, steps) = counted(&doubled, Language::JScript);
        assert!(steps < 40 * doubled.len() + (3 << 20), "{steps}");
        assert!(!reading.calls.last().is_some_and(super::Call::is_known));
    }
}
