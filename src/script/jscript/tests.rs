//! What a person sees in a script is what the tree says.

use super::{Kind, lex, lex_wsf, parse, parse_wsf};
use crate::script::shown::{around, listed, shown};
use crate::script::{BindOperator, FaultKind};

fn commands(text: &str) -> Vec<String> {
    let tree = parse(text);
    assert_eq!(tree.faults, [], "{text}");
    listed(&tree)
}

fn bindings(text: &str) -> Vec<String> {
    let tree = parse(text);
    let shown = tree.bindings.iter().map(|binding| {
        let value = binding.value.as_ref().map(shown).unwrap_or_default();
        let operator = match binding.operator {
            BindOperator::Set => "=",
            BindOperator::Append => "+=",
            BindOperator::Change => "!",
        };
        format!("{} {operator} {value}", shown(&binding.target)).trim_end().to_owned()
    });
    shown.collect()
}

fn value(expression: &str) -> String {
    let text = format!("it = {expression}");
    bindings(&text).last().and_then(|it| it.strip_prefix("$it = ")).unwrap_or_default().to_owned()
}

fn faults(text: &str) -> Vec<(FaultKind, &str)> {
    let faults = parse(text).faults.into_iter();
    let place = |range: std::ops::Range<u32>| &text[range.start as usize..range.end as usize];
    faults.map(|fault| (fault.kind, place(fault.range))).collect()
}

fn kinds(text: &str) -> Vec<Kind> {
    let kinds = lex(text).into_iter().map(|token| token.kind);
    kinds.filter(|kind| *kind != Kind::Blank).collect()
}

#[test]
fn a_setup_script_is_read_as_its_author_means_it() {
    let text = r#"// Installs the agent of Alder & Finch. sh.Run("no");
var sh = new ActiveXObject("WScript.Shell"), fso = WScript.CreateObject("Scripting.FileSystemObject");
/* sh.Run("net user ghost /add"); */
var target = sh.ExpandEnvironmentStrings('%TEMP%') + '\\agent.msi'
if (fso.FileExists(target)) fso.DeleteFile(target, true)
else WScript.Echo("none");
function fetch(url, to) {
    var http = new ActiveXObject("MSXML2.XMLHTTP");
    http.open("GET", url, false);
    http.send();
    if (http.status !== 200) { throw new Error("no " + url); }
    var stream = new ActiveXObject("ADODB.Stream");
    stream.Type = 1;
    stream["Write"](http.responseBody);
    return to;
}
try {
    fetch("https://files.alder.example/agent.msi", target);
} catch (e) {
    sh.LogEvent(1, e.message);
} finally {
    sh.Run("msiexec /i \"" + target + "\" /qn", 0, true);
}
for (var drives = new Enumerator(fso.Drives); !drives.atEnd(); drives.moveNext()) {
    WScript.Sleep(1000);
}"#;
    assert_eq!(
        commands(text),
        [
            "ActiveXObject | WScript.Shell",
            ".CreateObject | $WScript | Scripting.FileSystemObject",
            ".ExpandEnvironmentStrings | $sh | %TEMP%",
            ".FileExists | $fso | $target",
            ".DeleteFile | $fso | $target | true",
            ".Echo | $WScript | none",
            "ActiveXObject | MSXML2.XMLHTTP",
            ".open | $http | GET | $url | false",
            ".send | $http",
            "throw | new([Error], +(no , $url))",
            "ActiveXObject | ADODB.Stream",
            ".Write | $stream | $http.responseBody",
            "return | $to",
            "fetch | https://files.alder.example/agent.msi | $target",
            ".LogEvent | $sh | 1 | $e.message",
            ".Run | $sh | +(msiexec /i \", $target, \" /qn) | 0 | true",
            "Enumerator | $fso.Drives",
            ".atEnd | $drives",
            ".moveNext | $drives",
            ".Sleep | $WScript | 1000",
        ]
    );
    let tree = parse(text);
    assert_eq!(around(&tree, "DeleteFile"), ["If <3>"]);
    assert_eq!(around(&tree, "Echo"), ["Else"]);
    assert_eq!(around(&tree, "throw"), ["Function fetch", "If ne($http.status, 200)"]);
    assert_eq!(around(&tree, "fetch"), ["Try"]);
    assert_eq!(around(&tree, "LogEvent"), ["Catch"]);
    assert_eq!(around(&tree, "Run"), ["Finally"]);
    assert_eq!(around(&tree, "Sleep"), ["Loop not(<17>)"]);
    assert_eq!(
        bindings(text),
        [
            "$sh = <0>",
            "$fso = <1>",
            "$target = +(<2>, \\agent.msi)",
            "$url =",
            "$to =",
            "$http = <6>",
            "$stream = <10>",
            "$stream.Type = 1",
            "$e =",
            "$drives = <16>",
        ]
    );
}

