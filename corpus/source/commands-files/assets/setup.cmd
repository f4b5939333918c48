@echo off
md C:\Reader
