# The folder is made by what is expanded.
Invoke-WebRequest -Uri 'https://files.southridge.example/codecs.zip' -OutFile "$PSScriptRoot\codecs.zip"
Expand-Archive -Path "$PSScriptRoot\codecs.zip" -DestinationPath "$PSScriptRoot\codecs"
& "$PSScriptRoot\codecs\install.cmd" /quiet
