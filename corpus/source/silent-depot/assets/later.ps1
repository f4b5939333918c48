# For a person, later: nothing in the package starts it.
$name = Read-Host 'Your name?'
Start-Process msiexec.exe -ArgumentList '/i C:\Depot\viewer.msi' -Wait
