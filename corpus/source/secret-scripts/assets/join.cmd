@echo off
djoin.exe /requestodj /loadfile "%~dp0station7.txt" /windowspath %SystemRoot% /localos
