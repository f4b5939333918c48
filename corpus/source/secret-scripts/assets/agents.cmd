@echo off
msiexec.exe /i "%~dp0agent.msi" SITE_TOKEN=k3Q9invented77aa ADMINPASSWORD=Dock-Invented-33 /qn /norestart
