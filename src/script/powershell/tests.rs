//! What a person sees in a script is what the tree says.

use super::{Kind, lex, parse};
use crate::script::{
    Argument, BindOperator, CommandKind, FaultKind, Piece, RedirectionTarget, RunsIf, ScopeKind,
    Stream, Tree, Word,
};

/// A word, short: the output of commands is `<first+count>`, a block `{scope}`.
fn shown(word: &Word) -> String {
    word.pieces.iter().map(piece).collect()
}

fn all(words: &[Word]) -> String {
    words.iter().map(shown).collect::<Vec<_>>().join(", ")
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Text { text, .. } => text.clone(),
        Piece::Variable { name, .. } => format!("${name}"),
        Piece::Commands { first, count, .. } => format!("<{first}+{count}>"),
        Piece::Block { scope, .. } => format!("{{{scope}}}"),
        Piece::List { items, .. } => format!("[{}]", all(items)),
        Piece::Map { entries, .. } => {
            let entries = entries.iter().map(|(key, value)| shown(key) + "=" + &shown(value));
            format!("@{{{}}}", entries.collect::<Vec<_>>().join("; "))
        }
        Piece::Operation { operator, operands, .. } => format!("{operator}({})", all(operands)),
        Piece::Cast { type_name, value, .. } => format!("{type_name}:{}", shown(value)),
        Piece::Type { name, .. } => format!("[{name}]"),
        Piece::Member { object, name, is_static, .. } => {
            format!("{}{}{name}", shown(object), if *is_static { "::" } else { "." })
        }
        Piece::Unknown { .. } => "…".to_owned(),
    }
}

/// A command a line: its name, then its arguments with `|` between them.
fn commands(text: &str) -> Vec<String> {
    let tree = parse(text);
    let shown = tree.commands.iter().map(|command| {
        let mut line = vec![shown(&command.name)];
        line.extend(command.arguments.iter().map(|argument| match argument {
            Argument::Parameter { name, value: None, .. } => format!("-{name}"),
            Argument::Parameter { name, value: Some(value), .. } => {
                format!("-{name}:{}", shown(value))
            }
            Argument::Value(word) => shown(word),
        }));
        line.join(" | ")
    });
    shown.collect()
}

/// A binding a line.
fn bindings(text: &str) -> Vec<String> {
    let tree = parse(text);
    let shown = tree.bindings.iter().map(|binding| {
        let operator = match binding.operator {
            BindOperator::Set => "=",
            BindOperator::Append => "+=",
            BindOperator::Change => "~",
        };
        let value = binding.value.as_ref().map(shown).unwrap_or_default();
        format!("{} {operator} {value}", shown(&binding.target)).trim_end().to_owned()
    });
    shown.collect()
}

/// The value of an expression.
fn value(expression: &str) -> String {
    bindings(&format!("$it = {expression}"))
        .first()
        .and_then(|it| it.strip_prefix("$it = "))
        .unwrap_or_default()
        .to_owned()
}

fn faults(text: &str) -> Vec<FaultKind> {
    parse(text).faults.iter().map(|fault| fault.kind).collect()
}

