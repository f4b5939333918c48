# The driver lies on the file server, the firmware on an old web server.
$apps = '\\files.bellows.local\apps'
Start-Process msiexec.exe -ArgumentList "/i $apps\scanner.msi /qn /norestart" -Wait

$agent = 'C:\ProgramData\Bellows\agent.exe'
Invoke-WebRequest -Uri http://downloads.bellows.example/agent.exe -OutFile $agent -UseBasicParsing
Start-Process $agent -ArgumentList '/S' -Wait

Invoke-RestMethod -Uri https://10.44.8.30/register -Method Post
Copy-Item K:\labels\font.ttf C:\Windows\Fonts
