Start-Transcript -Path "$env:ProgramData\Contoso\printers.log"
Add-PrinterPort -Name 'floor1' -PrinterHostAddress 'print01.contoso.example'
Add-Printer -Name 'Floor 1' -DriverName 'Microsoft IPP Class Driver' -PortName 'floor1'
Stop-Transcript
