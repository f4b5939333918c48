//! What commands are given, and where it stands.

use super::{given, hidden};
use crate::script::Environment;
use crate::script::language::Language;
use crate::script::reading::read;

/// The secrets that a text gives to commands, and the parts of it that are hidden.
fn found(text: &str, language: Language) -> (Vec<String>, Vec<String>) {
    let reading = read(text, language, &Environment::device());
    let given = given(&reading);
    let secrets = given.iter().map(|given| given.value.text().to_owned()).collect();
    let hidden = hidden(text, &reading, &given);
    let hidden = hidden.into_iter().filter_map(|hidden| text.get(hidden.range));
    (secrets, hidden.filter(|text| !text.is_empty()).map(str::to_owned).collect())
}

#[test]
fn the_passwords_of_programs_are_found() {
    for (line, secret) in [
        ("net user kiosk pear7 /add", "pear7"),
        ("net use Z: \\\\nas\\x pear7 /user:corp\\svc", "pear7"),
        ("net use \\\\nas\\x /user:corp\\svc pear7", "pear7"),
        ("cmdkey /add:nas /user:svc /pass:pear7", "pear7"),
        ("schtasks /create /tn a /tr b /ru svc /rp pear7", "pear7"),
        ("psexec \\\\pc -u svc -p pear7 cmd", "pear7"),
        ("sc config spool obj= .\\svc password= pear7", "pear7"),
        ("curl -u ci:pear7 https://files.example/a", "pear7"),
        ("7z x a.7z -ppear7 -oC:\\a", "pear7"),
        ("sqlcmd -S db -U sa -P pear7", "pear7"),
        ("osql -Usa -Ppear7", "pear7"),
        ("curl -uci:pear7 https://files.example/a", "pear7"),
        ("curl -H \"Authorization: Bearer pear7\" https://files.example/a", "pear7"),
        ("curl --header \"X-Api-Key: pear7\" https://files.example/a", "pear7"),
        ("netsh wlan set profileparameter name=a keyMaterial=pear7", "pear7"),
        ("rasdial office svc pear7", "pear7"),
        ("autologon /accepteula kiosk . pear7", "pear7"),
        ("az login -u svc -p pear7", "pear7"),
        ("msiexec /i a.msi ADMIN_PASSWORD=pear7 /qn", "pear7"),
        ("setup.exe --password pear7", "pear7"),
        ("setup.exe /pwd:\"pear 7\"", "pear 7"),
        ("netdom join pc /domain:corp /userd:svc /passwordd:pear7", "pear7"),
        ("wmic computersystem call JoinDomainOrWorkgroup Name=corp, Password=pear7", "pear7"),
        ("manage-bde -protectors -add C: -recoverypassword 111111-222222", "111111-222222"),
        ("curl https://ci:pear7@files.example/a", "pear7"),
        ("reg add HKLM\\x /v DefaultPassword /d pear7 /f", "pear7"),
    ] {
        let (secrets, hidden) = found(line, Language::CommandLine);
        assert_eq!(secrets, [secret], "{line}");
        assert_eq!(hidden, [secret], "{line}");
    }
}

#[test]
fn what_is_no_secret_is_not_found() {
    for line in [
        "net user kiosk /add",
        "net user kiosk * /add",
        "net use Z: \\\\nas\\x /persistent:yes",
        "net use \\\\nas\\x * /user:svc",
        "psexec -s -i cmd",
        "powershell -p",
        "robocopy a b /p",
        "curl -u ci https://files.example",
        "setup.exe /password /quiet",
        "reg add HKLM\\x /v DisablePasswordCaching /d 1",
        "sqlcmd -S db -E -p 1",
        "curl -H \"Accept: application/json\" https://files.example",
        "setx PATH C:\\a",
        "az vm list -p",
    ] {
        assert!(found(line, Language::CommandLine).0.is_empty(), "{line}");
    }
}

