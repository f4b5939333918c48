New-Item -ItemType Directory -Force -Path C:\Lab | Out-Null
