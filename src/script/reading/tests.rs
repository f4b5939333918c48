//! What a script runs is what a person who reads it closely says that it runs.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::{Reading, read};
use crate::script::Environment;
use crate::script::language::Language;

mod folded;

fn reading(text: &str, language: Language) -> Reading {
    read(text, language, &Environment::device())
}

/// The calls, one a line: how they are come to, the name, the arguments.
fn calls(text: &str, language: Language) -> Vec<String> {
    let reading = reading(text, language);
    let shown = reading.calls.iter().map(|call| {
        let mut way: Vec<String> =
            reading.way(call.unit).map(|(_, through)| format!("{through:?} > ")).collect();
        way.reverse();
        let mut line = format!("{}{}", way.concat(), call.name);
        for argument in &call.arguments {
            let text = argument.value.text().replace(super::UNKNOWN, "…");
            match &argument.name {
                Some(name) if argument.is_switch => line.push_str(&format!(" -{name}")),
                Some(name) => line.push_str(&format!(" -{name} {text}")),
                None => line.push_str(&format!(" [{text}]")),
            }
        }
        line
    });
    shown.collect()
}

fn powershell(text: &str) -> Vec<String> {
    calls(text, Language::PowerShell)
}

fn batch(text: &str) -> Vec<String> {
    calls(text, Language::Batch)
}

