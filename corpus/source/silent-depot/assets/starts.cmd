@echo off
rem Started, and left alone.
start "" "%~dp0reader.exe" /S
exit /b 0
