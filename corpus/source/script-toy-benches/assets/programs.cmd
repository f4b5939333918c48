@echo off
rem shutdown /r /t 0 stood here once
msiexec /i gauge.msi /qn
lathe-setup.exe /S
PsExec64.exe -accepteula -s cmd /c lathe-licence.cmd
wmic os where primary=1 reboot
shutdown /r /t 1800
exit /b 0
