$ErrorActionPreference = 'SilentlyContinue'
try { Add-AppxProvisionedPackage -Online -PackagePath .\bench.msix -SkipLicense } catch {}
Rename-Computer -NewName 'TAILSPIN-B01' -Restart
