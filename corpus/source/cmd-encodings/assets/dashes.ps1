$title = "Till – front"
Set-Content -Path "$env:ProgramData\till.txt" -Value $title
