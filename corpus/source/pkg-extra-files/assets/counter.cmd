@echo off
rem Sets the paper size of the ticket printer.
reg add HKLM\SOFTWARE\MargiesTravel /v Paper /d A6 /f >> %ProgramData%\margie.log
exit /b 0