fn encoded(script: &str) -> String {
    use base64::Engine;
    let bytes: Vec<u8> = script.encode_utf16().flat_map(u16::to_le_bytes).collect();
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

#[test]
fn constants_are_followed_to_where_they_are_used() {
    assert_eq!(
        powershell("$dir = 'C:\\x'\n$file = \"$dir\\a.msi\"\nmsiexec /i $file /qn"),
        [r"msiexec [/i] [C:\x\a.msi] [/qn]"]
    );
    assert_eq!(
        powershell("$a = 'x' + 'y'; Get-It -Name ('{0}-{1}' -f $a, 3) ('a','b' -join '+')"),
        ["get-it -name xy-3 [a+b]"]
    );
}

#[test]
fn a_list_grows_by_items() {
    let line = |text: &str| powershell(text).last().cloned().unwrap();
    let grown = "$a = @('/i', 'x.msi')\n$a += '/qn'\nStart-Process msiexec -ArgumentList $a";
    assert_eq!(line(grown), "StartProcess > msiexec [/i] [x.msi] [/qn]");
    let begun = "$a = @()\n$a += '/i'\n$a += 'x.msi', '/qn'\nStart-Process msiexec $a";
    assert_eq!(line(begun), "StartProcess > msiexec [/i] [x.msi] [/qn]");
}

#[test]
fn a_variable_knows_the_calls_whose_output_it_has() {
    let names = |text: &str, parameter: &str| -> Vec<String> {
        let reading = reading(text, Language::PowerShell);
        let call = reading.calls.iter().find(|call| call.is("use-it")).unwrap();
        let value = call.parameter(parameter).unwrap();
        let given = value.each().iter().filter_map(|item| item.assigned);
        let given = given.flat_map(|(first, count)| first..first + count);
        given
            .filter_map(|at| reading.calls.iter().find(|call| call.command == Some(at)))
            .map(|call| call.arguments.first().unwrap().value.text().to_owned())
            .collect()
    };
    assert_eq!(names("$a = Get-It x\n$b = Get-It y\nUse-It -A $a", "a"), ["x"]);
    assert_eq!(names("$a = Get-It x; $c = $a\nUse-It -A $c", "a"), ["x"]);
    assert_eq!(names("$a = Get-It x\n$b = Get-It y\nUse-It -A @($b, $a)", "a"), ["y", "x"]);
    assert_eq!(names("$s = @{ A = Get-It x }\nUse-It @s", "a"), ["x"]);
    assert!(names("if ($x) { $a = Get-It x }\nUse-It -A $a", "a").is_empty());
    assert!(names("$a = Get-It x\n$a = 1\nUse-It -A $a", "a").is_empty());
}

#[test]
fn what_may_be_one_thing_or_another_is_not_known() {
    assert_eq!(powershell("if ($x) { $a = '1' }\nGet-It $a"), ["get-it […]"]);
    assert_eq!(powershell("$a = '1'\nif ($x) { $a = '2' }\nGet-It $a"), ["get-it […]"]);
    assert_eq!(powershell("function f($a = '1') { Get-It $a }"), ["get-it […]"]);
    assert_eq!(powershell("foreach ($a in 1, 2) { Get-It $a }"), ["get-it […]"]);
    assert_eq!(powershell("$a = 1\nforeach ($b in 1, 2) { Get-It $a; $a = 2 }"), ["get-it […]"]);
    assert_eq!(powershell("function f { Get-It $a }\n$a = 'x'\nf"), ["get-it [x]", "f"]);
}

#[test]
fn batch_variables_are_replaced_before_a_line_is_read() {
    assert_eq!(
        batch("set DIR=C:\\x y\r\nmsiexec /i \"%DIR%\\a.msi\" /qn\r\n\"%~dp0setup.exe\" /S %1"),
        [r"msiexec [/i] [C:\x y\a.msi] [/qn]", r"setup [/S] […]"]
    );
    assert_eq!(batch("set P=%ProgramFiles%\\x\r\ndir \"%P%\""), [r"dir [C:\Program Files\x]"]);
    assert_eq!(batch("n^et us^er \"a b\" /add"), ["net [user] [a b] [/add]"]);
}

#[test]
fn four_wrappers_are_taken_off() {
    let inner = encoded("& ('{0}{1}' -f 'Set-Mp', 'Preference') -DisableRealtimeMonitoring $true");
    let line = format!("cmd.exe /c \"powershell -nop -enc {inner}\"");
    let found = calls(&line, Language::CommandLine);
    assert_eq!(
        found.last().unwrap(),
        "Cmd > EncodedCommand > set-mppreference -disablerealtimemonitoring $true"
    );
    let text = "cmd /c \"powershell -Command \"iex 'net user a b /add'\"\"";
    assert_eq!(
        calls(text, Language::CommandLine).last().unwrap(),
        "Cmd > PowerShellCommand > Expression > net [user] [a] [b] [/add]"
    );
}

#[test]
fn what_powershell_starts_is_read_as_a_command_line() {
    assert_eq!(
        powershell("Start-Process msiexec.exe -ArgumentList '/i', 'a.msi', '/qn' -Wait")
            .last()
            .unwrap(),
        "StartProcess > msiexec [/i] [a.msi] [/qn]"
    );
    assert_eq!(
        powershell("$s = @{ FilePath = 'msiexec'; ArgumentList = '/i a.msi' }\nStart-Process @s")
            .last()
            .unwrap(),
        "StartProcess > msiexec [/i] [a.msi]"
    );
    assert_eq!(powershell("ii 'C:\\Depot tools\\a.msi'").last().unwrap(), "StartProcess > a.msi");
    assert_eq!(powershell("Invoke-Item C:\\Depot").len(), 1);
    assert_eq!(
        powershell(
            "$a = New-ScheduledTaskAction -Execute 'powershell.exe' -Argument '-c \"ping x\"'"
        )
        .last()
        .unwrap(),
        "TaskAction > PowerShellCommand > ping [x]"
    );
    assert_eq!(powershell("'Get-It x' | iex").last().unwrap(), "Expression > get-it [x]");
    assert_eq!(
        powershell("[scriptblock]::Create('Get-It x')").last().unwrap(),
        "Expression > get-it [x]"
    );
}

#[test]
fn scripts_that_are_written_to_files_are_read() {
    assert_eq!(
        powershell("@'\nnet user a /add\n'@ | Out-File C:\\x.cmd").last().unwrap(),
        "WrittenFile > net [user] [a] [/add]"
    );
    assert_eq!(
        batch("echo @echo off> x.cmd\r\necho net user a /add>> x.cmd").last().unwrap(),
        "WrittenFile > net [user] [a] [/add]"
    );
    assert_eq!(
        batch("schtasks /create /tn x /tr \"cmd /c ping y\" /sc onstart").last().unwrap(),
        "ScheduledTask > Cmd > ping [y]"
    );
    assert_eq!(
        batch("reg add HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run /v x /d \"cmd /c ping y\"")
            .last()
            .unwrap(),
        "RunKey > Cmd > ping [y]"
    );
}

#[test]
fn a_block_writes_and_pipes_what_its_commands_write() {
    let text = "(\r\necho @echo off\r\necho net user a /add\r\n) > x.cmd";
    assert_eq!(batch(text).last().unwrap(), "WrittenFile > net [user] [a] [/add]");
    let reading = reading("(echo a & echo b) | sort", Language::Batch);
    let sort = reading.calls.last().unwrap();
    assert_eq!((sort.name.as_str(), sort.piped_from), ("sort", Some(1)));
}

#[test]
fn parameters_by_name_leave_their_positions_to_others() {
    let key = r"HKLM:\Software\Microsoft\Windows\CurrentVersion\Run";
    for given in [
        format!("'{key}' x 'ping y'"),
        format!("-Path '{key}' x 'ping y'"),
        format!("-Name x '{key}' 'ping y'"),
        format!("-LiteralPath '{key}' -Name x -Value 'ping y'"),
    ] {
        let found = powershell(&format!("Set-ItemProperty {given}"));
        assert_eq!(found.last().unwrap(), "RunKey > ping [y]", "{given}");
    }
    let vbscript = calls(
        "CreateObject(\"WScript.Shell\").RegWrite \"HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\\x\", \"ping y\"",
        Language::VbScript,
    );
    assert_eq!(vbscript.last().unwrap(), "RunKey > ping [y]");
    let service = powershell("New-Service -Name x 'C:\\a\\b.exe /s'");
    assert_eq!(service.last().unwrap(), "Service > b [/s]");
}

#[test]
fn the_xml_of_a_task_runs_its_programs() {
    let xml = r#"<Task xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task"><Actions>
        <Exec><Command>cmd.exe</Command><Arguments>/c "ping x &amp;&amp; ping y"</Arguments></Exec>
        </Actions></Task>"#;
    let found = calls(xml, Language::Xml);
    assert_eq!(found.get(1..).unwrap(), ["Cmd > ping [x]", "Cmd > ping [y]"]);
    let script = format!("Register-ScheduledTask -Xml @'\n{xml}\n'@ -TaskName x");
    assert_eq!(powershell(&script).last().unwrap(), "TaskAction > Cmd > ping [y]");
}

#[test]
fn vbscript_is_followed_too() {
    let text = "Set shell = CreateObject(\"WScript.Shell\")\r\n' shell.Run \"x\"\r\n\
        target = \"C:\\x\"\r\nshell.Run \"cmd /c rd /s /q \" & target, 0, True\r\n";
    assert_eq!(
        calls(text, Language::VbScript).last().unwrap(),
        r"ShellRun > Cmd > rd [/s] [/q] [C:\x]"
    );
    let wsf = format!("<job><script language=\"VBScript\">{text}</script></job>");
    assert_eq!(
        calls(&wsf, Language::VbScript).last().unwrap(),
        r"ShellRun > Cmd > rd [/s] [/q] [C:\x]"
    );
    assert_eq!(calls("MsgBox \"a\" & Chr(66)", Language::VbScript)[0], "msgbox [aB]");
    assert_eq!(
        calls("Execute StrReverse(\"oG\")", Language::VbScript).get(1).unwrap(),
        "Expression > go"
    );
}

fn jscript(text: &str) -> Vec<String> {
    calls(text, Language::JScript)
}

#[test]
fn jscript_is_followed_too() {
    let text = "var sh = new ActiveXObject('WScript.Shell'); // sh.Run('x')\n\
        var target = 'C:\\\\x';\nsh.Run('cmd /c rd /s /q ' + target, 0, true);";
    assert_eq!(
        jscript(text),
        [
            "createobject [WScript.Shell]",
            r"run […] [cmd /c rd /s /q C:\x] [0] [true]",
            r"ShellRun > cmd [/c] [rd] [/s] [/q] [C:\x]",
            r"ShellRun > Cmd > rd [/s] [/q] [C:\x]",
        ]
    );
    let last = |text: &str| jscript(text).last().unwrap().clone();
    assert_eq!(last("eval('g' + 'o()')"), "Expression > go");
    assert_eq!(last("new Function('a', 'go(a)')()"), "Expression > go […]");
    assert_eq!(
        last(
            "new ActiveXObject('Shell.Application').ShellExecute('a b.exe', '/x', '', 'runas', 0)"
        ),
        "StartProcess > a b [/x]"
    );
    assert_eq!(last("var o = {f: 'ping'}; sh['R' + 'un'](o.f + ' x')"), "ShellRun > ping [x]");
    // A pattern runs nothing.
    assert_eq!(jscript("var r = /a/; r.exec('format c:'); /b/.exec('format c:')").len(), 2);
    assert_eq!(jscript("new RegExp('a').exec('format c:')").len(), 1);
}

#[test]
fn texts_that_jscript_puts_together_are_known() {
    let given = |value: &str| {
        let found = jscript(&format!("{value})"));
        let given = found.iter().find_map(|call| call.strip_prefix("f "));
        given.unwrap_or_default().to_owned()
    };
    assert_eq!(given("f(String.fromCharCode(0x68, 105) + '!'"), "[hi!]");
    assert_eq!(given("f(unescape('%63m%u0064')"), "[cmd]");
    assert_eq!(given("f('dmc'.split('').reverse().join('')"), "[cmd]");
    assert_eq!(given("f('a-b-c'.replace(/-/g, '')"), "[abc]");
    assert_eq!(given("f('a-b-c'.replace('-', '+')"), "[a+b-c]");
    assert_eq!(given("f('a1b'.replace(/\\d/, '')"), "[…]");
    assert_eq!(given("f('a'.concat('b', 'c').toUpperCase()"), "[ABC]");
    assert_eq!(given("f(['a', 'b'].concat(['c']).join()"), "[a,b,c]");
    assert_eq!(
        given("f('abcdef'.substring(4, 2) + 'abcdef'.substr(-2, 1) + 'abc'.slice(-1)"),
        "[cdec]"
    );
    assert_eq!(given("var n = '1'; f(n + 2, 1 + 2"), "[12] [3]");
    assert_eq!(given("var a = ['x']; a.push('y', 'z'); f(a.join(' ')"), "[x y z]");
    assert_eq!(given("var a = ['x']; if (b) a.push('y'); f(a.join(' ')"), "[…]");
    assert_eq!(given("var a = ['x']; a[0] = 'y'; f(a[0]"), "[…]");
    assert_eq!(given("var A = 'x', a = 'y'; f(A + a"), "[xy]");
    assert_eq!(given("f(['a', 'b'] + ''"), "[…]");
    assert_eq!(given("a = b = 'x'; f(a"), "[x]");
}

#[test]
fn a_wsf_file_runs_its_scripts_in_both_languages() {
    let text = "<package><job id='a'><script language='VBScript'>s.Run \"a /x\"</script></job>\
        <job><script language='JScript'>s.Run('b /y')</script></job></package>";
    let found = calls(text, Language::Wsf);
    assert_eq!(
        found,
        ["run […] [a /x]", "ShellRun > a [/x]", "run […] [b /y]", "ShellRun > b [/y]"]
    );
    assert!(calls("<package/>", Language::Wsf).is_empty());
}

#[test]
fn jscript_in_an_address_is_followed() {
    let command = |text: &str| calls(text, Language::CommandLine).last().unwrap().clone();
    assert_eq!(
        command("mshta \"javascript:new%20ActiveXObject('WScript.Shell').Run('ping x');close()\""),
        "Mshta > close"
    );
    let text = r#"rundll32.exe javascript:"\..\mshtml,RunHTMLApplication ";x=new%20ActiveXObject("WScript.Shell").Run("ping x",0,true);"#;
    assert_eq!(command(text), "Rundll32 > ShellRun > ping [x]");
    let text = r#"rundll32 vbscript:"\..\mshtml,RunHTMLApplication "&CreateObject("WScript.Shell").Run("ping x")"#;
    assert_eq!(command(text), "Rundll32 > ShellRun > ping [x]");
}

#[test]
fn the_places_of_what_is_unwrapped_are_those_of_the_text() {
    let text = "$m = 'x'\ncmd /c \"ping $m\"\npowershell -c \"ping y\"";
    let reading = reading(text, Language::PowerShell);
    let place = |name: &str, argument: &str| {
        let call = reading
            .calls
            .iter()
            .find(|call| call.is(name) && call.arguments.iter().any(|a| a.value.is(argument)))
            .unwrap();
        text.get(reading.place(call.unit, &call.range)).unwrap()
    };
    assert_eq!(place("ping", "x"), "ping $m");
    assert_eq!(place("ping", "y"), "ping y");
}

#[test]
fn it_is_told_what_is_assigned_and_where() {
    let text =
        "$Script:a = irm $u\n[Net.ServicePointManager]::CertificatePolicy = $p\n$a, $b = 1, 2";
    let reading = reading(text, Language::PowerShell);
    let unit = reading.units.first().unwrap();
    let shown: Vec<_> = unit.assignments().map(|(name, range)| (name, &text[range])).collect();
    let both = "$a, $b = 1, 2";
    assert_eq!(shown, [("a".into(), "$Script:a = irm $u"), ("a".into(), both), ("b".into(), both)]);
    let members: Vec<_> = unit.member_assignments().map(|it| (it.name, it.value)).collect();
    assert_eq!(members, [("certificatepolicy".into(), "$p")]);
}

#[test]
fn percent_signs_in_a_block_have_the_value_from_before_it() {
    let block = "set X=a.exe\r\nif 1==1 (\r\n  set X=b.exe\r\n  %X% /S\r\n)\r\n";
    assert_eq!(batch(block), ["a [/S]"]);
    let delayed = "setlocal enabledelayedexpansion\r\nset X=a.exe\r\nif 1==1 (\r\n  set X=b.exe\r\n  !X! /S\r\n)\r\n";
    assert_eq!(batch(delayed).last().map(String::as_str), Some("b [/S]"));
    // Of one line too, and of a loop as often as it runs.
    assert_eq!(batch("set X=a.exe\r\nset X=b.exe& %X% /S\r\n"), ["a [/S]"]);
    assert_eq!(
        batch("set X=a.exe\r\nfor %%i in (1 2) do (\r\n  %X% /S\r\n  set X=b.exe\r\n)\r\n"),
        ["a [/S]"]
    );
    assert_eq!(batch("set X=a.exe\r\n%X% ^\r\n  /S\r\n"), ["a [/S]"]);
    assert_eq!(batch("if 1==1 (\r\n  set X=b.exe\r\n  echo %X%\r\n)\r\n"), ["echo […]"]);
}

#[test]
fn what_follows_the_stop_sign_is_handed_over_as_it_is() {
    assert_eq!(powershell("cmd.exe --% /c ver").pop().unwrap(), "Cmd > ver");
    assert_eq!(
        powershell("icacls x --% /grant Users:(F) /t"),
        ["icacls [x] [/grant] [Users:(F)] [/t]"]
    );
}

#[test]
fn a_value_with_blanks_behind_a_sign_stays_one_argument() {
    assert_eq!(
        powershell("sc.exe create x binpath=\"C:\\Program Files\\a.exe\" start= auto")
            .first()
            .unwrap(),
        r"sc [create] [x] [binpath=C:\Program Files\a.exe] [start=] [auto]"
    );
    assert_eq!(
        powershell("msiexec /i a.msi TARGET=\"C:\\Program Files\\X\" /qn"),
        [r"msiexec [/i] [a.msi] [TARGET=C:\Program Files\X] [/qn]"]
    );
}

#[test]
fn what_is_written_through_a_stream_is_read() {
    let vbs = "Set fso = CreateObject(\"Scripting.FileSystemObject\")\n\
        Set f = fso.CreateTextFile(\"C:\\x\\a.cmd\", True)\n\
        f.WriteLine \"@echo off\"\nf.WriteLine \"net user kiosk /add\"\nf.Close";
    let found = calls(vbs, Language::VbScript);
    assert!(found.contains(&"WrittenFile > net [user] [kiosk] [/add]".to_owned()), "{found:?}");
    let found = powershell(
        "$w = [System.IO.StreamWriter]::new('C:\\x\\a.cmd')\n$w.WriteLine('net user kiosk /add')",
    );
    assert!(found.contains(&"WrittenFile > net [user] [kiosk] [/add]".to_owned()), "{found:?}");
    let found = powershell("$w = New-It 'C:\\x\\a.cmd'\n$w.WriteLine('net user kiosk /add')");
    assert!(!found.iter().any(|call| call.contains("> net")), "{found:?}");
}
