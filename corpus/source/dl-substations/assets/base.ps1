# What is done well. Do not bring back: irm http://files.citypower.example/base.ps1 | iex
$ErrorActionPreference = 'Stop'

# Fetched, compared, run.
$file = "$env:TEMP\relay-driver.exe"
Invoke-WebRequest 'https://files.citypower.example/relay/5.1/relay-driver.exe' -OutFile $file -UseBasicParsing
$hash = (Get-FileHash $file -Algorithm SHA256).Hash
if ($hash -ne '3B1E9A6F4C2D8075A1E6B7C3D9F0482516A7B8C9D0E1F2A3B4C5D6E7F8091A2B') { throw "not ours: $hash" }
Start-Process $file -ArgumentList '/S' -Wait

# Data that nothing runs.
$sites = Invoke-RestMethod 'https://files.citypower.example/sites.json'
$sites | ConvertTo-Json | Set-Content 'C:\ProgramData\CityPower\sites.json'
Invoke-WebRequest 'http://files.citypower.example/wallpaper.jpg' -OutFile 'C:\ProgramData\CityPower\wallpaper.jpg'

# A handler that looks at the certificate.
[Net.ServicePointManager]::ServerCertificateValidationCallback = {
    param($sender, $certificate)
    $certificate.GetCertHashString() -eq $sites.thumbprint
}

Install-Module -Name PSWindowsUpdate -RequiredVersion 2.2.1.5 -Force
certutil -hashfile C:\ProgramData\CityPower\sites.json SHA256
