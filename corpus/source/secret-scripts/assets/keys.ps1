Enable-BitLocker -MountPoint C: -RecoveryPasswordProtector -UsedSpaceOnly
(Get-BitLockerVolume -MountPoint C:).KeyProtector | Out-File C:\Scales\recovery.txt
