@echo off
w32tm /config /manualpeerlist:time.wingtip.example /syncfromflags:manual /update
