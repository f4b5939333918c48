reg.exe import .\tools.reg
