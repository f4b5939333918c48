# Windows and questions, from PowerShell.
Add-Type -AssemblyName System.Windows.Forms
[System.Windows.Forms.MessageBox]::Show('The depot is ready')
Install-Module DepotTools
winget install --id 7zip.7zip --silent
Enable-WindowsOptionalFeature -Online -FeatureName Microsoft-Hyper-V -All
Unregister-ScheduledTask -TaskName DepotOld
Start-Process msiexec.exe -ArgumentList "/i `"$PSScriptRoot\agent.msi`" /qn /norestart"
Start-Process "$PSScriptRoot\scale-drivers.exe" -ArgumentList '/VERYSILENT' -Wait
while ($true) { if (Test-Path C:\Depot\ready.txt) { break } }
$gate = Read-Host 'Which gate?'
Start-Sleep -Seconds 1500
if ([Environment]::UserInteractive) { Read-Host 'Press Enter' }
