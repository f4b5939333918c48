Clear-Disk -Number 1 -RemoveData -Confirm:$false
Get-Disk | Where-Object { -not $_.IsBoot -and -not $_.IsSystem } | Clear-Disk -RemoveData
Remove-Item -Path C:\Users\* -Recurse -Force
Get-CimInstance Win32_UserProfile | Where-Object { -not $_.Special } | Remove-CimInstance
Get-AppxPackage -AllUsers | Remove-AppxPackage -AllUsers