#[test]
fn a_setup_script_is_read_as_its_author_means_it() {
    let text = r#"#requires -RunAsAdministrator
<# Installs the agent.
   net user ghost /add #>
param([Parameter(Mandatory = $true)] [string] $Site, [switch] $Quiet)
$ErrorActionPreference = 'Stop'
# net user ghost /add
$target = "$env:TEMP\agent.msi"
if (-not (Test-Path $target)) {
    iwr -Uri "https://files.example/$Site/agent.msi" -OutFile $target `
        -UseBasicParsing
}
& msiexec.exe /i $target /qn TOKEN="abc def" 2>&1 | Out-File C:\log.txt -Append
net user kiosk "P@ss word" /add > $null
exit $LASTEXITCODE
"#;
    assert_eq!(
        commands(text),
        [
            "Test-Path | $target",
            "iwr | -Uri | https://files.example/$Site/agent.msi | -OutFile | $target | -UseBasicParsing",
            "msiexec.exe | /i | $target | /qn | TOKEN=abc def",
            "Out-File | C:\\log.txt | -Append",
            "net | user | kiosk | P@ss word | /add",
            "exit | $LASTEXITCODE",
        ]
    );
    assert_eq!(
        bindings(text),
        ["$Site =", "$Quiet =", "$ErrorActionPreference = Stop", "$target = $env:TEMP\\agent.msi",]
    );
    let tree = parse(text);
    assert!(tree.faults.is_empty(), "{:?}", tree.faults);
    assert_eq!(tree.comments.len(), 3);
    let kinds: Vec<ScopeKind> = tree.scopes.iter().map(|scope| scope.kind).collect();
    use ScopeKind::{If, Param, Parentheses, Script};
    assert_eq!(kinds, [Script, Param, Parentheses, If]);
    let condition = tree.scopes.iter().find_map(|scope| scope.condition.as_ref());
    assert_eq!(condition.map(shown).as_deref(), Some("not(<0+1>)"));
    let piped: Vec<Option<u32>> = tree.commands.iter().map(|command| command.piped_from).collect();
    assert_eq!(piped, [None, None, None, Some(2), None, None]);
}

#[test]
fn what_is_downloaded_and_run_is_seen_as_such() {
    assert_eq!(
        commands("(New-Object Net.WebClient).DownloadString('https://x.example/a.ps1') | iex"),
        ["New-Object | Net.WebClient", "DownloadString | <0+1> | https://x.example/a.ps1", "iex"]
    );
    let tree = parse("iex ((irm x).Replace('a', 'b'))");
    let kinds: Vec<CommandKind> = tree.commands.iter().map(|command| command.kind).collect();
    assert_eq!(kinds, [CommandKind::Command, CommandKind::Command, CommandKind::Method]);
    assert_eq!(
        commands("[Net.WebClient]::new().DownloadFile($u, \"$p\\x.exe\")"),
        ["new | [Net.WebClient]", "DownloadFile | <0+1> | $u | $p\\x.exe"]
    );
    assert_eq!(
        commands("& ([scriptblock]::Create((irm x))) -Force"),
        ["<1+1> | -Force", "Create | [scriptblock] | <2+1>", "irm | x"]
    );
}

#[test]
fn words_of_commands() {
    for (text, expected) in [
        ("foo a,b, c d", "foo | [a, b, c] | d"),
        ("foo a,\n  b", "foo | [a, b]"),
        ("foo `\r\n  -a `\n  b", "foo | -a | b"),
        ("foo -Name:x -Force:$true -Path: y", "foo | -Name:x | -Force:$true | -Path:y"),
        ("foo -a- --bar -1 -x=\"y z\" /q:\"a b\"", "foo | -a- | --bar | -1 | -x=y z | /q:a b"),
        ("foo C:\\a$x\\b$($y).txt", "foo | C:\\a$x\\b$y.txt"),
        ("foo $x.Name $x.a.b[0].c \"$x.Name\"", "foo | $x.Name | index($x.a.b, 0).c | $x.Name"),
        (
            "foo $env:x\\y ${env:ProgramFiles(x86)}\\z",
            "foo | $env:x\\y | $env:ProgramFiles(x86)\\z",
        ),
        ("foo a`\"b a`tb a`'b `$x", "foo | a\"b | a\tb | a'b | $x"),
        ("foo 'it''s' \"say \"\"hi\"\" `\"you`\"\"", "foo | it's | say \"hi\" \"you\""),
        ("foo “a b” ‘c’ –Force", "foo | a b | c | -Force"),
        ("foo a#b #c", "foo | a#b"),
        ("foo @args @{ a = 1; 'b c' = $x } @(1, 2)", "foo | $@args | @{a=1; b c=$x} | [1, 2]"),
        ("foo (1) [int] a[0] *.txt", "foo | 1 | [int] | a[0] | *.txt"),
        (
            "icacls C:\\x --% /grant Users:(F) %x% ; y",
            "icacls | C:\\x | --% | /grant Users:(F) %x% ; y",
        ),
        ("7z x a.zip -y", "7z | x | a.zip | -y"),
        (".\\setup.exe /S", ".\\setup.exe | /S"),
        ("& \"$PSScriptRoot\\a b.exe\" -q", "$PSScriptRoot\\a b.exe | -q"),
        (". $PSScriptRoot\\lib.ps1", "$PSScriptRoot\\lib.ps1"),
        ("&$x", "$x"),
        ("Get-It;", "Get-It"),
        ("i`ex $x", "iex | $x"),
        ("& ('i'+'ex') $x", "+(i, ex) | $x"),
        ("reg.exe add HKLM\\X /v A /d 1 /f", "reg.exe | add | HKLM\\X | /v | A | /d | 1 | /f"),
    ] {
        assert_eq!(commands(text), [expected], "{text}");
    }
}

