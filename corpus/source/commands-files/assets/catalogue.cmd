@echo off
md C:\Catalogue
