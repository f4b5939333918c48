# A bracket in a text ( and an apostrophe in a comment: it's right
$text = "{ not open"
cmd /c "ver && hostname"
Get-ChildItem HKLM:\SOFTWARE\Southridge | ? { $_.Name -like '*.x' } | % { $_.Name }
$stick = (Get-Volume -FileSystemLabel 'SUITE').DriveLetter
if ($stick) { Copy-Item "${stick}:\Luts" "$env:ProgramData\Luts" -Recurse }