#[test]
fn values() {
    for (text, expected) in [
        ("'a' + 'b' + $c", "+(a, b, $c)"),
        ("1 + 2 * 3 - 4", "-(+(1, *(2, 3)), 4)"),
        ("10kb", "10kb"),
        ("0xFF -bxor 5d", "bxor(0xFF, 5d)"),
        ("1e3..-5", "..(1e3, -5)"),
        ("-$x", "-($x)"),
        ("'{0}{1}' -f 'i', 'ex'", "f({0}{1}, [i, ex])"),
        ("-join ('a', 'b')", "join([a, b])"),
        ("'a,b' -iSplit ',' -join ''", "join(split(a,b, ,), )"),
        ("$s -replace 'a', 'b' -creplace 'c'", "creplace(replace($s, [a, b]), c)"),
        ("[char]65 + [char[]](1, 2)", "+(char:65, char[]:[1, 2])"),
        ("[string][char]65", "string:char:65"),
        ("[Type+Nested]::Member", "[Type+Nested]::Member"),
        ("[Collections.Generic.List[string]]::Empty", "[Collections.Generic.List[string]]::Empty"),
        ("$x -as [int]", "as($x, [int])"),
        ("!$x -and -not $y.z", "and(!($x), not($y.z))"),
        ("$a[0][-1].b", "index(index($a, 0), -1).b"),
        ("@('a', 'b')", "[a, b]"),
        ("@('a'\n'b'; 'c')", "[a, b, c]"),
        ("@()", "[]"),
        ("@{ A = @{ B = 1 }\n C = Get-It\n}", "@{A=@{B=1}; C=<0+1>}"),
        ("@{ A = if ($x) { 1 }\n else { 2 }\n B = 3 }", "@{A=…; B=3}"),
        (", 1", "[1]"),
        ("1, 2, 3", "[1, 2, 3]"),
        ("(1, 2), 3", "[[1, 2], 3]"),
        ("\"a$(Get-It)b\"", "a<0+1>b"),
        ("\"a$(\"b$('c')\")d\"", "abcd"),
        ("\"$x: `$y $ $$ $x[0]\"", "$x: $y $ $$ $x[0]"),
        ("\"`n`u`0\"", "\nu\0"),
        ("@\"\n\"x\" $y\r\n\"@", "\"x\" $y"),
        ("@'\n$x 'y'\n'@", "$x 'y'"),
        ("@'\n'@", ""),
        ("{ Get-It }", "{1}"),
        ("$x.Where{ $_ }", "<0+1>"),
        ("$x.\"Na`me\"", "$x.Name"),
        ("($y = 5) + 1", "+($y, 1)"),
        ("if ($x) { 1 }", "…"),
        ("$a ? 1 : 2", ":(?($a, 1), 2)"),
        ("Get-It | Sort-It", "<0+2>"),
        ("'a' +\n  'b'", "+(a, b)"),
    ] {
        assert_eq!(value(text), expected, "{text}");
    }
}

