use std::fmt::Write;

use proptest::prelude::*;

use super::*;
use crate::script::{sound, tree::*};

/// A word with what is not plain text in angle brackets.
fn word(word: &Word) -> String {
    let all = |words: &[Word]| words.iter().map(self::word).collect::<Vec<_>>();
    let mut text = String::new();
    for piece in &word.pieces {
        match piece {
            Piece::Text { text: piece, .. } => text.push_str(piece),
            Piece::Variable { name, .. } => write!(text, "<{name}>").unwrap(),
            Piece::Operation { operator, operands, .. } => {
                write!(text, "<{operator} {}>", all(operands).join("; ")).unwrap();
            }
            Piece::Commands { first, count, .. } => write!(text, "<{count} from {first}>").unwrap(),
            Piece::List { items, .. } => write!(text, "[{}]", all(items).join("; ")).unwrap(),
            Piece::Block { .. } => text.push_str("<block>"),
            other => panic!("{other:?} in cmd"),
        }
    }
    text
}

/// A command on a line: its scopes, its name, its arguments, its redirections.
fn command(tree: &Tree, command: &Command) -> String {
    let mut text = String::new();
    let scopes = std::iter::successors(Some(&tree.scopes[command.scope as usize]), |scope| {
        Some(&tree.scopes[scope.parent? as usize])
    });
    let mut scopes: Vec<String> = scopes
        .filter(|scope| !matches!(scope.kind, ScopeKind::Script | ScopeKind::Parentheses))
        .map(|scope| {
            let condition = scope.condition.as_ref().map(word).unwrap_or_default();
            format!("{:?}{}{}: ", scope.kind, scope.name.clone().unwrap_or_default(), condition)
        })
        .collect();
    scopes.reverse();
    text.push_str(&scopes.concat());
    text.push_str(match command.runs_if {
        RunsIf::Always => "",
        RunsIf::Succeeded => "&& ",
        RunsIf::Failed => "|| ",
    });
    if let Some(from) = command.piped_from {
        write!(text, "{from}| ").unwrap();
    }
    text.push_str(&word(&command.name));
    for argument in &command.arguments {
        match argument {
            Argument::Value(value) => write!(text, " ({})", word(value)).unwrap(),
            Argument::Parameter { name, value, .. } => {
                write!(text, " /{name}").unwrap();
                if let Some(value) = value {
                    write!(text, ":({})", word(value)).unwrap();
                }
            }
        }
    }
    for redirection in &command.redirections {
        let to = match &redirection.to {
            RedirectionTarget::File(target) => word(target),
            RedirectionTarget::Stream(stream) => format!("&{stream:?}"),
        };
        let sign = if redirection.appends { ">>" } else { ">" };
        write!(text, " {:?}{sign}{to}", redirection.from).unwrap();
    }
    text
}

fn commands(text: &str) -> Vec<String> {
    let tree = parse(text);
    assert_eq!(tree.faults, [], "{text}");
    tree.commands.iter().map(|found| command(&tree, found)).collect()
}

fn bindings(text: &str) -> Vec<(String, Option<String>)> {
    let tree = parse(text);
    let bindings = tree.bindings.iter();
    bindings.map(|found| (word(&found.target), found.value.as_ref().map(word))).collect()
}

fn faults(text: &str) -> Vec<(FaultKind, &str)> {
    let faults = parse(text).faults;
    let place = |fault: &Fault| &text[fault.range.start as usize..fault.range.end as usize];
    faults.iter().map(|fault| (fault.kind, place(fault))).collect()
}

#[test]
fn what_a_comment_says_does_not_run() {
    let text = "@echo off\r\nrem net user kiosk Secret1 /add\r\n:: net user a /add\r\n\
                if exist x (rem del y)\r\n)\r\nver & rem & whoami & :: the end\r\nremark x\r\n";
    assert_eq!(commands(text), ["echo (off)", "ver", "whoami", "remark (x)"]);
    let comments: Vec<&str> = parse(text)
        .comments
        .iter()
        .map(|range| &text[range.start as usize..range.end as usize])
        .collect();
    assert_eq!(
        comments,
        [
            "rem net user kiosk Secret1 /add",
            ":: net user a /add",
            "rem del y)",
            "rem",
            ":: the end"
        ]
    );
}

