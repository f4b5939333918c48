@echo off
mkdir "%ProgramData%\FirstUp\bench"
exit /b 0
