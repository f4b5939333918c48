@echo off
rem The counter of the packing line. Everybody who signs in can change C:\Scripts.
mkdir C:\Scripts
> C:\Scripts\count.cmd echo "%ProgramFiles%\Munson\count.exe" --all
schtasks /create /tn "Munson\Count" /sc minute /mo 15 /ru SYSTEM /tr "C:\Scripts\count.cmd" /f

rem The same, where users cannot write.
schtasks /create /tn "Munson\Report" /sc daily /st 22:00 /ru SYSTEM /tr "\"%ProgramFiles%\Munson\report.exe\" /day" /f

rem A folder on the drive that is closed first.
mkdir C:\Labels
icacls C:\Labels /inheritance:r /grant SYSTEM:(OI)(CI)F Administrators:(OI)(CI)F Users:(OI)(CI)RX
> C:\Labels\print.cmd echo "%ProgramFiles%\Munson\labels.exe" --print
>> C:\Labels\print.cmd echo schtasks /delete /tn "Munson\Labels" /f
schtasks /create /tn "Munson\Labels" /sc onstart /ru SYSTEM /tr "C:\Labels\print.cmd" /f

rem A task of the users, with their rights.
schtasks /create /tn "Munson\Scale" /sc onlogon /ru Users /tr "\"%ProgramFiles%\Munson\scale.exe\"" /f

sc create MunsonScale binPath= "\"%ProgramFiles%\Munson\scale.exe\" --service" start= auto
sc failure MunsonScale reset= 60 actions= restart/5000

reg add HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Run /v Scale /d "\"%ProgramFiles%\Munson\tray.exe\"" /f
reg add HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\RunOnce /v Welcome /d "\"%ProgramFiles%\Munson\welcome.exe\"" /f
reg add "HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon" /v Shell /d explorer.exe /f
copy /y "%ProgramFiles%\Munson\tray.lnk" "%ProgramData%\Microsoft\Windows\Start Menu\Programs\StartUp\tray.lnk"
del "%ProgramData%\Microsoft\Windows\Start Menu\Programs\StartUp\old-tray.lnk"
