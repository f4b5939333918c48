@echo off
rem Every scanner gets the same address, and asks one server for names.
netsh interface ipv4 set address name="Ethernet" static 10.44.8.20 255.255.255.0 10.44.8.1
netsh interface ipv4 set dnsservers name="Ethernet" static 10.44.8.2 primary
echo 10.44.8.9 labels.bellows.example>> %windir%\System32\drivers\etc\hosts
echo 0.0.0.0 fe2.update.microsoft.com>> %windir%\System32\drivers\etc\hosts

netsh winhttp set proxy proxy.bellows.local:3128
reg add "HKLM\SOFTWARE\Policies\Microsoft\Windows\CurrentVersion\Internet Settings" /v AutoConfigURL /t REG_SZ /d http://wpad.bellows.local/wpad.dat /f
reg add HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate /v WUServer /t REG_SZ /d http://wsus.bellows.local:8530 /f
reg add HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate /v WUStatusServer /t REG_SZ /d http://wsus.bellows.local:8530 /f
cscript //nologo %windir%\System32\slmgr.vbs /skms kms.bellows.local:1688

net use S: \\files.bellows.local\shared /persistent:yes
exit /b 0
