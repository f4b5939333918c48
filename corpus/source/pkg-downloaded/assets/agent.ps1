Set-ItemProperty -Path 'HKLM:\SOFTWARE\Humongous' -Name Branch -Value 1
