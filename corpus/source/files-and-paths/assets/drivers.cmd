@echo off
pnputil /enum-drivers > "%ProgramData%\drivers.txt"
