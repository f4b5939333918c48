# Not part of the project.
Get-Process | Out-File C:\ProgramData\margie.log -Append
