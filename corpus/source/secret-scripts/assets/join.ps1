$pass = ConvertTo-SecureString 'Dock-Invented-35' -AsPlainText -Force
$joiner = New-Object System.Management.Automation.PSCredential('wwi\joiner', $pass)
Add-Computer -DomainName corp.wideworldimporters.example -Credential $joiner
