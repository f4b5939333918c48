@echo off
if exist "%ProgramData%\FourthCoffee" goto done
mkdir "%ProgramData%\FourthCoffee\Till00"
mkdir "%ProgramData%\FourthCoffee\Till01"
mkdir "%ProgramData%\FourthCoffee\Till02"
mkdir "%ProgramData%\FourthCoffee\Till03"
mkdir "%ProgramData%\FourthCoffee\Till04"
mkdir "%ProgramData%\FourthCoffee\Till05"
mkdir "%ProgramData%\FourthCoffee\Till06"
mkdir "%ProgramData%\FourthCoffee\Till07"
mkdir "%ProgramData%\FourthCoffee\Till08"
mkdir "%ProgramData%\FourthCoffee\Till09"
mkdir "%ProgramData%\FourthCoffee\Till10"
mkdir "%ProgramData%\FourthCoffee\Till11"
mkdir "%ProgramData%\FourthCoffee\Till12"
mkdir "%ProgramData%\FourthCoffee\Till13"
:done
exit /b 0
