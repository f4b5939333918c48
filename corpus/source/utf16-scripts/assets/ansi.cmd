@echo off
rem Schlüssel für die Kasse
pause Bitte drücken
