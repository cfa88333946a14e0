@echo off
rem The copy of each night; another disk is better: add --to D:\sao-luu
set HAILONG_DATA=C:\hailong\data
set PYTHONUTF8=1
"C:\hailong\.venv\Scripts\hailong.exe" backup --keep 30 >> C:\hailong\log\sao-luu.log 2>&1
