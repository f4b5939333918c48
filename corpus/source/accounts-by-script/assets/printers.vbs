Option Explicit
Dim network
Set network = CreateObject("WScript.Network")
' network.AddWindowsPrinterConnection is for the second release
WScript.Quit 0