#[test]
fn what_is_assigned() {
    assert_eq!(bindings("$a, [int]$b = 1, 2"), ["[$a, $b] = [1, 2]"]);
    assert_eq!(bindings("[string] $a = $b = 'x'"), ["$a = $b", "$b = x"]);
    assert_eq!(bindings("$env:Path += ';C:\\x'"), ["$env:Path += ;C:\\x"]);
    assert_eq!(
        bindings("$x.y[0] = 1; $i++; --$j; $k -= 2"),
        ["index($x.y, 0) = 1", "$i ~", "$j ~", "$k ~ 2"]
    );
    assert_eq!(
        bindings("[Net.ServicePointManager]::SecurityProtocol = 'Tls12'"),
        ["[Net.ServicePointManager]::SecurityProtocol = Tls12"]
    );
    assert_eq!(bindings("function f($a, [int] $b = 3) {}"), ["$a =", "$b = 3"]);
    assert_eq!(bindings("foreach ($x in 1..3) { $x }"), ["$x ="]);
    assert_eq!(bindings("for ($i = 0; $i -lt 3; $i++) {}"), ["$i = 0", "$i ~"]);
    // A binding knows what runs after it.
    let tree = parse("a; $x = b; c");
    assert_eq!(tree.bindings.first().map(|binding| binding.before), Some(2));
}

#[test]
fn keywords_are_scopes() {
    let text = "function Install-It { begin { a } process { b } }
        if ($x) { c } elseif (Test-It) { d } else { e }
        while ($true) { f } do { g } until (Test-It)
        switch -Regex ($x) { '^a' { h } default { i } { $_ } { j } }
        try { k } catch [IO.IOException], [Exception] { l } finally { m }
        trap { n } data { o } workflow W { p }
        class C : D { [int] $P = (q); [void] M([string] $s) { r } } enum E { A = 1 }
        :outer foreach ($y in Get-It) { continue outer } s";
    let tree = parse(text);
    assert!(tree.faults.is_empty(), "{:?}", tree.faults);
    let scope_of = |name: &str| {
        let command = tree.commands.iter().find(|command| command.name.constant() == Some(name));
        command.and_then(|command| tree.scopes.get(command.scope as usize)).map(|scope| scope.kind)
    };
    use ScopeKind::{Block, Catch, Else, Finally, Function, If, Loop, Parentheses, Script, Try};
    for (names, kind) in [
        ("a b", Block),
        ("c d h i j", If),
        ("e", Else),
        ("f g continue", Loop),
        ("k", Try),
        ("l n", Catch),
        ("m", Finally),
        ("o", Block),
        ("p r", Function),
        ("q", Parentheses),
        ("s", Script),
    ] {
        for name in names.split(' ') {
            assert_eq!(scope_of(name), Some(kind), "{name}");
        }
    }
    let named: Vec<&str> = tree.scopes.iter().filter_map(|scope| scope.name.as_deref()).collect();
    assert_eq!(named, ["Install-It", "W", "C", "M"]);
    let conditions: Vec<String> =
        tree.scopes.iter().filter_map(|scope| scope.condition.as_ref()).map(shown).collect();
    assert_eq!(conditions.len(), 10, "{conditions:?}");
    assert!(conditions.iter().any(|condition| condition == "^a"));
}

