//! Services that commands name.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::container::open_bytes;
use crate::package::{Limits, packages};

/// The names, `+` where something waited, `?` where Windows is only asked to look sometime.
fn of_script(name: &str, text: &str) -> Vec<String> {
    let input = open_bytes(name, text.as_bytes().to_vec());
    let packages = packages(&input, &Limits::default());
    let package = packages.first().unwrap();
    let shown = |named: super::NamedService<'_>| {
        let waited = if named.waited { " +" } else { "" };
        let sometime = if named.at_once { "" } else { " ?" };
        format!("{}{waited}{sometime}", named.service.name())
    };
    package.online_services().into_iter().map(shown).collect()
}

#[test]
fn commands_name_services() {
    for (text, service) in [
        ("winget install --id Adatum.Agent -s winget --silent", "winget"),
        ("winget install 9WZDNCRFJ3PZ --source msstore", "Microsoft Store"),
        ("winget upgrade --all --source=winget", "winget"),
        ("choco install 7zip -y", "Chocolatey"),
        ("cinst 7zip -y", "Chocolatey"),
        ("scoop install git", "Scoop"),
        ("pip install requests", "PyPI"),
        ("py -3 -m pip install --upgrade pip", "PyPI"),
        ("npm install -g yarn", "npm"),
        ("dotnet tool install -g x", "NuGet"),
        ("UsoClient StartScan", "Windows Update ?"),
        ("wuauclt /detectnow /updatenow", "Windows Update ?"),
        (
            "dism /online /add-capability /capabilityname:OpenSSH.Client~~~~0.0.1.0",
            "Windows Update",
        ),
        ("dism.exe /Online /Enable-Feature /FeatureName:NetFx3 /All", "Windows Update"),
        ("dism /online /cleanup-image /restorehealth", "Windows Update"),
        (
            "\"%ProgramFiles%\\Windows Defender\\MpCmdRun.exe\" -SignatureUpdate",
            "signatures of Defender",
        ),
        ("cscript //b %windir%\\system32\\slmgr.vbs /ato", "activation"),
        ("slmgr.vbs -ato", "activation"),
        ("changepk.exe /ProductKey %KEY%", "activation"),
        ("dsregcmd /join /debug", "Entra ID"),
        ("%windir%\\system32\\deviceenroller.exe /c /AutoEnrollMDM", "Intune ?"),
        ("setup.exe /configure configuration.xml", "Microsoft 365 Apps"),
        ("OneDriveSetup.exe /allusers /silent", "OneDrive ?"),
        ("w32tm /resync /force", "time ?"),
        ("az login --service-principal -u x", "Azure"),
    ] {
        assert_eq!(of_script("x.cmd", text), [service], "{text}");
    }
    for (text, service) in [
        ("Install-Module PSWindowsUpdate -Force", "PowerShell Gallery"),
        ("Install-Script -Name Get-WindowsAutopilotInfo -Force", "PowerShell Gallery"),
        ("Install-PSResource Az -TrustRepository", "PowerShell Gallery"),
        (
            "Install-PackageProvider -Name NuGet -MinimumVersion 2.8.5.201 -Force",
            "package providers of PowerShell",
        ),
        ("Install-Package Newtonsoft.Json", "NuGet"),
        ("Install-WindowsUpdate -AcceptAll -AutoReboot", "Windows Update"),
        ("Get-WindowsUpdate -Install -AcceptAll", "Windows Update"),
        ("Add-WindowsCapability -Online -Name Rsat.Dns.Tools~~~~0.0.1.0", "Windows Update"),
        ("$s = New-Object -ComObject Microsoft.Update.Session", "Windows Update"),
        ("Connect-MgGraph -ClientId $i -TenantId $t", "Microsoft Graph"),
        ("Connect-AzureAD", "Entra ID"),
        ("Get-WindowsAutopilotInfo.ps1 -Online -GroupTag x", "Windows Autopilot"),
        ("Connect-AzAccount -Identity", "Azure"),
        ("Update-MpSignature", "signatures of Defender"),
        ("Start-Process winget -ArgumentList 'install --id x --source winget' -Wait", "winget"),
        ("Start-Sleep 60; choco upgrade all -y", "Chocolatey +"),
    ] {
        assert_eq!(of_script("x.ps1", text), [service], "{text}");
    }
    assert_eq!(of_script("x.cmd", "winget install x"), ["winget", "Microsoft Store"]);
    assert_eq!(
        of_script("x.vbs", "Set s = CreateObject(\"Microsoft.Update.Session\")\n"),
        ["Windows Update"]
    );
}

#[test]
fn a_source_of_its_own_is_no_service() {
    for text in [
        "winget install x --source adatum",
        "winget install --manifest .\\m",
        "winget list",
        "winget source add adatum https://a.example",
        "choco install agent -y -s \"C:\\packages\"",
        "choco install agent --source=https://choco.adatum.example",
        "choco list --local-only",
        "choco source remove -n=chocolatey\r\nchoco install agent -y",
        "pip install --no-index --find-links=. agent",
        "pip install agent-1.0-py3-none-any.whl",
        "pip list",
        "npm install -g .\\agent.tgz",
        "dism /online /enable-feature /featurename:NetFx3 /all /limitaccess /source:D:\\sources\\sxs",
        "dism /online /enable-feature /featurename:TelnetClient",
        "dism /online /add-package /packagepath:a.cab",
        "slmgr /skms kms.adatum.example & slmgr /ato",
        "slmgr /dlv",
        "dsregcmd /status",
        "dsregcmd /leave",
        "setup.exe /configure",
        "setup.exe /S",
        "OneDriveSetup.exe /uninstall",
        "w32tm /config /manualpeerlist:ntp.adatum.example & w32tm /resync",
        "reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate /v WUServer /d https://wsus.adatum.example:8531 /f\r\nUsoClient StartScan",
    ] {
        assert_eq!(of_script("x.cmd", text), [] as [String; 0], "{text}");
    }
    for text in [
        "Install-Module Pester -Repository Adatum",
        "Import-Module PSWindowsUpdate",
        "Get-InstalledModule",
        "Write-Host 'choco install 7zip'",
        "# winget install x",
        "Add-WindowsCapability -Online -Name x -Source D:\\fod -LimitAccess",
        "Get-WindowsCapability -Online",
        "Get-WindowsAutopilotInfo -OutputFile C:\\hash.csv",
        "Enable-WindowsOptionalFeature -Online -FeatureName Microsoft-Hyper-V",
        "New-Object -ComObject Wscript.Shell",
    ] {
        assert_eq!(of_script("x.ps1", text), [] as [String; 0], "{text}");
    }
}
