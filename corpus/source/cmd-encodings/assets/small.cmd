@echo off
if exist "%ProgramData%\FourthCoffee" goto done
mkdir "%ProgramData%\FourthCoffee"
:done
exit /b 0
