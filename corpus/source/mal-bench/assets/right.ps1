# vssadmin delete shadows /all and mimikatz.exe are names in a comment.
$lines = 'bench' + [char]13 + [char]10
$message = 'Installed {0} of {1}' -f 3, 4
$logo = [Convert]::FromBase64String('iVBORw0KGgo=')
[IO.File]::WriteAllBytes('C:\ProgramData\Trey\logo.png', $logo)
Write-Output "$message$lines"
New-ItemProperty -Path HKLM:\SOFTWARE\Trey `
    -Name Owner -Value Bench -Force | Out-Null
Start-Process msiexec.exe -ArgumentList '/i viewer.msi /qn' -WindowStyle Hidden -Wait
Invoke-RestMethod -Uri https://api.trey.example/token -Method Post -Body '{}'
