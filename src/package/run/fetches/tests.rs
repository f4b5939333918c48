//! What a script fetches is found, with what becomes of it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::{Fate, Fetch};
use crate::container::open_bytes;
use crate::package::{Limits, packages};
use crate::script::reading::UNKNOWN;

/// Each fetch on a line: tool, address, file, fate.
fn fetched(name: &str, text: &str) -> Vec<String> {
    let input = open_bytes(name, text.as_bytes().to_vec());
    let packages = packages(&input, &Limits::default());
    let shown = |fetch: &Fetch<'_>| {
        let text = |text: &str| text.replace(UNKNOWN, "…");
        let to = fetch.to.as_ref().map_or(String::new(), |to| format!(" > {}", text(to.text())));
        let fate = match fetch.fate {
            Fate::Kept => "kept".to_owned(),
            Fate::Evaluated(call) => format!("evaluated by {}", call.name),
            Fate::Started(call) => format!("started by {}", call.name),
            Fate::AtOnce => "at once".to_owned(),
        };
        let checked = if fetch.is_checked { ", checked" } else { "" };
        format!("{:?} {}{to}: {fate}{checked}", fetch.tool, text(fetch.url.text()))
    };
    packages.first().unwrap().fetches().iter().map(shown).collect()
}

fn powershell(text: &str) -> Vec<String> {
    fetched("a.ps1", text)
}

fn batch(text: &str) -> Vec<String> {
    fetched("a.cmd", text)
}

#[test]
fn code_that_is_never_a_file() {
    let direct = ["WebRequest https://a.example/x.ps1: evaluated by invoke-expression"];
    assert_eq!(powershell("irm https://a.example/x.ps1 | iex"), direct);
    assert_eq!(powershell("iex (irm https://a.example/x.ps1)"), direct);
    assert_eq!(
        powershell("IEX(New-Object Net.WebClient).DownloadString('https://a.example/x.ps1')"),
        ["WebClient https://a.example/x.ps1: evaluated by invoke-expression"]
    );
    assert_eq!(powershell("(iwr https://a.example/x.ps1).Content | iex"), direct);
    assert_eq!(powershell("iex \"& { $(irm https://a.example/x.ps1) } -Quiet\""), direct);
    assert_eq!(powershell("$r = iwr https://a.example/x.ps1\n$s = $r.Content\niex $s"), direct);
    assert_eq!(
        powershell("$u = 'https://a.example/x.ps1'\nif ($a) { $s = irm $u }\niex $s"),
        direct
    );
    assert_eq!(powershell("irm https://a.example/x.ps1 | ForEach-Object { iex $_ }"), direct);
    assert_eq!(powershell(". { irm https://a.example/x.ps1 } | iex"), direct);
    assert_eq!(
        powershell("& ([scriptblock]::Create((irm https://a.example/x.ps1))) -Quiet"),
        ["WebRequest https://a.example/x.ps1: evaluated by create"]
    );
    assert_eq!(
        powershell(
            "$c = New-Object Net.WebClient\niex $c.DownloadString(\"https://a.example/$x\")"
        ),
        ["WebClient https://a.example/…: evaluated by invoke-expression"]
    );
    assert_eq!(
        batch("curl -fsSL https://a.example/x.cmd | cmd"),
        ["Curl https://a.example/x.cmd: evaluated by cmd"]
    );
    assert_eq!(batch("powershell -c \"irm https://a.example/x.ps1 | iex\""), direct);
    assert_eq!(
        powershell(
            "$h = New-Object -ComObject MSXML2.XMLHTTP\n$h.open('GET', 'https://a.example/x', $false)\n\
             $h.send()\n$code = $h.responseText\niex $code"
        ),
        ["ScriptHttp https://a.example/x: evaluated by invoke-expression"]
    );
    assert_eq!(
        powershell("$v = irm https://a.example/version.json\nWrite-Host $v\niex 'dir'"),
        ["WebRequest https://a.example/version.json: kept"]
    );
}

