# The bracket of the if is not closed.
if (Test-Path 'HKLM:\SOFTWARE\Southridge') {
    Set-ItemProperty -Path 'HKLM:\SOFTWARE\Southridge' -Name Display -Value 'P3'
