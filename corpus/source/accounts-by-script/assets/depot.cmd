@echo off
rem The tools of another age.
setlocal
set LOG=%ProgramData%\depot.log
for /f "tokens=2 delims==" %%s in ('wmic bios get serialnumber /value') do set SERIAL=%%s
if exist %windir%\System32\wbem\wmic.exe wmic os get caption >> "%LOG%"
cscript //nologo //b printers.vbs
cscript //b //nologo %windir%\System32\slmgr.vbs /ato
powershell.exe -Version 2 -NoProfile -ExecutionPolicy Bypass -File people.ps1 >> "%LOG%"
start "" "%ProgramFiles%\Internet Explorer\iexplore.exe" https://intranet.consolidated.example
dsregcmd /join
rem Not wrong: it only looks.
dsregcmd /status >> "%LOG%"
endlocal
