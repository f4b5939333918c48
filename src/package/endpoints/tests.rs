//! The hosts of scripts.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::Role;
use crate::container::open_bytes;
use crate::package::{Limits, packages};

/// `role host:port`, `+` where something waited.
fn of_script(name: &str, text: &str) -> Vec<String> {
    let input = open_bytes(name, text.as_bytes().to_vec());
    let packages = packages(&input, &Limits::default());
    let package = packages.first().unwrap();
    let shown = |endpoint: super::Endpoint<'_>| {
        let port = endpoint.port.map(|port| format!(":{port}")).unwrap_or_default();
        let waited = if endpoint.waited { " +" } else { "" };
        format!("{} {}{port}{waited}", endpoint.role.name(), endpoint.host)
    };
    package.endpoints().into_iter().map(shown).collect()
}

fn powershell(text: &str) -> Vec<String> {
    of_script("x.ps1", text)
}

fn batch(text: &str) -> Vec<String> {
    of_script("x.cmd", text)
}

#[test]
fn hosts_stand_where_a_command_takes_one() {
    assert_eq!(
        powershell("Test-NetConnection dc1.adatum.local -Port 389"),
        ["test of the network dc1.adatum.local"]
    );
    assert_eq!(batch("ping -n 3 10.1.2.3 >nul"), ["test of the network 10.1.2.3"]);
    assert_eq!(
        batch("w32tm /config /manualpeerlist:\"a.example,0x8 b.example\" /update"),
        ["time a.example", "time b.example"]
    );
    assert_eq!(
        batch("netsh winhttp set proxy proxy.example:8080 \"*.local\""),
        ["proxy proxy.example:8080"]
    );
    assert_eq!(
        batch("netsh interface ip set address \"LAN\" static 10.0.0.5 255.0.0.0 10.0.0.1"),
        ["own address 10.0.0.5", "route 10.0.0.1"]
    );
    assert_eq!(
        batch("cscript //b C:\\Windows\\System32\\slmgr.vbs /skms kms.example:1688"),
        ["activation kms.example:1688"]
    );
    assert_eq!(
        powershell(
            "Set-DnsClientServerAddress -InterfaceIndex 3 -ServerAddresses '10.0.0.1','10.0.0.2'"
        ),
        ["DNS 10.0.0.1", "DNS 10.0.0.2"]
    );
    assert_eq!(
        batch(
            "reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate /v WUServer /d http://wsus.example:8530 /f"
        ),
        ["updates wsus.example:8530"]
    );
}

#[test]
fn what_is_printed_compared_or_not_known_is_no_host() {
    for text in [
        "# https://a.example/x\nWrite-Host 'see https://a.example/x'",
        "if ($x -match '\\\\srv\\share') { }",
        "$x.Replace('\\\\srv\\share', '')",
        "Install-Module Pester -RequiredVersion 10.0.0.1",
        "Invoke-WebRequest $url -OutFile C:\\x.exe",
        "Get-Item '\\\\.\\pipe\\x'; Get-Item '\\\\?\\C:\\x'",
        "Rename-Computer -ComputerName PC1 -NewName PC2",
    ] {
        assert_eq!(powershell(text), [] as [String; 0], "{text}");
    }
}

#[test]
fn a_known_host_with_an_unknown_path_is_named() {
    assert_eq!(
        powershell(
            "param($v)\nInvoke-WebRequest \"https://dl.example/$v/a.msi\" -OutFile C:\\a.msi"
        ),
        ["file dl.example"]
    );
}

#[test]
fn shares_are_told_by_what_is_done_with_them() {
    assert_eq!(
        batch("msiexec /i \\\\srv\\apps\\a.msi /qn /l*v \\\\srv\\logs\\a.log"),
        ["program srv", "written to srv"]
    );
    assert_eq!(batch("\\\\srv\\apps\\setup.exe /S"), ["program srv"]);
    assert_eq!(
        batch("xcopy /y \\\\srv\\a\\b.txt C:\\ \r\ncopy C:\\c.log \\\\srv2\\logs\\"),
        ["file srv", "written to srv2"]
    );
    assert_eq!(batch("dism /online /add-package /packagepath:\\\\srv\\a\\b.cab"), ["file srv"]);
    assert_eq!(batch("start \"\" https://a.example/x"), ["named a.example"]);
    assert_eq!(batch("net use Z: \\\\srv\\x"), ["drive srv"]);
}

#[test]
fn waiting_is_seen_before_and_around() {
    let fetch = "Invoke-WebRequest https://a.example/x -OutFile C:\\x";
    assert_eq!(powershell(fetch), ["file a.example"]);
    assert_eq!(powershell(&format!("Start-Sleep 30\n{fetch}")), ["file a.example +"]);
    assert_eq!(powershell(&format!("{fetch}\nStart-Sleep 30")), ["file a.example"]);
    assert_eq!(powershell(&format!("do {{ {fetch} }} while (!$?)")), ["file a.example +"]);
    assert_eq!(powershell(&format!("foreach ($i in 1..3) {{ {fetch} }}")), ["file a.example"]);
}

#[test]
fn the_stronger_role_of_one_text_counts() {
    assert_eq!(
        powershell("$p = '\\\\srv\\a\\b.exe'\nif (Test-Path $p) { Start-Process $p }"),
        ["program srv"]
    );
    assert!(Role::Program.weight() > Role::Probe.weight());
}

proptest::proptest! {
    #[test]
    fn what_is_found_stands_in_the_text(
        text in "[a-c:/@\\\\ =\"'\\[\\]?#.0-9,;é]*",
    ) {
        for found in super::find::find_in_argument(&text).into_iter().chain(super::find::hosts(&text)) {
            let host = text.get(found.host_range.clone()).map(str::to_lowercase);
            assert_eq!(host, Some(found.host));
            assert!(text.get(found.range).is_some());
        }
    }
}
