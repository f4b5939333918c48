@echo off
md C:\Manuals
