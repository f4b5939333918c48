# Für die Kasse – vorn
$place = "front"
Set-Content -Path "$env:ProgramData\front.txt" -Value $place