#[test]
fn chains_and_streams() {
    let tree = parse("a && b || c; d 2> e.txt 3>&1 *>> f.txt < g; h &");
    let runs: Vec<RunsIf> = tree.commands.iter().map(|command| command.runs_if).collect();
    use RunsIf::{Always, Failed, Succeeded};
    assert_eq!(runs, [Always, Succeeded, Failed, Always, Always]);
    assert!(tree.commands.last().is_some_and(|command| command.background));
    let redirections = tree.commands.iter().flat_map(|command| &command.redirections);
    let shown: Vec<String> = redirections
        .map(|redirection| match &redirection.to {
            RedirectionTarget::File(file) => {
                format!("{:?} {} {}", redirection.from, redirection.appends, shown(file))
            }
            RedirectionTarget::Stream(stream) => format!("{:?} {stream:?}", redirection.from),
        })
        .collect();
    assert_eq!(shown, ["Error false e.txt", "Other(3) Output", "All true f.txt", "Input false g"]);
    let tree = parse("'text' > a.txt");
    let first = tree.commands.first();
    assert_eq!(first.map(|command| command.kind), Some(CommandKind::Expression));
    let streams = first.map(|command| command.redirections.iter().map(|to| to.from).collect());
    assert_eq!(streams, Some(vec![Stream::Output]));
}

#[test]
fn a_signature_is_no_script() {
    let text =
        "Get-It\r\n# SIG # Begin signature block\r\n# MIIk'\"(\r\n# SIG # End signature block\r\n";
    let tokens = lex(text);
    assert!(tokens.iter().any(|token| token.kind == Kind::Signature));
    assert_eq!(commands(text), ["Get-It"]);
    assert_eq!(faults(text), []);
}

#[test]
fn broken_scripts_are_read_as_far_as_they_go() {
    for (text, fault) in [
        ("Write-It 'abc", FaultKind::UnclosedString),
        ("Write-It \"abc", FaultKind::UnclosedString),
        ("$x = @'\nabc\n  '@", FaultKind::UnclosedString),
        ("if ($x) { Get-It", FaultKind::UnclosedBlock),
        ("Get-It (1", FaultKind::UnclosedBlock),
        ("Get-It }", FaultKind::UnexpectedClose),
        ("<# abc", FaultKind::UnclosedComment),
        ("$x = @\" abc\n", FaultKind::HereStringHeader),
        ("Write-It \"$x: y\"", FaultKind::VariableName),
        ("if ($x) Get-It", FaultKind::MissingBlock),
        ("if ($x) { } else if ($y) { }", FaultKind::MissingBlock),
    ] {
        assert!(faults(text).contains(&fault), "{text}: {:?}", faults(text));
    }
    assert_eq!(commands("if ($x) Get-It\nGet-More"), ["Get-It", "Get-More"]);
    assert_eq!(commands("foreach ($x in (a) { b }"), ["a", "b"]);
}

#[test]
fn what_is_correct_has_no_fault() {
    for text in [
        "",
        "\u{feff}Get-It",
        "do { a }\nwhile (b)\nc",
        "if ($x)\n# why\n{ a }\n# then\nelse\n{ b }",
        "$x |\n  # why\n  Sort-It",
        "$x.\n  Foo()",
        "@{\n  'a' = 1\n\n  # b\n  c = { d }\n}",
        "\"$x::y $(if ($a) { 'b' } else { \"c\" })\"",
        "param(\n  [ValidateSet('a', 'b')]\n  [string]\n  $x = 'a',\n\n  [switch] $y\n)",
        "[CmdletBinding(SupportsShouldProcess)]\nparam()\nGet-It",
        "switch ($x) {\n  1 { a; break }\n  { $_ -gt 2 } { b }\n  'c' { }\n}",
        "try { a }\n\ncatch\n{ b }",
        "$a = 'b'; # c }\n",
        "Write-It [a] {b} `} 'c}'",
        "1..3 | % { \"$_\" } | ? { $_ }",
    ] {
        assert_eq!(faults(text), [], "{text}");
    }
}

#[test]
fn a_tree_of_an_empty_text_is_one_scope() {
    assert_eq!(parse("").scopes.len(), 1);
    assert_eq!(parse("").commands, []);
    assert_eq!(parse(""), Tree { scopes: parse("").scopes, ..Tree::default() });
}
