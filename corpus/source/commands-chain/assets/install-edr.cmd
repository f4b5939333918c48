@echo off
start /wait sensor.exe /quiet
exit /b %errorlevel%
