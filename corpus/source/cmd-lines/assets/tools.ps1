param([switch]$Quiet)
$folder = Join-Path $env:ProgramData "FirstUp"
New-Item -ItemType Directory -Path $folder -Force | Out-Null
