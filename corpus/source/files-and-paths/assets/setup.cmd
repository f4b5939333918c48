@echo off
rem Not carried.
msiexec /i "%~dp0agent.msi" /qn /l*v "%ProgramData%\Southridge\agent.log"
rem A package has no folders.
"%~dp0plugins\setup.exe" /S
rem Only on the computer of Ines.
copy "C:\Users\ines\Desktop\suite.ico" "%ProgramData%\suite.ico"
rem Another letter on other devices.
xcopy D:\Luts "%ProgramData%\Luts" /i /y
rem Nobody makes C:\Tools.
C:\Tools\calibrate.exe /quiet
rem The 32-bit edition cannot do this.
%windir%\SysWOW64\dism.exe /Online /Disable-Feature /FeatureName:SMB1Protocol /NoRestart
rem Ends at the first blank.
copy "%~dp0inventory.cmd" %ProgramFiles%\Southridge
rem The folder of the package goes away.
schtasks /create /tn Inventory /tr "%~dp0inventory.cmd" /sc onstart /ru SYSTEM /f
powershell.exe -NoProfile -ExecutionPolicy Bypass -File "%~dp0suite.ps1"
powershell.exe -NoProfile -ExecutionPolicy Bypass -File "%~dp0display.ps1"
call "%~dp0look-alikes.cmd"
if not exist "%ProgramFiles%\Southridge" goto missing
rem Never comes back.
"%~dp0drivers.cmd"
powershell.exe -NoProfile -ExecutionPolicy Bypass -File "%~dp0look-alikes.ps1"
powershell.exe -NoProfile -ExecutionPolicy Bypass -File "%~dp0codecs.ps1"
exit /b 0
