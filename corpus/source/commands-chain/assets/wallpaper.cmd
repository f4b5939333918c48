@echo off
copy /y hangar.jpg C:\Windows\Web\hangar.jpg
