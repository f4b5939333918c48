@echo off
rem pause
rem msiexec /i agent.msi
set pause=1
msiexec /i "%~dp0agent.msi" /qn /norestart /l*v "%SystemRoot%\Temp\agent.log"
"%~dp0reader.exe" /S
start "" /wait "%~dp0scale-drivers.exe" /install /quiet /norestart
"%~dp0labels.exe" -y
"%~dp0gauge.exe"
<nul set /p x=ready
set /p site=<"%~dp0site.txt"
net use * \\files.adventure-works.example\tools
net use Z: \\files.adventure-works.example\tools /delete /y
choice /c yn /d y /t 3 >nul
reg add HKLM\SOFTWARE\Depot /v Site /t REG_SZ /d North /f
echo y| reg delete HKLM\SOFTWARE\DepotOld
rd /s /q "%ProgramData%\DepotOld"
del "%ProgramData%\Depot\*.tmp"
dism /online /enable-feature /featurename:Microsoft-Hyper-V-All /all /quiet /norestart
choco feature enable -n allowGlobalConfirmation
psexec -accepteula -s cmd /c ver
bcdedit /timeout 5
sfc /verifyonly
schtasks /create /tn "Depot welcome" /sc onlogon /tr "notepad C:\Depot\welcome.txt" /f
set tries=0
:wait
set /a tries+=1
if %tries% geq 30 goto on
ping -n 2 127.0.0.1 >nul
goto wait
:on
exit /b 0
