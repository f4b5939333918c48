@echo off
powershell.exe -NoProfile -ExecutionPolicy Bypass -File lab.ps1 > "%ProgramData%\Fabrikam\lab.log"