#[test]
fn operators_bind_as_strongly_as_windows_has_it() {
    assert_eq!(value("a + b * c + 'd'"), "+($a, *($b, $c), d)");
    assert_eq!(value("a == b && c != d || !e"), "or(and(eq($a, $b), ne($c, $d)), not($e))");
    assert_eq!(value("a ? b : c ? d : e"), "?($a, $b, ?($c, $d, $e))");
    assert_eq!(value("a ? b ? 1 : 2 : 3"), "?($a, ?($b, 1, 2), 3)");
    assert_eq!(value("(a + b) + c"), "+(+($a, $b), $c)");
    assert_eq!(value("typeof a == 'x'"), "eq(typeof($a), x)");
    assert_eq!(value("-a.b[0]"), "-(index($a.b, 0))");
    assert_eq!(value("a / b / c"), "/(/($a, $b), $c)");
    assert_eq!(value("a >>> 1 ^ 2"), "bxor(shr($a, 1), 2)");
}

#[test]
fn values_are_read_as_they_are_written() {
    assert_eq!(value(r"'\x41\u0042\103\n\'\q'"), "ABC\n'q");
    assert_eq!(value("'a\\\r\nb'"), "ab");
    assert_eq!(value("''"), "");
    assert_eq!(value("0x10 + 010 + 9 + .5"), "+(16, 8, 9, .5)");
    assert_eq!(value("[1, , 'a',]"), "[1, …, a]");
    assert_eq!(value("new Array('a', 'b')"), "[a, b]");
    assert_eq!(value("{ a: 1, 'b c': [2], f: function () { } }"), "{a: 1, b c: [2], f: …}");
    assert_eq!(value("/a[/]\\/b/gi"), "regexp(/a[/]\\/b/gi)");
    assert_eq!(value("`a\nb`"), "a\nb");
    assert_eq!(value("`a${b}`"), "…");
    assert_eq!(value("null || this"), "or($null, $this)");
    assert_eq!(value("x['Run']"), "$x.Run");
    assert_eq!(commands("x['R' + 'un']('c')"), [".+(R, un) | $x | c"]);
    assert_eq!(commands("x[f()]('c')"), ["f", ".… | $x | c"]);
    assert_eq!(commands("\\u0065val('a')"), ["eval | a"]);
}

#[test]
fn a_slash_divides_behind_a_value_and_begins_a_pattern_elsewhere() {
    use Kind::{Close, CloseBrace, Name, Number, Open, OpenBrace, Operator, Regex, Semicolon};
    assert_eq!(kinds("a / b / c"), [Name, Operator, Name, Operator, Name]);
    assert_eq!(kinds("f(/b/ )"), [Name, Open, Regex, Close]);
    assert_eq!(kinds("i++ / 2"), [Name, Operator, Operator, Number]);
    assert_eq!(kinds("{ } /b/;"), [OpenBrace, CloseBrace, Regex, Semicolon]);
    assert_eq!(kinds("return /b;'/"), [Kind::Keyword, Regex]);
    assert_eq!(kinds("this / 2"), [Kind::Keyword, Operator, Number]);
    assert_eq!(kinds("a.in / 2"), [Name, Kind::Dot, Name, Operator, Number]);
    assert_eq!(kinds("x = /* / */ 1"), [Name, Operator, Kind::Comment, Number]);
}

#[test]
fn what_is_assigned_within_a_value_is_seen() {
    assert_eq!(bindings("a = b = 'x'"), ["$b = x", "$a = $b"]);
    assert_eq!(
        bindings("if ((f = g()) != 1) { i++; --j; k -= 2; s += 't' }").join("; "),
        ["$f = <0>", "$i !", "$j !", "$k ! 2", "$s += t"].join("; ")
    );
    assert_eq!(bindings("a ? b : c = 1"), ["$c = 1"]);
    assert_eq!(bindings("for (var k in o) x = k; for (m in o);"), ["$k =", "$x = $k", "$m ="]);
    // What a list holds is known until something else is done with it than adding to it.
    assert_eq!(
        bindings("var a = ['x']; a.push('y'); a[0] = 'z'; b.push('y')"),
        ["$a = [x]", "$a += [y]", "$a !", "index($a, 0) = z"]
    );
    // Windows takes notice of case.
    assert_eq!(bindings("Dir = 1; dir = 2; Dir = 3"), ["$Dir = 1", "$dir.2 = 2", "$Dir = 3"]);
}

