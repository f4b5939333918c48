mkdir "%ProgramData%\bom"
exit /b 0
