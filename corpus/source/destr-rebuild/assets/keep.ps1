# Clear-Disk -Number 0 would be wrong.
Get-Disk | Where-Object PartitionStyle -eq 'RAW' | Initialize-Disk -PassThru |
    New-Partition -UseMaximumSize -AssignDriveLetter | Format-Volume -FileSystem NTFS
function Clear-Folder($path) { Remove-Item "$path\*" -Recurse -Force }
Clear-Folder 'C:\ProgramData\Alpine'
Remove-Item C:\Windows\* -Include *.alpine -Recurse
Get-AppxPackage -AllUsers *ZuneMusic* | Remove-AppxPackage -AllUsers
Remove-LocalUser -Name season -WhatIf
