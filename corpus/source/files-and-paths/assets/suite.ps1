# For PowerShell 7, started by powershell.exe.
$suite = $env:SUITE ?? 'A'
New-Item -Path 'HKLM:\SOFTWARE\Southridge' -Force
