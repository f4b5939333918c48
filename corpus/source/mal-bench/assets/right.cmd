@echo off
rem powershell -enc AAAA
vssadmin list shadows
reg save HKLM\SOFTWARE\Trey C:\Windows\Temp\trey.hiv /y
rundll32 printui.dll,PrintUIEntry /ga /n\\print\bench
regsvr32 /s "C:\Program Files\Trey\reader.dll"
forfiles /p C:\Trey\logs /m *.log /d -30 /c "cmd /c del @path"
schtasks /create /tn Inventory /sc onlogon /tr "powershell -WindowStyle Hidden -File C:\Trey\inventory.ps1" /f
echo a ^& b
set YEAR=%date:~0,4%
