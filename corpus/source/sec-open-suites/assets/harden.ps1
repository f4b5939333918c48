# What looks like the rest, and is right.
# Set-MpPreference -DisableRealtimeMonitoring $true
Write-Host 'Defender stays on: sc stop WinDefend is not for us'
Set-MpPreference -DisableRealtimeMonitoring $false -DisableCatchupFullScan $true -MAPSReporting Advanced
Add-MpPreference -AttackSurfaceReductionOnlyExclusions 'C:\Southridge\edl.exe'
Set-NetFirewallProfile -Profile Domain, Private, Public -Enabled True -DefaultInboundAction Block
New-NetFirewallRule -DisplayName 'Edit share' -Direction Inbound -Protocol TCP -LocalPort 4450 -RemoteAddress LocalSubnet
New-NetFirewallRule -DisplayName 'Ping' -Direction Inbound -Protocol ICMPv4 -Action Allow
netsh advfirewall firewall add rule name="Player" dir=in action=allow program="C:\Southridge\player.exe" profile=domain
Enable-NetFirewallRule -DisplayGroup 'Remote Event Log Management'
Set-Item WSMan:\localhost\Service\AllowUnencrypted -Value $false
manage-bde -status C:
manage-bde -protectors -delete C: -type RecoveryPassword
Stop-Service -Name wuauserv
Remove-Item C:\Windows\SoftwareDistribution\Download\* -Recurse -Force
Start-Service -Name wuauserv
Set-Service -Name wuauserv -StartupType Manual
Get-Service CSFalconService
reg add HKLM\SYSTEM\CurrentControlSet\Control\Lsa /v RestrictAnonymous /t REG_DWORD /d 0 /f
reg add HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System /v LocalAccountTokenFilterPolicy /t REG_DWORD /d 0 /f
