@echo off
md C:\Editor
