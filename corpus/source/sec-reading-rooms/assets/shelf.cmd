@echo off
reg add "HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.0\Server" /v Enabled /t REG_DWORD /d 0 /f
reg add "HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.2\Client" /v Enabled /t REG_DWORD /d 1 /f
icacls C:\ProgramData\Folio /grant "Folio Operators:(OI)(CI)M"
icacls C:\ProgramData\Folio /deny Everyone:(W)
bcdedit /set testsigning off
wevtutil epl System C:\ProgramData\FineArts\system.evtx
wevtutil sl Microsoft-Windows-TaskScheduler/Operational /e:true
auditpol /set /subcategory:"Logon" /success:enable /failure:enable
dsregcmd /status
echo bcdedit /set nointegritychecks on is not needed