#[test]
fn files_that_are_run() {
    assert_eq!(
        powershell(
            "$out = \"$env:TEMP\\setup.exe\"\niwr https://a.example/1 -OutFile $out\n& $out /S"
        ),
        [r"WebRequest https://a.example/1 > C:\Windows\Temp\setup.exe: started by setup"]
    );
    assert_eq!(
        powershell(
            "$out = Join-Path $dir $name\niwr https://a.example/1 -OutFile $out\n\
             Start-Process -FilePath $out -Wait"
        ),
        [r"WebRequest https://a.example/1 > …\…: started by start-process"]
    );
    assert_eq!(
        batch("curl -Lo x.msi https://a.example/x\nmsiexec /i \"%CD%\\x.msi\" /qn"),
        ["Curl https://a.example/x > x.msi: started by msiexec"]
    );
    assert_eq!(
        batch("curl.exe -O https://a.example/x.zip\ntar -xf x.zip"),
        ["Curl https://a.example/x.zip > x.zip: kept"]
    );
    assert_eq!(
        batch(
            "bitsadmin /transfer job /download /priority high https://a.example/x.exe %TEMP%\\y.exe\n%TEMP%\\y.exe"
        ),
        [r"Bitsadmin https://a.example/x.exe > C:\Windows\Temp\y.exe: started by y"]
    );
    assert_eq!(
        powershell(
            "$r = iwr https://a.example/x\n[IO.File]::WriteAllBytes('C:\\x.exe', $r.Content)\nC:\\x.exe"
        ),
        [r"WebRequest https://a.example/x > C:\x.exe: started by x"]
    );
    assert_eq!(
        powershell(
            "$h = New-Object -ComObject MSXML2.XMLHTTP\n$h.open('GET', 'https://a.example/x', $false)\n\
             $h.send()\n$s = New-Object -ComObject ADODB.Stream\n$s.SaveToFile('C:\\x.exe', 2)\n\
             C:\\x.exe"
        ),
        [r"ScriptHttp https://a.example/x > C:\x.exe: started by x"]
    );
}

#[test]
fn files_that_are_not_run() {
    let fetch = "iwr https://a.example/x.exe -OutFile C:\\x.exe\n";
    for text in [
        "cmd /c del C:\\x.exe",
        "Start-Process cmd -ArgumentList '/c copy C:\\x.exe D:\\'",
        "Remove-Item C:\\x.exe",
        "C:\\y.exe /from C:\\x.exe",
        "powershell -Command \"Unblock-File C:\\x.exe\"",
    ] {
        let kept = [r"WebRequest https://a.example/x.exe > C:\x.exe: kept"];
        assert_eq!(powershell(&format!("{fetch}{text}")), kept, "{text}");
    }
    for text in [
        "cmd /c C:\\x.exe /S",
        "Start-Process cmd -ArgumentList '/c C:\\x.exe'",
        "iex 'C:\\x.exe /S'",
        "& \"C:\\x.exe\"",
        "schtasks /create /tn a /tr C:\\x.exe /sc onstart",
        "cmd /c \"start /wait C:\\x.exe\"",
    ] {
        let found = powershell(&format!("{fetch}{text}"));
        assert!(found.iter().any(|line| line.contains("started by")), "{text}: {found:?}");
    }
    assert_eq!(
        powershell("$r = irm https://a.example/x\n$r.id | python .\\own.py"),
        ["WebRequest https://a.example/x: kept"]
    );
    assert_eq!(
        powershell(
            "$f = \"C:\\$n\"\niwr https://a.example/x -OutFile $f\n$f = 'C:\\own.exe'\n& $f"
        ),
        [r"WebRequest https://a.example/x > C:\…: kept"]
    );
}

#[test]
fn files_that_are_checked_before() {
    let fetch = "iwr https://a.example/x.exe -OutFile C:\\x.exe\n";
    let check = "if ((Get-FileHash C:\\x.exe).Hash -ne $wanted) { exit 1 }\n";
    let checked = [r"WebRequest https://a.example/x.exe > C:\x.exe: started by x, checked"];
    let unchecked = [r"WebRequest https://a.example/x.exe > C:\x.exe: started by x"];
    assert_eq!(powershell(&format!("{fetch}{check}C:\\x.exe")), checked);
    assert_eq!(powershell(&format!("{fetch}C:\\x.exe\n{check}")), unchecked);
    assert_eq!(
        powershell(&format!("function Test-It {{ {check} }}\n{fetch}Test-It\nC:\\x.exe")),
        checked
    );
}

