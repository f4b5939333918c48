Write-Output "drivers"
# ppkglint: allow(wifi-open) the guests' network
pnputil.exe /add-driver .\wifi.inf /install
