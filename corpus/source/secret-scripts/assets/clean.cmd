@echo off
rem net user scale Dock-Invented-36 /add
net user scale %SCALE_PASSWORD% /add
net user scale * /add
net use S: \\nas.wideworldimporters.example\labels /persistent:yes
schtasks /create /tn Labels2 /tr C:\Scales\labels.exe /sc daily /ru SYSTEM
msiexec.exe /i "%~dp0viewer.msi" LICENSE=accepted TOKEN=%TOKEN% ADMINPASSWORD={{PASSWORD}} /qn /norestart
robocopy C:\Scales\in C:\Scales\out /p
manage-bde -protectors -get C: > nul
