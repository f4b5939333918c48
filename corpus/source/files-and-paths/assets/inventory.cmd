@echo off
hostname > "%ProgramData%\inventory.txt"
