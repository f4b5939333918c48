$place = "Café"
Set-Content -Path "$env:ProgramData\place.txt" -Value $place
