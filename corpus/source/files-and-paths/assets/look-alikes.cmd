@echo off
rem copied from C:\Users\ines\Desktop and D:\Luts; C:\Tools is not used here
echo see C:\Users\ines\Desktop\notes.txt on D:\Notes
curl -o "%~dp0fonts.msi" https://files.southridge.example/fonts.msi
msiexec /i "%~dp0fonts.msi" /qn
if exist D:\Extra\extra.cmd call D:\Extra\extra.cmd
if exist "%~dp0extra.cmd" call "%~dp0extra.cmd"
mkdir C:\Suites
copy "%~dp0inventory.cmd" C:\Suites
call C:\Suites\inventory.cmd
copy "%~dp0drivers.cmd" C:\Users\Public\drivers.cmd
copy "%~dp0drivers.cmd" C:\Users\suite-admin\drivers.cmd
cd %ProgramFiles%\Common Files
schtasks /create /tn Suites /tr C:\Suites\inventory.cmd /sc onstart /ru SYSTEM /f
cscript //b C:\Windows\System32\slmgr.vbs /ato
call :done
goto :eof

:DONE
echo done
exit /b 0
