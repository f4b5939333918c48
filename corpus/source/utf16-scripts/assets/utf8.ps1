# Brötchen für später
Read-Host 'Weiter mit der Eingabetaste – bitte warten'
