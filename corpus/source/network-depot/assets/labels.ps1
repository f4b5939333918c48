<#
.SYNOPSIS
    Sets up the label printer. See http://wiki.bellows.local/labels and \\files.bellows.local\docs.
#>
# Nothing in here is wrong: it only looks as if it named hosts.
$namespace = 'http://bellows.example/schema/labels'
$version = '10.44.8.30'
Write-Host "labels $version, help at http://wiki.bellows.local/labels"

$names = Get-Content "$PSScriptRoot\printers.txt"
$names -replace '\\\\files\\printers', '' | Out-File C:\ProgramData\Bellows\printers.txt
if (Test-Path \\files.bellows.local\apps) { Write-Host 'in the depot' }
Get-ChildItem '\\.\pipe\' | Out-Null
Invoke-RestMethod http://localhost:9100/state
Copy-Item "$PSScriptRoot\labels.local" C:\ProgramData\Bellows
ping -n 5 127.0.0.1 | Out-Null
