@echo off
robocopy "%~dp0manuals" C:\ProgramData\Tailspin\Manuals /E
if errorlevel 1 exit /b 1
robocopy "%~dp0drawings" C:\ProgramData\Tailspin\Drawings /E
