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
        let drive = endpoint.drive.map(|drive| format!("{drive}: ")).unwrap_or_default();
        format!("{} {drive}{}{port}{waited}", endpoint.role.name(), endpoint.host)
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
        ["test of the network dc1.adatum.local:389"]
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
        batch(
            "netsh interface ipv4 set dnsservers name=\"LAN\" static 10.0.0.1 primary\r\nnetsh \
             dnsclient set dnsserver name=\"LAN\" source=static address=10.0.0.2"
        ),
        ["DNS 10.0.0.1", "DNS 10.0.0.2"]
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
fn other_computers_are_named_in_many_ways() {
    assert_eq!(batch("net time \\\\dc1 /set /y"), ["time dc1"]);
    assert_eq!(batch("mstsc /v:rds.adatum.example"), ["remote control rds.adatum.example"]);
    assert_eq!(
        batch("psexec \\\\pc17 -s cmd /c hostname\r\nsc \\\\pc18 query wuauserv"),
        ["remote control pc17", "remote control pc18"]
    );
    assert_eq!(
        batch("reg query \\\\pc17\\HKLM\\SOFTWARE\\Adatum /v x\r\nreg import \\\\files\\x\\a.reg"),
        ["remote control pc17", "file files"]
    );
    assert_eq!(
        batch("ssh -i key -p 2222 admin@bastion.adatum.example uptime"),
        ["remote control bastion.adatum.example:2222"]
    );
    assert_eq!(
        batch(
            "scp -P 22 C:\\a.log svc@logs.adatum.example:/in/\r\nscp svc@dl.adatum.example:/a C:\\"
        ),
        ["written to logs.adatum.example:22", "file dl.adatum.example"]
    );
    assert_eq!(
        batch("ftp -n -s:C:\\get.txt ftp.adatum.example"),
        ["remote control ftp.adatum.example"]
    );
    assert_eq!(
        batch("netdom join %COMPUTERNAME% /domain:corp.adatum.example\\dc1 /ud:x"),
        ["domain corp.adatum.example", "domain dc1"]
    );
    assert_eq!(
        powershell("Add-Computer corp.adatum.example -Server 'CORP\\dc2' -Restart"),
        ["domain corp.adatum.example", "domain corp", "domain dc2"]
    );
    assert_eq!(
        powershell("$c = New-Object Net.Sockets.TcpClient\n$c.Connect('dc1.adatum.example', 389)"),
        ["test of the network dc1.adatum.example:389"]
    );
    assert_eq!(
        powershell("New-Object System.Net.Sockets.TcpClient('a.example', 443)"),
        ["test of the network a.example:443"]
    );
    assert_eq!(
        powershell("[Net.Sockets.TcpClient]::new('a.example', 443)"),
        ["test of the network a.example:443"]
    );
    assert_eq!(
        powershell("(New-Object Net.NetworkInformation.Ping).Send('a.example', 500)"),
        ["test of the network a.example"]
    );
    assert_eq!(
        powershell("Resolve-DnsName a.example -Server 10.0.0.53"),
        ["lookup a.example", "lookup 10.0.0.53"]
    );
    assert_eq!(batch("nslookup a.example 10.0.0.53"), ["lookup a.example", "lookup 10.0.0.53"]);
    assert_eq!(
        batch("certreq -submit -config \"ca1.adatum.example\\Issuing CA\" r.req"),
        ["certificates ca1.adatum.example"]
    );
    assert_eq!(
        powershell("Get-Certificate -Url https://ces.adatum.example/x/service.svc -Template Pc"),
        ["certificates ces.adatum.example"]
    );
    assert_eq!(
        powershell("Add-VpnConnection -Name V -ServerAddress vpn.adatum.example -TunnelType Ikev2"),
        ["VPN vpn.adatum.example"]
    );
}

#[test]
fn printers_and_drives_are_told_from_programs() {
    assert_eq!(
        batch("rundll32 printui.dll,PrintUIEntry /ga /n\\\\print01\\Floor2"),
        ["printer print01"]
    );
    assert_eq!(
        batch("rundll32 printui.dll,PrintUIEntry /in /n \"\\\\print01\\Floor2\""),
        ["printer print01"]
    );
    assert_eq!(
        powershell("Add-Printer -ConnectionName '\\\\print01\\Floor2'"),
        ["printer print01"]
    );
    assert_eq!(
        powershell("New-SmbMapping -LocalPath 'S:' -RemotePath '\\\\files\\x' -Persistent $true"),
        ["drive S: files"]
    );
    assert_eq!(batch("net use S: \\\\files\\x /persistent:yes"), ["drive S: files"]);
    assert_eq!(
        powershell("New-PSDrive -Name S -PSProvider FileSystem -Root \\\\files\\x"),
        ["drive S: files"]
    );
    assert_eq!(
        of_script(
            "x.vbs",
            "Set n = CreateObject(\"WScript.Network\")\nn.MapNetworkDrive \"S:\", \"\\\\files\\x\"\n"
        ),
        ["drive S: files"]
    );
    assert_eq!(
        batch("reg add HKCU\\Network\\S /v RemotePath /d \\\\files\\x /f"),
        ["drive S: files"]
    );
}

