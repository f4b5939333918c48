' Hides a window that nobody sees.
Set shell = CreateObject("WScript.Shell")
shell.Run "cmd /c gpupdate /force", 0, True
