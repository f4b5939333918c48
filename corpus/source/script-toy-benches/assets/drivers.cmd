@echo off
msiexec /i spindle.msi /qn /norestart
msiexec /i coolant.msi /qn /norestart
