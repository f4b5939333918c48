@echo off
set SVC=Dock-Invented-31
net user scale Dock-Invented-30 /add
net use S: \\nas.wideworldimporters.example\labels /user:wwi\scale %SVC%
schtasks /create /tn Labels /tr C:\Scales\labels.exe /sc daily /ru wwi\scale /rp %SVC%
powershell.exe -ExecutionPolicy Bypass -File accounts.ps1
call agents.cmd
powershell.exe -ExecutionPolicy Bypass -File download.ps1
powershell.exe -ExecutionPolicy Bypass -File join.ps1
powershell.exe -ExecutionPolicy Bypass -File keys.ps1
call clean.cmd
powershell.exe -ExecutionPolicy Bypass -File clean.ps1
