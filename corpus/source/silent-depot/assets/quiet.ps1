# Looks like questions, and asks nothing.
Write-Host 'Read-Host and MessageBox are words here.'
$pause = 3
Install-PackageProvider NuGet -MinimumVersion 2.8.5.201 -Force
Install-Module DepotTools -Force
winget install --id 7zip.7zip --silent --accept-package-agreements --accept-source-agreements
Enable-WindowsOptionalFeature -Online -FeatureName Microsoft-Hyper-V -All -NoRestart
Unregister-ScheduledTask -TaskName DepotOld -Confirm:$false -ErrorAction SilentlyContinue
$install = @{ FilePath = 'msiexec.exe'; ArgumentList = '/i', 'agent.msi', '/qn', '/norestart'; Wait = $true }
Start-Process @install
$drivers = Start-Process "$PSScriptRoot\scale-drivers.exe" -ArgumentList '/quiet' -PassThru
$drivers.WaitForExit()
$end = (Get-Date).AddMinutes(5)
do { Start-Sleep -Seconds 10 } until ((Test-Path C:\Depot\ready.txt) -or (Get-Date) -gt $end)
