@echo off
set CACHE=C:\ProgramData\Alpine\cache
rd /s /q "%CACHE%\"
del /s /q C:\Windows\Temp\*.log
reagentc /disable
reagentc /setreimage /path R:\Recovery\WindowsRE
reagentc /enable
echo list volume > C:\Windows\Temp\list.txt
diskpart /s C:\Windows\Temp\list.txt
net use S: /delete
