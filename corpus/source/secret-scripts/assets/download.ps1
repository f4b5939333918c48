$token = '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'
Invoke-RestMethod 'https://api.github.com/repos/wwi/scales' -Headers @{ Authorization = "Bearer $token" } -OutFile C:\Scales\scales.json
$old = 'https://wwi.blob.core.windows.net/scales/driver.msi?sv=2022-11-02&se=2026-04-01T00%3A00%3A00Z&sr=b&sp=r&sig=aW52ZW50ZWQgc2lnbmF0dXJlIG9mIHRoZSBzY2FsZXM%3D'
Invoke-WebRequest $old -OutFile C:\Scales\driver.msi
Invoke-WebRequest 'https://labels:Dock-Invented-34@files.wideworldimporters.example/labels.zip' -OutFile C:\Scales\labels.zip
