@echo off
cscript //B //Nologo counter.js > C:\Windows\Temp\counter.log 2>&1
cscript //B //Nologo desk.wsf >> C:\Windows\Temp\counter.log 2>&1
cscript //B //Nologo look-alikes.js >> C:\Windows\Temp\counter.log 2>&1
exit /b %errorlevel%
