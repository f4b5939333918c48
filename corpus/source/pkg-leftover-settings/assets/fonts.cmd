@echo off
rem Makes room for the fonts of the lab.
if not exist %ProgramData%\GDI\Fonts mkdir %ProgramData%\GDI\Fonts
exit /b 0