#[test]
fn what_sends_or_copies_is_no_fetch() {
    for text in [
        "irm https://a.example/api -Method Post -Body $x",
        "Start-BitsTransfer -Source \\\\srv\\x\\a.exe -Destination C:\\a.exe",
        "curl.exe -X POST https://a.example/api",
        "curl.exe --data-binary '@x' https://a.example/api",
        "Add-AppxPackage -Path C:\\x.msix",
        "msiexec /i x.msi URL=https://a.example/ /qn",
        "certutil -hashfile x.exe SHA256",
    ] {
        assert_eq!(powershell(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_bare_name_is_an_address_of_http() {
    let input = open_bytes("a.ps1", b"irm get.contoso.example/win | iex".to_vec());
    let packages = packages(&input, &Limits::default());
    let fetches = packages.first().unwrap().fetches();
    let address = fetches.first().unwrap().address.clone().unwrap();
    assert_eq!((address.scheme.as_str(), address.host.as_str()), ("http", "get.contoso.example"));
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(64))]
    #[test]
    fn no_script_is_too_strange(text in "(iwr|irm|iex|curl\\.exe|-o|\\$x|=|\\(|\\)|\\||\\{|\\}|'| |\n|https://a\\.example/é|-OutFile|&){0,40}") {
        fetched("a.ps1", &text);
        fetched("a.cmd", &text);
    }
}

#[test]
fn what_comes_out_of_an_archive_is_what_was_fetched() {
    let started =
        |by: &str| vec![format!("WebRequest https://a.example/x.zip > C:\\x.zip: started by {by}")];
    let fetch = "iwr https://a.example/x.zip -OutFile C:\\x.zip\n";
    for (script, by) in [
        ("Expand-Archive C:\\x.zip C:\\Kiosk -Force\n& C:\\Kiosk\\bin\\setup.exe /S", "setup"),
        ("Expand-Archive -Path C:\\x.zip -DestinationPath $to\n& \"$to\\setup.exe\"", "setup"),
        (
            "[IO.Compression.ZipFile]::ExtractToDirectory('C:\\x.zip', 'C:\\k')\nmsiexec /i C:\\k\\a.msi /qn",
            "msiexec",
        ),
        ("tar -xf C:\\x.zip -C C:\\k\nC:\\k\\a.exe", "a"),
    ] {
        assert_eq!(powershell(&format!("{fetch}{script}")), started(by), "{script}");
    }
    let kept = ["WebRequest https://a.example/x.zip > C:\\x.zip: kept"];
    for script in [
        "Expand-Archive C:\\x.zip C:\\Kiosk\n& C:\\Kiosk2\\setup.exe",
        "Expand-Archive C:\\x.zip C:\\Windows\nC:\\Windows\\System32\\cscript.exe C:\\a.vbs",
        "Expand-Archive C:\\other.zip C:\\Kiosk\n& C:\\Kiosk\\setup.exe",
    ] {
        assert_eq!(powershell(&format!("{fetch}{script}")), kept, "{script}");
    }
}

#[test]
fn a_function_that_fetches_is_told_what_by_its_calls() {
    let found = ["WebRequest https://a.example/x.exe > C:\\x.exe: started by x"];
    let rest = "\n& C:\\x.exe";
    for script in [
        "function Get-It($Url, $To) { iwr $Url -OutFile $To }\nGet-It https://a.example/x.exe C:\\x.exe",
        "function Get-It { param([string]$Url, $To)\niwr -Uri $Url -OutFile $To }\nGet-It -To C:\\x.exe -Url https://a.example/x.exe",
    ] {
        assert_eq!(powershell(&format!("{script}{rest}")), found, "{script}");
    }
    assert_eq!(
        powershell("function Get-It($Url) { iwr $Url -OutFile C:\\x.exe }\nGet-It $list"),
        ["WebRequest … > C:\\x.exe: kept"]
    );
    assert_eq!(
        powershell("function Get-Code($u) { irm $u }\niex (Get-Code 'https://a.example/x.ps1')"),
        ["WebRequest https://a.example/x.ps1: evaluated by invoke-expression"]
    );
}

#[test]
fn a_hash_that_nothing_depends_on_is_no_check() {
    let is_checked = |found: Vec<String>| found.iter().any(|line| line.ends_with(", checked"));
    let powershell = |look: &str| {
        let script = format!("iwr https://a.example/x.exe -OutFile C:\\x.exe\n{look}\n& C:\\x.exe");
        is_checked(powershell(&script))
    };
    let batch = |look: &str| {
        is_checked(batch(&format!("curl -o x.exe https://a.example/x.exe\n{look}\nx.exe /S")))
    };
    assert!(powershell("if ((Get-FileHash C:\\x.exe).Hash -ne $h) { exit 1 }"));
    assert!(powershell("$seen = Get-FileHash C:\\x.exe -Algorithm MD5"));
    assert!(powershell("Test-FileHash C:\\x.exe $h"));
    assert!(powershell(
        "Get-FileHash C:\\x.exe | Where-Object Hash -ne $h | ForEach-Object { exit 1 }"
    ));
    assert!(!powershell("Get-FileHash C:\\x.exe"));
    assert!(!powershell("Write-Host (Get-FileHash C:\\x.exe).Hash"));
    assert!(!powershell("Get-AuthenticodeSignature C:\\x.exe | Format-List"));
    assert!(batch("certutil -hashfile x.exe SHA256 | find \"7a51\" || exit /b 1"));
    assert!(batch("certutil -hashfile x.exe SHA256 > hash.txt"));
    assert!(batch("for /f %%h in ('certutil -hashfile x.exe SHA256') do set H=%%h"));
    assert!(batch("signtool verify /pa x.exe || exit /b 1"));
    assert!(!batch("certutil -hashfile x.exe SHA256"));
}
