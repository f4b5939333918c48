New-Item -Path 'HKLM:\SOFTWARE\Humongous' -Force | Out-Null