#[test]
fn functions_are_known_by_the_names_that_they_get() {
    let scopes = |text: &str| {
        let tree = parse(text);
        assert_eq!(tree.faults, [], "{text}");
        let scopes = tree.scopes.iter().skip(1);
        let shown = scopes
            .map(|scope| format!("{:?} {}", scope.kind, scope.name.clone().unwrap_or_default()));
        shown.collect::<Vec<_>>()
    };
    assert_eq!(scopes("function f(a, b) { }"), ["Function f"]);
    assert_eq!(
        scopes("var f = function () { }; o.g = function h() { };"),
        ["Function f", "Function h"]
    );
    assert_eq!(scopes("o = { f: function () { } }"), ["Function f"]);
    assert_eq!(
        scopes("(function () { })(); (function (a) { }(1)); !function () { }()"),
        ["Parentheses "; 3]
    );
    assert_eq!(scopes("(function () { }).call(this)"), ["Parentheses "]);
    assert_eq!(scopes("each(a, function (x) { })"), ["Function "]);
}

#[test]
fn blocks_are_the_scopes_of_what_is_in_them() {
    let text = "if (a) one(); else if (b) { two() } else three()
        while (c) { four(); } do { five() } while (d)
        switch (e) { case 1: six(); break; default: seven() }
        for (;;) eight();
        label: for (i = 0; i < 9; i++) { continue label }
        with (x) nine()
        { ten() }";
    let tree = parse(text);
    assert_eq!(tree.faults, []);
    assert_eq!(around(&tree, "one"), ["If $a"]);
    assert_eq!(around(&tree, "two"), ["If $b"]);
    assert_eq!(around(&tree, "three"), ["Else"]);
    assert_eq!(around(&tree, "four"), ["Loop $c"]);
    assert_eq!(around(&tree, "five"), ["Loop $d"]);
    assert_eq!(around(&tree, "six"), ["Switch $e", "If 1"]);
    assert_eq!(around(&tree, "seven"), ["Switch $e", "Else"]);
    assert_eq!(around(&tree, "eight"), ["Loop"]);
    assert_eq!(around(&tree, "continue"), ["Loop lt($i, 9)"]);
    assert_eq!(around(&tree, "nine"), Vec::<String>::new());
    assert_eq!(around(&tree, "ten"), Vec::<String>::new());
}

#[test]
fn lines_end_statements_where_nothing_goes_on() {
    assert_eq!(commands("a()\nb()\nvar c = 1\nd()"), ["a", "b", "d"]);
    assert_eq!(commands("return\nf()"), ["return", "f"]);
    assert_eq!(bindings("x = a\n++b\ny = 1"), ["$x = $a", "$b !", "$y = 1"]);
    assert_eq!(commands("x\n  .a()\n  .b()"), [".a | $x", ".b | <0>"]);
}

#[test]
fn code_that_is_compiled_by_condition_is_code() {
    assert_eq!(
        commands("/*@cc_on @*/\n/*@if (@_jscript_version >= 5)\n f('x');\n@end @*/ g()"),
        ["f | x", "g"]
    );
    assert_eq!(commands("<!-- f()\ng()"), ["g"]);
}

#[test]
fn what_is_broken_is_said_and_spoils_little() {
    use FaultKind::{
        MissingBlock, UnclosedBlock, UnclosedComment, UnclosedString, UnexpectedClose,
    };
    assert_eq!(faults("a('x\nb('y')"), [(UnclosedBlock, "("), (UnclosedString, "'x")]);
    assert_eq!(listed(&parse("a('x\nb('y')")).last().map(String::as_str), Some("b | y"));
    assert_eq!(faults("f(1))\ng()"), [(UnexpectedClose, ")")]);
    assert_eq!(listed(&parse("f(1))\ng()")), ["f | 1", "g"]);
    assert_eq!(faults("if (a) {\nf("), [(UnclosedBlock, "{"), (UnclosedBlock, "(")]);
    assert_eq!(faults("/* x"), [(UnclosedComment, "/* x")]);
    assert_eq!(faults("if f() g()"), [(MissingBlock, "if")]);
    assert_eq!(faults("{ f(a; }\ng()"), [(UnclosedBlock, "(")]);
    assert_eq!(listed(&parse("{ f(a; }\ng()")), ["f | $a", "g"]);
    assert_eq!(faults("x = /a"), [(UnclosedString, "/a")]);
}

#[test]
fn of_a_wsf_file_the_bodies_in_jscript_are_read() {
    let text = r#"<?xml version="1.0"?>
<package><job id="install">
  <script language="VBScript">Ghost 1</script>
  <script language="JScript"><![CDATA[
    function go(p) { shell.Run("cmd /c <script>" + p, 0, true); }
  ]]></script>
  <script language="JavaScript" src="lib.js"/>
</job><job id="remove">
  <script language='javascript'>go("</job>"); {</script>
  <script language="JScript.Encode">ghost(2)</script>
  <script language=JScript>stop()</script>
</job></package>"#;
    let tree = parse_wsf(text);
    assert_eq!(tree.faults.len(), 1);
    assert_eq!(
        listed(&tree),
        [".Run | $shell | +(cmd /c <script>, $p) | 0 | true", "go | </job>", "stop"]
    );
    let markup = lex_wsf(text).iter().filter(|token| token.kind == Kind::Markup).count();
    assert_eq!(markup, 4);
}
