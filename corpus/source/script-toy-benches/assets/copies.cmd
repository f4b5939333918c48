@echo off
robocopy "%~dp0manuals" C:\ProgramData\Tailspin\Manuals /E
if %errorlevel% geq 8 exit /b 1
reg query HKLM\SOFTWARE\Tailspin || exit /b 0
exit /b 0
