@echo off
rem Version 1.0: without the fonts.
xcopy logo.png %ProgramData%\GDI\ /y
