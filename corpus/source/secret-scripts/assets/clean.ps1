$chance = ConvertTo-SecureString (New-Guid).Guid -AsPlainText -Force
New-LocalUser -Name helper -Password $chance
$key = 'AKIAIOSFODNN7EXAMPLE'
Invoke-WebRequest "https://files.wideworldimporters.example/a.zip?token=$env:TOKEN" -OutFile C:\Scales\a.zip
Invoke-WebRequest 'https://wwi.blob.core.windows.net/public/driver.msi' -OutFile C:\Scales\public.msi
$volume = Get-BitLockerVolume -MountPoint C:
BackupToAAD-BitLockerKeyProtector -MountPoint C: -KeyProtectorId $volume.KeyProtector[0].KeyProtectorId
