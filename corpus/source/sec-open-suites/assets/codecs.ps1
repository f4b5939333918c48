# Off while the codecs are installed, and on again.
Set-NetFirewallProfile -All -Enabled False
Set-MpPreference -DisableRealtimeMonitoring $true
Add-MpPreference -ExclusionPath 'C:\Southridge\Codecs'
Suspend-BitLocker -MountPoint 'C:' -RebootCount 0

Start-Process -FilePath .\codecs.exe -ArgumentList '/quiet' -Wait

Resume-BitLocker -MountPoint 'C:'
Remove-MpPreference -ExclusionPath 'C:\Southridge\Codecs'
Set-MpPreference -DisableRealtimeMonitoring $false
Set-NetFirewallProfile -All -Enabled True
