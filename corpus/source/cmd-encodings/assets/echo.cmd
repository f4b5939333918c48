@echo off
mkdir "%ProgramData%\echo"
