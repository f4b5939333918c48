@echo off
copy "read me.txt" "%ProgramData%\relecloud"
