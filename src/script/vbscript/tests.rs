//! What a person sees in a script is what the tree says.

use super::{Kind, lex, lex_wsf, parse, parse_wsf};
use crate::script::shown::{around, listed, shown};
use crate::script::{CommandKind, FaultKind};

fn commands(text: &str) -> Vec<String> {
    let tree = parse(text);
    assert_eq!(tree.faults, [], "{text}");
    listed(&tree)
}

fn bindings(text: &str) -> Vec<String> {
    let tree = parse(text);
    let shown = tree.bindings.iter().map(|binding| {
        let value = binding.value.as_ref().map(shown).unwrap_or_default();
        format!("{} = {value}", shown(&binding.target)).trim_end().to_owned()
    });
    shown.collect()
}

fn value(expression: &str) -> String {
    bindings(&format!("it = {expression}"))
        .first()
        .and_then(|it| it.strip_prefix("$it = "))
        .unwrap_or_default()
        .to_owned()
}

fn faults(text: &str) -> Vec<(FaultKind, &str)> {
    let faults = parse(text).faults.into_iter();
    let place = |range: std::ops::Range<u32>| &text[range.start as usize..range.end as usize];
    faults.map(|fault| (fault.kind, place(fault.range))).collect()
}

#[test]
fn a_setup_script_is_read_as_its_author_means_it() {
    let text = r#"' Installs the agent of Alder & Finch. WScript.Echo "no"
Option Explicit
REM shell.Run "net user ghost /add"
On Error Resume Next
Dim shell, fso, target, code
Const Quiet = 0, Server = "files.alder.example"
Set shell = CreateObject("WScript.Shell")
Set fso = CreateObject ("Scripting.FileSystemObject")
target = shell.ExpandEnvironmentStrings("%TEMP%") & "\agent.msi"
If fso.FileExists(target) Then fso.DeleteFile target, True

Dim http : Set http = CreateObject("MSXML2.XMLHTTP")
http.Open "GET", "https://" & Server & _
    "/agent.msi", False
http.Send
If http.Status = 200 Then
    With CreateObject("ADODB.Stream")
        .Type = 1
        .Open
        .Write http.ResponseBody
        .SaveToFile target, 2 ' overwrite
    End With
    code = shell.Run("msiexec.exe /i """ & target & """ /qn", Quiet, True)
ElseIf http.Status = 404 Then
    WScript.Echo "nothing there"
Else
    MsgBox("offline")
    WScript.Quit 1
End If
WScript.Sleep 1000
WScript.Quit code
"#;
    assert_eq!(
        commands(text),
        [
            "On Error | Resume | Next",
            "CreateObject | WScript.Shell",
            "CreateObject | Scripting.FileSystemObject",
            ".ExpandEnvironmentStrings | $shell | %TEMP%",
            ".FileExists | $fso | $target",
            ".DeleteFile | $fso | $target | True",
            "CreateObject | MSXML2.XMLHTTP",
            ".Open | $http | GET | +(https://, $Server, /agent.msi) | False",
            ".Send | $http",
            "CreateObject | ADODB.Stream",
            ".Open | $.1",
            ".Write | $.1 | $http.ResponseBody",
            ".SaveToFile | $.1 | $target | 2",
            ".Run | $shell | +(msiexec.exe /i \", $target, \" /qn) | $Quiet | True",
            ".Echo | $WScript | nothing there",
            "MsgBox | offline",
            ".Quit | $WScript | 1",
            ".Sleep | $WScript | 1000",
            ".Quit | $WScript | $code",
        ]
    );
    assert_eq!(
        bindings(text),
        [
            "$Quiet = 0",
            "$Server = files.alder.example",
            "$shell = <1>",
            "$fso = <2>",
            "$target = +(<3>, \\agent.msi)",
            "$http = <6>",
            "$.1 = <9>",
            "$.1.Type = 1",
            "$code = <13>",
        ]
    );
    let tree = parse(text);
    assert_eq!(tree.comments.len(), 3);
    assert_eq!(around(&tree, "DeleteFile"), ["If <4>"]);
    assert_eq!(around(&tree, "SaveToFile"), ["If eq($http.Status, 200)"]);
    assert_eq!(around(&tree, "Echo"), ["If eq($http.Status, 404)"]);
    assert_eq!(around(&tree, "MsgBox"), ["Else"]);
    assert!(around(&tree, "Sleep").is_empty());
}

#[test]
fn a_script_of_an_administrator_with_procedures_is_read_too() {
    let text = r#"on error resume next
dim objArg, objReg, strKey, x
set objArg = wscript.arguments
if (objArg.count < 1) then ''NO KEY
  call Log("no key", 1)
  wscript.quit(1)
end if
for x = 0 to (objArg.count - 1)
  if (lcase(objArg(x)) = "/key") then strKey = objArg.item(x + 1) else Log objArg(x), 0
next
const HKLM = &H80000002
set objReg = GetObject("winmgmts:{impersonationLevel=impersonate}!\\.\root\default:StdRegProv")
objReg.SetDWORDValue HKLM, "SOFTWARE\Policies\Birch" & strKey, "Enabled", &H1
for each objFile in CreateObject("Scripting.FileSystemObject").GetFolder("C:\Temp").Files
  if right(objFile.name, 4) = ".log" then objFile.delete true
next
if err <> 0 then : wscript.echo err.number & ": " & err.description : err.clear : end if

private sub Log(byval strText, intLevel)
  dim objOut : set objOut = createobject("scripting.filesystemobject").opentextfile(LogPath, 8, true)
  objOut.writeline now & vbtab & strText
  objOut.close : set objOut = nothing
end sub
function LogPath()
  LogPath = createobject("wscript.shell").environment("process")("TEMP") & "\a.log"
end function
"#;
    assert_eq!(
        commands(text),
        [
            "on error | resume | next",
            "Log | no key | 1",
            ".quit | $wscript | 1",
            "lcase | index($objArg, $x)",
            ".item | $objArg | +($x, 1)",
            "Log | index($objArg, $x) | 0",
            "GetObject | winmgmts:{impersonationLevel=impersonate}!\\\\.\\root\\default:StdRegProv",
            ".SetDWORDValue | $objReg | $HKLM | +(SOFTWARE\\Policies\\Birch, $strKey) | Enabled | &H1",
            "CreateObject | Scripting.FileSystemObject",
            ".GetFolder | <8> | C:\\Temp",
            "right | $objFile.name | 4",
            ".delete | $objFile | true",
            ".echo | $wscript | +($err.number, : , $err.description)",
            ".clear | $err",
            "createobject | scripting.filesystemobject",
            ".opentextfile | <14> | <16> | 8 | true",
            "LogPath",
            ".writeline | $objOut | +($now, $vbtab, $strText)",
            ".close | $objOut",
            "createobject | wscript.shell",
            ".environment | <19> | process",
        ]
    );
    let tree = parse(text);
    assert_eq!(around(&tree, "delete"), ["Loop <9>.Files", "If eq(<10>, .log)"]);
    assert_eq!(around(&tree, "clear"), ["If ne($err, 0)"]);
    assert_eq!(around(&tree, "writeline"), ["Function Log"]);
    assert!(bindings(text).contains(&"$LogPath = +(index(<20>, TEMP), \\a.log)".to_owned()));
}

#[test]
fn a_script_that_hides_its_text_is_read_as_it_is_written() {
    let text = "s=\"4d7367\":For i=1 To Len(s) Step 2:r=r&Chr(\"&H\"&Mid(s,i,2)):Next:Execute r";
    assert_eq!(
        commands(text),
        ["Len | $s", "Chr | +(&H, <2>)", "Mid | $s | $i | 2", "Execute | $r"]
    );
    assert_eq!(bindings(text), ["$s = 4d7367", "$i = 1", "$r = +($r, <1>)"]);
    assert_eq!(
        commands("Execute(a&\"b\"):Eval \"c\"&d"),
        ["Execute | +($a, b)", "Eval | +(c, $d)"]
    );
}

#[test]
fn a_hidden_runner_is_one_chain_of_calls() {
    assert_eq!(
        commands("CreateObject(\"WScript.Shell\").Run \"powershell -ep bypass \" & p, 0, True"),
        ["CreateObject | WScript.Shell", ".Run | <0> | +(powershell -ep bypass , $p) | 0 | True"]
    );
    assert_eq!(
        commands("Set o = GetObject(\"winmgmts:\\\\.\\root\\cimv2:Win32_Process\")\r\no.Create(c)"),
        ["GetObject | winmgmts:\\\\.\\root\\cimv2:Win32_Process", ".Create | $o | $c"]
    );
    assert_eq!(
        commands("Execute Chr(77) & Chr(&H73)&Chr(103)\nExecuteGlobal s : x = Eval(\"1+\" & s)"),
        [
            "Execute | +(<1>, <2>, <3>)",
            "Chr | 77",
            "Chr | &H73",
            "Chr | 103",
            "ExecuteGlobal | $s",
            "Eval | +(1+, $s)"
        ]
    );
}

#[test]
fn brackets_belong_to_the_call_or_to_its_first_argument() {
    assert_eq!(commands("MsgBox(\"a\")"), ["MsgBox | a"]);
    assert_eq!(commands("MsgBox (\"a\") & \"b\""), ["MsgBox | +(a, b)"]);
    assert_eq!(commands("fso.CopyFile (a), b, True"), [".CopyFile | $fso | $a | $b | True"]);
    assert_eq!(commands("Call fso.CopyFile(a, b)"), [".CopyFile | $fso | $a | $b"]);
    assert_eq!(commands("Foo -1"), ["Foo | -(1)"]);
    assert_eq!(commands("http.open \"GET\", u, , p"), [".open | $http | GET | $u | … | $p"]);
    assert_eq!(commands("Foo: Bar"), ["Foo", "Bar"]);
    assert_eq!(commands("Me.Go"), [".Go | $Me"]);
}

#[test]
fn a_name_in_front_of_brackets_is_a_call_unless_the_script_gives_it_a_value() {
    let text = "Dim parts(2)\nlines = Split(t, vbCrLf)\nFor Each l In lines\nx = l(0) & parts(1)\n\
                Next\nparts(0) = Path(1)\nSet d = CreateObject(\"Scripting.Dictionary\")\n\
                y = d(\"k\") & Host\nFunction Host\nHost = Host(1)\nEnd Function";
    assert_eq!(
        commands(text),
        [
            "Split | $t | $vbCrLf",
            "Path | 1",
            "CreateObject | Scripting.Dictionary",
            "Host",
            "Host | 1"
        ]
    );
    assert_eq!(
        bindings(text),
        [
            "$lines = <0>",
            "$l =",
            "$x = +(index($l, 0), index($parts, 1))",
            "index($parts, 0) = <1>",
            "$d = <2>",
            "$y = +(index($d, k), <3>)",
            "$Host = <4>",
        ]
    );
}

#[test]
fn operators_bind_as_the_language_says() {
    assert_eq!(value("a + b & c & d"), "+(+($a, $b), $c, $d)");
    assert_eq!(value("1 + 2 * 3 ^ 2"), "+(1, *(2, ^(3, 2)))");
    assert_eq!(value("-2 ^ 2"), "-(^(2, 2))");
    assert_eq!(value("a - b - c"), "-(-($a, $b), $c)");
    assert_eq!(value("Not a = b And c"), "and(not(eq($a, $b)), $c)");
    assert_eq!(value("Not a Is Nothing"), "not(is($a, $Nothing))");
    assert_eq!(value("7 Mod 2 \\ 3"), "mod(7, \\(2, 3))");
    assert_eq!(value("(a & b) & c"), "+(+($a, $b), $c)");
    assert_eq!(value("\"say \"\"hi\"\"\""), "say \"hi\"");
    assert_eq!(value("\"\""), "");
    assert_eq!(value("New RegExp"), "new([RegExp])");
    assert_eq!(value("x.a.b(1).c"), "<0>.c");
    assert_eq!(value("[a b].[c]"), "$a b.c");
    assert_eq!(value("#1/2/2020 10:00#"), "#1/2/2020 10:00#");
    assert_eq!(value("a<>b"), "ne($a, $b)");
}

#[test]
fn blocks_are_scopes() {
    let text = "Class Job\nPrivate m\nPublic Default Property Get Name(ByVal i, j())\nA1\n\
                End Property\nEnd Class\nPublic Sub Main()\nFor i = 1 To n Step 2\nB1\nNext\n\
                Do Until f.AtEndOfStream\nC1\nLoop\nDo : D1 : Loop While x\nWhile y\nE1\nWend\n\
                Select Case LCase(s)\nCase \"a\", \"b\"\nF1\nCase Else\nG1\nEnd Select\n\
                If a Then H1 : H2 Else If b Then I1 Else J1\nK1\nEnd Sub\nL1";
    let tree = parse(text);
    assert_eq!(tree.faults, []);
    assert_eq!(around(&tree, "A1"), ["Block Job", "Function Name"]);
    assert_eq!(around(&tree, "B1"), ["Function Main", "Loop ..(1, $n)"]);
    assert_eq!(around(&tree, "C1"), ["Function Main", "Loop not($f.AtEndOfStream)"]);
    assert_eq!(around(&tree, "D1"), ["Function Main", "Loop $x"]);
    assert_eq!(around(&tree, "E1"), ["Function Main", "Loop $y"]);
    assert_eq!(around(&tree, "F1"), ["Function Main", "Switch <5>", "If [a, b]"]);
    assert_eq!(around(&tree, "G1"), ["Function Main", "Switch <5>", "Else"]);
    assert_eq!(around(&tree, "H2"), ["Function Main", "If $a"]);
    assert_eq!(around(&tree, "I1"), ["Function Main", "Else", "If $b"]);
    assert_eq!(around(&tree, "J1"), ["Function Main", "Else", "Else"]);
    assert_eq!(around(&tree, "K1"), ["Function Main"]);
    assert!(around(&tree, "L1").is_empty());
    assert_eq!(bindings(text), ["$i =", "$j =", "$i = 1"]);
}

#[test]
fn a_dot_before_nothing_belongs_to_the_innermost_with() {
    let text = "With shell\n.Run .Path\nWith GetObject(p)\n.Put 1, .Name\nEnd With\n.Popup \"x\"\n\
                End With";
    assert_eq!(
        commands(text),
        [
            ".Run | $shell | $shell.Path",
            "GetObject | $p",
            ".Put | $.1 | 1 | $.1.Name",
            ".Popup | $shell | x"
        ]
    );
}

#[test]
fn blocks_may_end_and_begin_on_a_line() {
    let text = "For i = 1 To 3\nA1 Next\nIf x Then :\nB1\nIf x Then If y Then\nC1\nEnd If\nD1\n\
                If x Then E1 End If : F1\nIf x Then For Each y In z : Exit For : Next Else G1";
    let tree = parse(text);
    assert_eq!(tree.faults, []);
    assert_eq!(around(&tree, "A1"), ["Loop ..(1, 3)"]);
    assert_eq!(around(&tree, "C1"), ["If $x", "If $y"]);
    assert_eq!(around(&tree, "E1"), ["If $x"]);
    assert_eq!(around(&tree, "Exit"), ["If $x", "Loop $z"]);
    assert_eq!(around(&tree, "G1"), ["Else"]);
    for name in ["B1", "D1", "F1"] {
        assert!(around(&tree, name).is_empty(), "{name}");
    }
}

#[test]
fn jumps_are_keywords() {
    let text = "Sub a\nIf x Then Exit Sub\nOn Error GoTo 0\nEnd Sub";
    assert_eq!(commands(text), ["Exit | Sub", "On Error | GoTo | 0"]);
    let tree = parse(text);
    assert!(tree.commands.iter().all(|command| command.kind == CommandKind::Keyword));
}

#[test]
fn what_is_broken_spoils_its_statement_alone() {
    use FaultKind::{MissingBlock, TooDeep, UnclosedBlock, UnclosedString, UnexpectedClose};
    assert_eq!(faults("x = \"abc\r\nEcho 1"), [(UnclosedString, "\"abc")]);
    assert_eq!(faults("Foo(1\nBar"), [(UnclosedBlock, "(")]);
    assert_eq!(faults("Foo 1)\nBar"), [(UnexpectedClose, ")")]);
    assert_eq!(faults("If a\nBar\nEnd If"), [(MissingBlock, "If")]);
    assert_eq!(faults("If a Then\nDo\nEnd If\nBar"), [(UnclosedBlock, "Do")]);
    assert_eq!(
        faults("Bar\nEnd If\nWend"),
        [(UnexpectedClose, "End If"), (UnexpectedClose, "Wend")]
    );
    assert_eq!(faults("Sub a\nBar"), [(UnclosedBlock, "Sub")]);
    let deep = "x = ".to_owned() + &"(".repeat(300) + &")".repeat(300);
    assert_eq!(faults(&deep).first().map(|fault| fault.0), Some(TooDeep));
    for text in ["x = \"abc\nEcho 1", "x = = 1 2 3\nEcho 1", "“\nEcho 1", "f(1 2)\nx = 3 4:Echo 1"]
    {
        assert_eq!(listed(&parse(text)).last().map(String::as_str), Some("Echo | 1"), "{text}");
    }
}

#[test]
fn an_encoded_script_is_not_read() {
    let tree = parse("#@~^XAAAAA==\u{7f}4mDkwDRAm4W,Jt\nfoo bar==^#~@\nWScript.Echo 1");
    assert_eq!(listed(&tree), [".Echo | $WScript | 1"]);
}

#[test]
fn comments_and_strings_are_told_apart() {
    let text = "x = \"it's rem\" 'rem \"open\nREM x\nremark 1 : Rem y\na.rem 2";
    let tree = parse(text);
    let comments = tree.comments.iter().map(|at| &text[at.start as usize..at.end as usize]);
    assert_eq!(comments.collect::<Vec<_>>(), ["'rem \"open", "REM x", "Rem y"]);
    assert_eq!(commands(text), ["remark | 1", ".rem | $a | 2"]);
}

#[test]
fn lines_go_on_behind_an_underscore() {
    assert_eq!(commands("Foo a & _ \r\n  b, _\n c"), ["Foo | +($a, $b) | $c"]);
    assert_eq!(commands("' not here _\nFoo a_\nBar"), ["Foo | $a_", "Bar"]);
}

#[test]
fn tokens_tell_what_a_word_is() {
    let kinds = |text: &str| lex(text).iter().map(|token| token.kind).collect::<Vec<_>>();
    use Kind::{Blank, Dot, Keyword, Name, Number, Operator, Text};
    assert_eq!(kinds("x.End"), [Name, Dot, Name]);
    assert_eq!(kinds("End If"), [Keyword, Blank, Keyword]);
    assert_eq!(kinds("\"a\"&1"), [Text, Operator, Number]);
    assert_eq!(kinds("a&Hex"), [Name, Operator, Name]);
    assert_eq!(kinds("=&HFF&"), [Operator, Number]);
    assert_eq!(kinds("=.5"), [Operator, Number]);
}

#[test]
fn of_a_wsf_file_the_bodies_in_vbscript_are_read() {
    let text = r#"<?xml version="1.0"?>
<!-- <script language="VBScript">Ghost 1</script> -->
<package><job id="install">
  <script language="JScript"><![CDATA[ new ActiveXObject("WScript.Shell").Run("calc"); ]]></script>
  <script language="VBScript" src="lib.vbs"/>
  <script id="x>y" language='vbscript'>
    <![CDATA[
      Sub Go(p)
        shell.Run "cmd /c <script>" & p, 0, True
      End Sub
    ]]>
  </script>
  <SCRIPT LANGUAGE=VBScript>
    Go "</job>"
  </SCRIPT>
  <script language="VBScript.Encode">Ghost 2</script>
  <script>Ghost 3</script>
</job></package>"#;
    let tree = parse_wsf(text);
    assert_eq!(tree.faults, []);
    assert_eq!(listed(&tree), [".Run | $shell | +(cmd /c <script>, $p) | 0 | True", "Go | </job>"]);
    let run = &tree.commands[0].range;
    let written = &text[run.start as usize..run.end as usize];
    assert_eq!(written, "shell.Run \"cmd /c <script>\" & p, 0, True");
    let markup = lex_wsf(text).iter().filter(|token| token.kind == Kind::Markup).count();
    assert_eq!(markup, 3);
    assert!(parse_wsf("<script language=\"VBScript\"").commands.is_empty());
}
