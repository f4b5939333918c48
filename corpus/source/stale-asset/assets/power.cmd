@echo off
powercfg /change monitor-timeout-ac 15
