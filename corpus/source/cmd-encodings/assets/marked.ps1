$title = "Till – front"
Set-Content -Path "$env:ProgramData\marked.txt" -Value $title
