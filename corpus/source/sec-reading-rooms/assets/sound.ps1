# What is right here: it strengthens, looks, or holds for this process alone.
Set-ExecutionPolicy Bypass -Scope Process -Force
Disable-WindowsOptionalFeature -Online -FeatureName SMB1Protocol -NoRestart
Set-SmbServerConfiguration -EnableSMB1Protocol $false -RequireSecuritySignature $true -Force
Set-ItemProperty HKLM:\SYSTEM\CurrentControlSet\Control\Lsa RestrictAnonymous 0
[Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
# Set-SmbClientConfiguration -EnableInsecureGuestLogons $true
Write-Output 'amsiInitFailed is what malware sets; nothing here does'
Get-ChildItem HKLM:\SOFTWARE\Microsoft\Enrollments | Out-Null
$rule = New-Object System.Security.AccessControl.FileSystemAccessRule('Users', 'ReadAndExecute', 'Allow')
$acl = Get-Acl C:\ProgramData\FineArts
$acl.SetAccessRule($rule)
Set-Acl -Path C:\ProgramData\FineArts -AclObject $acl
