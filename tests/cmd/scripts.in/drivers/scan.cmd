@echo off
rem ppkglint: allow(wifi-open)
pnputil /scan-devices
