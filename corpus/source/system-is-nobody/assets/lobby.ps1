# Screens in the lobby. Provisioning runs this as SYSTEM.
Start-Transcript "$env:ProgramData\lobby.log"
$ErrorActionPreference = 'Stop'
New-Item -ItemType Directory -Path 'C:\ProgramData\WideWorld'
New-Item -ItemType Directory -Path 'C:\ProgramData\WideWorld\Pages' -Force

# The wallpaper of nobody.
Set-ItemProperty -Path 'HKCU:\Control Panel\Desktop' -Name Wallpaper -Value 'C:\Windows\Web\lobby.jpg'
reg add HKCU\Software\WideWorld /v Site /d Lobby /f
Copy-Item "$env:PUBLIC\lobby.lnk" "$env:USERPROFILE\Desktop"
Set-WinUserLanguageList -LanguageList de-DE -Force
Stop-Process -Name explorer -Force

# Keys that nothing reads, and a drive that is not there.
New-ItemProperty -Path 'HKLM:\HKEY_LOCAL_MACHINE\Software\WideWorld' -Name Site -Value Lobby -Force
Set-ItemProperty -Path 'HKCR:\.signage' -Name '(Default)' -Value WideWorld.Signage

# Apps for SYSTEM, and a store that it does not have.
Add-AppxPackage -Path 'C:\Windows\Web\signage.msixbundle'
Get-AppxPackage *solitaire* | Remove-AppxPackage
winget install --id WideWorld.Signage --silent --accept-package-agreements --accept-source-agreements

# Two ways to set up one device, and one to break it.
Get-WindowsAutopilotInfo.ps1 -Online
if ($env:REBUILD -eq '1') { & "$env:windir\System32\Sysprep\sysprep.exe" /oobe /generalize /shutdown }

# Not wrong: new users, all users, the machine, a logon.
reg load HKU\Default C:\Users\Default\NTUSER.DAT
reg add HKU\Default\Software\WideWorld /v Site /d Lobby /f
reg unload HKU\Default
Get-AppxPackage -AllUsers *xbox* | Remove-AppxPackage -AllUsers
Set-ItemProperty -Path 'HKLM:\Software\WideWorld' -Name Site -Value Lobby
Set-ItemProperty -Path 'Registry::HKEY_CLASSES_ROOT\.signage' -Name '(Default)' -Value WideWorld.Signage
Copy-Item .\at-logon.cmd "$env:ProgramFiles\WideWorld\at-logon.cmd"
schtasks /create /tn 'Lobby at logon' /sc onlogon /ru INTERACTIVE /tr "cmd /c `"$env:ProgramFiles\WideWorld\at-logon.cmd`"" /f
Stop-Transcript