#[test]
fn proxies_are_set_in_many_ways() {
    for text in [
        "set HTTP_PROXY=http://proxy:8080",
        "set \"HTTPS_PROXY=http://proxy:8080\"",
        "setx HTTP_PROXY http://proxy:8080 /m",
        "netsh winhttp set proxy proxy:8080",
        "netsh winhttp set proxy proxy-server=\"http=proxy:8080\" bypass-list=\"*.local\"",
        "bitsadmin /util /setieproxy localsystem MANUAL_PROXY proxy:8080 NULL",
    ] {
        assert_eq!(batch(text), ["proxy proxy:8080"], "{text}");
    }
    for text in [
        "$env:HTTP_PROXY = 'http://proxy:8080'",
        "[Environment]::SetEnvironmentVariable('HTTPS_PROXY', 'http://proxy:8080', 'Machine')",
        "[System.Net.WebRequest]::DefaultWebProxy = New-Object System.Net.WebProxy('http://proxy:8080')",
        "$p = New-Object Net.WebProxy 'http://proxy:8080', $true",
        "[Net.WebRequest]::DefaultWebProxy = [Net.WebProxy]::new('http://proxy:8080')",
        "Set-ItemProperty 'HKCU:\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings' -Name ProxyServer -Value proxy:8080",
    ] {
        assert_eq!(powershell(text), ["proxy proxy:8080"], "{text}");
    }
    assert_eq!(
        powershell("Invoke-WebRequest https://a.example/x -Proxy http://proxy:8080 -OutFile C:\\x"),
        ["proxy of a command proxy:8080", "file a.example"]
    );
    for text in ["set HTTP_PROXY=", "set PROXYNAME=x.example", "set HTTP_PROXY=%1"] {
        assert_eq!(batch(text), [] as [String; 0], "{text}");
    }
}

#[test]
fn sources_of_packages_are_no_files() {
    let url = "https://nuget.adatum.example/v2";
    for text in [
        format!("Register-PSRepository -Name A -SourceLocation {url} -InstallationPolicy Trusted"),
        format!("Register-PackageSource -Name A -Location {url} -ProviderName NuGet"),
        format!("Install-Package x -Source {url}"),
    ] {
        assert_eq!(powershell(&text), ["source of packages nuget.adatum.example"], "{text}");
    }
    for text in [
        format!("choco source add -n=adatum -s={url}"),
        format!("choco source add -n adatum -s \"{url}\""),
        format!("choco install agent -y --source={url}"),
        format!("winget source add --name adatum --arg {url} --type Microsoft.Rest"),
        format!("winget source add adatum {url}"),
        format!("nuget sources add -Name adatum -Source {url}"),
        format!("pip install --index-url {url} agent"),
        format!("npm config set registry {url}"),
    ] {
        assert_eq!(batch(&text), ["source of packages nuget.adatum.example"], "{text}");
    }
}

#[test]
fn profiles_of_vpn_name_their_servers() {
    assert_eq!(
        powershell(
            "$p = @'\n<VPNProfile><NativeProfile><Servers>vpn1.example;East,vpn2.example;West</Servers>\
             </NativeProfile>\n<Proxy><Manual><Server>proxy.example:8080</Server></Manual></Proxy>\n\
             </VPNProfile>\n'@"
        ),
        ["VPN vpn1.example", "VPN vpn2.example", "proxy of a VPN proxy.example:8080"]
    );
    assert_eq!(
        powershell("$p = \"<VPNProfile><Servers>$server</Servers></VPNProfile>\""),
        [] as [String; 0]
    );
}

#[test]
fn requests_by_objects_are_contacts() {
    assert_eq!(
        of_script(
            "x.vbs",
            "Set x = CreateObject(\"MSXML2.XMLHTTP\")\nx.Open \"GET\", \"https://a.example/x\", False\n"
        ),
        ["file a.example"]
    );
    assert_eq!(
        powershell("$r = [System.Net.WebRequest]::Create('https://a.example/x')"),
        ["file a.example"]
    );
    assert_eq!(
        powershell("tnc a.example -CommonTCPPort RDP"),
        ["test of the network a.example:3389"]
    );
    assert_eq!(
        batch("curl -x http://proxy:8080 -X GET -o C:\\x https://a.example/x"),
        ["proxy of a command proxy:8080", "file a.example"]
    );
}

#[test]
fn lines_of_the_hosts_file_lead_somewhere() {
    assert_eq!(
        batch("echo 10.0.0.5 app.example>>%SystemRoot%\\System32\\drivers\\etc\\hosts"),
        ["hosts file 10.0.0.5"]
    );
    assert_eq!(
        batch("echo 0.0.0.0 ads.example>>%SystemRoot%\\System32\\drivers\\etc\\hosts"),
        [] as [String; 0]
    );
}

#[test]
fn protocol_and_port_follow_from_the_way_it_is_named() {
    let input = open_bytes(
        "x.cmd",
        b"copy \\\\srv\\a\\b C:\\\r\ncurl -O https://a.example/x\r\nslmgr /skms kms.example"
            .to_vec(),
    );
    let packages = packages(&input, &Limits::default());
    let endpoints = packages.first().unwrap().endpoints();
    let found: Vec<(Option<&str>, Option<u16>)> =
        endpoints.iter().map(|found| (found.protocol(), found.known_port())).collect();
    assert_eq!(
        found,
        [(Some("smb"), Some(445)), (Some("https"), Some(443)), (Some("kms"), Some(1688))]
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
    assert_eq!(batch("net use Z: \\\\srv\\x"), ["drive Z: srv"]);
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
