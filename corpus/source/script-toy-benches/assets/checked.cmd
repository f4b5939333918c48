@echo off
if exist C:\ProgramData\Tailspin\done.txt exit /b 0
shutdown /a
msiexec /i gauge.msi /qn REBOOT=ReallySuppress
if errorlevel 1 exit /b %errorlevel%
lathe-setup.exe /S
if errorlevel 1 exit /b 1
echo type shutdown /r when you are done
echo psexec is not needed
exit /b 0
