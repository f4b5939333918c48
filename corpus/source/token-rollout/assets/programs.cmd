@echo off
rem What every adviser works with.
\\packages.woodgrove.example\office\setup.exe /configure \\packages.woodgrove.example\office\advisers.xml
if errorlevel 1 exit /b %errorlevel%
reg add HKLM\SOFTWARE\Policies\Microsoft\OneDrive /v SilentAccountConfig /t REG_DWORD /d 1 /f
exit /b %errorlevel%