#[test]
fn a_constant_is_hidden_where_it_is_written() {
    for (text, language) in [
        ("$p = 'pear7'\n$n = 'kiosk'\nnet user $n $p /add", Language::PowerShell),
        ("$p = 'pear7'\n$q = $p\nNew-Thing -Password $q", Language::PowerShell),
        ("if ($a) { $p = 'pear7' }\nnet user kiosk $p /add", Language::PowerShell),
        ("$p = 'pear7'\nConvertTo-SecureString $p -AsPlainText -Force", Language::PowerShell),
        ("$p = 'pear7'\n$p | ConvertTo-SecureString -AsPlainText -Force", Language::PowerShell),
        ("$p = 'pear7'\nInvoke-Expression \"net user a $p /add\"", Language::PowerShell),
        ("$a = @{ Password = 'pear7'; Name = 'x' }\nSet-Thing @a", Language::PowerShell),
        ("set PW=pear7\r\nnet user kiosk %PW% /add", Language::Batch),
        ("set \"PW=pear7\"\r\ncmd /c net user kiosk %PW% /add", Language::Batch),
        (
            "p = \"pear7\"\r\nCreateObject(\"WScript.Shell\").Run \"net user a \" & p",
            Language::VbScript,
        ),
    ] {
        let (_, hidden) = found(text, language);
        assert!(hidden.iter().any(|part| part == "pear7"), "{text}: {hidden:?}");
        assert!(!hidden.iter().any(|part| part.contains("kiosk") || part == "$p"), "{hidden:?}");
    }
}

