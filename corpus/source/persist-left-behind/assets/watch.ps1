# Support reaches the line from the office.
winget install --id TeamViewer.TeamViewer.Host --silent --accept-package-agreements
winget uninstall --id AnyDeskSoftwareGmbH.AnyDesk --silent

# A command that runs when the scale is plugged in, where nobody sees it.
$filter = Set-WmiInstance -Namespace root\subscription -Class __EventFilter -Arguments @{
    Name           = 'Scale'
    EventNamespace = 'root\cimv2'
    QueryLanguage  = 'WQL'
    Query          = 'SELECT * FROM Win32_DeviceChangeEvent WHERE EventType = 2'
}
$consumer = Set-WmiInstance -Namespace root\subscription -Class CommandLineEventConsumer -Arguments @{
    Name                = 'Scale'
    CommandLineTemplate = "$env:ProgramFiles\Munson\scale.exe --found"
}
$null = Set-WmiInstance -Namespace root\subscription -Class __FilterToConsumerBinding -Arguments @{
    Filter = $filter; Consumer = $consumer
}

# The Wi-Fi of the hall is in a package of its own.
Install-ProvisioningPackage -PackagePath 'D:\hall-wifi.ppkg' -QuietInstall -ForceInstall

# A task that is for the users: it has their rights.
$action = New-ScheduledTaskAction -Execute "$env:ProgramFiles\Munson\hints.exe"
$trigger = New-ScheduledTaskTrigger -AtLogOn
$principal = New-ScheduledTaskPrincipal -GroupId 'BUILTIN\Users'
Register-ScheduledTask -TaskName Hints -Action $action -Trigger $trigger -Principal $principal

# A task that is gone before the script ends.
$inventory = New-ScheduledTaskAction -Execute "$env:ProgramFiles\Munson\inventory.exe"
Register-ScheduledTask -TaskName Inventory -Action $inventory -User SYSTEM
Start-ScheduledTask -TaskName Inventory
Start-Sleep -Seconds 30
Unregister-ScheduledTask -TaskName Inventory -Confirm:$false
