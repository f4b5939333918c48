@echo off
powercfg /change monitor-timeout-ac 0
powercfg /change standby-timeout-ac 0