#[test]
fn arguments_are_words_with_quotes_and_escapes_taken_off() {
    assert_eq!(
        commands("net user \"local admin\" a^&b%PASS% /add /y > nul 2>&1"),
        ["net (user) (local admin) (a&b<env:PASS>) /add /y Output>nul Error>&Output"]
    );
    assert_eq!(
        commands("\"C:\\Program Files\\x.exe\" /log:\"a b\""),
        ["C:\\Program Files\\x.exe /log:(a b)"]
    );
    // As the program sees it, the first quote goes on to the last.
    assert_eq!(commands(r#"x "a \"b c\" d" e\\"f g""#), [r#"x (a "b c" d) (e\f g)"#]);
    // Commands of cmd do not: the folder ends in a backslash.
    assert_eq!(commands(r#"cd "C:\a b\" & ver"#), [r"cd (C:\a b\)", "ver"]);
    assert_eq!(commands("rd /s/q \"%TEMP%\\x\""), ["rd /s /q (<env:TEMP>\\x)"]);
    assert_eq!(
        commands("msiexec /i a.msi NAME=\"a b\" X=1"),
        ["msiexec /i (a.msi) (NAME=a b) (X=1)"]
    );
}

#[test]
fn names_of_commands_of_cmd_end_early() {
    assert_eq!(
        commands("echo.hi\ncd..\ncd\\windows\nexit/b 3"),
        ["echo (hi)", "cd (..)", "cd (\\windows)", "exit /b (3)"]
    );
    assert_eq!(
        commands("echo(\necho:x\nstart.exe a\ndel\"a b\"\n"),
        ["echo", "echo (x)", "start.exe (a)", "del (a b)"]
    );
}

#[test]
fn a_line_goes_on_behind_a_caret() {
    assert_eq!(commands("msiexec /i ^\r\n  a.msi ^\n /qn\nver"), ["msiexec /i (a.msi) /qn", "ver"]);
    assert_eq!(commands("echo a^\n&b"), ["echo (a&b)"]);
    assert_eq!(commands("echo \"a^\nver"), ["echo (\"a^)", "ver"]);
}

#[test]
fn commands_depend_on_each_other() {
    assert_eq!(commands("a && b || c & d | e"), ["a", "&& b", "|| c", "d", "3| e"]);
    assert_eq!(commands("a && (b & c\nd\n) & e"), ["a", "&& b", "&& c", "&& d", "e"]);
    assert_eq!(
        commands(">x (echo a & b) 2>>y"),
        ["echo (a )", "b", " (<block>) Output>x Error>>y"]
    );
    assert_eq!(commands("(a) | b"), ["a", " (<block>)", "1| b"]);
    assert_eq!(
        commands("a1>x & a 1>x & >y b < z & c>&2"),
        ["a1 Output>x", "a Output>x", "b Output>y Input>z", "c Output>&Error"]
    );
}

#[test]
fn conditions_and_their_other_side() {
    assert_eq!(
        commands(
            "if /i not \"%1\"==\"a b\" (x) else if exist \"c d\" (\n y\n) else (\n z\n)\n\
             if errorlevel 1 exit /b 1\nif defined A if %B% geq 2 ver & whoami\nif (%1)==() q\n"
        ),
        [
            "If<not <==i <1>; a b>>: x",
            "Else<not <==i <1>; a b>>: If<exist c d>: y",
            "Else<not <==i <1>; a b>>: Else<exist c d>: z",
            "If<errorlevel 1>: exit /b (1)",
            "If<defined A>: If<geq <env:B>; 2>: ver",
            "If<defined A>: If<geq <env:B>; 2>: whoami",
            "If<== (<1>); ()>: q",
        ]
    );
    // The text behind `else` without brackets before it is an argument.
    assert_eq!(commands("if exist a b else c"), ["If<exist a>: b (else) (c)"]);
}

#[test]
fn loops_and_what_they_run_over() {
    assert_eq!(
        commands("for %%i in (a \"b c\", d) do (\n echo %%~nxi 100%%\n)\necho %%i"),
        ["Loop<in [a; b c; d]>: echo (<%~nxi> 100%)", "echo (%i)"]
    );
    assert_eq!(
        commands(
            "for /f \"tokens=1,2\" %%a in ('net user ^| find /i \"x)\" 2^>nul') do net user %%a /delete"
        ),
        [
            "SubExpression: net (user)",
            "SubExpression: 0| find /i (x)) Error>nul",
            "Loop</f <2 from 0>; tokens=1,2>: net (user) (<%a>) /delete",
        ]
    );
    assert_eq!(
        commands("for /l %%n in (1,1,10) do for /d /r \"%~dp0\" %%# in (*) do x %%n%%#"),
        ["Loop</l [1; 1; 10]>: Loop</d [*]; /r; <~dp0>>: x (<%n><%#>)"]
    );
    let read = read("for %i in (*.txt) do copy %i %TEMP%\\%i", Mode::Line);
    assert_eq!(
        command(&read.tree, &read.tree.commands[0]),
        "Loop<in [*.txt]>: copy (<%i>) (<env:TEMP>\\<%i>)"
    );
}

#[test]
fn variables_and_what_is_made_of_them() {
    assert_eq!(
        commands("echo %a:~0,1%%a:b=c%!x! %*%2%~dp0 50% off"),
        ["echo (<substring <env:a>; 0; 1><substitute <env:a>; b; c>!x! <*><2><~dp0> 50 off)"]
    );
    assert_eq!(
        commands("setlocal EnableDelayedExpansion\necho !x! !y:a=b!!\nendlocal\necho !x!"),
        [
            "setlocal (EnableDelayedExpansion)",
            "echo (<env:x> <substitute <env:y>; a; b>)",
            "endlocal",
            "echo (!x!)",
        ]
    );
    // The `endlocal` in the `if` may not run.
    assert_eq!(
        commands("setlocal enabledelayedexpansion\nif a==b (endlocal & exit /b)\necho !x!")[3],
        "echo (<env:x>)"
    );
}

#[test]
fn assignments() {
    let set = |text| bindings(text).pop().unwrap();
    let is = |name: &str, value: &str| (name.to_owned(), Some(value.to_owned()));
    assert_eq!(set("set x=a b \nver"), is("x", "a b "));
    assert_eq!(set("set \"x=a & \"b\"\" ignored"), is("x", "a & \"b\""));
    assert_eq!(set("set x=\"C:\\a b\\x.exe\" /s"), is("x", "\"C:\\a b\\x.exe\" /s"));
    assert_eq!(set("set \"PATH=%PATH%;%~dp0bin\""), is("PATH", "<env:PATH>;<~dp0>bin"));
    assert_eq!(set("set x="), is("x", ""));
    assert_eq!(
        bindings("set /a a=1+2,\"b+=3\""),
        [is("a", "<arithmetic 1+2>"), is("b", "<arithmetic 3>")]
    );
    assert_eq!(set("set /p name=Who are you? "), ("name".to_owned(), None));
    // One that asks or shows is a command.
    assert_eq!(
        commands("set /p a=b\nset x\nset y=z\n<nul set /p =text"),
        ["set", "set", "set Input>nul"]
    );
}

#[test]
fn labels_and_what_is_never_reached() {
    assert_eq!(
        commands("call :sub a\nexit /b\nvar x = new Thing(\n:sub\necho hi\nif x==y goto :eof\nver"),
        [
            "call (:sub) (a)",
            "exit /b",
            "Unreachable: var (x) (=) (new) (Thing()",
            "Labelsub: echo (hi)",
            "Labelsub: If<== x; y>: goto (:eof)",
            "Labelsub: ver",
        ]
    );
}

#[test]
fn ends_of_lines_and_of_the_file() {
    assert_eq!(commands("a\rb\nc\r\nd\u{1a}e\nf"), ["a (b)", "c", "d"]);
    let text = "\u{feff}@echo off";
    assert_eq!(lex(text)[0].kind, Kind::ByteOrderMark);
    assert_eq!(commands(text), ["echo (off)"]);
}

#[test]
fn faults_are_told_and_the_rest_is_read() {
    use FaultKind::*;
    assert_eq!(faults("if exist a (\n b\n"), [(UnclosedBlock, "(")]);
    assert_eq!(faults("a\n)\nb"), [(UnexpectedClose, ")")]);
    assert_eq!(faults("if a==b\nver"), [(Unexpected, "if a==b")]);
    assert_eq!(
        faults("for %%i in (a b do x\nver"),
        [(Unexpected, "for %%i in (a b do x"), (UnclosedBlock, "(")]
    );
    assert_eq!(faults("(a) b"), [(Unexpected, "b")]);
    let long = format!("ver\necho {}\nver", "x".repeat(9000));
    assert_eq!(parse(&long).faults[0].kind, LineTooLong);
    assert_eq!(parse(&"(".repeat(1000)).faults[256].kind, TooDeep);
    assert_eq!(parse(&format!("{}x", "if a==a ".repeat(1000))).faults[0].kind, TooDeep);
}

#[test]
fn the_command_line_of_a_command() {
    let text = "x & > out.txt powershell -Command \"a ^| b\" ^& 50%% %1 2>&1 & y";
    let read = read(text, Mode::Batch);
    let line = read.command_line(text, &read.tree.commands[1]);
    assert_eq!(line.text().trim(), "powershell -Command \"a ^| b\" & 50% %1");
    let at = line.text().find("50%").unwrap();
    assert_eq!(&text[line.source(&(at..at + 3))], "50%%");
}

/// What commands are made of, put together at random.
fn pieces() -> impl Strategy<Value = String> {
    let parts: &[&str] = &[
        "if ",
        "not ",
        "exist ",
        "else ",
        "for ",
        "/f ",
        "%%i ",
        "in ",
        "(",
        ")",
        "do ",
        "'",
        "`",
        "\"",
        "^",
        "&",
        "&&",
        "|",
        "||",
        ">",
        "2>&1",
        "<",
        "%",
        "%%",
        "%a%",
        "%a:~1%",
        "!",
        "!b!",
        "setlocal enabledelayedexpansion\n",
        "endlocal\n",
        "\n",
        "\r\n",
        "\r",
        " ",
        "set ",
        "/a ",
        "x=",
        "==",
        ",",
        ";",
        "=",
        "rem ",
        "::",
        ":l",
        "exit /b\n",
        "goto x\n",
        "echo.",
        "\\",
        "é",
        "\u{1a}",
        "~",
        "1",
        "a",
        "\u{feff}",
        "@",
        "/",
        "-",
        "usebackq ",
        "😀",
    ];
    proptest::collection::vec(proptest::sample::select(parts), 0..80)
        .prop_map(|parts| parts.concat())
}

#[test]
fn quotes_around_the_command_of_a_loop_are_taken_off() {
    let of = |command: &str| commands(&format!("for /f %%i in ({command}) do x"));
    let first = |command: &str| of(command).into_iter().next().unwrap_or_default();
    assert_eq!(
        first("'\"wmic bios get serialnumber\"'"),
        "SubExpression: wmic (bios) (get) (serialnumber)"
    );
    assert_eq!(
        first("'\"\"C:\\Depot tools\\a.exe\" x\"'"),
        "SubExpression: C:\\Depot tools\\a.exe (x)"
    );
    assert_eq!(
        first("'\"C:\\Depot tools\\a.exe\" \"x\"'"),
        "SubExpression: C:\\Depot tools\\a.exe (x)"
    );
    is_sound("for /f %%i in ('\"\"') do x", Mode::Batch);
    is_sound("for /f %%i in ('\"a b\"') do x", Mode::Batch);
}

#[test]
fn the_variable_of_a_loop_stands_outside_of_it() {
    is_sound("for /f %%s in ('wmic bios get serialnumber') do set SERIAL=%%s\r\n", Mode::Batch);
    is_sound("for %i in (a b) do echo %i", Mode::Line);
}

fn is_sound(text: &str, mode: Mode) {
    let read = read(text, mode);
    sound::assert_tiled(text, &read.tokens);
    sound::assert_sound(text, &read.tree);
    for command in &read.tree.commands {
        let line = read.command_line(text, command);
        assert!(text.get(line.source_range()).is_some());
    }
}

/// Bytes that were looked at for each byte of the text, when it is repeated.
fn steps(text: &str, times: usize) -> usize {
    let text = text.repeat(times);
    let mut parser = Parser::new(&text, Mode::Batch);
    parser.run();
    parser.lexer.steps.get()
}

#[test]
fn hostile_repetition_takes_linear_steps() {
    for text in [
        "for /f %%i in (",
        "for /f %%i in ('^)",
        "for %%i in (\"",
        "%",
        "%a",
        "!",
        "(",
        "\"",
        "^",
        "if a==",
        "setlocal enabledelayedexpansion\n!",
        "rem \n",
        ":a\n",
        "a|",
        ">",
        "set /a ,",
        "\"\\\"",
        "%%~",
        "%~$",
        "1>",
        ")",
        "(a)|",
        "(a)>b ",
        "if a==a (b) else ",
        "^\n",
        "\r",
        "exit /b\n:x\n",
        "exit /b\n(\n:x\n",
        "@",
        "echo(",
        "set \"a=\"\"%b%",
        "rem &",
        "for %%i in (a) do ",
        "\n",
        "(\n\n",
    ] {
        let (once, twice) = (steps(text, 3000), steps(text, 6000));
        assert!(twice <= once * 5 / 2 + 1000, "{text:?}: {once} steps, then {twice}");
    }
}

proptest! {
    #[test]
    fn any_text_is_sound(text in ".{0,200}") {
        is_sound(&text, Mode::Batch);
        is_sound(&text, Mode::Line);
    }

    #[test]
    fn any_commands_are_sound(text in pieces()) {
        is_sound(&text, Mode::Batch);
        is_sound(&text, Mode::Line);
        let (once, twice) = (steps(&text, 20), steps(&text, 40));
        prop_assert!(twice <= once * 3 + 1000, "{once} steps, then {twice}: {text:?}");
    }
}
