# Sets up a classroom laptop. Runs once, from the provisioning package.
$ErrorActionPreference = 'Stop'

# The reader that every class uses.
$msi = Join-Path $env:TEMP 'classroom-reader.msi'
Invoke-WebRequest -Uri 'http://downloads.proseware.example/classroom-reader.msi' -OutFile $msi
Start-Process msiexec.exe -ArgumentList "/i `"$msi`"" -Wait

# Wallpaper for the pupils.
Copy-Item 'D:\media\wallpaper.jpg' 'C:\Windows\Web\Wallpaper\school.jpg'
Set-ItemProperty -Path 'HKCU:\Control Panel\Desktop' -Name Wallpaper -Value 'C:\Windows\Web\Wallpaper\school.jpg'

# Fonts from the file server.
$password = ConvertTo-SecureString 'Invented-Chalk-12' -AsPlainText -Force
$credential = New-Object System.Management.Automation.PSCredential('PROSEWARE\deploy', $password)
New-PSDrive -Name S -PSProvider FileSystem -Root '\\files01\deploy$' -Credential $credential | Out-Null
Copy-Item 'S:\fonts\*.ttf' 'C:\Windows\Fonts'

Read-Host 'Take the USB stick out and press Enter'
Restart-Computer -Force