#[test]
fn what_is_named_as_a_secret_is_hidden_without_a_command() {
    for (text, language) in [
        ("$Kennwort = 'pear7'", Language::PowerShell),
        ("[string]$svcPw = 'pear7'", Language::PowerShell),
        ("$a = 'pear7'\n$global:cred_pw = $a", Language::PowerShell),
        ("$x.Properties['Password'].Value = 'pear7'", Language::PowerShell),
        ("$Password, $x = 'pear7', 'y'", Language::PowerShell),
        ("Use-It @{ User = 'a'; Pass = 'pear7' }", Language::PowerShell),
        ("$v = @{ Name = 'DefaultPassword'; Value = 'pear7' }", Language::PowerShell),
        ("foreach ($e in @(@{Name='Password';Value='pear7'})) { Use-It $e }", Language::PowerShell),
        ("$h = @{ Authorization = 'Bearer pear7' }", Language::PowerShell),
        ("$h.Add('X-Api-Key', 'pear7')", Language::PowerShell),
        ("[Environment]::SetEnvironmentVariable('SVC_PW', 'pear7')", Language::PowerShell),
        ("set SVC_PW=pear7", Language::Batch),
        ("setx API_TOKEN pear7 /m", Language::Batch),
        ("Function Pw : Pw = \"pear7\" : End Function", Language::VbScript),
    ] {
        let (_, hidden) = found(text, language);
        assert_eq!(hidden.first().map(String::as_str), Some("pear7"), "{text}: {hidden:?}");
    }
    for text in [
        "$RegistryKey = 'HKLM:\\SOFTWARE'",
        "$ChangePassword = 'always'",
        "$PasswordFile = 'C:\\a.txt'",
        "$password = Get-Secret 'kiosk'",
        "$token = $null",
        "$x = @{ Name = 'User'; Value = 'kiosk' }",
        "$ExecutionPolicy = 'ByPass'",
    ] {
        assert_eq!(found(text, Language::PowerShell).1, Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_constant_is_hidden_through_what_passes_it_on() {
    for (text, language) in [
        ("function f($n, $v) { net user $n $v /add }\nf kiosk 'pear7'", Language::PowerShell),
        ("function f { param($n, $v) net user $n $v }\nf -v pear7 -n a", Language::PowerShell),
        ("function f { return 'pear7' }\nnet user kiosk (f) /add", Language::PowerShell),
        (
            "function f { 'pear7' }\nf | ConvertTo-SecureString -AsPlainText -Force",
            Language::PowerShell,
        ),
        ("$x = if ($a) { 'pear7' } else { 'x' }\nnet user a $x", Language::PowerShell),
        (
            "foreach ($u in @{ N = 'a'; Pw = 'pear7' }) { net user $u.N $u.Pw }",
            Language::PowerShell,
        ),
        (
            "foreach ($u in 'a;pear7') { $n,$p = $u.Split(';'); net user $n $p }",
            Language::PowerShell,
        ),
        ("$env:V = 'pear7'\ncmd /c 'net user kiosk %V% /add'", Language::PowerShell),
        ("$v = 'pear7'\nStart-Job { net user kiosk $using:v }", Language::PowerShell),
        ("'pear7'.ToCharArray() | % { $s.AppendChar($_) }", Language::PowerShell),
        ("$v = 'pear7'\nSet-Content a.txt \"Pwd=$v\"", Language::PowerShell),
        ("$v = 'pear7'\nSet-Content a.txt \"<keyMaterial>$v</keyMaterial>\"", Language::PowerShell),
        ("call :mk kiosk pear7\r\nexit /b\r\n:mk\r\nnet user %1 %2 /add", Language::Batch),
        ("for /f \"tokens=1,2\" %%a in (\"kiosk pear7\") do net user %%a %%b", Language::Batch),
    ] {
        let (_, hidden) = found(text, language);
        assert!(hidden.iter().any(|part| part.contains("pear7")), "{text}: {hidden:?}");
    }
}

#[test]
fn of_what_is_put_together_other_variables_stay() {
    let text = "$m = 'agent.msi'\n$v = 'pear7'\nStart-Process msiexec \"/i $m PASSWORD=$v\"";
    let (_, hidden) = found(text, Language::PowerShell);
    assert!(hidden.contains(&"pear7".to_owned()), "{hidden:?}");
    assert!(!hidden.iter().any(|part| part.contains("agent")), "{hidden:?}");
}

#[test]
fn of_a_longer_constant_only_the_secrets_are_hidden() {
    let text = "$l = 'cmd /c net user kiosk pear7 /add & net user guest plum8 /add'\niex $l";
    let (_, hidden) = found(text, Language::PowerShell);
    assert!(["pear7", "plum8"].iter().all(|secret| hidden.contains(&(*secret).to_owned())));
    assert!(!hidden.iter().any(|part| part.contains("net")), "{hidden:?}");
}

#[test]
fn ten_thousand_secrets_of_one_constant_take_no_time() {
    let line = "net user kiosk pear7 /add;".repeat(400);
    let text = format!("$l = '{line}'\n{}", "iex $l\n".repeat(400));
    let start = std::time::Instant::now();
    let _ = found(&text, Language::PowerShell);
    assert!(start.elapsed().as_secs() < 20);
}

#[test]
fn a_variable_that_nobody_assigns_hides_nothing() {
    for (text, language) in [
        ("net user kiosk $env:PW /add", Language::PowerShell),
        ("New-Thing -Password $Password", Language::PowerShell),
        ("New-Thing -Password (Read-Host -AsSecureString)", Language::PowerShell),
        ("net user kiosk %PW% /add", Language::Batch),
        ("set /p PW=Password: \r\nnet user kiosk %PW% /add", Language::Batch),
    ] {
        assert_eq!(found(text, language).1, Vec::<String>::new(), "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn whatever_is_given_the_places_stand_in_the_text(
        parts in proptest::collection::vec(proptest::sample::select(PARTS), 0..25),
    ) {
        let text = parts.concat();
        for language in [Language::PowerShell, Language::Batch, Language::CommandLine] {
            let reading = read(&text, language, &Environment::device());
            let given = given(&reading);
            for hidden in hidden(&text, &reading, &given) {
                assert!(text.get(hidden.range).is_some());
            }
        }
    }
}

const PARTS: &[&str] = &[
    "net user ",
    "a ",
    "$p",
    " = ",
    "'x'",
    "\"y$p\"",
    "\n",
    "set ",
    "PW=",
    "%PW%",
    "-Password ",
    "PASSWORD=",
    "| ",
    "ConvertTo-SecureString ",
    "-AsPlainText ",
    "iex ",
    "(",
    ")",
    "é",
    "@{",
    "}",
    "@p ",
    "https://a:b@c ",
    "schtasks /rp ",
    "cmd /c ",
    "wmic ",
    ",",
    "-u a:b ",
    "\"",
];
