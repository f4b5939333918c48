$run = -join [char[]](73, 110, 118, 111, 107, 101, 45, 69, 120, 112, 114, 101, 115, 115, 105, 111, 110)
& $run 'Get-Date'
$text = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('R2V0LURhdGU='))
Invoke-Expression $text
